from django.contrib import admin
from django.db.models import Count, Q, Sum
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html
from simple_history.admin import SimpleHistoryAdmin

from criteria.actions import add_usual_bands
from criteria.admin import steps
from criteria.admin.parts import InlineOfDraft, PartAdmin, change_url
from criteria.forms import (
    BandForm,
    BandFormSet,
    FrameworkForm,
    NewFrameworkForm,
    ProgrammeForm,
)
from criteria.models import Criterion, Framework, GradeBand, Programme
from criteria.rules import Effect
from vietnamese.months import format_month
from vietnamese.numbers import format_decimal


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):
    form = ProgrammeForm
    list_display = ["name", "slug", "position"]
    list_editable = ["position"]


# Bonus, penalty and condition lie outside the total, above which the page adds up.
IS_ORDINARY = Q(indicators__effect=Effect.ORDINARY)


# Fields that Django would show as it stores them: 01/06/2026 for a month, 100,00.
TOLD = {"effective_from": "since", "max_total": "most"}


def told(fieldsets):
    return [
        (title, {"fields": [TOLD.get(name, name) for name in options["fields"]]})
        for title, options in fieldsets
    ]


class CriterionInline(InlineOfDraft, admin.TabularInline):
    model = Criterion
    fields = ["code", "name", "position", "points", "details"]
    readonly_fields = ["points", "details"]
    verbose_name_plural = "Các tiêu chí (lưu lại rồi mở “Chỉ số…” để nhập chỉ số)"
    extra = 2

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.annotate(
            number=Count("indicators"),
            points_in_all=Sum("indicators__max_points", filter=IS_ORDINARY),
        )

    @admin.display(description="Tổng điểm")
    def points(self, criterion):
        return format_decimal(criterion.points_in_all or 0) if criterion.pk else ""

    @admin.display(description="")
    def details(self, criterion):
        if not criterion.pk:
            return ""
        return format_html(
            '<a href="{}">{} chỉ số…</a>', change_url(criterion), criterion.number
        )


class BandInline(InlineOfDraft, admin.TabularInline):
    model = GradeBand
    form = BandForm
    formset = BandFormSet
    fields = ["name", "from_points", "tone", "is_cap", "details"]
    readonly_fields = ["details"]
    verbose_name_plural = "Các mức xếp loại"

    @admin.display(description="")
    def details(self, band):
        if not band.pk:
            return ""
        return format_html('<a href="{}">Điều kiện, cả năm…</a>', change_url(band))


class IsPublished(admin.SimpleListFilter):
    title = "trạng thái"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("draft", "Bản nháp"), ("published", "Đã ban hành")]

    def queryset(self, request, queryset):
        chosen = {"draft": queryset.drafts, "published": queryset.published}
        return chosen.get(self.value(), queryset.all)()


@admin.register(Framework)
class FrameworkAdmin(PartAdmin, SimpleHistoryAdmin):
    form = FrameworkForm
    inlines = [CriterionInline, BandInline]
    list_display = ["name", "state", "programme", "committee", "version", "since"]
    list_filter = [IsPublished, "programme"]
    list_select_related = ["programme", "committee"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["committee"]
    sortable_by = []
    actions = None
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "programme",
                    "committee",
                    "effective_from",
                    "decision",
                    "code",
                    "description",
                ]
            },
        ),
        (
            "Quy tắc chung",
            {
                "fields": [
                    "max_total",
                    "grading",
                    "shrunk",
                    "explain_deductions",
                    "allows_self_scoring",
                ]
            },
        ),
    ]

    def has_add_permission(self, request):
        return super(PartAdmin, self).has_add_permission(request)

    def has_module_permission(self, request):
        return super(PartAdmin, self).has_module_permission(request)

    def revert_disabled(self, request, obj=None):
        return True

    def get_form(self, request, obj=None, **kwargs):
        if obj is None:
            kwargs["form"] = NewFrameworkForm
        return super().get_form(request, obj, **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj and obj.is_published:
            return told(self.fieldsets)
        if obj:
            return self.fieldsets
        bands = ("Mức xếp loại", {"fields": ["with_bands"]})
        return [*self.fieldsets, bands]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_readonly_fields(self, request, obj=None):
        """All versions of a framework carry the code of the first."""
        return ["code"] if obj and obj.version > 1 else []

    @admin.display(description="Trạng thái")
    def state(self, framework):
        return "Đã ban hành" if framework.is_published else "Bản nháp"

    @admin.display(description="Tổng điểm tối đa")
    def most(self, framework):
        return format_decimal(framework.max_total)

    @admin.display(description="Áp dụng từ tháng")
    def since(self, framework):
        return format_month(framework.effective_from)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change and form.cleaned_data.get("with_bands"):
            add_usual_bands(framework=obj)

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(change_url(obj))

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(change_url(obj))

    def response_delete(self, request, obj_display, obj_id):
        return SimpleHistoryAdmin.response_delete(self, request, obj_display, obj_id)

    def delete_model(self, request, obj):
        SimpleHistoryAdmin.delete_model(self, request, obj)

    def get_urls(self):
        own = [
            ("ban-hanh", "publish", steps.publish),
            ("phien-ban-moi", "new_version", steps.new_version),
            ("cu-the-hoa", "specialise", steps.specialise),
            ("xem-truoc", "preview", steps.preview),
        ]
        return [
            path(
                f"<int:pk>/{slug}/",
                self.admin_site.admin_view(view),
                {"model_admin": self},
                name=f"criteria_framework_{name}",
            )
            for slug, name, view in own
        ] + super().get_urls()
