from django.urls import path

from reports.views import cell, chosen_span, home, missing, summary

app_name = "reports"

urlpatterns = [
    path("", home.home, name="home"),
    path("chi-bo/<int:pk>/", cell.cell, name="cell"),
    path("bao-cao/", summary.summaries, name="summaries"),
    path("chua-nop/<month:month>/", missing.missing, name="missing"),
    path("bao-cao/<int:pk>/ky/", chosen_span.chosen_span, name="chosen_span"),
    path("bao-cao/<int:pk>/<span:span>/", summary.summary, name="summary"),
]
