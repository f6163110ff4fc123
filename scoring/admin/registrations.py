from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import path, reverse
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from cells.admin.asking import ask_first
from cells.admin.filters import UnderCommittee
from cells.admin.plain import PlainRelations
from scoring.actions import registering
from scoring.admin.forms import ManyRegistrationsForm, RegistrationForm
from scoring.models import Registration
from vietnamese.text import fold


@admin.register(Registration)
class RegistrationAdmin(PlainRelations, SimpleHistoryAdmin):
    form = RegistrationForm
    change_list_template = "admin/scoring/registration/change_list.html"
    list_display = [
        "cell",
        "committee",
        "programme",
        "year",
        "is_model",
        "withdrawn_from",
    ]
    list_filter = ["year", "programme", "is_model", UnderCommittee]
    search_fields = ["cell__search", "cell__committee__search"]
    search_help_text = "Tìm theo tên chi bộ hoặc cấp ủy, không cần gõ dấu."
    autocomplete_fields = ["cell"]
    sortable_by = ["year"]
    fieldsets = [
        (
            None,
            {"fields": ["cell", "framework", "year", "since", "is_model", "content"]},
        ),
        ("Rút khỏi chương trình", {"fields": ["withdrawn_from", "reason"]}),
    ]

    def revert_disabled(self, request, obj=None):
        return True

    def get_queryset(self, request):
        rows = (
            super().get_queryset(request).select_related("cell__committee", "programme")
        )
        return rows.order_by("-year", "programme__position", "cell__sort_key", "pk")

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))

    def get_readonly_fields(self, request, obj=None):
        """Sheets carry the cell and the programme: they cannot change under them."""
        return ["cell", "framework", "year"] if obj else []

    @admin.display(description="Cấp ủy")
    def committee(self, registration):
        return registration.cell.committee

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not obj.withdrawn_from or "withdrawn_from" not in form.changed_data:
            return
        gone, kept = registering.remove_untouched_sheets(registration=obj)
        if gone:
            message = f"Đã bỏ {gone} phiếu chưa chấm từ tháng rút khỏi chương trình."
            self.message_user(request, message)
        if kept:
            message = f"Còn {kept} phiếu từ tháng rút khỏi chương trình đã có người ghi, được giữ lại."
            self.message_user(request, message, messages.WARNING)

    def get_urls(self):
        view = self.admin_site.admin_view(self.register_many)
        return [
            path("hang-loat/", view, name="scoring_registration_many"),
            *super().get_urls(),
        ]

    def register_many(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied

        def deed(asked):
            made = registering.register_all(year=asked["since"].year, **asked)
            if not made:
                raise ValidationError(
                    "Không còn chi bộ nào để đăng ký: các chi bộ đang hoạt động đã đăng ký "
                    "chương trình này trong năm, hoặc cấp ủy không có chi bộ nào như vậy."
                )
            return f"Đã đăng ký {made} chi bộ."

        return ask_first(
            self,
            request,
            title="Đăng ký hàng loạt",
            question=(
                "Đăng ký mọi chi bộ đang hoạt động của một cấp ủy. Chi bộ đã đăng ký chương "
                "trình này trong năm thì giữ nguyên. Nếu tháng đã mở, hãy chọn “Bổ sung phiếu "
                "còn thiếu” ở trang Kỳ chấm điểm."
            ),
            button="Đăng ký",
            form_class=ManyRegistrationsForm,
            initial={"since": timezone.localdate().replace(month=1, day=1)},
            is_action=False,
            back=reverse("admin:scoring_registration_changelist"),
            deed=deed,
        )
