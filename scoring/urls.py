from django.urls import path

from scoring.views import entry, history, month, review, sheet

app_name = "scoring"

urlpatterns = [
    path("cham-diem/", month.months, name="months"),
    path("cham-diem/<month:month>/", month.month, name="month"),
    path("phieu/<int:pk>/", sheet.sheet, name="sheet"),
    path("phieu/<int:pk>/buoi-hop/", sheet.meeting, name="meeting"),
    path("phieu/<int:pk>/thay-doi/", entry.changes, name="changes"),
    path("phieu/<int:pk>/gui/", review.submit, name="submit"),
    path("phieu/<int:pk>/duyet/", review.approve, name="approve"),
    path("phieu/<int:pk>/tra-lai/", review.send_back, name="send_back"),
    path("phieu/<int:pk>/mo-lai/", review.reopen, name="reopen"),
    path(
        "phieu/<int:pk>/nhu-tu-cham/", review.verify_as_self, name="verify_as_self"
    ),
    path("phieu/<int:pk>/lich-su/", history.history, name="history"),
    path(
        "phieu/<int:pk>/lich-su/<int:change>/khoi-phuc/",
        history.restore,
        name="restore",
    ),
    path("diem/", entry.enter, name="enter"),
]
