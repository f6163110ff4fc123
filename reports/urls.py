from django.urls import path

from reports.views import cell, chosen_span, home, missing, pivot, summary

app_name = "reports"

urlpatterns = [
    path("", home.home, name="home"),
    path("chi-bo/<int:pk>/", cell.cell, name="cell"),
    path("bao-cao/", summary.summaries, name="summaries"),
    path("chua-nop/<month:month>/", missing.missing, name="missing"),
    path("bao-cao/<int:pk>/ky/", chosen_span.chosen_span, name="chosen_span"),
    path("bao-cao/<int:pk>/<span:span>/", summary.summary, name="summary"),
    path("phan-tich/", pivot.pivot_page, name="pivot"),
    path("phan-tich/luu/", pivot.save, name="save_pivot"),
    path("phan-tich/tep/<slug:kind>/", pivot.pivot_file, name="pivot_file"),
    path("phan-tich/<int:pk>/", pivot.saved_pivot, name="saved_pivot"),
    path("phan-tich/<int:pk>/xoa/", pivot.forget, name="forget_pivot"),
]
