from django.contrib import admin
from django.utils import timezone

from cells import actions
from cells.admin.asking import ask_first
from cells.admin.closing import ask_to_close, ask_to_reopen
from cells.admin.committees import OrganisationAdmin, marked
from cells.admin.filters import IsOpen, UnderCommittee
from cells.admin.forms import CellForm, MergingForm, MovingForm
from cells.imports import CellResource
from cells.models import Cell, CellKind


@admin.register(CellKind)
class CellKindAdmin(admin.ModelAdmin):
    list_display = ["name", "position"]
    list_editable = ["position"]


@admin.register(Cell)
class CellAdmin(OrganisationAdmin):
    form = CellForm
    resource_classes = [CellResource]
    list_display = ["name", "committee", "kind", "members", "closed_on"]
    list_filter = [IsOpen, UnderCommittee, "kind"]
    list_per_page = 100
    search_fields = ["search", "committee__search", "code"]
    search_help_text = "Tìm theo tên chi bộ, cấp ủy hoặc mã, không cần gõ dấu."
    autocomplete_fields = ["committee"]
    readonly_fields = ["closed_on", "merged_into"]
    fields = [
        "committee",
        "name",
        "kind",
        "members",
        "code",
        "opened_on",
        "closed_on",
        "merged_into",
    ]
    actions = ["move", "merge", "close", "reopen"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("committee", "kind")

    def get_fields(self, request, obj=None):
        return self.fields if obj else self.fields[:-2]

    def suggestion(self, cell):
        """How autocomplete names a cell: there is a Chi bộ 1 everywhere."""
        return marked(f"{cell.name} – {cell.committee}", cell)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.save(force_insert=True)
            return
        changed = set(form.changed_data)
        if changed - {"committee"}:
            actions.amend(unit=obj, fields=changed - {"committee"})
        if "committee" in changed:
            actions.move_cell(cell=obj, to=obj.committee)

    @admin.action(description="Chuyển về cấp ủy khác…")
    def move(self, request, queryset):
        def deed(asked):
            for cell in queryset:
                actions.move_cell(cell=cell, **asked)
            return f"Đã chuyển {len(queryset)} chi bộ về {asked['to']}."

        return ask_first(
            self,
            request,
            title="Chuyển chi bộ về cấp ủy khác",
            question=(
                "Các chi bộ dưới đây sẽ về cấp ủy mới. Những tháng đã mở vẫn giữ cấp ủy "
                "cũ; muốn đổi cả tháng đang mở thì cập nhật ở trang Kỳ chấm điểm."
            ),
            button="Chuyển chi bộ",
            form_class=MovingForm,
            rows=queryset,
            deed=deed,
        )

    @admin.action(description="Hợp nhất vào một chi bộ…")
    def merge(self, request, queryset):
        def deed(asked):
            cells = [cell for cell in queryset if cell != asked["into"]]
            actions.merge_cells(cells=cells, **asked)
            return f"Đã hợp nhất {len(cells)} chi bộ vào {asked['into']}."

        return ask_first(
            self,
            request,
            title="Hợp nhất chi bộ",
            question=(
                "Các chi bộ dưới đây sẽ kết thúc hoạt động và hợp nhất vào chi bộ được chọn. "
                "Phiếu chấm điểm cũ vẫn giữ nguyên."
            ),
            button="Hợp nhất",
            form_class=MergingForm,
            initial={"on": timezone.localdate()},
            rows=queryset,
            deed=deed,
        )

    @admin.action(description="Kết thúc hoạt động…")
    def close(self, request, queryset):
        def deed(asked):
            for cell in queryset:
                actions.close_cell(cell=cell, **asked)
            return f"Đã kết thúc hoạt động của {len(queryset)} chi bộ."

        return ask_to_close(
            self,
            request,
            queryset,
            kind="chi bộ",
            question=(
                "Các chi bộ dưới đây sẽ kết thúc hoạt động và không còn phiếu ở các tháng "
                "sau. Phiếu chấm điểm cũ vẫn giữ nguyên."
            ),
            deed=deed,
        )

    @admin.action(description="Khôi phục hoạt động…")
    def reopen(self, request, queryset):
        return ask_to_reopen(self, request, queryset)
