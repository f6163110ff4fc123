from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.html import format_html

from cells.admin.files import ExcelFiles
from cells.admin.forms import NewPersonForm, PasswordOfAnotherForm, PersonForm
from cells.admin.plain import PlainRelations
from cells.imports import PersonResource
from cells.models import Assignment, User
from cells.scope import Role
from vietnamese.formsets import RowsFormSet
from vietnamese.text import fold

admin.site.unregister(Group)  # rights come from assignments alone


class AssignmentFormSet(RowsFormSet):
    def set_aside(self, rows):
        """A role fits its place only: it is taken away and given again."""
        Assignment.objects.filter(pk__in=[row.pk for row in rows]).delete()


class AssignmentInline(PlainRelations, admin.TabularInline):
    model = Assignment
    formset = AssignmentFormSet
    autocomplete_fields = ["committee", "cell"]
    extra = 1
    verbose_name_plural = "Vai trò (chọn một cấp ủy hoặc một chi bộ)"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("committee", "cell")


class HasRole(admin.SimpleListFilter):
    title = "vai trò"
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [*Role.choices, ("none", "Chưa phân công")]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.filter(assignments=None, is_superuser=False)
        if self.value():
            return queryset.filter(assignments__role=self.value()).distinct()
        return queryset


@admin.register(User)
class PersonAdmin(ExcelFiles, UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    change_password_form = PasswordOfAnotherForm
    change_user_password_template = "admin/cells/user/change_password.html"  # noqa: S105 - a template
    resource_classes = [PersonResource]
    inlines = [AssignmentInline]
    list_display = [
        "username",
        "full_name",
        "post",
        "roles",
        "is_superuser",
        "is_active",
    ]
    list_filter = [HasRole, "is_superuser", "is_active"]
    search_fields = ["username", "full_name", "post"]
    search_help_text = "Tìm theo tên đăng nhập, họ tên hoặc chức vụ, không cần gõ dấu."
    ordering = ["username"]
    filter_horizontal = []
    readonly_fields = ["password_link", "last_login"]
    fieldsets = [
        (None, {"fields": ["username", "full_name", "post", "email"]}),
        (
            "Đăng nhập",
            {
                "fields": [
                    "password_link",
                    "is_active",
                    "is_administrator",
                    "last_login",
                ]
            },
        ),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "full_name", "post", "is_administrator"]}),
        ("Mật khẩu", {"fields": ["password1", "password2"]}),
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.prefetch_related("assignments__committee", "assignments__cell")

    def get_actions(self, request):
        chosen = super().get_actions(request)
        chosen.pop("delete_selected", None)
        return chosen

    def has_delete_permission(self, request, obj=None):
        """Nobody shuts himself out; an account in use is made inactive."""
        return obj != request.user and super().has_delete_permission(request, obj)

    def get_search_results(self, request, queryset, search_term):
        """Words of name or post without diacritics; people are few enough to look at all."""
        words = fold(search_term).split()
        rows = queryset.values_list("pk", "username", "full_name", "post")
        found = [
            pk for pk, *texts in rows if all(w in fold(" ".join(texts)) for w in words)
        ]
        return queryset.filter(pk__in=found) if words else queryset, False

    @admin.display(description="Vai trò")
    def roles(self, user):
        return "; ".join(str(row) for row in user.assignments.all()) or "–"

    @admin.display(description="Mật khẩu")
    def password_link(self, user):
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">Đặt lại mật khẩu…</a>', address)
