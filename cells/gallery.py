"""Every component in every state, for whoever builds pages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from cells.forms import SampleForm

GRADES = [
    ("excellent", "Xuất sắc", "95,5"),
    ("good", "Tốt", "88"),
    ("fair", "Khá", "76,25"),
    ("average", "Trung bình", "61"),
    ("poor", "Kém", "42,5"),
]
STATES = [
    ("untouched", "Chưa chấm"),
    ("in_progress", "Đang chấm"),
    ("complete", "Đã chấm đủ"),
    ("submitted", "Đã gửi"),
    ("returned", "Trả lại"),
    ("approved", "Đã duyệt"),
    ("locked", "Đã khóa"),
]
MONTHS = [
    {"label": f"Tháng {number}/2022", "url": "#", "is_current": number == 11}
    for number in range(12, 0, -1)
]
DOWNLOADS = [
    {
        "label": "Danh sách tổng hợp tháng",
        "files": [{"label": label, "url": "#"} for label in ("Excel", "Word", "PDF")],
    },
]
TABS = [
    {"label": "Tất cả", "url": "?", "is_current": True, "count": 148},
    {"label": "Chưa chấm", "url": "?", "is_current": False, "count": 12},
    {"label": "Trả lại", "url": "?", "is_current": False, "count": 3},
    {"label": "Đã duyệt", "url": "?", "is_current": False, "count": 97},
]


@login_required
def gallery(request):
    if not request.user.is_administrator:
        raise Http404
    for level in (messages.SUCCESS, messages.WARNING):
        messages.add_message(request, level, "Đã lưu điểm của 18 chi bộ.")
    return render(
        request,
        "gallery.html",
        {
            "grades": GRADES,
            "states": STATES,
            "months": MONTHS,
            "tabs": TABS,
            "downloads": DOWNLOADS,
            "kinds": SampleForm.base_fields["kind"].choices,
            "sort": request.GET.get("sap-xep", ""),
            "page": Paginator(range(10_000), 50).get_page(request.GET.get("trang")),
            "empty_form": SampleForm(),
            "wrong_form": SampleForm({"points": "chín", "kind": "thon"}),
        },
    )
