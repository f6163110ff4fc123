"""The main navigation: which places the person who asks can go to."""

from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils import timezone

from reports.attention import MOST, counts_of

SHEETS = ("/phieu/", "/diem/", "/bang-cham-diem/", "/ky-cham-diem/")


@dataclass(frozen=True, slots=True)
class Entry:
    """`count`: how much waits there for the person who asks."""

    label: str
    url: str
    is_current: bool
    count: str = ""


def navigation(request):
    """Context processor. The list is made when a page prints it, not for partial answers."""
    return {"navigation": partial(entries_for, request)}


def entries_for(request):
    user = request.user
    if not user.is_authenticated:
        return []
    at_committee = user.is_administrator or user.works_at_committee
    counts = counts_of(user, at=timezone.now())
    remarks = _entry(request, "Kiến nghị", "scoring:remarks", count=counts.remarks)
    if user.is_secretary and not at_committee:
        return [
            _entry(
                request,
                "Chi bộ của tôi",
                "reports:home",
                "/chi-bo/",
                *SHEETS,
                count=counts.sheets,
            ),
            remarks,
            _entry(request, "Bộ tiêu chí", "criteria:frameworks"),
        ]
    entries = [
        _entry(request, "Tổng quan", "reports:home", count=counts.sheets),
        _entry(request, "Chấm điểm", "scoring:months", *SHEETS),
        remarks,
        _entry(
            request,
            "Báo cáo",
            "reports:summaries",
            "/chi-bo/",
            "/phan-tich/",
            "/chua-nop/",
        ),
        _entry(request, "Bộ tiêu chí", "criteria:frameworks"),
    ]
    if user.is_administrator:
        entries.append(_entry(request, "Quản trị", "admin:index"))
    return entries


def _entry(request, label, name, *branches, count=0):
    """`branches`: other beginnings of paths that belong to the same place."""
    url = reverse(name)
    begins = (url, *branches) if url != "/" else branches
    is_current = request.path == url or request.path.startswith(begins)
    return Entry(label, url, is_current, _said(count))


def _said(count):
    if count > MOST:
        return f"{MOST}+"
    return str(count) if count else ""
