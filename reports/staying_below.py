"""Cells that had no grade as good as a certain one for three months in a row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.by_month import CellMonths
from reports.grades import GradeGroup
from reports.heat import Field
from reports.heat_maps import cell_field
from reports.selections import Selection
from scoring.models import Evaluation
from vietnamese.months import format_month
from vietnamese.numbers import format_decimal
from vietnamese.spans import month_after

IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Below:
    """`cells` are (id, mean of the months), the lowest first.

    `better` are the bands of `group` and of all grades above it.
    """

    group: GradeGroup
    months: tuple[date, ...]
    better: frozenset[int]
    cells: tuple[tuple[int, Decimal], ...]

    @property
    def words(self) -> str:
        months = ", ".join(format_month(month) for month in self.months)
        if not self.cells:
            return f"Không chi bộ nào dưới mức {self.group.name} cả ba tháng {months}."
        number = format_decimal(len(self.cells))
        return f"{number} chi bộ dưới mức {self.group.name} cả ba tháng {months}."


@dataclass(frozen=True, slots=True)
class LowCell:
    """`since` is the first of `number` months in a row; `is_longer`: perhaps not the first."""

    sheet: Evaluation
    mean: Decimal
    fields: tuple[Field, ...]
    since: date
    number: int
    is_longer: bool


def offered(groups: Sequence[GradeGroup]) -> Sequence[GradeGroup]:
    """The grades that one can be below, best first."""
    return groups[:-1]


def usual(groups: Sequence[GradeGroup]) -> GradeGroup | None:
    """The second best grade."""
    return next(reversed(offered(groups)[:2]), None)


def staying_below(
    selection: Selection, groups: Sequence[GradeGroup], group: GradeGroup
) -> Below:
    """In the last three months up to the end of the span. One query.

    `groups` are all grades, best first. A month that is not scored completely ends a row.
    """
    last = selection.month
    months = tuple(month_after(last, -back) for back in reversed(range(IN_A_ROW)))
    better = frozenset(
        band for one in groups[: groups.index(group) + 1] for band in one.ids
    )
    cells = selection.sheets_in(months).cells_staying_below(
        better=better, months=months
    )
    return Below(group, months, better, tuple(cells))


def low_cells(
    below: Below,
    cells: Iterable[tuple[int, Decimal]],
    histories: Mapping[int, CellMonths],
    *,
    known_from: date,
) -> list[LowCell]:
    """Some of the cells below, with how long already, as far as `histories` reach back."""
    return [_low_cell(below, histories[cell], mean, known_from) for cell, mean in cells]


def _low_cell(below, cell, mean, known_from):
    since, number = _row_of_months(below, cell)
    return LowCell(
        sheet=cell.sheets[below.months[-1]],
        mean=mean,
        fields=tuple(cell_field(cell.sheets[month]) for month in below.months),
        since=since,
        number=number,
        is_longer=since <= known_from,
    )


def _row_of_months(below, cell):
    month, number = below.months[-1], 0
    while (sheet := cell.sheets.get(month)) and sheet.percent is not None:
        if sheet.grade_id in below.better:
            break
        month, number = month_after(month, -1), number + 1
    return month_after(month), number
