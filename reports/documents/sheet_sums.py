"""The sums of a sheet: what they come to, and how Excel finds the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from criteria.rules import Effect, NotApplicable
from reports.documents.document import Formula, Range, Value, cell_at, joined
from scoring.rules import Line, Result
from scoring.sheet_rows import Row, Section

SCALE = 2  # the column with the maximum; those of points follow it


@dataclass(frozen=True, slots=True)
class Points:
    """A column of points: what stands in it for each row, and what it comes to."""

    title: str
    line_of: Callable[[Row], Line]
    result: Result
    grade_label: str = "Xếp loại"


class Sums:
    """Collects where the points of a criterion and of the whole sheet stand.

    The values come from the results; the cells only say how Excel finds the same.
    """

    def __init__(self, columns: Sequence[Points]):
        self.columns = columns
        self.headings: list[int] = []
        self.bonus: list[int] = []
        self.penalty: list[int] = []
        self.scale: list[Range] = []
        self.points: list[list[Range]] = [[] for _ in columns]

    def take(self, row: Row, number: int) -> None:
        effect = row.rule.effect
        if effect == Effect.BONUS:
            self.bonus.append(number)
        if effect == Effect.PENALTY:
            self.penalty.append(number)
        if effect != Effect.ORDINARY:
            return
        if self.columns[-1].line_of(row).counts:
            self.scale.append(cell_at(number, SCALE))
        for at, one in enumerate(self.columns):
            is_full = row.rule.not_applicable == NotApplicable.FULL
            counts_full = one.line_of(row).not_applicable and is_full
            column = SCALE if counts_full else SCALE + 1 + at
            self.points[at].append(cell_at(number, column))

    def close(self, section: Section, heading: int) -> list[Value]:
        """The sums of the criterion whose rows were taken since the last one."""
        pk = section.criterion.pk
        found = [_subtotal(one.result, pk) for one in self.columns]
        sums = [_sum(found[-1].maximum, self.scale)]
        for subtotal, ranges in zip(found, self.points, strict=True):
            sums.append(_sum(subtotal.points if subtotal.scored else None, ranges))
        if self.scale:
            self.headings.append(heading)
        self.scale, self.points = [], [[] for _ in self.columns]
        return sums

    def total(self) -> list[Value]:
        maxima = [cell_at(row, SCALE) for row in self.headings]
        sums = [_sum(self.columns[-1].result.maximum, maxima)]
        for at, one in enumerate(self.columns):
            column = SCALE + 1 + at
            plus = [cell_at(row, column) for row in (*self.headings, *self.bonus)]
            minus = [cell_at(row, column) for row in self.penalty]
            value = one.result.total if one.result.scored else None
            sums.append(_sum(value, plus, minus))
        return sums


def _subtotal(result: Result, pk: int):
    return next(one for one in result.subtotals if one.criterion == pk)


def _sum(
    value: Decimal | None, plus: Sequence[Range], minus: Sequence[Range] = ()
) -> Value:
    if not plus:
        return value
    plus, minus = joined(plus), joined(minus)
    added = ",".join(["{}"] * len(plus))
    if not minus:
        return Formula(value, f"SUM({added})", tuple(plus))
    taken = ",".join(["{}"] * len(minus))
    return Formula(value, f"MAX(0,SUM({added})-SUM({taken}))", (*plus, *minus))
