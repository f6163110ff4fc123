from django.urls import path

from reports.views import (
    cell,
    chosen_span,
    gaps,
    home,
    losses,
    missing,
    summary,
    trends,
)

app_name = "reports"

urlpatterns = [
    path("", home.home, name="home"),
    path("chi-bo/<int:pk>/", cell.cell, name="cell"),
    path("bao-cao/", summary.summaries, name="summaries"),
    path("chua-nop/<month:month>/", missing.missing, name="missing"),
    path("bao-cao/<int:pk>/ky/", chosen_span.chosen_span, name="chosen_span"),
    path("bao-cao/<int:pk>/<span:span>/", summary.summary, name="summary"),
    path("bao-cao/<int:pk>/<span:span>/xu-huong/", trends.trends, name="trends"),
    path("bao-cao/<int:pk>/<span:span>/diem-mat/", losses.losses, name="losses"),
    path(
        "bao-cao/<int:pk>/<span:span>/diem-mat/danh-sach/",
        losses.loss_list,
        name="loss_list",
    ),
    path("bao-cao/<int:pk>/<span:span>/tu-cham/", gaps.gaps, name="gaps"),
    path(
        "bao-cao/<int:pk>/<span:span>/tu-cham/danh-sach/",
        gaps.gap_list,
        name="gap_list",
    ),
]
