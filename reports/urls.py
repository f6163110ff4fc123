from django.urls import path

from reports.views import cell, home, summary

app_name = "reports"

urlpatterns = [
    path("", home.home, name="home"),
    path("chi-bo/<int:pk>/", cell.cell, name="cell"),
    path("bao-cao/", summary.summaries, name="summaries"),
    path("bao-cao/<int:pk>/<month:month>/", summary.summary, name="summary"),
]
