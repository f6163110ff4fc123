"""Months and stretches of months in a URL: <month:month>, <span:span>."""

from datetime import date

from vietnamese.months import month_slug, parse_month
from vietnamese.spans import Span, parse_span, span_of_month


class MonthConverter:
    """Match "2022-12" as date(2022, 12, 1). Month 13 does not match: a 404."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return parse_month(value)

    def to_url(self, value: date | str) -> str:
        return month_slug(parse_month(value) if isinstance(value, str) else value)


class SpanConverter:
    """Match "2022-12", "2022-q4", "2022-6t1", "2022" or "2022-03_2022-08" as a Span.

    A month stands for itself, so that an address can be made from either.
    """

    regex = "[0-9]{4}(?:-(?:q[1-4]|6t[12]|[0-9]{2}(?:_[0-9]{4}-[0-9]{2})?))?"

    def to_python(self, value: str) -> Span:
        return parse_span(value)

    def to_url(self, value: Span | date | str) -> str:
        if isinstance(value, str):
            value = parse_span(value)
        return (value if isinstance(value, Span) else span_of_month(value)).slug
