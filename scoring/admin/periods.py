from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from cells.admin.asking import ask_first
from cells.admin.plain import PlainRelations
from criteria.forms import NothingToAsk
from scoring.actions import periods
from scoring.admin.forms import LockExceptionForm, LockForm, PeriodForm
from scoring.models import LockException, Period, PeriodLock
from scoring.workflow import Status

NO_SHEETS = (
    "Tháng này chưa có phiếu nào vì chưa chi bộ nào đăng ký, hoặc bộ tiêu chí chưa ban hành "
    "hay chưa đến tháng áp dụng. Bổ sung xong, chọn “Bổ sung phiếu còn thiếu” ở trang này."
)


class LockInline(admin.TabularInline):
    """Who has locked the month; locking and unlocking are actions of the list."""

    model = PeriodLock
    fields = readonly_fields = ["committee", "locked_at", "locked_by"]
    verbose_name_plural = "Các cấp ủy đã khóa kỳ"
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("committee", "locked_by", "period")
        )


@admin.register(Period)
class PeriodAdmin(PlainRelations, SimpleHistoryAdmin):
    form = PeriodForm
    list_display = [
        "__str__",
        "due_on",
        "sheets",
        "approved",
        "locks_in_all",
        "opened_at",
    ]
    list_per_page = 36
    sortable_by = []
    actions = ["add_missing_sheets", "follow_structure", "lock", "unlock"]

    def revert_disabled(self, request, obj=None):
        return True

    def get_actions(self, request):
        chosen = super().get_actions(request)
        chosen.pop("delete_selected", None)
        return chosen

    def has_delete_permission(self, request, obj=None):
        """A month opened by mistake may go while nothing hangs on it."""
        is_empty = obj is None or not obj.evaluations.exists()
        return is_empty and super().has_delete_permission(request, obj)

    def get_queryset(self, request):
        is_approved = Q(evaluations__status=Status.APPROVED)
        return (
            super()
            .get_queryset(request)
            .annotate(
                sheet_count=Count("evaluations", distinct=True),
                approved_count=Count("evaluations", filter=is_approved, distinct=True),
                lock_count=Count("locks", distinct=True),
            )
        )

    def get_readonly_fields(self, request, obj=None):
        return ["month", "opened_at"] if obj else []

    def get_fields(self, request, obj=None):
        """The month is the name of the page; it does not change."""
        return ["due_on", "opened_at"] if obj else ["month", "due_on"]

    def get_inlines(self, request, obj):
        return [LockInline] if obj else []

    @admin.display(description="Số phiếu")
    def sheets(self, period):
        return period.sheet_count

    @admin.display(description="Đã duyệt")
    def approved(self, period):
        return period.approved_count

    @admin.display(description="Cấp ủy đã khóa")
    def locks_in_all(self, period):
        return period.lock_count

    def save_model(self, request, obj, form, change):
        if change:
            obj.save(update_fields=form.changed_data)
            return
        obj.opened_at = timezone.now()
        made = periods.open_period(month=obj.month, due_on=obj.due_on, at=obj.opened_at)
        if not made:
            self.message_user(request, NO_SHEETS, messages.WARNING)
            return
        self.message_user(
            request,
            f"Đã mở {str(obj).lower()} và tạo {made} phiếu chấm điểm.",
            messages.SUCCESS,
        )

    @admin.action(description="Bổ sung phiếu còn thiếu")
    def add_missing_sheets(self, request, queryset):
        for period in queryset:
            made = periods.add_missing_sheets(period=period)
            self.message_user(request, f"{period}: đã tạo thêm {made} phiếu.")

    @admin.action(description="Cập nhật theo cơ cấu hiện nay…")
    def follow_structure(self, request, queryset):
        def deed(asked):
            changed = sum(periods.follow_structure(period=row) for row in queryset)
            return f"Đã cập nhật {changed} phiếu."

        return ask_first(
            self,
            request,
            title="Cập nhật phiếu theo cơ cấu hiện nay",
            question=(
                "Các phiếu chưa duyệt của những tháng dưới đây sẽ lấy lại cấp ủy, tên, loại "
                "hình và số đảng viên của chi bộ như hiện nay. Điểm và phiếu đã duyệt giữ nguyên."
            ),
            button="Cập nhật",
            form_class=NothingToAsk,
            rows=queryset,
            deed=deed,
        )

    @admin.action(description="Khóa kỳ…")
    def lock(self, request, queryset):
        def deed(asked):
            for period in queryset:
                periods.lock(period=period, by=request.user, at=timezone.now(), **asked)
            return f"Đã khóa {len(queryset)} kỳ cho {asked['committee']}."

        return ask_first(
            self,
            request,
            title="Khóa kỳ chấm điểm",
            question="Sau khi khóa, điểm của những tháng dưới đây chỉ xem được, không sửa được.",
            button="Khóa kỳ",
            form_class=LockForm,
            rows=queryset,
            deed=deed,
        )

    @admin.action(description="Mở khóa kỳ…")
    def unlock(self, request, queryset):
        def deed(asked):
            gone = sum(
                periods.unlock(period=row, by=request.user, **asked) for row in queryset
            )
            if not gone:
                raise ValidationError(
                    f"{asked['committee']} không khóa kỳ nào trong các kỳ đã chọn. Trang của "
                    "từng kỳ ghi rõ cấp ủy nào đã khóa."
                )
            return f"Đã mở khóa {gone} kỳ cho {asked['committee']}."

        return ask_first(
            self,
            request,
            title="Mở khóa kỳ chấm điểm",
            question=(
                "Mở khóa những tháng dưới đây cho cấp ủy đã khóa. Khóa của cấp ủy khác, nếu có, "
                "vẫn còn hiệu lực."
            ),
            button="Mở khóa",
            form_class=LockForm,
            rows=queryset,
            deed=deed,
        )


@admin.register(LockException)
class LockExceptionAdmin(PlainRelations, admin.ModelAdmin):
    form = LockExceptionForm
    list_display = ["cell", "period", "until", "reason", "granted_by"]
    list_select_related = ["cell", "period", "granted_by"]
    list_filter = ["period"]
    autocomplete_fields = ["cell"]
    fields = ["period", "cell", "until", "reason"]

    def save_model(self, request, obj, form, change):
        obj.granted_by = request.user
        super().save_model(request, obj, form, change)
