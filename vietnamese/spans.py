"""Stretches of whole months that a report is about: a month, quarter, half-year, year.

In an address: 2022-12, 2022-q4, 2022-6t1 (the first six months), 2022, 2022-03_2022-08.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vietnamese.months import format_month, month_slug, parse_month

MOST_MONTHS = 60
QUARTER, HALF, YEAR = 3, 6, 12
ROMAN = ("I", "II", "III", "IV")
HALVES = ("đầu", "cuối")
PART_OF_YEAR = re.compile(r"(?P<year>[0-9]{4})-(?P<kind>q|6t)(?P<number>[1-4])")
WHOLE_YEAR = re.compile(r"[0-9]{4}")


def month_after(month: date, number: int = 1) -> date:
    """The month `number` months later (earlier if negative)."""
    count = month.year * YEAR + month.month - 1 + number
    return date(count // YEAR, count % YEAR + 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The months from `first` to `last`, both included and both first days of a month.

    Raises ValueError, in words for the reader, if it ends before it begins or is longer
    than five years.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("Tháng cuối không được trước tháng đầu.")
        if len(self) > MOST_MONTHS:
            raise ValueError("Chỉ tổng hợp được nhiều nhất 60 tháng một lần.")

    def __len__(self) -> int:
        years = self.last.year - self.first.year
        return years * YEAR + self.last.month - self.first.month + 1

    def __iter__(self) -> Iterator[date]:
        return (month_after(self.first, at) for at in range(len(self)))

    def __contains__(self, month: date) -> bool:
        return self.first <= month <= self.last

    def __str__(self) -> str:
        return self.label

    @property
    def months(self) -> list[date]:
        return list(self)

    @property
    def is_month(self) -> bool:
        return self.first == self.last

    @property
    def _part(self) -> tuple[int, int]:
        """(how many months, which such part of the year), or (0, 0) for any other range."""
        length = len(self)
        is_part = length in {QUARTER, HALF, YEAR} and self.first.month % length == 1
        return (length, self.first.month // length + 1) if is_part else (0, 0)

    @property
    def slug(self) -> str:
        """What names it in an address."""
        if self.is_month:
            return month_slug(self.first)
        year = f"{self.first.year:04d}"
        match self._part:
            case 3, number:
                return f"{year}-q{number}"
            case 6, number:
                return f"{year}-6t{number}"
            case 12, _:
                return year
        return f"{month_slug(self.first)}_{month_slug(self.last)}"

    @property
    def label(self) -> str:
        """As a heading says it: "Quý IV năm 2022"."""
        if self.is_month:
            return f"Tháng {format_month(self.first)}"
        match self._part:
            case 3, number:
                return f"Quý {ROMAN[number - 1]} năm {self.first.year}"
            case 6, number:
                return f"6 tháng {HALVES[number - 1]} năm {self.first.year}"
            case 12, _:
                return f"Năm {self.first.year}"
        return (
            f"Từ tháng {format_month(self.first)} đến tháng {format_month(self.last)}"
        )

    @property
    def words(self) -> str:
        """The label inside a sentence, after "trong", "của", "so với": "quý IV năm 2022"."""
        words = self.label[0].lower() + self.label[1:]
        is_range = not self.is_month and self._part == (0, 0)
        return f"thời gian {words}" if is_range else words

    def moved(self, months: int) -> "Span":
        return Span(month_after(self.first, months), month_after(self.last, months))

    @property
    def before(self) -> "Span":
        """As many months right before."""
        return self.moved(-len(self))

    @property
    def year_before(self) -> "Span":
        return self.moved(-YEAR)


def span_of_month(month: date) -> Span:
    return Span(month, month)


def span_of_year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, YEAR, 1))


def spans_with(month: date) -> list[Span]:
    """The month, and the quarter, half-year and year that it lies in."""
    spans = [span_of_month(month)]
    for length in (QUARTER, HALF, YEAR):
        first = month.replace(month=(month.month - 1) // length * length + 1)
        spans.append(Span(first, month_after(first, length - 1)))
    return spans


def parse_span(text: str) -> Span:
    """Read what an address names. Anything else is a ValueError."""
    if WHOLE_YEAR.fullmatch(text) and int(text):
        return span_of_year(int(text))
    if part := PART_OF_YEAR.fullmatch(text):
        length = QUARTER if part["kind"] == "q" else HALF
        first = (int(part["number"]) - 1) * length + 1
        if first > YEAR:
            raise ValueError("Một năm chỉ có hai lần 6 tháng.")
        month = date(int(part["year"]), first, 1)
        return Span(month, month_after(month, length - 1))
    first_month, _, last_month = text.partition("_")
    first = parse_month(first_month)
    return Span(first, parse_month(last_month) if last_month else first)
