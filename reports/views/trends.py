"""Xu hướng: which way a committee goes, month by month, child by child, cell by cell."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports import heat_maps, links, switches
from reports.asking import USUAL_SORT
from reports.branches import name_of_branch, narrowed
from reports.by_month import cells_by_month, children_by_month
from reports.grades import grade_groups
from reports.monthly import figures_by_month
from reports.presenting_trends import (
    answer,
    heat_words,
    lines_of,
    months_known,
    months_of_heat,
)
from reports.staying_below import low_cells, offered, staying_below, usual
from reports.views.frame import frame, nothing_opened

PAGE = "reports:trends"
BY_CHILD, BY_CELL = "cap-uy", "chi-bo"
WAYS = {BY_CHILD: "Theo cấp ủy", BY_CELL: "Theo chi bộ"}
SORTS = {
    USUAL_SORT: lambda row: 0,  # they come by name
    "diem": lambda row: row.average,
    "thay-doi": lambda row: row.change,
}
HEAT_SORTS = [("diem", "Bình quân"), ("thay-doi", "Thay đổi")]
CELLS, LOW_CELLS = 50, 10


@require_safe
@login_required
def trends(request, pk, span):
    found = frame(request, pk, span, page=PAGE, sorts=SORTS)
    if found.selection is None:
        return nothing_opened(request, found)
    if found.asked.table not in {"", *WAYS}:
        raise Http404
    known = months_known(span)
    selection = found.selection
    if not set(known) <= set(selection.months_told):
        selection = selection.standing_in(known)
    months = figures_by_month(selection, known)
    groups = grade_groups(
        band for band in found.choices.bands if band.framework_id in months.frameworks
    )
    text = answer(months, span)
    told = {"answer": text, "has_sheets": bool(months.of_month)}
    if months.of_month:
        told["lines"] = lines_of(months, selection, found.asked, text)
        told |= _rows(request, selection, found, groups, known)
    return render(request, "reports/trends.html", found.context | told)


def _rows(request, selection, found, groups, known):
    """The heat map (of children, or of a page of cells) and who stays below a grade."""
    asked, shown = found.asked, months_of_heat(selection.span)
    has_children = bool(found.known.children)
    by = asked.table or (BY_CHILD if has_children else BY_CELL)
    cells = _cells(request, selection, asked, shown) if by == BY_CELL else []
    below = _below(request, selection, groups)
    low = _page(request, below.cells, LOW_CELLS, "trang-duoi") if below else []
    histories = cells_by_month(selection, {*cells, *(cell for cell, _ in low)}, known)
    place = heat_maps.Place(selection, asked)
    if by == BY_CELL:
        rows = [histories[cell].within(shown) for cell in cells]
        heat = heat_maps.of_cells(place, rows, shown, groups)
    else:
        children = _in_order(children_by_month(selection, shown), asked.sort)
        heat = heat_maps.of_children(place, children, shown)
    return {
        "heat": heat,
        "heat_span": heat_words(selection.span),
        "heat_sorts": HEAT_SORTS,
        "by_cell": by == BY_CELL,
        "cells": cells,
        "switch": switches.ways(PAGE, selection, asked, WAYS, by)
        if has_children
        else [],
        "branch": name_of_branch(asked.branch) if cells else "",
        "below": below,
        "low": low,
        "low_cells": low_cells(below, low, histories, known_from=known[0])
        if below
        else [],
        "low_choices": _low_choices(selection, asked, groups, below),
    }


def _page(request, rows, size, parameter):
    return Paginator(rows, size).get_page(request.GET.get(parameter))


def _cells(request, selection, asked, shown):
    """A page of ids: what the cells are called comes with the sheets of their months."""
    sheets = narrowed(selection, asked).sheets_in(shown)
    is_falling = asked.sort.startswith("-")
    match asked.sort.removeprefix("-"):
        case "diem":
            cells = sheets.cells_by_average(is_falling=is_falling)
        case "thay-doi":
            cells = sheets.cells_by_change(shown, is_falling=is_falling)
        case _:
            cells = sheets.cells_in_place(is_falling=is_falling)
    cells = list(cells)
    if asked.branch and not cells:
        raise Http404
    return _page(request, cells, CELLS, "trang")


def _in_order(children, sort):
    """Those without the figure come last."""
    key = SORTS[sort.removeprefix("-")]
    known = [child for child in children if key(child) is not None]
    unknown = [child for child in children if key(child) is None]
    if sort == f"-{USUAL_SORT}":
        return known[::-1]
    return sorted(known, key=key, reverse=sort.startswith("-")) + unknown


def _below(request, selection, groups):
    """Below the grade asked for. None where there are no two grades."""
    word = request.GET.get("duoi")
    chosen = next((group for group in offered(groups) if group.key == word), None)
    if word and chosen is None:
        raise Http404
    chosen = chosen or usual(groups)
    return staying_below(selection, groups, chosen) if chosen else None


def _low_choices(selection, asked, groups, below):
    pk, span = selection.committee.pk, selection.span
    return [
        {
            "label": f"Dưới mức {group.name}",
            "url": links.report_page(PAGE, pk, span, asked.query_here(duoi=group.key))
            + "#duoi-muc",
            "is_current": group == below.group,
        }
        for group in offered(groups)
    ]
