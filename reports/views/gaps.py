"""Tự chấm và thẩm định: who over-rates itself, who under-rates itself, and in what."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports import links, switches
from reports.asking import USUAL_SORT
from reports.branches import name_of_branch, narrowed
from reports.frameworks import frameworks_in_use
from reports.gaps import cell_gaps, gaps_by_child, gaps_by_indicator, versions_like
from reports.presenting_gaps import (
    LIST_WORDS,
    LISTS,
    NOTHING,
    Addresses,
    ScoreLine,
    answer,
    answer_of_cells,
    answer_of_indicators,
    in_order,
)
from reports.views.frame import frame, nothing_opened
from scoring.models import Score

PAGE = "reports:gaps"
BY_CELL, BY_INDICATOR = "chi-bo", "chi-so"
WAYS = {"": "Theo cấp ủy", BY_CELL: "Theo chi bộ", BY_INDICATOR: "Theo chỉ số"}
SORTS = {USUAL_SORT, "lech", "thu-tu"}
CELLS, SCORES = 50, 50
AT_ONCE = 30_000  # sheets that may be scored twice


@require_safe
@login_required
def gaps(request, pk, span):
    found = frame(request, pk, span, page=PAGE, sorts=SORTS)
    if found.selection is None:
        return nothing_opened(request, found)
    selection, asked = found.selection, found.asked
    if asked.table not in WAYS:
        raise Http404
    in_use = frameworks_in_use(selection)
    own = [one for one in in_use if one.allows_self_scoring]
    told = {
        "has_sheets": bool(in_use),
        "nothing": NOTHING.format(span=span.words),
        "switch": switches.ways(PAGE, selection, asked, WAYS, asked.table),
    }
    if sum(one.opened for one in own) > AT_ONCE and not (
        request.htmx or "cho" in request.GET
    ):
        told["waits"] = True
    elif own:
        told |= _told(request, selection, asked, own)
    return render(request, "reports/gaps.html", found.context | told)


def _told(request, selection, asked, own):
    addresses = Addresses(selection, asked)
    match asked.table:
        case "chi-bo":
            return _by_cell(request, selection, asked, addresses)
        case "chi-so":
            return _by_indicator(selection, asked, addresses, own)
    children, total = gaps_by_child(selection)
    if not total.number:
        return {}
    order = "thu-tu" if asked.sort == USUAL_SORT else asked.sort
    lines = [addresses.child_line(child) for child in children]
    return {
        "row_label": "Cấp ủy",
        "answer": answer(total),
        "lines": in_order(lines, order),
        "order": order,
        "sides": addresses.side_lines(total),
        "total": total,
        "total_lists": addresses.lists(),
    }


def _by_cell(request, selection, asked, addresses):
    """Who over-rates itself the most comes first unless another order is asked for."""
    sheets = selection.sheets()
    order = "-lech" if asked.sort == USUAL_SORT else asked.sort
    is_falling = order.startswith("-")
    if order.endswith("lech"):
        rows = sheets.cells_by_gap(is_falling=is_falling)
    else:
        rows = sheets.cells_with_gaps_in_place(is_falling=is_falling)
    page = Paginator(list(rows), CELLS).get_page(request.GET.get("trang"))
    if not page.paginator.count:
        return {}
    lines = [addresses.cell_line(row) for row in cell_gaps(page)]
    return {
        "row_label": "Chi bộ",
        "answer": answer_of_cells(lines, order),
        "lines": lines,
        "page_of_cells": page,
        "order": order,
    }


def _by_indicator(selection, asked, addresses, own):
    """Of the framework most used, or of the one asked for."""
    selection = replace(selection, family=own[0].family)
    rows = gaps_by_indicator(selection)
    if not rows:
        return {}
    order = "thu-tu" if asked.sort == USUAL_SORT else asked.sort
    lines = [addresses.indicator_line(row) for row in rows]
    return {
        "row_label": "Chỉ số",
        "answer": answer_of_indicators(rows),
        "lines": in_order(lines, order),
        "order": order,
        "framework": own[0].name,
        "families": switches.families(PAGE, selection, asked, own),
        "has_points": True,
    }


@require_safe
@login_required
def gap_list(request, pk, span):
    """The scores behind a number, the largest differences first."""
    found = frame(request, pk, span, page=PAGE)
    if found.selection is None:
        return nothing_opened(request, found)
    selection, asked = found.selection, found.asked
    given = request.GET
    side = given.get("lech", "")
    if side not in LISTS:
        raise Http404
    scores = _scores(selection, asked, given).compared().on_sides(LISTS[side])
    page = Paginator(scores.largest_gap_first(), SCORES).get_page(given.get("trang"))
    if not page.paginator.count:
        raise Http404
    told = {
        "side": LIST_WORDS[side],
        "about": _about(page[0], asked, given),
        "listed": page,
        "rows": [ScoreLine(score) for score in page],
        "back": links.report_page(PAGE, pk, span, asked.query(bang=_way(given))),
    }
    return render(request, "reports/gap_list.html", found.context | told)


def _scores(selection, asked, given):
    """Of a child, of a cell, of an indicator in all its versions; or of all."""
    sheets = narrowed(selection, asked).sheets()
    if cell := _id(given, BY_CELL):
        sheets = sheets.of_cells([cell])
    scores = Score.objects.on(sheets.order_by().values("pk"))
    if indicator := _id(given, BY_INDICATOR):
        scores = scores.filter(indicator__in=versions_like(selection, indicator))
    return scores


def _id(given, name):
    word = given.get(name, "")
    if word and not word.isdecimal():
        raise Http404
    return int(word or 0)


def _way(given):
    """From which kind of rows the reader came."""
    return next((way for way in (BY_CELL, BY_INDICATOR) if given.get(way)), "")


def _about(score, asked, given):
    """Whose scores they are, as the first of them says."""
    words = [name_of_branch(asked.branch)]
    if given.get(BY_CELL):
        words.append(score.evaluation.cell_name)
    if given.get(BY_INDICATOR):
        words.append(str(score.indicator))
    return ", ".join(word for word in words if word)
