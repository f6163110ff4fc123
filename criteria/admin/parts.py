"""What the admin pages of a framework and of its parts share."""

from django.db import models
from django.http import HttpResponseRedirect
from django.urls import reverse

from cells.admin.plain import PlainRelations
from criteria.models import Framework
from criteria.rules import ordinary_sum, problems_of
from vietnamese.fields import PointsField
from vietnamese.formsets import RowsFormSet
from vietnamese.numbers import format_decimal

DECIMALS = {models.DecimalField: {"form_class": PointsField}}


def change_url(row):
    return reverse(f"admin:criteria_{row._meta.model_name}_change", args=[row.pk])


def superior_of(part):
    """The row on whose page `part` is listed; None for a framework."""
    for name in ("indicator", "criterion", "band", "framework"):
        if part._meta.model_name != name and getattr(part, f"{name}_id", None):
            return getattr(part, name)
    return None


def way_to(part):
    """From the framework down to `part`."""
    superior = superior_of(part)
    return [*(way_to(superior) if superior else []), part]


def is_draft(part):
    return part is None or not way_to(part)[0].is_published


def place_last(formset):
    """New rows without a place of their own come after those that stand there."""
    if "position" not in formset.form.base_fields:
        return
    last = max((form.instance.position for form in formset.forms), default=0)
    for form in formset.extra_forms:
        if form.has_changed() and not form.instance.position:
            last += 1
            form.instance.position = last


class DraftsOnly:
    """A published framework and all its parts can be read, no more."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and is_draft(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and is_draft(obj)


class InlineOfDraft(DraftsOnly, PlainRelations):
    formset = RowsFormSet
    formfield_overrides = DECIMALS
    extra = 1

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and is_draft(obj)


def standing_of(framework):
    """Where the framework stands: its points, and what keeps it from being published."""
    rule = Framework.objects.with_parts().get(pk=framework.pk).rule()
    total = ordinary_sum(rule)
    return {
        "framework": framework,
        "sum": format_decimal(total),
        "max_total": format_decimal(rule.max_total),
        "difference": _difference(rule.max_total - total),
        "problems": [] if framework.is_published else problems_of(rule),
    }


def _difference(missing):
    if not missing:
        return "đủ điểm"
    word = "còn thiếu" if missing > 0 else "thừa"
    return f"{word} {format_decimal(abs(missing))} điểm"


class PartAdmin(DraftsOnly, PlainRelations):
    """A page of a framework's tree: the way back on top, and the sum in view."""

    change_form_template = "admin/criteria/part_form.html"
    formfield_overrides = DECIMALS

    def has_add_permission(self, request):
        return False

    def has_module_permission(self, request):
        """Parts are reached through their framework, not from the index."""
        return False

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            way = way_to(obj)
            context |= standing_of(way[0])
            context["way"] = [(row, change_url(row)) for row in way]
            context["way_back"] = [
                (row._meta.verbose_name, change_url(row)) for row in reversed(way[:-1])
            ]
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def save_formset(self, request, form, formset, change):
        place_last(formset)
        super().save_formset(request, form, formset, change)

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(change_url(superior_of(obj)))

    def response_delete(self, request, obj_display, obj_id):
        super().response_delete(request, obj_display, obj_id)
        return HttpResponseRedirect(request.superior_url)

    def delete_model(self, request, obj):
        request.superior_url = change_url(superior_of(obj))
        super().delete_model(request, obj)
