"""A pivot: sums by one or two dimensions, folded into a table with totals."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.db.models import QuerySet

from criteria.rules import ZERO
from reports.pivots.dimensions import DIMENSIONS, By, Head
from reports.pivots.measures import NOTHING, Amount, Measure
from reports.selections import Selection
from scoring.models import Evaluation, Score
from scoring.rules import CENT

MOST_COLUMNS = 60
Figure = Decimal | int | None


class Sort(StrEnum):
    NAME = "ten"
    HIGHEST = "cao"
    LOWEST = "thap"


@dataclass(frozen=True, slots=True)
class Question:
    """What the reader asks of the selection. `columns` None: one column of figures."""

    selection: Selection
    rows: By
    columns: By | None = None
    measure: Measure = Measure.PERCENT
    sort: Sort = Sort.NAME

    @property
    def is_of_scores(self) -> bool:
        return any(
            DIMENSIONS[by].is_of_scores for by in (self.rows, self.columns) if by
        )


@dataclass(frozen=True, slots=True)
class Row:
    head: Head
    figures: tuple[Figure, ...]
    total: Figure


@dataclass(frozen=True, slots=True)
class Pivot:
    """`figures` of a row run parallel to `columns`; None: nothing was scored there.

    The totals are read off the summed sums, never off the figures shown.
    """

    columns: tuple[Head, ...]
    rows: tuple[Row, ...]
    total: Row


class TooManyColumns(Exception):
    """`number` columns are no table that a person reads."""

    def __init__(self, number: int):
        super().__init__(number)
        self.number = number


def pivot(question: Question, sheets: QuerySet[Evaluation]) -> Pivot:
    """The table of those of `sheets` (of the selection) that are complete.

    One query for the figures, one for the heads of each dimension. Raises TooManyColumns.
    """
    sheets = sheets.with_total()
    found = list(_summed(question, sheets))
    row_heads = _heads(question.rows, sheets, {one["row"] for one in found})
    column_heads = _heads(question.columns, sheets, {one["column"] for one in found})
    amounts: dict[tuple[Hashable, Hashable], Amount] = defaultdict(lambda: NOTHING)
    for one in found:
        place = row_heads[one["row"]].key, column_heads[one["column"]].key
        amounts[place] += _amount(one)
    columns = _in_order(column_heads.values(), {column for _, column in amounts})
    if len(columns) > MOST_COLUMNS:
        raise TooManyColumns(len(columns))
    rows = [
        _row(head, columns, amounts, question.measure)
        for head in _in_order(row_heads.values(), {row for row, _ in amounts})
    ]
    return Pivot(
        columns=columns if question.columns else (),
        rows=tuple(_sorted(rows, question.sort)),
        total=_total(columns, amounts, question.measure),
    )


def _summed(question, sheets):
    rows, prefix = sheets, ""
    if question.is_of_scores:
        rows, prefix = Score.objects.on(sheets), "evaluation__"
    chosen = {"row": question.rows, "column": question.columns}
    expressions = {
        name: DIMENSIONS[by].expression(question.selection, prefix)
        for name, by in chosen.items()
        if by
    }
    return [{"column": None} | one for one in rows.summed_by(**expressions)]


def _heads(by: By | None, sheets, ids):
    if by is None:
        return {None: Head(None, "")}
    return DIMENSIONS[by].heads(sheets, ids)


def _amount(row):
    percents = row.get("percents")
    return Amount(
        number=row["number"],
        points=_cents(row["points_earned"]),
        maximum=_cents(row["outof"]),
        percents=None if percents is None else _cents(percents),
    )


def _cents(total):
    """Without the noise of SQLite's sums, which are floats."""
    return (total or ZERO).quantize(CENT)


def _in_order(heads: Iterable[Head], keys: set) -> tuple[Head, ...]:
    """Each head that has something, once; a note that all of them share says nothing."""
    once = {head.key: head for head in heads if head.key in keys}
    ordered = sorted(once.values(), key=lambda head: head.order)
    if len({head.note for head in ordered}) == 1:
        ordered = [replace(head, note="") for head in ordered]
    return tuple(ordered)


def _row(head, columns, amounts, measure):
    own = [amounts.get((head.key, column.key), NOTHING) for column in columns]
    return _read(head, own, measure)


def _total(columns, amounts, measure):
    sums = {column.key: NOTHING for column in columns}
    for (_, column), amount in amounts.items():
        sums[column] += amount
    label = "Chung" if measure.is_mean else "Tổng cộng"
    return _read(Head(None, label), list(sums.values()), measure)


def _read(head, amounts, measure):
    return Row(
        head=head,
        figures=tuple(amount.read(measure) for amount in amounts),
        total=sum(amounts, NOTHING).read(measure),
    )


def _sorted(rows, sort):
    """By the total column on wish; rows without a figure come last."""
    if sort is Sort.NAME:
        return rows
    known = [row for row in rows if row.total is not None]
    known.sort(key=lambda row: row.total, reverse=sort is Sort.HIGHEST)
    return known + [row for row in rows if row.total is None]
