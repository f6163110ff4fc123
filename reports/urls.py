from django.urls import path

from reports.views import (
    cell,
    chosen_span,
    documents,
    files,
    gaps,
    home,
    losses,
    missing,
    pivot,
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
    path("tai-ve/phieu/<int:pk>/<slug:kind>/", files.sheet_file, name="sheet_file"),
    path(
        "tai-ve/cap-uy/<int:pk>/<span:span>/<slug:name>/<slug:kind>/",
        files.paper_file,
        name="paper_file",
    ),
    path("tai-lieu/", documents.documents, name="documents"),
    path("tai-lieu/danh-sach/", documents.documents_now, name="documents_now"),
    path(
        "tai-lieu/tao/<int:pk>/<month:month>/",
        documents.ask_for_document,
        name="ask_for_document",
    ),
    path("tai-lieu/<uuid:key>/", documents.document_file, name="document_file"),
    path(
        "tai-lieu/<uuid:key>/tao-lai/",
        documents.ask_for_document_again,
        name="ask_for_document_again",
    ),
    path("phan-tich/", pivot.pivot_page, name="pivot"),
    path("phan-tich/luu/", pivot.save, name="save_pivot"),
    path("phan-tich/tep/<slug:kind>/", pivot.pivot_file, name="pivot_file"),
    path("phan-tich/<int:pk>/", pivot.saved_pivot, name="saved_pivot"),
    path("phan-tich/<int:pk>/xoa/", pivot.forget, name="forget_pivot"),
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
