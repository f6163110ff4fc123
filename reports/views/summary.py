"""Báo cáo: how a committee's month went, child by child and cell by cell."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cells.models import Committee
from cells.paths import contains
from reports import links
from reports.downloads import asking_url, offers
from reports.presenting import (
    SORTS,
    average_in_words,
    printed_rows,
    shares,
)
from reports.ranking import LABELS, TABS, Shown, hard_failures, listing, movers
from reports.summaries import summarise
from reports.trends import trend_of
from reports.views.frame import frame, nothing_opened
from scoring.models import Period, Remark
from scoring.views.month import due_in_words
from vietnamese.numbers import format_decimal

PAGE_SIZE = 50
FAILURES = 30
UNOPENED = 10


@require_safe
@login_required
def summaries(request):
    """To the summary of one's committee (or that of `cap-uy`) in the latest month."""
    seen = Committee.objects.visible_to(request.user)
    if request.GET.get("cap-uy", "").isdecimal():
        places = [get_object_or_404(seen, pk=request.GET["cap-uy"])]
    else:
        places = _highest(seen, request.user)
    period = Period.objects.latest_first().first()
    if period is None or not places:
        return render(request, "reports/summaries.html", {"places": places})
    choices = [
        (place, links.summary_page(place.pk, period.month, {})) for place in places
    ]
    if len(choices) == 1:
        return redirect(choices[0][1])
    context = {"places": places, "choices": choices, "period": period}
    return render(request, "reports/summaries.html", context)


def _highest(seen, user):
    """The committees that one reports for: none of them lies below another."""
    if user.is_administrator:
        return list(seen.at_the_top().in_order())
    own = {a.committee for a in user.assignments_in_force if a.committee_id}
    return sorted(
        (c for c in own if not any(o != c and contains(o.path, c.path) for o in own)),
        key=lambda committee: committee.sort_key,
    )


@require_safe
@login_required
def summary(request, pk, span):
    found = frame(request, pk, span, sorts=SORTS)
    if found.selection is None:
        return nothing_opened(request, found)
    told = _told(request, found.selection, found.asked, found.periods[-1])
    return render(request, "reports/summary.html", found.context | told)


def _told(request, selection, asked, period):
    figures = summarise(selection)
    total = figures.total
    listed = listing(selection, figures.groups, total, asked.shown or Shown.RANKED)
    if listed is None:
        raise Http404
    return {
        "period": period,
        "month": selection.month,
        "due": due_in_words(period.due_on, today=timezone.localdate()),
        "total": total,
        "average_words": average_in_words(total),
        "average_change": trend_of(total.average_change),
        "change_of_compared": trend_of(total.change_of_compared),
        "complete_unit": f"/ {format_decimal(total.registered)} chi bộ",
        "failing_tone": "error" if total.hard_failing else "",
        "grades": shares(figures.groups, total),
        "grades_words": f"Của {format_decimal(total.complete)} chi bộ đã chấm đủ",
        "rows": printed_rows(selection, figures, asked),
        "excesses": figures.excesses,
        "remarks": Remark.objects.visible_to(request.user)
        .under(selection.committee)
        .counted_for(request.user, on=timezone.localdate()),
        "missing_url": links.missing_page(selection.month, selection.committee),
        "failures": hard_failures(selection, limit=FAILURES)
        if total.hard_failing
        else [],
        "unopened": list(selection.unopened().named()[:UNOPENED])
        if total.unopened
        else [],
        "movers": movers(selection),
        "listed": listed,
        "tabs": _tabs(figures, asked, listed, selection),
        "page": _page(request, listed),
        "downloads": offers(selection, asked, total.opened),
        "ask_url": asking_url(selection, asked),
    }


def _page(request, listed):
    paginator = Paginator(listed.sheets.listed(), PAGE_SIZE)
    if listed.count is not None:
        paginator.count = listed.count  # the figures know: counting is a query less
    page = paginator.get_page(request.GET.get("trang"))
    page.object_list = [(sheet, trend_of(sheet.change)) for sheet in page.object_list]
    return page


def _tabs(figures, asked, listed, selection):
    """Ranked, failed, incomplete, and the list that a number led to."""
    total = figures.total
    counts = {
        Shown.RANKED: sum(total.graded) + total.ungraded,
        Shown.FAILED: total.failed,
        Shown.INCOMPLETE: total.incomplete,
    }
    entries = [(LABELS[tab], tab, counts[tab]) for tab in TABS]
    if listed.shown not in TABS:
        entries.append((listed.label, listed.shown, listed.count))
    pk, span = selection.committee.pk, selection.span
    return [
        {
            "label": label,
            "url": f"{links.summary_page(pk, span, asked.query_here(xem=key))}#danh-sach",
            "is_current": key == listed.shown,
            "count": count,
        }
        for label, key, count in entries
    ]
