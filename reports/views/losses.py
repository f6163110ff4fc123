"""Điểm mất: in which criteria and indicators a committee's sheets lose their points."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports import heat_maps, links, switches
from reports.amounts import cents
from reports.asking import USUAL_SORT
from reports.branches import name_of_branch, narrowed
from reports.frameworks import frameworks_in_use
from reports.losses import (
    Lost,
    criteria_like,
    indicators_like,
    losses_by_criterion,
    losses_by_indicator,
)
from reports.presenting_losses import (
    CRITERION,
    INDICATOR,
    SORTS,
    WORDS,
    answer,
    counted_words,
    loss_lines,
    order_of,
)
from reports.views.frame import frame, nothing_opened

PAGE = "reports:losses"
LISTED = 50
WAYS = {"": "Theo tiêu chí", INDICATOR: "Theo chỉ số"}
AT_ONCE = 30_000  # sheets whose half a million scores are added up in half a second


@require_safe
@login_required
def losses(request, pk, span):
    found = frame(request, pk, span, page=PAGE, sorts={USUAL_SORT, *SORTS})
    if found.selection is None:
        return nothing_opened(request, found)
    if found.asked.table not in WAYS:
        raise Http404
    in_use = frameworks_in_use(found.selection)
    complete = sum(one.complete for one in in_use)
    told = {
        "counted": counted_words(in_use),
        "in_use": in_use,
        "switch": switches.ways(
            PAGE, found.selection, found.asked, WAYS, found.asked.table
        ),
    }
    if complete > AT_ONCE and not (request.htmx or "cho" in request.GET):
        told["waits"] = True
    elif in_use:
        told |= _told(found.selection, found.asked, in_use)
    return render(request, "reports/losses.html", found.context | told)


def _told(selection, asked, in_use):
    """By criterion over all frameworks, or by indicator of the one most used."""
    part = asked.table or CRITERION
    if part == INDICATOR:
        selection = replace(selection, family=in_use[0].family)
        others, in_use = in_use, _of_family(in_use, selection.family)
        figures = losses_by_indicator(selection, in_use)
    else:
        others = []
        figures = losses_by_criterion(selection, in_use)
    place = heat_maps.Place(selection, asked)
    return {
        "answer": answer(figures, part),
        "counted": counted_words(in_use),
        "by_indicator": part == INDICATOR,
        "framework": in_use[0].name if part == INDICATOR else "",
        "families": switches.families(PAGE, selection, asked, others),
        "lines": loss_lines(place, figures, part, asked.sort),
        "order": order_of(asked.sort),
        "total": figures.total,
        "heat": heat_maps.of_losses(place, figures) if figures.children else None,
    }


def _of_family(in_use, family):
    return [one for one in in_use if one.family == family]


@require_safe
@login_required
def loss_list(request, pk, span):
    """The sheets behind a number, the most points lost first."""
    found = frame(request, pk, span, page=PAGE)
    if found.selection is None:
        return nothing_opened(request, found)
    part, key = _part(request)
    selection, asked = found.selection, found.asked
    find = indicators_like if part == INDICATOR else criteria_like
    counted = find(selection, key, frameworks_in_use(selection))
    if counted is None:
        raise Http404
    losing = _losing(narrowed(selection, asked), part, counted)
    page = Paginator(losing, LISTED).get_page(request.GET.get("trang"))
    if not page.paginator.count:
        raise Http404
    told = {
        "part": WORDS[part],
        "named": counted,
        "branch": name_of_branch(asked.branch),
        "listed": page,
        "rows": _with_sheets(selection, page),
        "back": links.report_page(
            PAGE, pk, span, asked.query(bang=INDICATOR * (part == INDICATOR))
        ),
    }
    return render(request, "reports/loss_list.html", found.context | told)


def _part(request):
    """(criterion or indicator, its key) as the address names it."""
    for part in (CRITERION, INDICATOR):
        key = request.GET.get(part, "")
        if key.isdecimal():
            return part, int(key)
    raise Http404


def _losing(selection, part, counted):
    ids = {"indicators" if part == INDICATOR else "criteria": counted.ids}
    sheets = selection.sheets().complete()
    return sheets.losing_in(**ids).values_list("pk", "lost", "possible")


def _with_sheets(selection, page):
    rows = list(page)
    sheets = selection.sheets().listed().in_bulk([pk for pk, *_ in rows])
    return [
        {"sheet": sheets[pk], "lost": Lost(cents(lost), cents(possible), 1)}
        for pk, lost, possible in rows
    ]
