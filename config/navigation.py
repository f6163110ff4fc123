"""The main navigation: which places the person who asks can go to."""

from dataclasses import dataclass
from functools import partial

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    url: str
    is_current: bool


def navigation(request):
    """Context processor. The list is made when a page prints it, not for partial answers."""
    return {"navigation": partial(entries_for, request)}


def entries_for(request):
    user = request.user
    if not user.is_authenticated:
        return []
    at_committee = user.is_administrator or user.works_at_committee
    if user.is_secretary and not at_committee:
        return [
            _entry(request, "Chi bộ của tôi", "reports:home", "/chi-bo/", "/phieu/"),
            _entry(request, "Bộ tiêu chí", "criteria:frameworks"),
        ]
    entries = [
        _entry(request, "Tổng quan", "reports:home"),
        _entry(
            request,
            "Chấm điểm",
            "scoring:months",
            "/phieu/",
            "/bang-cham-diem/",
            "/ky-cham-diem/",
        ),
        _entry(request, "Báo cáo", "reports:summaries", "/chi-bo/"),
        _entry(request, "Bộ tiêu chí", "criteria:frameworks"),
    ]
    if user.is_administrator:
        entries.append(_entry(request, "Quản trị", "admin:index"))
    return entries


def _entry(request, label, name, *branches):
    """`branches`: other beginnings of paths that belong to the same place."""
    url = reverse(name)
    begins = (url, *branches) if url != "/" else branches
    return Entry(label, url, request.path == url or request.path.startswith(begins))
