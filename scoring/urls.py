from django.urls import path

from scoring.views import (
    approval,
    entry,
    grid,
    history,
    month,
    opening,
    periods,
    review,
    score,
    sheet,
)

app_name = "scoring"

urlpatterns = [
    path("cham-diem/", month.months, name="months"),
    path("cham-diem/<month:month>/", month.month, name="month"),
    path("cham-diem/<month:month>/duyet/", approval.approve_many, name="approve_many"),
    path("ky-cham-diem/", periods.periods, name="periods"),
    path("ky-cham-diem/mo/", opening.open_period, name="open_period"),
    path("ky-cham-diem/<month:month>/", periods.period, name="period"),
    path("ky-cham-diem/<month:month>/khoa/", periods.lock, name="lock"),
    path("ky-cham-diem/<month:month>/mo-khoa/", periods.unlock, name="unlock"),
    path("ky-cham-diem/<month:month>/ngoai-le/", periods.grant, name="grant"),
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
    path("phieu/<int:pk>/nhu-tu-cham/", review.verify_as_self, name="verify_as_self"),
    path("phieu/<int:pk>/lich-su/", history.history, name="history"),
    path(
        "phieu/<int:pk>/lich-su/<int:change>/khoi-phuc/",
        history.restore,
        name="restore",
    ),
    path("diem/", entry.enter, name="enter"),
    path("diem/<int:pk>/", score.score_panel, name="score_panel"),
]
