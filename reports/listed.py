"""A list of the summary page by page, whatever it holds: sheets, cells, or neither."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Page, Paginator

from reports import by_cell
from reports.by_cell import CellAverage
from reports.named_cells import NamedCell
from reports.ranking import Listing
from reports.together import together
from reports.trends import Trend, trend_of
from scoring.models import Evaluation

FIRST, SIZE = 10, 50  # rows: before a list is asked for, and on a page of one


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


def page_of(listing: Listing, number: int, size: int = SIZE) -> Page:
    """The page `number`, or the last one; without its rows. The figures know how many."""
    return Paginator(range(listing.count), size).get_page(number)


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
    asked = by_cell.Page(listing.cells, _first(page), page.paginator.per_page)
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
    return (page.number - 1) * page.paginator.per_page


def _of_cell(average: CellAverage, sheet: Evaluation, listing: Listing) -> Row:
    return Row(
        cell=NamedCell(average, sheet),
        rank=average.rank if listing.has_ranks else None,
        change=trend_of(average.change),
        year_change=trend_of(average.year_change),
    )


def _of_sheets(page: Page, listing: Listing) -> Iterator[Row]:
    """Chosen by their ids alone: the database sorts narrow rows, and joins but these few."""
    first = _first(page)
    if listing.sheets is None or first >= listing.opened:
        return
    shown = Evaluation.objects.filter(
        pk__in=listing.sheets.values("pk")[first : first + page.paginator.per_page]
    )
    span = listing.selection.span
    if span.is_month:  # of a longer one no sheet has a month before it to compare with
        programme = listing.selection.programme
        shown = shown.with_change(since=span.before.last, programme=programme)
    sheets = list(shown.order_by(*listing.sheets.query.order_by).listed())
    ranks = _ranks(sheets, listing)
    for sheet in sheets:
        yield Row(
            sheet=sheet,
            rank=ranks.get(sheet.percent),
            change=trend_of(getattr(sheet, "change", None)),
        )


def _ranks(
    sheets: Sequence[Evaluation], listing: Listing
) -> Mapping[Decimal | None, int]:
    """By percent, among all that the selection ranks."""
    if not listing.has_ranks:
        return {}
    ranked = listing.selection.sheets().rankable()
    return ranked.ranks_of(sheet.percent for sheet in sheets)


def _of_unopened(page: Page, listing: Listing) -> Iterator[Row]:
    """They follow the sheets."""
    first = _first(page) - listing.opened
    last = first + page.paginator.per_page
    if listing.unopened is None or last <= 0 or listing.count <= listing.opened:
        return
    for row in listing.unopened[max(first, 0) : last]:
        yield Row(unopened=row)
