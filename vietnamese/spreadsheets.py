"""Tables as CSV files that Excel opens right with Vietnamese settings.

UTF-8 with a byte order mark, semicolons between columns, the decimal comma, 05/12/2022:
a double click shows numbers as numbers and dates as dates.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime

BYTE_ORDER_MARK = "\ufeff"
SEPARATOR = ";"
CONTENT_TYPE = "text/csv; charset=utf-8"
# A text that begins so would be run as a formula (or is it a number that was typed).
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """What csv.writer writes to: hands every line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The file line by line; values are Python's own: Decimal, date, bool, None, text."""
    write = csv.writer(_Line(), delimiter=SEPARATOR).writerow
    yield BYTE_ORDER_MARK + write([written(value) for value in header])
    for row in rows:
        yield write([written(value) for value in row])


def written(value: Any) -> str:
    """One value as Excel reads it back; nothing is an empty cell, never a zero."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, Decimal):
        whole, _, fraction = f"{value:f}".partition(".")
        fraction = fraction.rstrip("0")
        return f"{whole},{fraction}" if fraction else whole
    if isinstance(value, datetime):
        return f"{localtime(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return "'" + value
    return str(value)
