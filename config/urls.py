from django.contrib import admin
from django.urls import include, path, register_converter

from cells import views as account
from config import health
from vietnamese.converters import MonthConverter, SpanConverter

# Before the apps' addresses are read: several of them name a month or a span of them.
register_converter(MonthConverter, "month")
register_converter(SpanConverter, "span")

urlpatterns = [
    path("song/", health.alive, name="alive"),
    path("quan-tri/login/", account.admin_sign_in, name="admin_sign_in"),
    path("quan-tri/", admin.site.urls),
    path("bo-tieu-chi/", include("criteria.urls")),
    path("", include("api.urls")),
    path("", include("reports.urls")),
    path("", include("cells.urls")),
    path("", include("scoring.urls")),
]

handler404 = "config.faults.not_found"
handler500 = "config.faults.server_error"
