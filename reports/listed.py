"""A list of the summary page by page, whatever it holds: sheets, cells, or neither."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from reports import by_cell
from reports.by_cell import CellAverage
from reports.named_cells import NamedCell
from reports.ranking import Listing
from reports.together import together
from reports.trends import Trend, trend_of
from scoring.models import Evaluation

SIZE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a `sheet`, or a `cell` with its average, or one that has no sheet
    (`unopened`: its "name", "committee", "cell_id" and "month")."""

    sheet: Evaluation | None = None
    cell: NamedCell | None = None
    unopened: Mapping | None = None
    rank: int | None = None
    change: Trend | None = None
    year_change: Trend | None = None


def page_asked(word: str | None) -> int:
    return max(int(word), 1) if word and word.isdecimal() else 1


def page_of(listing: Listing, number: int) -> Page:
    """The page `number`, or the last one; without its rows. The figures know how many."""
    return Paginator(range(listing.count), SIZE).get_page(number)


def averages_on(
    page: Page,
    listing: Listing,
    *,
    opened: Collection[date],
    told: by_cell.Page | None,
    known: Sequence[CellAverage],
) -> Sequence[CellAverage]:
    """The cells of a page of a list of cells; `known` are those of the page `told`."""
    if listing.cells is None:
        return ()
    asked = by_cell.Page(listing.cells, _first(page), SIZE)
    if asked == told and listing.selection.branch is None:
        return known
    question = by_cell.question(listing.selection, opened, counts=False, page=asked)
    return by_cell.averages(together({"cells": question})["cells"], by_cell.LISTED)


def rows_on(
    page: Page,
    listing: Listing,
    averages: Sequence[CellAverage],
    sheets: Mapping[int, Evaluation],
) -> list[Row]:
    """`sheets` are the latest ones of the cells of `averages`."""
    if listing.cells:
        return [_of_cell(one, sheets[one.cell_id], listing) for one in averages]
    return [*_of_sheets(page, listing), *_of_unopened(page, listing)]


def _first(page: Page) -> int:
    return (page.number - 1) * SIZE


def _of_cell(average: CellAverage, sheet: Evaluation, listing: Listing) -> Row:
    return Row(
        cell=NamedCell(average, sheet),
        rank=average.rank if listing.has_ranks else None,
        change=trend_of(average.change),
        year_change=trend_of(average.year_change),
    )


def _of_sheets(page: Page, listing: Listing) -> Iterator[Row]:
    first = _first(page)
    if listing.sheets is None or first >= listing.opened:
        return
    for sheet in listing.sheets.listed()[first : first + SIZE]:
        yield Row(
            sheet=sheet,
            rank=sheet.rank if listing.has_ranks else None,
            change=trend_of(getattr(sheet, "change", None)),
        )


def _of_unopened(page: Page, listing: Listing) -> Iterator[Row]:
    """They follow the sheets."""
    first = _first(page) - listing.opened
    if listing.unopened is None or first + SIZE <= 0 or listing.count <= listing.opened:
        return
    for row in listing.unopened[max(first, 0) : first + SIZE]:
        yield Row(unopened=row)
