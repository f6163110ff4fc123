"""The shortest way to the next grade, against a search through all ways."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from criteria.rules import (
    Effect,
    Grading,
    IndicatorRule,
    Measure,
    RatioOf,
)
from scoring.next_grade import points_of, ratio_for, way_to_next_grade
from scoring.rules import Line, evaluate, points_from_ratio
from scoring.values import check_points
from tests.strategies import indicators, sheets

MONTH = 11
MEMBERS = 20


def way_of(framework, lines, members=MEMBERS, month=MONTH):
    return way_to_next_grade(framework, lines, members=members, month=month)


def gone(lines, steps):
    """The sheet after these steps."""
    targets = {step.indicator: step.target for step in steps}
    return [
        replace(line, points=targets.get(line.indicator.id, line.points))
        for line in lines
    ]


def height(framework, grade):
    """0 is the best band; a sheet below every band is lower than all."""
    order = [band.id for band in framework.bands]
    return len(order) if grade is None else order.index(grade)


complete_sheets = sheets(complete=True)
members = st.sampled_from([0, 29, 30, 60])
masks = st.integers(0, (1 << 12) - 1)


def with_seasons(lines, months):
    """Every second indicator counts in `months` only."""
    return [
        replace(line, indicator=replace(line.indicator, months=months))
        if place % 2
        else line
        for place, line in enumerate(lines)
    ]


@given(complete_sheets, members, masks)
def test_a_way_keeps_its_promise_and_asks_for_nothing_needless(sheet, members, months):
    framework, lines = sheet[0], with_seasons(sheet[1], months)
    way = way_of(framework, lines, members)
    assume(way)
    before = height(framework, evaluate(framework, lines).grade)

    assert_can_be_done(lines, way.steps, members)
    assert height(framework, way.next_grade) == before - 1
    if way.grade is None:
        assert way.steps == ()
        return
    after = gone(lines, way.steps)
    assert evaluate(framework, after).grade == way.grade
    assert height(framework, way.grade) < before
    for step in way.steps:
        others = [other for other in way.steps if other != step]
        grade = evaluate(framework, gone(lines, others)).grade
        assert height(framework, grade) >= before
    caps = [band.id for band in framework.bands if band.is_cap]
    if caps and any(line.fails_hard for line in after):
        assert height(framework, way.grade) >= height(framework, caps[0])


def assert_can_be_done(lines, steps, members):
    """Only what is scored and counts in the month, and only points that can be given."""
    by_id = {line.indicator.id: line for line in lines}
    for step in steps:
        line = by_id[step.indicator]
        assert not line.not_applicable
        assert line.indicator.counts_in(MONTH)
        assert line.points == step.now
        assert step.target in points_of(line.indicator, members)
        is_penalty = line.indicator.effect == Effect.PENALTY
        assert step.target < step.now if is_penalty else step.target > step.now


@settings(max_examples=40)
@given(complete_sheets, members)
def test_no_way_is_overlooked_and_none_takes_fewer_indicators(sheet, members):
    """Every choice of indicators is tried."""
    framework, lines = sheet
    result = evaluate(framework, lines)
    way = way_of(framework, lines, members)
    assume(way)
    before = height(framework, result.grade)
    bound = {r.indicator for band in framework.bands for r in band.requirements}

    def is_open(line):
        rule = line.indicator
        if line.points is None or rule.effect == Effect.BONUS:
            return False
        return rule.effect != Effect.PENALTY or rule.id not in bound

    def best(line):
        choice = min if line.indicator.effect == Effect.PENALTY else max
        return choice(line.points, choice(points_of(line.indicator, members)))

    places = [
        place
        for place, line in enumerate(lines)
        if is_open(line) and best(line) != line.points
    ]
    assume(len(places) <= 8)

    def reaches(some):
        tried = [
            replace(line, points=best(line)) if place in some else line
            for place, line in enumerate(lines)
        ]
        return height(framework, evaluate(framework, tried).grade) < before

    asks_a_bonus = {
        line.indicator.id for line in lines if line.indicator.effect == Effect.BONUS
    } & {step.indicator for step in way.steps}
    if way.grade is None or asks_a_bonus:
        assert not reaches(places)
    else:
        shorter = range(len(way.steps))
        assert not any(
            reaches(some) for size in shorter for some in combinations(places, size)
        )


@settings(max_examples=40)
@given(complete_sheets)
def test_the_missing_points_are_enough_for_the_bound_and_not_a_cent_more(sheet):
    framework, lines = sheet
    framework = replace(framework, grading=Grading.TOTAL)
    bands = tuple(replace(band, requirements=()) for band in framework.bands)
    framework = replace(framework, bands=bands)
    lines = [
        replace(line, indicator=replace(line.indicator, is_hard=False))
        for line in lines
    ]
    way = way_of(framework, lines)
    assume(way)
    before = evaluate(framework, lines).grade

    def grade_with(more):
        bonus = IndicatorRule(
            id=0, criterion=1, max_points=Decimal(999), effect=Effect.BONUS
        )
        return evaluate(framework, [*lines, Line(bonus, more)]).grade

    assert height(framework, grade_with(way.missing)) < height(framework, before)
    if way.missing > Decimal("0.01"):
        assert grade_with(way.missing - Decimal("0.01")) == before


@given(indicators(), members)
def test_points_that_may_be_asked_for_are_those_that_can_be_entered(rule, members):
    possible = points_of(rule, members)

    assert list(possible) == sorted(set(possible))
    for points in possible if rule.measure != Measure.RATIO else ():
        check_points(rule, points)


@given(indicators(), members)
def test_the_ratio_that_is_named_earns_the_points(rule, members):
    assume(rule.measure == Measure.RATIO)
    plan = Decimal(100) if rule.ratio_of == RatioOf.PLAN else None

    for points in points_of(rule, members)[1:]:
        if rule.thresholds and points not in {
            t.points for t in rule.thresholds if t.is_for(members)
        }:
            continue
        amount = ratio_for(rule, points, members)
        assert points_from_ratio(rule, amount, plan, members) >= points
