"""Children and cells month by month: what heat maps show."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cells.models import Committee
from criteria.rules import ZERO
from reports.amounts import cents
from reports.figures import mean_of
from reports.selections import Selection
from scoring.models import Evaluation


@dataclass(frozen=True, slots=True)
class ChildMonth:
    """What a child's sheets of a month (or of several) come to."""

    opened: int = 0
    complete: int = 0
    failed: int = 0
    averaged: int = 0
    percent_sum: Decimal = ZERO

    def __add__(self, other: "ChildMonth") -> "ChildMonth":
        return ChildMonth(
            *(getattr(self, name) + getattr(other, name) for name in self.__slots__)
        )

    @property
    def average(self) -> Decimal | None:
        return mean_of(self.percent_sum, self.averaged)


@dataclass(frozen=True, slots=True)
class ChildMonths:
    """A child committee, or None for the cells directly under the committee."""

    committee: Committee | None
    of_month: dict[date, ChildMonth]

    @property
    def average(self) -> Decimal | None:
        """Of all results of the months: the child's average over them."""
        return sum(self.of_month.values(), ChildMonth()).average

    @property
    def change(self) -> Decimal | None:
        """From the first month with a result to the last one."""
        averages = [self.of_month[month].average for month in sorted(self.of_month)]
        return _change(averages)


@dataclass(frozen=True, slots=True)
class CellMonths:
    """A cell with its sheets of the months, as the last of them names it."""

    sheets: dict[date, Evaluation]

    @property
    def last(self) -> Evaluation:
        return self.sheets[max(self.sheets)]

    @property
    def results(self) -> list[Decimal]:
        """In order of time."""
        sheets = (self.sheets[month] for month in sorted(self.sheets))
        return [sheet.percent for sheet in sheets if sheet.percent is not None]

    @property
    def average(self) -> Decimal | None:
        return mean_of(sum(self.results, ZERO), len(self.results))

    @property
    def change(self) -> Decimal | None:
        return _change(self.results)

    def within(self, months: Collection[date]) -> "CellMonths":
        return CellMonths({m: s for m, s in self.sheets.items() if m in months})


def _change(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return known[-1] - known[0] if len(known) > 1 else None


def children_by_month(
    selection: Selection, months: Collection[date]
) -> list[ChildMonths]:
    """The children by name, the cells directly under the committee last. Two queries."""
    found: dict[str, dict[date, ChildMonth]] = defaultdict(dict)
    for row in selection.sheets_in(months).counted_by_child_and_month(
        selection.places, path=selection.path
    ):
        found[row["child"]][row["period_id"]] = ChildMonth(
            opened=row["opened"],
            complete=row["complete"],
            failed=row["failed"],
            averaged=row["averaged"],
            percent_sum=cents(row["percent_sum"]),
        )
    children = {int(segment): one for segment, one in found.items() if segment}
    rows = [
        ChildMonths(committee, children[committee.pk])
        for committee in Committee.objects.filter(pk__in=children).in_order()
    ]
    if "" in found:
        rows.append(ChildMonths(None, found[""]))
    return rows


def cells_by_month(
    selection: Selection, cells: Collection[int], months: Iterable[date]
) -> dict[int, CellMonths]:
    """The sheets of these cells in the selection's part of the tree. One query."""
    found: dict[int, dict[date, Evaluation]] = defaultdict(dict)
    for sheet in selection.sheets_in(months).of_cells(cells).for_heat():
        found[sheet.cell_id][sheet.period_id] = sheet
    return {cell: CellMonths(sheets) for cell, sheets in found.items()}
