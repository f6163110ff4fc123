from django.contrib import admin

from cells.admin.filters import UnderCommittee
from cells.admin.plain import PlainRelations
from scoring.models import Change, Evaluation
from vietnamese.numbers import format_decimal
from vietnamese.text import fold


class ReadOnly:
    """Scores are entered on their own pages, where every value has its version."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ChangeInline(ReadOnly, admin.TabularInline):
    model = Change
    fields = readonly_fields = [
        "at",
        "by",
        "part",
        "field",
        "old",
        "new",
        "source",
        "reason",
    ]
    verbose_name_plural = "Lịch sử phiếu"
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by", "score__indicator")

    @admin.display(description="Chỉ số")
    def part(self, change):
        return change.score.indicator.code if change.score_id else "–"


@admin.register(Evaluation)
class EvaluationAdmin(ReadOnly, PlainRelations, admin.ModelAdmin):
    inlines = [ChangeInline]
    list_display = ["cell_name", "committee", "period", "status", "result", "grade"]
    list_filter = ["period", "status", "programme", UnderCommittee]
    search_fields = ["cell__search"]
    search_help_text = "Tìm theo tên chi bộ, không cần gõ dấu."
    sortable_by = []
    fields = [
        "cell_name",
        "committee",
        "kind",
        "members",
        "period",
        "programme",
        "framework",
        "status",
        "result",
        "percent",
        "grade",
        "hard_failed",
        "meeting_on",
        "members_due",
        "members_present",
    ]

    @admin.display(description="Tổng điểm")
    def result(self, evaluation):
        """A total is only a total when everything is scored."""
        if evaluation.is_complete:
            return format_decimal(evaluation.total)
        return f"chưa đủ ({evaluation.scored}/{evaluation.required})"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(
            "committee", "kind", "period", "programme", "framework", "grade"
        )

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))
