"""What holds for every sheet, whatever the framework; the rules of the field are in
test_patterns.py."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from criteria.rules import Effect, Grading, NotApplicable, Shrunk
from scoring.rules import Line, evaluate, percent_of, points_from_ratio, ranks
from tests.strategies import AMOUNTS, frameworks, indicators, sheets

TOTALS = st.lists(st.decimals(0, 100, places=1), max_size=12)


@given(sheets())
def test_a_total_is_final_when_every_required_indicator_is_settled(sheet):
    framework, lines = sheet
    open_lines = [
        line
        for line in lines
        if line.indicator.effect in (Effect.ORDINARY, Effect.CONDITION)
        and line.points is None
        and not line.not_applicable
    ]

    result = evaluate(framework, lines)

    assert result.is_complete == (open_lines == [])
    assert result.required - result.scored == len(open_lines)
    assert (result.percent is None) == (not result.is_complete or result.maximum == 0)
    assert result.is_complete or result.grade is None


@given(sheets(complete=True), st.data())
def test_a_typed_zero_counts_and_an_empty_field_does_not(sheet, data):
    framework, lines = sheet
    at = data.draw(st.sampled_from(range(len(lines))))
    rule = lines[at].indicator
    assume(rule.is_required)

    zero = evaluate(framework, [*lines[:at], Line(rule, Decimal(0)), *lines[at + 1 :]])
    empty = evaluate(framework, [*lines[:at], Line(rule), *lines[at + 1 :]])

    assert (zero.is_complete, empty.is_complete) == (True, False)
    assert zero.scored == empty.scored + 1
    assert (zero.total, zero.maximum) == (empty.total, empty.maximum)


@given(sheets(complete=True), st.data())
def test_the_grade_is_never_above_the_cap_however_many_hard_ones_fail(sheet, data):
    framework, lines = sheet
    hard = data.draw(st.sets(st.sampled_from(range(len(lines))), min_size=1))
    failing = [
        Line(replace(line.indicator, is_hard=True), Decimal(0)) if at in hard else line
        for at, line in enumerate(lines)
    ]
    cap = next(band for band in framework.bands if band.is_cap)

    result = evaluate(framework, failing)

    allowed = [
        band.id for band in framework.bands if band.from_points <= cap.from_points
    ]
    assert {failing[at].indicator.id for at in hard} <= set(result.hard_failed)
    assert result.grade in [*allowed, None]
    assert (result.grade is None) == (result.maximum == 0)


@given(sheets(), st.randoms())
def test_the_order_of_the_lines_does_not_matter(sheet, random):
    framework, lines = sheet
    shuffled = random.sample(lines, len(lines))

    result, other = evaluate(framework, lines), evaluate(framework, shuffled)

    assert set(result.hard_failed) == set(other.hard_failed)
    assert set(result.unexplained) == set(other.unexplained)
    assert replace(result, hard_failed=(), unexplained=()) == replace(
        other, hard_failed=(), unexplained=()
    )


@given(sheets())
def test_the_subtotals_of_the_criteria_add_up_to_the_sheet(sheet):
    framework, lines = sheet

    result = evaluate(framework, lines)

    assert sum(part.maximum for part in result.subtotals) == result.maximum
    assert sum(part.scored for part in result.subtotals) == result.scored
    assert sum(part.required for part in result.subtotals) == result.required
    if not any(x.indicator.effect in (Effect.BONUS, Effect.PENALTY) for x in lines):
        assert sum(part.points for part in result.subtotals) == result.total


@given(frameworks(), st.data())
def test_what_is_taken_out_lowers_the_maximum_and_what_is_full_does_not(
    framework, data
):
    rules = [rule for rule in framework.indicators if rule.effect == Effect.ORDINARY]
    rule = data.draw(st.sampled_from(rules))
    lines = [Line(other, other.max_points) for other in framework.indicators]
    at = framework.indicators.index(rule)

    def result_with(not_applicable):
        lines[at] = Line(
            replace(rule, not_applicable=not_applicable), not_applicable=True
        )
        return evaluate(framework, lines)

    excluded = result_with(NotApplicable.EXCLUDE)
    full = result_with(NotApplicable.FULL)
    assert excluded.maximum == framework.max_total - rule.max_points
    assert full.maximum == framework.max_total
    assert full.subtotals != excluded.subtotals


@pytest.mark.parametrize("effect", [Effect.BONUS, Effect.PENALTY])
@given(frameworks())
def test_a_bonus_or_penalty_that_does_not_apply_changes_nothing(effect, framework):
    lines = [Line(rule, rule.max_points) for rule in framework.indicators]
    rule = replace(
        framework.indicators[0],
        id=999,
        effect=effect,
        not_applicable=NotApplicable.FULL,
    )

    without = evaluate(framework, lines)

    assert evaluate(framework, [*lines, Line(rule, not_applicable=True)]) == without


@given(sheets(complete=True))
def test_bands_are_half_open_and_compared_without_rounding(sheet):
    framework, lines = sheet
    framework = replace(
        framework,
        grading=Grading.TOTAL,
        bands=tuple(replace(band, requirements=()) for band in framework.bands),
    )
    lines = [replace(x, indicator=replace(x.indicator, is_hard=False)) for x in lines]

    result = evaluate(framework, lines)

    assume(result.grade)
    total = result.total
    if framework.shrunk == Shrunk.RESCALE:
        total = total * framework.max_total / result.maximum
    reached = [band.id for band in framework.bands if total >= band.from_points]
    assert result.grade == reached[0]


@pytest.mark.parametrize(
    ("points", "maximum", "percent"),
    [
        ("89.99", "100", "89.99"),
        ("85.4962", "95", "89.99"),  # 89,996: cut, never 90
        ("2", "3", "66.66"),
        ("0", "95", "0.00"),
        ("105", "100", "105.00"),
    ],
)
def test_a_percentage_is_cut_and_never_rounded_up(points, maximum, percent):
    assert str(percent_of(Decimal(points), Decimal(maximum))) == percent


@given(sheets(complete=True))
def test_better_points_never_lower_the_total(sheet):
    framework, lines = sheet
    better = [
        replace(line, points=line.indicator.max_points)
        if line.points is not None and line.indicator.effect != Effect.PENALTY
        else line
        for line in lines
    ]

    assert evaluate(framework, better).total >= evaluate(framework, lines).total
    assert evaluate(framework, better).hard_failed == tuple(
        line.indicator.id for line in better if line.fails_hard
    )


@given(indicators(), AMOUNTS, AMOUNTS, st.integers(0, 60))
def test_points_from_a_ratio_stay_within_the_maximum_and_never_fall(
    rule, actual, more, members
):
    plan = Decimal(20)

    low = points_from_ratio(rule, actual, plan, members)
    high = points_from_ratio(rule, actual + more, plan, members)

    assert 0 <= low <= rule.max_points
    assert low <= high <= rule.max_points


@given(TOTALS, st.randoms())
def test_ranks_are_competition_ranks_whatever_the_order(totals, random):
    order = random.sample(range(len(totals)), len(totals))

    found = ranks(totals)

    assert found == [1 + sum(other > mine for other in totals) for mine in totals]
    assert ranks([totals[at] for at in order]) == [found[at] for at in order]


def test_equal_totals_share_a_rank_and_the_next_is_skipped():
    totals = [Decimal(text) for text in ("92.5", "90", "92.50", "76")]

    assert ranks(totals) == [1, 3, 1, 4]
