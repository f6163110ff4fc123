from django.contrib import admin
from django.utils import timezone

from api.actions import revoke
from api.models import Token
from cells.admin.asking import ask_first
from criteria.forms import NothingToAsk


class InForce(admin.SimpleListFilter):
    title = "hiệu lực"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", "Còn hiệu lực"), ("closed", "Hết hiệu lực")]

    def queryset(self, request, queryset):
        open_ones = Token.objects.in_force(at=timezone.now()).values("pk")
        if self.value() == "open":
            return queryset.filter(pk__in=open_ones)
        if self.value() == "closed":
            return queryset.exclude(pk__in=open_ones)
        return queryset


@admin.register(Token)
class TokenAdmin(admin.ModelAdmin):
    """To see who lets which program in, and to shut it out. People make their own."""

    list_display = ["name", "user", "expires_at", "last_used_at", "revoked_at"]
    list_select_related = ["user"]
    list_filter = [InForce]
    search_fields = ["name", "user__username", "user__full_name"]
    search_help_text = "Tìm theo nơi dùng mã, tên đăng nhập hoặc họ tên."
    fields = [
        "name",
        "user",
        "beginning",
        "made_at",
        "expires_at",
        "last_used_at",
        "revoked_at",
        "revoked_by",
    ]
    actions = ["revoke_chosen"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "revoked_by")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(description="Thu hồi mã truy cập…")
    def revoke_chosen(self, request, queryset):
        kept = queryset.kept()

        def deed(_):
            for token in kept:
                revoke(token=token, by=request.user, at=timezone.now())
            return f"Đã thu hồi {len(kept)} mã truy cập."

        return ask_first(
            self,
            request,
            deed=deed,
            form_class=NothingToAsk,
            title="Thu hồi mã truy cập",
            question=(
                "Chương trình đang dùng các mã dưới đây sẽ không lấy được dữ liệu nữa. "
                "Mã đã thu hồi không dùng lại được."
            ),
            button="Thu hồi",
            rows=kept,
            problems=[] if kept else ["Các mã đã chọn đều đã được thu hồi."],
        )
