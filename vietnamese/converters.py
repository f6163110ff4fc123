"""A month in a URL: register with `register_converter(MonthConverter, "month")`."""

from datetime import date

from vietnamese.months import month_slug, parse_month


class MonthConverter:
    """Match "2022-12" as date(2022, 12, 1). Month 13 does not match: a 404."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return parse_month(value)

    def to_url(self, value: date | str) -> str:
        return month_slug(parse_month(value) if isinstance(value, str) else value)
