"""Filters that print values; what is missing is a dash, never a zero."""

from django import template

from vietnamese import months, numbers

register = template.Library()

MISSING = "–"
SHOWN_PLACES = 2


@register.filter
def points(value, places=None):
    """92.50 -> "92,5"; `points:1` keeps exactly one place."""
    return _print(numbers.format_decimal, value, places)


@register.filter
def signed(value, places=None):
    """1.5 -> "+1,5"."""
    return _print(numbers.format_signed, value, places)


@register.filter
def percent(value, places=None):
    """92.5 -> "92,5%"."""
    return _print(numbers.format_percent, value, places)


@register.filter
def month(value):
    """The date 2022-12-01 -> "12/2022"."""
    return months.format_month(value) if value else MISSING


@register.filter
def month_words(value):
    """The date 2022-12-01 -> "tháng 12 năm 2022"."""
    return months.format_month_words(value) if value else MISSING


@register.filter
def month_slug(value):
    """The date 2022-12-01 -> "2022-12"."""
    return months.month_slug(value) if value else ""


def _print(write, value, places):
    if value is None or value == "":
        return MISSING
    if places is None:
        value = numbers.at_most(SHOWN_PLACES, value)
    return write(value, places)
