from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from simple_history.admin import SimpleHistoryAdmin

from cells import actions
from cells.admin.closing import ask_to_close, ask_to_reopen
from cells.admin.files import ExcelFiles
from cells.admin.filters import IsOpen, UnderCommittee
from cells.admin.forms import CommitteeForm, LetterheadForm
from cells.admin.plain import PlainRelations
from cells.imports import CommitteeResource
from cells.models import Committee, Letterhead
from cells.paths import ancestors
from vietnamese.text import fold

ROWS_A_PAGE = 200


class TreeChangeList(ChangeList):
    """Committees below their parents, brothers in Vietnamese order.

    The order is made in Python: a province has hundreds of committees, and names move in
    the alphabet while a path, made of ids, does not.
    """

    def get_results(self, request):
        super().get_results(request)
        keys = dict(Committee.objects.values_list("pk", "sort_key"))
        rows = self.queryset.values_list("pk", "path")
        ordered = sorted(
            rows, key=lambda row: [(keys[pk], pk) for pk in ancestors(row[1])]
        )
        start = (self.page_num - 1) * self.list_per_page if self.multi_page else 0
        page = [pk for pk, _ in ordered[start : start + self.list_per_page]]
        found = self.queryset.in_bulk(page)
        self.result_list = [found[pk] for pk in page]


class OrganisationAdmin(PlainRelations, ExcelFiles, SimpleHistoryAdmin):
    """What committees and cells share: search, history, files, no deletion in bulk."""

    search_fields = ["search", "code"]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))

    def revert_disabled(self, request, obj=None):
        """History is read: going back to an old row would leave the paths behind."""
        return True

    def get_actions(self, request):
        chosen = super().get_actions(request)
        chosen.pop("delete_selected", None)
        return chosen


def marked(name, unit):
    """The name of a unit to choose: one that has ended says so."""
    if unit.closed_on is None:
        return name
    return f"{name} (kết thúc ngày {unit.closed_on:%d/%m/%Y})"


class LetterheadInline(admin.StackedInline):
    model = Letterhead
    form = LetterheadForm
    classes = ["collapse"]
    can_delete = False


@admin.register(Committee)
class CommitteeAdmin(OrganisationAdmin):
    form = CommitteeForm
    resource_classes = [CommitteeResource]
    list_display = ["in_tree", "code", "cell_count", "opened_on", "closed_on"]
    list_display_links = ["in_tree"]
    list_filter = [IsOpen, UnderCommittee]
    list_per_page = list_max_show_all = ROWS_A_PAGE
    ordering = ["sort_key", "pk"]  # said here, for counting drops the model's own
    sortable_by = []
    autocomplete_fields = ["parent"]
    readonly_fields = ["closed_on", "merged_into"]
    fields = ["parent", "name", "code", "opened_on", "closed_on", "merged_into"]
    actions = ["close", "reopen"]
    search_help_text = "Tìm theo tên hoặc mã, không cần gõ dấu."

    def get_changelist(self, request, **kwargs):
        return TreeChangeList

    def get_queryset(self, request):
        is_open = Q(cells__closed_on=None)
        rows = super().get_queryset(request).select_related("parent")
        return rows.annotate(open_cells=Count("cells", filter=is_open))

    def suggestion(self, committee):
        """How autocomplete names a committee: many communes share a name."""
        name = " – ".join(str(c) for c in (committee, committee.parent) if c)
        return marked(name, committee)

    @admin.display(description="Cấp ủy")
    def in_tree(self, committee):
        return format_html(
            '<span class="tree tree-{}">{}</span>', min(committee.depth, 8), committee
        )

    @admin.display(description="Chi bộ trực thuộc")
    def cell_count(self, committee):
        address = reverse("admin:cells_cell_changelist")
        return format_html(
            '<a href="{}?under={}">{} chi bộ</a>',
            address,
            committee.pk,
            committee.open_cells,
        )

    def get_fields(self, request, obj=None):
        return self.fields if obj else self.form.Meta.fields

    def get_inlines(self, request, obj):
        return [LetterheadInline] if obj else []

    def save_model(self, request, obj, form, change):
        if not change:
            actions.found_committee(committee=obj)
            return
        changed = set(form.changed_data)
        if changed - {"parent"}:
            actions.amend(unit=obj, fields=changed - {"parent"})
        if "parent" in changed:
            actions.move_committee(committee=obj, to=obj.parent)

    @admin.action(description="Kết thúc hoạt động…")
    def close(self, request, queryset):
        def deed(asked):
            # The lowest first: a committee closes only after those below it.
            for committee in queryset.order_by("-path"):
                actions.close_committee(committee=committee, **asked)
            return "Đã kết thúc hoạt động của các cấp ủy đã chọn."

        return ask_to_close(
            self,
            request,
            queryset,
            kind="cấp ủy",
            question=(
                "Các cấp ủy dưới đây sẽ kết thúc hoạt động. "
                "Phiếu chấm điểm và báo cáo cũ vẫn giữ nguyên."
            ),
            deed=deed,
        )

    @admin.action(description="Khôi phục hoạt động…")
    def reopen(self, request, queryset):
        return ask_to_reopen(self, request, queryset)
