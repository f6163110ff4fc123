"""What a cell's months of a year come to: their average, and the grade by the rule."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from criteria.models import GradeBand
from criteria.rules import ZERO
from scoring.models import Evaluation
from scoring.rules import CENT, grade_of_year


def grade_of_sheets(
    sheets: Iterable[Evaluation], bands: Sequence[GradeBand]
) -> tuple[GradeBand | None, int]:
    """The year's grade by the rule of `bands`, and from how many months.

    Grades of an earlier version of the framework count by their name.
    """
    by_name = {band.name: band.pk for band in bands}
    grades = [by_name.get(one.grade.name) for one in sheets if one.grade]
    reached = grade_of_year([band.rule() for band in bands], grades)
    band = next((band for band in bands if band.pk == reached), None)
    return band, len(grades)


def average_of(percents: Iterable[Decimal | None]) -> Decimal | None:
    """Of the months that have a result, as the summaries round."""
    known = [percent for percent in percents if percent is not None]
    if not known:
        return None
    return (sum(known, ZERO) / len(known)).quantize(CENT, ROUND_HALF_UP)
