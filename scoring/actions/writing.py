"""Values onto their rows: one UPDATE a field that guards each row by its version, and
their history. Who may write what is asked before, in `entering.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from scoring.models import Change, Field, Score, Source
from scoring.rows import insert_rows, update_rows
from scoring.values import Value

CHANGE_COLUMNS = (
    "evaluation",
    "score",
    "field",
    "old",
    "new",
    "by",
    "at",
    "source",
    "reason",
    "request_key",
)
COLUMNS = {
    Field.POINTS: ("points", "actual", "plan", "not_applicable", "reason"),
    Field.SELF_POINTS: (
        "self_points",
        "self_actual",
        "self_plan",
        "self_not_applicable",
        "self_reason",
    ),
    Field.NOTE: ("note",),
}
VERSIONS = {
    Field.POINTS: "version",
    Field.SELF_POINTS: "self_version",
    Field.NOTE: "note_version",
}


@dataclass(frozen=True, slots=True)
class Write:
    """`base` is the version that the writer started from; `score` holds the new value."""

    score: Score
    field: Field
    base: int
    old: str
    new: str
    reason: str


def apply(score: Score, field: Field, value: Value | str) -> None:
    """Put a value into the score, under a version of its own; nothing is saved."""
    for column, part in zip(COLUMNS[field], _parts(value), strict=True):
        setattr(score, column, part)
    version = VERSIONS[field]
    setattr(score, version, getattr(score, version) + 1)


def _parts(value: Value | str):
    if isinstance(value, str):
        return (value,)
    return (value.points, value.actual, value.plan, value.not_applicable, value.reason)


def save(
    writes: Sequence[Write],
    *,
    by,
    at: datetime,
    request_key: UUID | None,
    source: Source,
) -> None:
    """The sheets are held: that a row's version does not fit is a fault of ours."""
    for field, columns in COLUMNS.items():
        rows = [
            (*(getattr(write.score, c) for c in columns), write.score.pk, write.base)
            for write in writes
            if write.field == field
        ]
        if update_rows(Score, columns, rows, guard=VERSIONS[field]) != len(rows):
            raise RuntimeError("a score changed although its sheet was held")
    insert_rows(
        Change,
        CHANGE_COLUMNS,
        [
            (
                write.score.evaluation_id,
                write.score.pk,
                write.field,
                write.old,
                write.new,
                by.pk,
                at,
                source,
                write.reason,
                request_key,
            )
            for write in writes
        ],
    )
