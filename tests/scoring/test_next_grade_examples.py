"""The shortest way to the next grade, told as examples."""

from dataclasses import replace
from decimal import Decimal

import pytest

from criteria.rules import (
    BandRule,
    CriterionRule,
    Effect,
    FrameworkRule,
    Grading,
    IndicatorRule,
    Measure,
    NotApplicable,
    Requirement,
    Shrunk,
    Threshold,
)
from scoring.next_grade import way_to_next_grade
from scoring.rules import Line

MONTH = 11
MEMBERS = 20


def way_of(framework, lines):
    return way_to_next_grade(framework, lines, members=MEMBERS, month=MONTH)


def framework(*rules, bands=((90, ()), (70, ()), (0, ())), **fields):
    """Bands 1, 2, 3 from these points with their requirements; the second one is the cap."""
    return FrameworkRule(
        max_total=Decimal(100),
        criteria=(CriterionRule(1), CriterionRule(2)),
        indicators=rules,
        bands=tuple(
            BandRule(number, Decimal(bound), is_cap=number == 2, requirements=asked)
            for number, (bound, asked) in enumerate(bands, start=1)
        ),
        **fields,
    )


def rule(pk, most, **fields):
    return IndicatorRule(
        id=pk, criterion=fields.pop("criterion", 1), max_points=Decimal(most), **fields
    )


def sheet_of(*pairs, **fields):
    lines = [Line(one, None if p is None else Decimal(p)) for one, p in pairs]
    return framework(*(one for one, _ in pairs), **fields), lines


def steps_of(way):
    return [(step.indicator, step.target) for step in way.steps]


def test_those_with_most_points_left_come_first_and_the_last_only_as_far_as_needed():
    way = way_of(*sheet_of((rule(1, 40), 38), (rule(2, 30), 24), (rule(3, 30), 23)))

    assert way.missing == 5
    assert (way.grade, steps_of(way)) == (1, [(3, Decimal(28))])


def test_two_are_named_where_one_is_not_enough():
    way = way_of(*sheet_of((rule(1, 40), 38), (rule(2, 30), 26), (rule(3, 30), 25)))

    assert way.missing == 1
    assert steps_of(way) == [(3, Decimal(26))]

    way = way_of(*sheet_of((rule(1, 40), 34), (rule(2, 30), 25), (rule(3, 30), 24)))

    assert way.missing == 7
    assert steps_of(way) == [(1, Decimal(40)), (3, Decimal(25))]


@pytest.mark.parametrize(
    ("one", "points", "target"),
    [
        (rule(1, 20, measure=Measure.YES_NO), 0, 20),
        (rule(1, 20, measure=Measure.POINTS, step=Decimal(5)), 5, 10),
        (
            rule(1, 20, measure=Measure.OPTIONS, options=(Decimal(20), Decimal(8))),
            5,
            8,
        ),
        (
            rule(
                1,
                20,
                measure=Measure.RATIO,
                thresholds=(
                    Threshold(Decimal(90), Decimal(20)),
                    Threshold(Decimal(60), Decimal(12), members_from=30),
                    Threshold(Decimal(50), Decimal(7), members_below=30),
                ),
            ),
            5,
            7,
        ),
        (rule(1, 20, measure=Measure.RATIO), 5, 7),
    ],
    ids=["yes-no", "steps", "options", "thresholds", "in proportion"],
)
def test_the_target_is_one_that_the_scale_knows(one, points, target):
    way = way_of(*sheet_of((one, points), (rule(2, 80), 88 - points)))

    assert way.missing == 2
    assert steps_of(way) == [(1, Decimal(target))]


def test_a_large_step_leads_past_the_next_grade_which_is_said():
    one = rule(1, 40, measure=Measure.YES_NO)

    way = way_of(*sheet_of((one, 0), (rule(2, 60), 60)))

    assert (way.next_grade, way.missing) == (2, 10)
    assert (way.grade, steps_of(way)) == (1, [(1, Decimal(40))])


def test_a_hard_criterion_comes_first_even_if_the_total_is_enough():
    hard = rule(1, 20, is_hard=True, pass_mark=Decimal(15))

    way = way_of(*sheet_of((hard, 14), (rule(2, 80), 80)))

    assert (way.missing, way.grade) == (0, 1)
    assert steps_of(way) == [(1, Decimal(15))]
    assert way.steps[0].mends_hard


def test_what_is_not_applicable_is_left_alone_and_the_maximum_is_smaller():
    left_out = rule(3, 20, not_applicable=NotApplicable.EXCLUDE)
    built, lines = sheet_of((rule(1, 40), 30), (rule(2, 40), 39), (left_out, None))
    lines[2] = replace(lines[2], not_applicable=True)

    way = way_of(built, lines)

    assert way.missing == 3  # 90 percent of 80 are 72
    assert steps_of(way) == [(1, Decimal(33))]


def test_a_kept_scale_may_leave_no_way():
    left_out = rule(3, 20, not_applicable=NotApplicable.EXCLUDE)
    built, lines = sheet_of(
        (rule(1, 40), 30), (rule(2, 40), 40), (left_out, None), shrunk=Shrunk.KEEP
    )
    lines[2] = replace(lines[2], not_applicable=True)

    way = way_of(built, lines)

    assert (way.grade, way.missing, way.steps) == (None, 20, ())


def test_an_indicator_that_the_band_asks_for_is_named_before_points():
    asked = (Requirement(Decimal(100), indicator=1),)
    bands = ((90, asked), (70, ()), (0, ()))

    way = way_of(*sheet_of((rule(1, 5), 4), (rule(2, 95), 91), bands=bands))

    assert way.missing == 0
    assert steps_of(way) == [(1, Decimal(5))]


def test_without_a_total_every_criterion_has_its_own_need():
    way = way_of(
        *sheet_of(
            (rule(1, 50), 40),
            (rule(2, 50, criterion=2), 50),
            grading=Grading.CRITERIA,
        )
    )

    assert (way.grade, way.missing) == (1, 0)
    assert steps_of(way) == [(1, Decimal(45))]


def test_a_penalty_is_to_be_lowered_and_a_bonus_is_the_last_resort():
    penalty = rule(2, 10, effect=Effect.PENALTY)
    bonus = rule(3, 10, effect=Effect.BONUS)

    way = way_of(*sheet_of((rule(1, 100), 92), (penalty, 4), (bonus, 0)))

    assert way.missing == 2
    assert steps_of(way) == [(1, Decimal(94))]

    way = way_of(*sheet_of((rule(1, 100), 100), (penalty, 10), (bonus, None)))

    assert way is None  # at the top already

    way = way_of(*sheet_of((rule(1, 100), 95), (penalty, 10), (bonus, 0)))

    assert steps_of(way) == [(2, Decimal(5))]


def test_a_sheet_without_a_result_and_one_at_the_top_need_no_way():
    assert way_of(*sheet_of((rule(1, 100), None))) is None
    assert way_of(*sheet_of((rule(1, 100), 95))) is None
