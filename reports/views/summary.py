"""Báo cáo tổng hợp: how a committee's span went, child by child and cell by cell."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cells.models import Committee
from cells.paths import contains
from reports import links
from reports.children import SORTS, TABLES, children_table
from reports.downloads import asking_url, offers
from reports.gathering import questions
from reports.listed import FIRST, averages_on, page_of, rows_on
from reports.named_cells import latest_sheets, movers
from reports.presenting import Lists, comparisons, shares, tiles, unit_of
from reports.ranking import Shown, hard_failures
from reports.summaries import told
from reports.together import Question, together
from reports.views.frame import frame, nothing_opened
from reports.wanted import branch_name, chosen_list, list_tabs, wanted_list
from scoring.models import Period, Remark
from scoring.views.month import due_in_words
from vietnamese.numbers import format_decimal

FAILURES = 10


@require_safe
@login_required
def summaries(request):
    """To the summary of one's committee (or that of `cap-uy`) in the latest month."""
    seen = Committee.objects.visible_to(request.user)
    if request.GET.get("cap-uy", "").isdecimal():
        places = [get_object_or_404(seen, pk=request.GET["cap-uy"])]
    else:
        places = _highest(seen, request.user)
    period = Period.objects.current()
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
    if found.asked.table not in TABLES:
        raise Http404
    wanted = wanted_list(request, found.selection, found.asked)
    answers = _answers(request, found, wanted)
    figures = told(found.selection, found.known, answers)
    listed = chosen_list(found.selection, figures, wanted)
    if listed is None:
        raise Http404
    context = found.context | _told(found, figures)
    context |= _listed(found, figures, wanted, listed)
    context["remarks"] = next(iter(answers["remarks"]), {})
    return render(request, "reports/summary.html", context)


def _answers(request, found, wanted):
    """All that is counted, in one query."""
    today = timezone.localdate()
    remarks = Remark.objects.visible_to(request.user).under(found.selection.committee)
    asked = questions(
        found.selection,
        opened=found.known.opened,
        bands=found.known.bands,
        page=wanted.cells,
    )
    asked["remarks"] = Question(
        {"rows": remarks.counted_open(on=today)}, numbers=("unresolved", "overdue")
    )
    return together(asked)


def _told(found, figures):
    selection, total = found.selection, figures.total
    lists = Lists(selection, found.asked)
    span, unit = selection.span, unit_of(selection.span)
    due = due_in_words(found.periods[-1].due_on, today=timezone.localdate())
    failing = total.hard_failing
    return {
        "unit": unit,
        "total": total,
        "tiles": tiles(selection, total, lists, due.words if span.is_month else ""),
        "comparisons": comparisons(selection, total, lists),
        "complete_url": lists.of(Shown.COMPLETE),
        "grades": shares(figures.groups, total),
        "grades_words": f"Của {format_decimal(total.complete)} {unit} đã chấm đủ",
        "lacking": figures.lacking,
        "lacking_url": lists.of(Shown.LACKING),
        "missing_url": links.missing_page(selection.month, selection.committee),
        "excesses": _excesses(found, figures, lists),
        "unopened_url": lists.of(Shown.UNOPENED),
        "indicators": [
            (one, lists.of_indicator(one.indicator)) for one in figures.failures
        ],
        "failures": hard_failures(selection, limit=FAILURES) if failing else [],
        "names_month": not span.is_month,
        "failing_url": lists.of(Shown.HARD),
        "table": children_table(selection, figures, found.asked, lists),
        "tables": _tables(found),
        "downloads": offers(selection, found.asked, total.opened),
        "ask_url": asking_url(selection, found.asked),
    }


def _excesses(found, figures, lists):
    """Each with the list of its kind of cell."""
    kinds = {kind.name: kind.pk for kind in found.choices.kinds}
    return [
        (excess, lists.of_kind(kinds[excess.kind], excess.group.key))
        for excess in figures.excesses
    ]


def _tables(found):
    """Which columns the table of children has."""
    asked, selection = found.asked, found.selection
    return [
        {
            "label": label,
            "url": links.summary_page(
                selection.committee.pk, selection.span, asked.query_here(bang=table)
            )
            + "#cap-uy",
            "is_current": table == asked.table,
        }
        for table, label in (("", "Tiến độ, xếp loại"), ("diem", "Điểm số"))
    ]


def _listed(found, figures, wanted, listed):
    selection = found.selection
    page = page_of(listed, wanted.number, wanted.size)
    averages = averages_on(
        page,
        listed,
        opened=found.known.opened,
        told=wanted.cells,
        known=figures.listed,
    )
    sheets = latest_sheets(selection, [*figures.movers, *averages])
    page.object_list = rows_on(page, listed, averages, sheets)
    lists = Lists(selection, found.asked)
    return {
        "movers": movers(figures.movers, sheets),
        "movers_url": lists.of(Shown.COMPARED),
        "movers_words": f"So với {selection.span.before.words}",
        "list_unit": "chi bộ" if listed.cells else unit_of(selection.span),
        "listed": listed,
        "page": page,
        "opened": len(figures.opened),
        "branch": branch_name(figures, wanted.branch),
        "whole_url": lists.of(wanted.shown),
        "is_beginning": wanted.size == FIRST,
        "tabs": list_tabs(figures, wanted, listed, lists),
    }
