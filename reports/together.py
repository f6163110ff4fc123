"""Several questions in one query: a page may ask the database fifteen times at most.

What is counted comes from QuerySets, with their scope and filters; a question may compute
further with their rows in SQL that both databases read the same.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

NAME = re.compile(r"\{(\w+)\}")
Row = dict[str, str | int | date | None]


@dataclass(frozen=True, slots=True)
class Question:
    """`{name}` in `sql` stands for the rows of a QuerySet, or for a list of values.

    The others are the columns of the answer; numbers are whole ones.
    """

    rows: Mapping[str, QuerySet | Sequence[int | date]]
    texts: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    sql: str = field(default="SELECT * FROM {rows} AS found")


KINDS = {"texts": "varchar", "dates": "date", "numbers": "bigint"}


def together(questions: Mapping[str, Question]) -> dict[str, list[Row]]:
    """The rows of each question by its name, in one query."""
    widths = {
        kind: max(len(getattr(question, kind)) for question in questions.values())
        for kind in KINDS
    }
    parts, parameters = [], []
    for name, question in questions.items():
        try:
            sql, values = _filled(question)
        except EmptyResultSet:
            continue
        columns = ["CAST(%s AS varchar)"]
        for kind, width in widths.items():
            columns += _columns(getattr(question, kind), width, KINDS[kind])
        parts.append(f"SELECT {', '.join(columns)} FROM ({sql}) AS answer")  # noqa: S608 - the names are the house's own
        parameters += [name, *values]
    answers: dict[str, list[Row]] = {name: [] for name in questions}
    places = {name: _places(question, widths) for name, question in questions.items()}
    for values in _fetched(" UNION ALL ".join(parts), parameters):
        name = values[0]
        row = {column: values[at] for column, at in places[name]}
        answers[name].append(row)
    for name, question in questions.items():
        for column in question.dates:
            _as_dates(answers[name], column)
    return answers


def _places(question: Question, widths: Mapping[str, int]) -> list[tuple[str, int]]:
    """(column, at which of an answer's values it stands)."""
    found, begins = [], 1  # the first value names the question
    for kind, width in widths.items():
        found += [
            (name, begins + at) for at, name in enumerate(getattr(question, kind))
        ]
        begins += width
    return found


def _as_dates(rows: list[Row], column: str) -> None:
    """SQLite has no dates of its own."""
    known: dict[str, date] = {}
    for row in rows:
        if isinstance(text := row[column], str):
            row[column] = known.setdefault(text, date.fromisoformat(text))


def _filled(question: Question) -> tuple[str, list]:
    """The question's SQL with its rows in it, and the parameters in their order."""
    sql, parameters = [], []
    for at, piece in enumerate(NAME.split(question.sql)):
        if at % 2:
            piece, values = _in_brackets(question.rows[piece])
            parameters += values
        sql.append(piece)
    return "".join(sql), parameters


def _in_brackets(rows: QuerySet | Sequence[int | date]) -> tuple[str, Sequence]:
    if isinstance(rows, QuerySet):
        selected, values = rows.query.sql_with_params()
        return f"({selected})", values
    adapt = connection.ops.adapt_datefield_value
    values = [adapt(one) if isinstance(one, date) else one for one in rows]
    return f"({', '.join(['%s'] * len(values)) or 'NULL'})", values


def _columns(names: tuple[str, ...], width: int, kind: str) -> list[str]:
    """All parts have the same columns: those that one lacks are NULL."""
    missing = [f"CAST(NULL AS {kind})"] * (width - len(names))
    if kind == "date":  # as it is: SQLite would cast 2022-12-01 to the number 2022
        return [f"answer.{name}" for name in names] + missing
    return [f"CAST(answer.{name} AS {kind})" for name in names] + missing


def _fetched(sql: str, parameters: list) -> list[tuple]:
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
