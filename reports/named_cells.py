"""Cells that a report names: who they are, by their latest sheet of the span."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.by_cell import MOVERS, CellAverage
from reports.selections import Selection
from reports.trends import Trend, trend_of
from scoring.models import Evaluation
from vietnamese.text import sort_key


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A cell's average, and the latest of the sheets of the span."""

    average: CellAverage
    sheet: Evaluation

    @property
    def has_other_framework(self) -> bool:
        """Its last result before was by another framework or version."""
        before = self.sheet.framework_before
        return before is not None and before != self.sheet.framework_id


@dataclass(frozen=True, slots=True)
class Movers:
    """Each with its change."""

    rising: tuple[tuple[NamedCell, Trend], ...]
    falling: tuple[tuple[NamedCell, Trend], ...]


def latest_sheets(
    selection: Selection, averages: Iterable[CellAverage]
) -> dict[int, Evaluation]:
    """By cell, for the few that a page names. One query, if there are any."""
    cells = {average.cell_id for average in averages}
    if not cells:
        return {}
    sheets = selection.sheets().of_cells(cells).latest_of_each_cell()
    told = sheets.with_framework_before(selection.span.before).listed()
    return {sheet.cell_id: sheet for sheet in told}


def movers(averages: Sequence[CellAverage], sheets: Mapping[int, Evaluation]) -> Movers:
    """Those that rose and those that fell the most; who did neither is left out."""
    named = {one.cell_id: NamedCell(one, sheets[one.cell_id]) for one in averages}
    risen = [one for one in named.values() if one.average.change > 0]
    fallen = [one for one in named.values() if one.average.change < 0]
    risen.sort(key=lambda one: (-one.average.change, _name(one)))
    fallen.sort(key=lambda one: (one.average.change, _name(one)))
    return Movers(
        rising=tuple((one, trend_of(one.average.change)) for one in risen[:MOVERS]),
        falling=tuple((one, trend_of(one.average.change)) for one in fallen[:MOVERS]),
    )


def _name(named: NamedCell) -> tuple[str, int]:
    return sort_key(named.sheet.cell_name), named.sheet.cell_id
