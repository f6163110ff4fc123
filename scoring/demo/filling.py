"""What people typed on a sheet so that it came to a wanted total. Plain values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from criteria.rules import (
    FrameworkRule,
    IndicatorRule,
    Measure,
    NotApplicable,
    RatioOf,
    Threshold,
)
from scoring.demo.chances import between, chance
from scoring.demo.plans import IndicatorPlan, Of
from scoring.values import NOT_APPLICABLE, Value, read, written

HALF = Decimal("0.5")
SMALLEST_SHARE = Decimal("0.5")  # of the maximum: nobody loses everything
LARGEST_STEP = Decimal("0.35")  # of all that is lost: nothing fails at once


@dataclass(frozen=True, slots=True)
class Attendance:
    members: int
    due: int
    present: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """`fixed` points and `excused` reasons are by indicator code and stay as they are."""

    cell: str
    month: int
    percent: Decimal
    attendance: Attendance
    fixed: Mapping[str, int]
    excused: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """One indicator as it was typed; `lost` are the points below its maximum."""

    indicator: int
    code: str
    text: str
    reason: str
    lost: Decimal


def fill(
    rule: FrameworkRule, plans: Mapping[str, IndicatorPlan], wanted: Wanted
) -> list[Filled]:
    """The sheet in its order, with the points lost where this cell is weak."""
    choices = {i.code: _choices(i, plans[i.code], wanted) for i in rule.indicators}
    _lower(choices, _loss(rule, wanted), wanted)
    return [_typed(i, choices[i.code], wanted) for i in rule.indicators]


@dataclass(slots=True)
class _Choices:
    """Possible (points, text) of one indicator, best first, and the one taken."""

    maximum: Decimal
    options: list[tuple[Decimal, str]]
    taken: int = 0

    @property
    def points(self):
        return self.options[self.taken][0]

    @property
    def lost(self):
        return self.maximum - self.points


def _choices(rule, plan, wanted):
    if rule.code in wanted.excused:
        return _Choices(rule.max_points, [(rule.max_points, NOT_APPLICABLE)])
    if rule.measure == Measure.RATIO:
        options = _ratios(rule, plan, wanted)
    else:
        options = [(p, written(Value(points=p))) for p in _points(rule)]
    if rule.code in wanted.fixed:
        fixed = wanted.fixed[rule.code]
        options = [option for option in options if option[0] == fixed]
        return _Choices(rule.max_points, options)
    floor = rule.max_points * SMALLEST_SHARE
    if rule.is_hard:
        floor = rule.passes_from
    kept = [
        option
        for option in options
        if option[0] >= floor or rule.measure == Measure.YES_NO and not rule.is_hard
    ]
    return _Choices(rule.max_points, kept or options[:1])


def _points(rule):
    if rule.measure == Measure.YES_NO:
        return [rule.max_points, Decimal(0)]
    if rule.measure == Measure.OPTIONS:
        return sorted(rule.options, reverse=True)
    steps = int(rule.max_points / rule.step)
    return [rule.max_points - rule.step * step for step in range(steps + 1)]


def _ratios(rule, plan, wanted):
    if plan.of == Of.DUE:
        text = f"{wanted.attendance.present}/{wanted.attendance.due}"
        value = read(rule, text, members=wanted.attendance.members)
        return [(value.points, text)]
    fitting = sorted(
        (t for t in rule.thresholds if t.is_for(wanted.attendance.members)),
        key=lambda threshold: threshold.at_least,
        reverse=True,
    )
    above: Threshold | None = None
    options = []
    for threshold in fitting:
        text = _ratio_text(rule, plan, threshold, above, wanted)
        if text:
            options.append((threshold.points, text))
        above = threshold
    return options


def _ratio_text(rule, plan, threshold, above, wanted):
    """A ratio that reaches `threshold` but not the one above it; "" where none does."""
    names = (wanted.cell, rule.code, wanted.month, threshold.points)
    if rule.ratio_of == RatioOf.AMOUNT:
        return str(int(threshold.at_least) + between(0, 2, *names) * 5)
    whole = _whole(plan.of, rule.code, wanted)
    low = ceil(threshold.at_least * whole / 100)
    high = ceil(above.at_least * whole / 100) - 1 if above else whole
    if not above and plan.of == Of.VISITS:
        high = whole * 108 // 100
    if not above and plan.of == Of.PRESENT:
        high = min(whole, low + whole // 5)
    if low > high:
        return ""
    # The upper half: an empty "0/12" is no everyday value.
    return f"{between((low + high + 1) // 2, high, *names)}/{whole}"


def _whole(of, code, wanted):
    attendance = wanted.attendance
    if of in (Of.PRESENT, Of.MEMBERS):
        return attendance.present if of == Of.PRESENT else attendance.members
    low, high = {Of.TASKS: (8, 12), Of.VISITS: (12, 30), Of.FORMS: (6, 12)}[of]
    number = between(low, high, wanted.cell, code)
    return number if of == Of.TASKS else number * (50 if of == Of.VISITS else 5)


def _loss(rule: FrameworkRule, wanted) -> Decimal:
    """Points to lose so that the rest is the wanted percentage, in halves."""
    maximum = sum(i.max_points for i in rule.indicators if _counts(i, wanted))
    exact = maximum * (100 - wanted.percent) / 100
    return Decimal(round(exact / HALF)) * HALF


def _counts(rule: IndicatorRule, wanted):
    is_out = rule.not_applicable == NotApplicable.EXCLUDE
    return not (rule.code in wanted.excused and is_out)


def _lower(choices, loss, wanted):
    """Take points away where the cell is weakest, a point at a time, until `loss` is gone."""
    codes = sorted(choices, key=lambda code: _strength(code, wanted))
    loss -= sum(choice.lost for choice in choices.values())
    largest = max(loss * LARGEST_STEP, Decimal(1))
    weakest = codes[: (len(codes) * 2 + 2) // 3]
    for group in (weakest, codes):
        while loss > 0:
            before = loss
            for code in group:
                loss -= _step_down(choices[code], min(loss, largest))
            if loss == before:
                break


def _strength(code, wanted):
    """Where a cell is weak stays much the same from month to month."""
    return chance(wanted.cell, code) + 0.05 * chance(wanted.cell, code, wanted.month)


def _step_down(choice, most):
    start = choice.points
    best = choice.taken
    for at in range(choice.taken + 1, len(choice.options)):
        drop = start - choice.options[at][0]
        if drop > most or drop > 1 and at > choice.taken + 1:
            break
        best = at
    choice.taken = best
    return start - choice.points


def _typed(rule, choice, wanted):
    return Filled(
        indicator=rule.id,
        code=rule.code,
        text=choice.options[choice.taken][1],
        reason=wanted.excused.get(rule.code, ""),
        lost=choice.lost,
    )
