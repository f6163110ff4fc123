"""The admin as one place: its name, the order of its parts, what autocomplete shows."""

from django.apps import apps
from django.contrib.admin import site
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.utils.timezone import localtime

# In the order in which an administrator sets things up.
PARTS = [
    ("cells", ["Committee", "Cell", "CellKind", "User"]),
    ("criteria", ["Programme", "Framework"]),
    (
        "scoring",
        ["Registration", "Period", "PeriodLock", "LockException", "Evaluation"],
    ),
    ("api", ["Token"]),
]
NAMES = {"axes": "An toàn đăng nhập"}  # the package has no name for people
APPS = {label: place for place, (label, _) in enumerate(PARTS)}
MODELS = {name: place for _, names in PARTS for place, name in enumerate(names)}


def name_of_attempt(row):
    """The package names its rows in English, with the time of another zone."""
    return f"{row.username}, {localtime(row.attempt_time):%H:%M %d/%m/%Y}"


class Suggestions(AutocompleteJsonView):
    """Lets a model's admin say more than its name: there is a Chi bộ 1 everywhere."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        suggestion = getattr(self.model_admin, "suggestion", str)
        return {**result, "text": suggestion(obj)}


class Site(AdminSite):
    site_title = site_header = "Quản trị"
    index_title = "Trang quản trị"
    empty_value_display = "–"

    def has_permission(self, request):
        """For administrators only: Django's flag "staff" alone opens nothing."""
        return request.user.is_active and request.user.is_superuser

    def get_app_list(self, request, app_label=None):
        parts = super().get_app_list(request, app_label)
        for part in parts:
            part["models"].sort(key=lambda m: MODELS.get(m["object_name"], len(MODELS)))
        return sorted(parts, key=lambda part: APPS.get(part["app_label"], len(APPS)))

    def autocomplete_view(self, request):
        return Suggestions.as_view(admin_site=self)(request)


class AdminConfig(DjangoAdminConfig):
    default_site = "config.admin_site.Site"

    def ready(self):
        super().ready()
        for label, name in NAMES.items():
            apps.get_app_config(label).verbose_name = name
            for model in site._registry:
                if model._meta.app_label == label:
                    model.__str__ = name_of_attempt
        # The queue's own table: what people asked for stands in "Tài liệu của tôi".
        site.unregister(apps.get_model("django_tasks_database", "DBTaskResult"))
