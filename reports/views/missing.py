"""Danh sách chưa nộp: who has not finished the month, to be printed and telephoned."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cells.models import Committee
from reports.links import summary_page
from scoring.models import Evaluation, Period
from scoring.views.month import due_in_words

PAGE_SIZE = 500


@require_safe
@login_required
def missing(request, month):
    period = get_object_or_404(Period, month=month)
    sheets = Evaluation.objects.visible_to(request.user).in_month(month)
    committee = None
    if request.GET.get("cap-uy", "").isdecimal():
        seen = Committee.objects.visible_to(request.user)
        committee = get_object_or_404(seen, pk=request.GET["cap-uy"][:9])
        sheets = sheets.under(committee)
    unfinished = sheets.unfinished().select_related("committee", "programme")
    page = Paginator(unfinished.in_order(), PAGE_SIZE).get_page(
        request.GET.get("trang")
    )
    today = timezone.localdate()
    context = {
        "period": period,
        "steps": _steps(committee, month),
        "place": committee or _place_of(request.user),
        "due": due_in_words(period.due_on, today=today),
        "today": today,
        "page": page,
        "groups": _by_committee(page),
    }
    return render(request, "reports/missing.html", context)


def _steps(committee, month):
    """Back to the report whose number led here."""
    return (
        [(committee.name, summary_page(committee.pk, month, {}))] if committee else []
    )


def _by_committee(page):
    """(committee, [(number in the list, sheet), ...]): on paper each stays on one page."""
    numbered = enumerate(page.object_list, start=page.start_index())
    groups = groupby(numbered, key=lambda row: row[1].committee)
    return [(committee, list(rows)) for committee, rows in groups]


def _place_of(user):
    """What stands above the list, on paper as well."""
    committees = {a.committee for a in user.assignments_in_force if a.committee_id}
    return committees.pop() if len(committees) == 1 else "Các chi bộ đồng chí theo dõi"
