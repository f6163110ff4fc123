"""Many rows in one statement. Django would send as many as SQLite's old limit asks for."""

from collections.abc import Sequence

from django.db import connection, models


def update_rows(
    model: type[models.Model],
    fields: Sequence[str],
    rows: Sequence[Sequence],
    *,
    guard: str | None = None,
) -> int:
    """Write `rows` of (value of each field ..., pk[, guard]) and return how many matched.

    `guard` names a version field: a row is written only where it still has the value
    given last, and its version is raised by one.
    """
    if not rows:
        return 0
    quote = connection.ops.quote_name
    columns = [model._meta.get_field(name) for name in fields]
    assignments = [f"{quote(column.column)} = %s" for column in columns]
    condition = f"{quote(model._meta.pk.column)} = %s"
    if guard:
        assignments.append(f"{quote(guard)} = {quote(guard)} + 1")
        condition += f" AND {quote(guard)} = %s"
    statement = (
        f"UPDATE {quote(model._meta.db_table)} "  # noqa: S608 - names, no values
        f"SET {', '.join(assignments)} WHERE {condition}"
    )
    prepared = [[*_prepared(columns, row), *row[len(columns) :]] for row in rows]
    return _run(statement, prepared)


def insert_rows(
    model: type[models.Model], fields: Sequence[str], rows: Sequence[Sequence]
) -> int:
    """Insert `rows` of (value of each field ...) and return how many."""
    if not rows:
        return 0
    quote = connection.ops.quote_name
    columns = [model._meta.get_field(name) for name in fields]
    names = ", ".join(quote(column.column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({names}) "  # noqa: S608
        f"VALUES ({marks})"
    )
    return _run(statement, [_prepared(columns, row) for row in rows])


def _prepared(columns, row):
    return [
        column.get_db_prep_save(value, connection)
        for column, value in zip(columns, row, strict=False)
    ]


def _run(statement, rows):
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
        return cursor.rowcount
