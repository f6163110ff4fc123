from django.urls import path

from scoring.views import (
    entry,
    evidence,
    evidence_files,
    evidence_library,
    grid,
    month,
    new_remark,
    remark,
    remarks,
    review,
    score,
    sheet,
)

app_name = "scoring"

urlpatterns = [
    path("cham-diem/", month.months, name="months"),
    path("cham-diem/<month:month>/", month.month, name="month"),
    path("bang-cham-diem/<month:month>/", grid.grid, name="grid"),
    path(
        "bang-cham-diem/<month:month>/thay-doi/",
        grid.grid_changes,
        name="grid_changes",
    ),
    path("phieu/<int:pk>/", sheet.sheet, name="sheet"),
    path("phieu/<int:pk>/buoi-hop/", sheet.meeting, name="meeting"),
    path("phieu/<int:pk>/thay-doi/", entry.changes, name="changes"),
    path("phieu/<int:pk>/gui/", review.submit, name="submit"),
    path("phieu/<int:pk>/duyet/", review.approve, name="approve"),
    path("phieu/<int:pk>/tra-lai/", review.send_back, name="send_back"),
    path("phieu/<int:pk>/mo-lai/", review.reopen, name="reopen"),
    path("diem/", entry.enter, name="enter"),
    path("diem/<int:pk>/", score.score_panel, name="score_panel"),
    path("kien-nghi/", remarks.remarks, name="remarks"),
    path("kien-nghi/<int:pk>/", remark.remark, name="remark"),
    path("kien-nghi/<int:pk>/tra-loi/", remark.answer, name="answer_remark"),
    path("kien-nghi/<int:pk>/giai-quyet/", remark.resolve, name="resolve_remark"),
    path("kien-nghi/<int:pk>/mo-lai/", remark.reopen, name="reopen_remark"),
    path("chi-bo/<int:pk>/kien-nghi/moi/", new_remark.new_remark, name="new_remark"),
    path("diem/<int:pk>/minh-chung/", evidence.evidence, name="evidence"),
    path("diem/<int:pk>/minh-chung/them/", evidence.evidence_add, name="evidence_add"),
    path(
        "diem/<int:pk>/minh-chung/gan/",
        evidence.evidence_attach,
        name="evidence_attach",
    ),
    path(
        "diem/<int:pk>/minh-chung/<int:evidence>/go/",
        evidence.evidence_detach,
        name="evidence_detach",
    ),
    path(
        "diem/<int:pk>/minh-chung/<int:evidence>/ban-moi/",
        evidence.evidence_revise,
        name="evidence_revise",
    ),
    path(
        "chi-bo/<int:pk>/minh-chung/",
        evidence_library.evidence_library,
        name="evidence_library",
    ),
    path("tep/<uuid:key>/", evidence_files.evidence_file, name="evidence_file"),
    path(
        "tep/<uuid:key>/xem/",
        evidence_files.evidence_preview,
        name="evidence_preview",
    ),
]
