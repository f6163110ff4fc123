from django.contrib.admin import SimpleListFilter

from cells.models import Committee


class UnderCommittee(SimpleListFilter):
    """Rows of a committee and everything below it, one level deeper with each click."""

    title = "cấp ủy"
    parameter_name = "under"

    def lookups(self, request, model_admin):
        chosen = self.chosen()
        below = Committee.objects.filter(parent=chosen).in_order()
        if not chosen:
            return [(row.pk, row.name) for row in below]
        above = [(chosen.parent.pk, f"↑ {chosen.parent}")] if chosen.parent else []
        return [*above, *((row.pk, row.name) for row in (chosen, *below))]

    def chosen(self):
        if not hasattr(self, "_chosen"):
            value = self.value() or ""
            rows = Committee.objects.select_related("parent")
            self._chosen = rows.filter(pk=value).first() if value.isdecimal() else None
        return self._chosen

    def has_output(self):
        return True

    def queryset(self, request, queryset):
        chosen = self.chosen()
        return queryset.under(chosen) if chosen else queryset


class IsOpen(SimpleListFilter):
    """Closed committees and cells are history: they are shown when asked for."""

    title = "hoạt động"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("closed", "Đã kết thúc"), ("all", "Cả hai")]

    def choices(self, changelist):
        everything, *others = super().choices(changelist)
        return [{**everything, "display": "Đang hoạt động"}, *others]

    def queryset(self, request, queryset):
        if self.value() == "closed":
            return queryset.filter(closed_on__isnull=False)
        return queryset if self.value() == "all" else queryset.filter(closed_on=None)
