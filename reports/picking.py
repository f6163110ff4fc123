"""Which spans a reader of reports can go to: those with an opened month, and the next ones."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from vietnamese.months import format_month, month_slug
from vietnamese.spans import ROMAN, YEAR, Span, spans_with


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    url: str
    is_current: bool
    title: str


@dataclass(frozen=True, slots=True)
class Year:
    """The spans of a year: the year itself, its halves, quarters and months."""

    whole: Choice
    halves: tuple[Choice, ...]
    quarters: tuple[Choice, ...]
    months: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Picker:
    """`opened` are (slug, label) of the months that a range may begin and end with."""

    span: Span
    years: tuple[Year, ...]
    opened: tuple[tuple[str, str], ...]
    previous_url: str
    next_url: str

    @property
    def first(self) -> str:
        return month_slug(self.span.first)

    @property
    def last(self) -> str:
        return month_slug(self.span.last)


def picker(span: Span, opened: Sequence[date], url_of: Callable[[Span], str]) -> Picker:
    """`opened` are the months that have a period, newest first."""
    later = _next(span, opened, len(span))
    earlier = _next(span, opened, -len(span))
    return Picker(
        span=span,
        years=tuple(_years(span, opened, url_of)),
        opened=tuple((month_slug(m), format_month(m)) for m in reversed(opened)),
        previous_url=url_of(earlier) if earlier else "",
        next_url=url_of(later) if later else "",
    )


def _next(span: Span, opened: Sequence[date], step: int) -> Span | None:
    """The nearest span of the same length, in whole steps, that has an opened month."""
    if step > 0:
        later = [month for month in opened if month > span.last]
        months = _months_between(span.last, min(later)) if later else 0
    else:
        earlier = [month for month in opened if month < span.first]
        months = _months_between(max(earlier), span.first) if earlier else 0
    return span.moved(-(-months // abs(step)) * step) if months else None


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * YEAR + last.month - first.month


def _years(
    span: Span, opened: Sequence[date], url_of: Callable[[Span], str]
) -> Iterator[Year]:
    """Newest first; in each year the spans in order of time."""
    for number in sorted({month.year for month in opened}, reverse=True):
        months = sorted(month for month in opened if month.year == number)
        rows: list[dict[Span, Choice]] = [{}, {}, {}, {}]
        for month in months:
            for row, one in zip(rows, spans_with(month), strict=True):
                row[one] = Choice(_short(one), url_of(one), one == span, one.label)
        of_month, of_quarter, of_half, of_year = (tuple(row.values()) for row in rows)
        yield Year(of_year[0], of_half, of_quarter, of_month)


def _short(span: Span) -> str:
    """Under the heading of its year."""
    match len(span):
        case 1:
            return f"{span.first.month:02d}"
        case 3:
            return f"Quý {ROMAN[span.first.month // 3]}"
        case 6:
            return "6 tháng đầu" if span.first.month == 1 else "6 tháng cuối"
    return f"Năm {span.first.year}"
