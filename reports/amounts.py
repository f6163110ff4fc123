"""Sums and shares of points and percents, as exact as the code that made them."""

from decimal import ROUND_HALF_UP, Decimal

from criteria.rules import HUNDRED, ZERO
from reports.figures import mean_of
from scoring.rules import CENT


def cents(total: Decimal | None) -> Decimal:
    """Without the noise of SQLite's sums, which are floats."""
    return (total or ZERO).quantize(CENT, ROUND_HALF_UP)


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """In percent of the whole."""
    return mean_of(part * HUNDRED, whole)
