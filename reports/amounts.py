"""Sums and means of points and percents, as exact as the code that made them."""

from decimal import ROUND_HALF_UP, Decimal

from criteria.rules import HUNDRED, ZERO
from scoring.rules import CENT


def cents(total: Decimal | None) -> Decimal:
    """Without the noise of SQLite's sums, which are floats."""
    return (total or ZERO).quantize(CENT, ROUND_HALF_UP)


def mean(total: Decimal, number: int | Decimal) -> Decimal | None:
    """None where there is nothing to divide by."""
    if not number:
        return None
    return (total / number).quantize(CENT, ROUND_HALF_UP)


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """In percent of the whole."""
    return mean(part * HUNDRED, whole)
