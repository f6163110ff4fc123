"""What a sheet's points come to: totals, hard criteria, grades, ranks. Plain values only.

`static/js/rules.js` computes the same in the browser; a test feeds both the same sheets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from criteria.rules import (
    HUNDRED,
    ZERO,
    BandRule,
    Effect,
    FrameworkRule,
    Grading,
    IndicatorRule,
    NotApplicable,
    RatioOf,
    Requirement,
    Shrunk,
)

CENT = Decimal("0.01")
SIGNS = {Effect.ORDINARY: 1, Effect.BONUS: 1, Effect.PENALTY: -1, Effect.CONDITION: 0}


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a sheet. `points` is None while it is not scored; 0 is a score."""

    indicator: IndicatorRule
    points: Decimal | None = None
    not_applicable: bool = False
    has_note: bool = False

    @property
    def is_settled(self) -> bool:
        return self.points is not None or self.not_applicable

    @property
    def counts(self) -> bool:
        """Whether its maximum is part of the sheet's maximum."""
        return not (
            self.not_applicable
            and self.indicator.not_applicable == NotApplicable.EXCLUDE
        )

    @property
    def earned(self) -> Decimal:
        """What it adds to a sum; a line without points earns nothing yet."""
        if self.not_applicable:
            rule = self.indicator
            # Full bonus or penalty points for what did not happen make no sense.
            is_full = rule.not_applicable == NotApplicable.FULL and rule.is_required
            return rule.max_points if is_full else ZERO
        return ZERO if self.points is None else self.points

    @property
    def fails_hard(self) -> bool:
        """A hard indicator fails once it is scored below its pass mark."""
        rule = self.indicator
        scored = self.points is not None and not self.not_applicable
        return rule.is_hard and scored and self.points < rule.passes_from

    @property
    def lost(self) -> Decimal:
        """Points below the maximum of an ordinary indicator that was scored."""
        if self.indicator.effect != Effect.ORDINARY or not self.is_settled:
            return ZERO
        return self.indicator.max_points - self.earned if self.counts else ZERO


@dataclass(frozen=True, slots=True)
class Subtotal:
    """What one criterion comes to; only its ordinary indicators count."""

    criterion: int
    points: Decimal
    maximum: Decimal
    scored: int
    required: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a sheet comes to. While `is_complete` is False, `total` is only "so far"
    and there is neither `percent` (of the maximum that applies, cut to two places)
    nor `grade` (a band's id). Ids are those of indicators, in the order of the sheet.
    """

    total: Decimal
    maximum: Decimal
    percent: Decimal | None
    grade: int | None
    scored: int
    required: int
    is_complete: bool
    hard_failed: tuple[int, ...]
    unexplained: tuple[int, ...]
    subtotals: tuple[Subtotal, ...]


def evaluate(framework: FrameworkRule, lines: Sequence[Line]) -> Result:
    """The result of a sheet that consists of `lines`."""
    subtotals = tuple(
        _subtotal(criterion.id, lines) for criterion in framework.criteria
    )
    maximum = sum((subtotal.maximum for subtotal in subtotals), ZERO)
    total = max(sum_of(lines), ZERO)
    required = [line for line in lines if line.indicator.is_required]
    scored = sum(line.is_settled for line in required)
    is_complete = bool(required) and scored == len(required)
    has_result = is_complete and maximum > 0
    grade = (
        grade_of(framework, lines, subtotals, total, maximum) if has_result else None
    )
    return Result(
        total=total,
        maximum=maximum,
        percent=percent_of(total, maximum) if has_result else None,
        grade=grade,
        scored=scored,
        required=len(required),
        is_complete=is_complete,
        hard_failed=tuple(line.indicator.id for line in lines if line.fails_hard),
        unexplained=_unexplained(framework, lines),
        subtotals=subtotals,
    )


def percent_of(points: Decimal, maximum: Decimal) -> Decimal:
    """Cut, not rounded, so that 89,996 never shows as the 90 that it is not."""
    return (points * HUNDRED / maximum).quantize(CENT, ROUND_DOWN)


def _subtotal(criterion: int, lines: Sequence[Line]) -> Subtotal:
    own = [line for line in lines if line.indicator.criterion == criterion]
    ordinary = [line for line in own if line.indicator.effect == Effect.ORDINARY]
    required = [line for line in own if line.indicator.is_required]
    return Subtotal(
        criterion=criterion,
        points=sum((line.earned for line in ordinary), ZERO),
        maximum=sum(
            (line.indicator.max_points for line in ordinary if line.counts), ZERO
        ),
        scored=sum(line.is_settled for line in required),
        required=len(required),
    )


def sum_of(lines: Sequence[Line]) -> Decimal:
    """Below zero where penalties are larger than all points; a total ends at 0."""
    return sum((SIGNS[line.indicator.effect] * line.earned for line in lines), ZERO)


def _unexplained(framework: FrameworkRule, lines: Sequence[Line]) -> tuple[int, ...]:
    if not framework.explain_deductions:
        return ()
    return tuple(
        line.indicator.id for line in lines if line.lost > 0 and not line.has_note
    )


def grade_of(
    framework: FrameworkRule,
    lines: Sequence[Line],
    subtotals: Sequence[Subtotal],
    total: Decimal,
    maximum: Decimal,
) -> int | None:
    """The band of a complete sheet, capped when a hard indicator failed."""
    capped = any(line.fails_hard for line in lines) and any(
        band.is_cap for band in framework.bands
    )
    for band in framework.bands:
        if capped and not band.is_cap:
            continue
        capped = False
        if _reaches(framework, band, subtotals, total, maximum) and all(
            _meets(requirement, lines, subtotals) for requirement in band.requirements
        ):
            return band.id
    return None


def _reaches(
    framework: FrameworkRule,
    band: BandRule,
    subtotals: Sequence[Subtotal],
    total: Decimal,
    maximum: Decimal,
) -> bool:
    if framework.grading == Grading.CRITERIA:
        # Requirements of its own replace "every criterion from the band's bound on".
        return bool(band.requirements) or all(
            s.points * framework.max_total >= band.from_points * s.maximum
            for s in subtotals
        )
    if framework.shrunk == Shrunk.KEEP:
        return total >= band.from_points
    # Cross-multiplied: a division would have to be rounded.
    return total * framework.max_total >= band.from_points * maximum


def _meets(
    requirement: Requirement, lines: Sequence[Line], subtotals: Sequence[Subtotal]
) -> bool:
    if requirement.indicator is not None:
        return all(
            line.earned * HUNDRED >= requirement.min_percent * line.indicator.max_points
            for line in lines
            if line.indicator.id == requirement.indicator and line.counts
        )
    return all(
        s.points * HUNDRED >= requirement.min_percent * s.maximum
        for s in subtotals
        if requirement.criterion in (None, s.criterion)
    )


def points_from_ratio(
    rule: IndicatorRule, actual: Decimal, plan: Decimal | None, members: int
) -> Decimal:
    """Points for `actual` against `plan` (None where the amount itself is judged).

    With thresholds: those of the highest one reached by a cell of so many members, else 0.
    Without: in proportion to the plan, at most the maximum, rounded to two places.
    """
    if rule.ratio_of == RatioOf.AMOUNT or plan is None:
        reached, whole = actual, Decimal(1)
    else:
        reached, whole = actual * HUNDRED, plan
    if rule.thresholds:
        fitting = [
            t
            for t in rule.thresholds
            if t.is_for(members) and reached >= t.at_least * whole
        ]
        best = max(fitting, key=lambda t: t.at_least, default=None)
        return best.points if best else ZERO
    if reached >= HUNDRED * whole:
        return rule.max_points
    return (rule.max_points * reached / (HUNDRED * whole)).quantize(CENT, ROUND_HALF_UP)


def ranks(values: Sequence[Decimal]) -> list[int]:
    """Competition ranks, best first: equal values share one, the next is skipped."""
    ordered = sorted(values, reverse=True)
    first = {}
    for rank, value in enumerate(ordered, start=1):
        first.setdefault(value, rank)
    return [first[value] for value in values]


def grade_of_year(
    bands: Sequence[BandRule], grades: Sequence[int | None]
) -> int | None:
    """The year's band from the months' bands; None where the framework has no rule.

    A band is reached when so many months have it or a better one and no month is below
    its floor. Months without a grade count for nothing. Falls back to the lowest band.
    """
    height = {band.id: band.from_points for band in bands}
    reached = [height[grade] for grade in grades if grade in height]
    ruled = [band for band in bands if band.year_months is not None]
    if not ruled or not reached:
        return None
    for band in sorted(ruled, key=lambda band: band.from_points, reverse=True):
        enough = sum(h >= band.from_points for h in reached) >= band.year_months
        floor = height.get(band.year_floor, ZERO)
        if enough and all(h >= floor for h in reached):
            return band.id
    return min(bands, key=lambda band: band.from_points).id
