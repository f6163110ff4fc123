"""Months, which are dates of their first day: 2022-12, 12/2022."""

import re
from datetime import date

YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})")
MONTH_FIRST = re.compile(r"(?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")


def parse_month(text: str) -> date:
    """Read "2022-12" or "12/2022". Anything else is a ValueError for the clerk."""
    typed = text.strip()
    match = YEAR_FIRST.fullmatch(typed) or MONTH_FIRST.fullmatch(typed)
    if not match:
        raise ValueError("Hãy nhập tháng và năm, ví dụ 12/2022.")
    month, year = int(match["month"]), int(match["year"])
    if not 1 <= month <= 12:
        raise ValueError(f"Không có tháng {month}: tháng chỉ từ 1 đến 12.")
    if not year:
        raise ValueError("Năm phải lớn hơn 0.")
    return date(year, month, 1)


def month_slug(month: date) -> str:
    """Name a month in an address: "2022-12"."""
    return f"{month.year:04d}-{month.month:02d}"


def format_month(month: date) -> str:
    return f"{month.month:02d}/{month.year:04d}"


def format_month_words(month: date) -> str:
    return f"tháng {month.month} năm {month.year}"


def month_before(month: date) -> date:
    if month.month == 1:
        return date(month.year - 1, 12, 1)
    return month.replace(month=month.month - 1)
