"""The shortest way from a sheet's grade to the next better one. Plain values only.

How it is found (docs/algorithms.md tells it with an example): lift every indicator that can
be lifted to its best. If that gives no better grade, there is no way. Else take back what is
not needed, the smallest gain first, so that the fewest indicators stay, those with most
points left; then lower each one that stays to the least that is enough. Every trial is
judged by `evaluate` itself, so hard criteria, conditions of the bands, points out of a
smaller maximum and grading by criteria are always those of the sheet.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal

from criteria.rules import (
    HUNDRED,
    ZERO,
    BandRule,
    Effect,
    FrameworkRule,
    Grading,
    IndicatorRule,
    Measure,
    Shrunk,
)
from scoring.rules import CENT, SIGNS, Line, evaluate, sum_of


@dataclass(frozen=True, slots=True)
class Step:
    """Bring an indicator from `now` to at least `target` points (at most: a penalty)."""

    indicator: int
    now: Decimal
    target: Decimal
    mends_hard: bool

    @property
    def gain(self) -> Decimal:
        return abs(self.target - self.now)


@dataclass(frozen=True, slots=True)
class Way:
    """`next_grade`: the id of the band right above the sheet's; `missing`: the points up to
    it, 0 where the total is enough and something else holds the sheet back. `grade`: the
    band that all `steps` together give, None where no better one can be reached; it may be
    higher, where a scale has only large steps.

    Steps that mend hard criteria come first, then those that gain most.
    """

    next_grade: int
    missing: Decimal
    grade: int | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _Lift:
    """A line that can be lifted; `better` are its points from just above now to the best."""

    place: int
    line: Line
    better: tuple[Decimal, ...]

    @property
    def best(self) -> Decimal:
        return self.better[-1]

    @property
    def worth(self) -> tuple[bool, Decimal, int]:
        """What is worth least is taken back first: bonuses, small gains, the later line."""
        rule = self.line.indicator
        gain = abs(self.best - self.line.points) * abs(SIGNS[rule.effect])
        return rule.effect != Effect.BONUS, gain, -self.place


def way_to_next_grade(
    framework: FrameworkRule, lines: Sequence[Line], *, members: int, month: int
) -> Way | None:
    """The way for a complete sheet of a cell of so many members; None at the top.

    Only what was scored is lifted, never what is not applicable, and only indicators that
    count in `month` (1 to 12), the one in which the cell would do something about it.
    """
    result = evaluate(framework, lines)
    better = _better_bands(framework, result.grade)
    if result.percent is None or not better:
        return None
    missing = _missing(framework, better[-1], lines, result.maximum)
    lifts = list(_lifts(framework, lines, members, month))
    heights = {band.id: place for place, band in enumerate(framework.bands)}
    trial = _with(lines, {lift.place: lift.best for lift in lifts})
    best = evaluate(framework, trial).grade
    wanted = [
        band for band in better if heights[band.id] >= heights.get(best, len(heights))
    ]
    if not wanted:
        return Way(better[-1].id, missing)

    def is_enough(points: dict[int, Decimal]) -> bool:
        grade = evaluate(framework, _with(lines, points)).grade
        return grade is not None and heights[grade] <= heights[wanted[-1].id]

    chosen = _fewest(lifts, is_enough)
    points = _least(chosen, is_enough)
    grade = evaluate(framework, _with(lines, points)).grade
    return Way(better[-1].id, missing, grade, _steps(chosen, points))


def _better_bands(framework: FrameworkRule, grade: int | None) -> list[BandRule]:
    """Those above `grade`, best first; all where the sheet is below every band."""
    better = []
    for band in framework.bands:
        if band.id == grade:
            break
        better.append(band)
    return better


def _missing(
    framework: FrameworkRule, band: BandRule, lines: Sequence[Line], maximum: Decimal
) -> Decimal:
    """Rounded up: with so many points the band's bound is reached."""
    if framework.grading == Grading.CRITERIA:
        return ZERO
    bound = band.from_points
    if framework.shrunk == Shrunk.RESCALE:
        bound = bound * maximum / framework.max_total
    return max(bound - sum_of(lines), ZERO).quantize(CENT, ROUND_UP)


def bound_of(framework: FrameworkRule, band: BandRule, maximum: Decimal) -> Decimal:
    """From how many points on a sheet with this maximum has the band; not rounded."""
    if framework.shrunk == Shrunk.KEEP:
        return band.from_points
    return band.from_points * maximum / framework.max_total


def _lifts(framework, lines, members, month):
    bound = {  # a band that asks for a penalty is no reason to lift or to lower it
        requirement.indicator
        for band in framework.bands
        for requirement in band.requirements
    }
    for place, line in enumerate(lines):
        rule = line.indicator
        if line.points is None or line.not_applicable or not rule.counts_in(month):
            continue
        if rule.effect == Effect.PENALTY and rule.id in bound:
            continue
        better = _better_points(rule, line.points, members)
        if better:
            yield _Lift(place, line, better)


def _better_points(
    rule: IndicatorRule, points: Decimal, members: int
) -> tuple[Decimal, ...]:
    if rule.effect == Effect.PENALTY:
        possible = points_of(rule, members) if points else ()
        return possible[: bisect_left(possible, points)][::-1]
    possible = points_of(rule, members) if points < rule.max_points else ()
    return possible[bisect_right(possible, points) :]


def points_of(rule: IndicatorRule, members: int) -> tuple[Decimal, ...]:
    """All points that a cell of so many members can be given, ascending."""
    if rule.measure == Measure.YES_NO:
        return ZERO, rule.max_points
    if rule.measure == Measure.OPTIONS:
        return tuple(sorted(rule.options))
    if rule.measure == Measure.RATIO and rule.thresholds:
        fitting = {t.points for t in rule.thresholds if t.is_for(members)}
        return tuple(sorted({ZERO, *fitting}))
    step = CENT if rule.measure == Measure.RATIO else rule.step
    return tuple(step * number for number in range(int(rule.max_points / step) + 1))


def ratio_for(rule: IndicatorRule, points: Decimal, members: int) -> Decimal | None:
    """The least percent or amount that earns `points`; None where nothing is counted."""
    if rule.measure != Measure.RATIO:
        return None
    if rule.thresholds:
        return min(
            t.at_least
            for t in rule.thresholds
            if t.is_for(members) and t.points == points
        )
    return (points * HUNDRED / rule.max_points).quantize(CENT, ROUND_UP)


def _with(lines: Sequence[Line], points: dict[int, Decimal]) -> list[Line]:
    return [
        replace(line, points=points[place]) if place in points else line
        for place, line in enumerate(lines)
    ]


def _fewest(
    lifts: Sequence[_Lift], is_enough: Callable[[dict[int, Decimal]], bool]
) -> list[_Lift]:
    """The least worth first; what is left cannot be left out."""
    points = {lift.place: lift.best for lift in lifts}
    for lift in sorted(lifts, key=lambda lift: lift.worth):
        taken = points.pop(lift.place)
        if not is_enough(points):
            points[lift.place] = taken
    return [lift for lift in lifts if lift.place in points]


def _least(
    chosen: Sequence[_Lift], is_enough: Callable[[dict[int, Decimal]], bool]
) -> dict[int, Decimal]:
    """Each one as low as it may be, the least worth first."""
    points = {lift.place: lift.best for lift in chosen}
    for lift in sorted(chosen, key=lambda lift: lift.worth):

        def enough_at(value: Decimal, place: int = lift.place) -> bool:
            return is_enough(points | {place: value})

        first = bisect_left(lift.better, x=True, key=enough_at)
        points[lift.place] = lift.better[first]
    return points


def _steps(chosen: Sequence[_Lift], points: dict[int, Decimal]) -> tuple[Step, ...]:
    steps = [
        Step(
            indicator=lift.line.indicator.id,
            now=lift.line.points,
            target=points[lift.place],
            mends_hard=lift.line.fails_hard,
        )
        for lift in chosen
    ]
    return tuple(sorted(steps, key=lambda step: (not step.mends_hard, -step.gain)))
