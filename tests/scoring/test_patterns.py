"""The rule patterns met in real frameworks: each can be set up, and gives what it should.

R7 (a quota for the best grade) is a warning of the reports and not a rule of one sheet;
R15 (regular and thematic meetings apart) is two programmes: see test_registering.py.
"""

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
    RatioOf,
    Requirement,
    Shrunk,
    Threshold,
    ordinary_sum,
    problems_of,
)
from scoring.rules import Line, evaluate, grade_of_year
from scoring.values import read

TOT, KHA, TRUNG_BINH, KEM = 1, 2, 3, 4
NAMES = {TOT: "Tốt", KHA: "Khá", TRUNG_BINH: "Trung bình", KEM: "Kém"}


def bands(*, cap=None, **requirements):
    """R1's bands; `tot=(...)` gives the band Tốt its requirements."""
    bounds = {TOT: 90, KHA: 70, TRUNG_BINH: 50, KEM: 0}
    return tuple(
        BandRule(
            id=pk,
            name=NAMES[pk],
            from_points=Decimal(bound),
            is_cap=pk == cap,
            requirements=requirements.get({TOT: "tot", KHA: "kha"}.get(pk), ()),
        )
        for pk, bound in bounds.items()
    )


BANDS = bands()


def points(pk, most, criterion=1, **fields):
    return IndicatorRule(
        id=pk, code=str(pk), criterion=criterion, max_points=Decimal(most), **fields
    )


def framework(*indicators, bands=BANDS, **fields):
    criteria = sorted({indicator.criterion for indicator in indicators})
    rule = FrameworkRule(
        max_total=Decimal(0),
        criteria=tuple(CriterionRule(id=pk, code=str(pk)) for pk in criteria),
        indicators=indicators,
        bands=bands,
    )
    total = ordinary_sum(rule)
    return FrameworkRule(
        max_total=total,
        criteria=rule.criteria,
        indicators=indicators,
        bands=bands,
        **fields,
    )


def typed_in(rule, *texts, members=20):
    """The result of a sheet with these texts, indicator by indicator."""
    lines = []
    for indicator, text in zip(rule.indicators, texts, strict=True):
        value = read(indicator, text, members=members, reason="Không có chi ủy")
        lines.append(Line(indicator, value.points, value.not_applicable))
    return evaluate(rule, lines)


PLAIN = framework(points(1, 100))
KNOCK_OUT = framework(
    points(1, 5),
    points(2, 5),
    points(3, 90),
    bands=bands(
        tot=(
            Requirement(Decimal(100), indicator=1),
            Requirement(Decimal(100), indicator=2),
        )
    ),
)
PRODUCT = framework(
    points(1, 80),
    points(2, 20, is_hard=True, pass_mark=Decimal(10)),
    bands=bands(cap=KHA),
)
CONDITIONS = framework(
    points(1, 100),
    points(2, 100, effect=Effect.CONDITION, measure=Measure.RATIO),  # tasks on time
    points(3, 1, effect=Effect.CONDITION, measure=Measure.YES_NO),  # nobody disciplined
    bands=bands(
        tot=(
            Requirement(Decimal(100), indicator=2),
            Requirement(Decimal(100), indicator=3),
        ),
        kha=(Requirement(Decimal(100), indicator=2),),
    ),
)
BY_CRITERION = framework(
    points(1, 40, criterion=1),
    points(2, 60, criterion=2),
    grading=Grading.CRITERIA,
    bands=bands(tot=(Requirement(Decimal(70)), Requirement(Decimal(90), criterion=2))),
)
ATTENDANCE = framework(
    points(1, 96),
    points(
        2,
        4,
        measure=Measure.OPTIONS,
        options=(Decimal(4), Decimal(3), Decimal(2), Decimal(1)),
    ),
)
MINUTES = framework(
    points(1, 95),
    points(
        2,
        5,
        measure=Measure.RATIO,
        ratio_of=RatioOf.AMOUNT,
        thresholds=(
            Threshold(Decimal(90), Decimal(5), 0, 30),
            Threshold(Decimal(75), Decimal(4), 0, 30),
            Threshold(Decimal(120), Decimal(5), 30, None),
            Threshold(Decimal(105), Decimal(4), 30, None),
        ),
    ),
)
COMMITTEE_MEETING = framework(
    points(1, 98), points(2, 2, not_applicable=NotApplicable.FULL)
)
THEMATIC = points(2, 5, not_applicable=NotApplicable.EXCLUDE, is_occasional=True)
RESCALED = framework(points(1, 95), THEMATIC)
KEPT = framework(points(1, 95), THEMATIC, shrunk=Shrunk.KEEP)
WAIVED = framework(
    points(1, 95), THEMATIC, bands=bands(tot=(Requirement(Decimal(100), indicator=2),))
)
ALL_OR_NOTHING = framework(points(1, 90), points(2, 10, measure=Measure.YES_NO))
TARGETS = framework(
    points(1, 70),
    points(
        2,
        30,
        measure=Measure.RATIO,
        thresholds=tuple(
            Threshold(Decimal(percent), Decimal(earned))
            for percent, earned in (
                (90, 30),
                (80, 27),
                (70, 24),
                (60, 20),
                (50, 15),
                (0, 10),
            )
        ),
    ),
)
BONUS_INSIDE = framework(points(1, 99), points(2, 1, measure=Measure.YES_NO))
BONUS_OUTSIDE = framework(
    points(1, 100),
    points(2, 5, effect=Effect.BONUS),
    points(3, 10, effect=Effect.PENALTY),
)

TABLE = [
    # rule, framework, typed, members, total, maximum, grade
    ("R1 from the bound on", PLAIN, ["90"], 20, "90", "100", TOT),
    ("R1 half-open", PLAIN, ["89,5"], 20, "89.5", "100", KHA),
    ("R1 lower bound", PLAIN, ["70"], 20, "70", "100", KHA),
    ("R1 below all", PLAIN, ["0"], 20, "0", "100", KEM),
    ("R2 named at maximum", KNOCK_OUT, ["5", "5", "80"], 20, "90", "100", TOT),
    ("R2 one short", KNOCK_OUT, ["5", "4,5", "90"], 20, "99.5", "100", KHA),
    ("R3 no product", PRODUCT, ["80", "9,5"], 20, "89.5", "100", KHA),
    ("R3 capped", PRODUCT, ["80", "0"], 20, "80", "100", KHA),
    ("R3 pass mark", PRODUCT, ["80", "10"], 20, "90", "100", TOT),
    ("R4 all conditions", CONDITIONS, ["90", "8/8", "1"], 20, "90", "100", TOT),
    ("R4 disciplined", CONDITIONS, ["95", "8/8", "0"], 20, "95", "100", KHA),
    ("R4 late", CONDITIONS, ["95", "7/8", "1"], 20, "95", "100", TRUNG_BINH),
    ("R6 named one excellent", BY_CRITERION, ["28", "54"], 20, "82", "100", TOT),
    (
        "R6 high total, weak one",
        BY_CRITERION,
        ["27,5", "60"],
        20,
        "87.5",
        "100",
        TRUNG_BINH,
    ),
    ("R6 without the named", BY_CRITERION, ["40", "53,5"], 20, "93.5", "100", KHA),
    ("R8 lowest step above zero", ATTENDANCE, ["96", "1"], 20, "97", "100", TOT),
    ("R9 small cell", MINUTES, ["95", "90"], 29, "100", "100", TOT),
    ("R9 big cell, same minutes", MINUTES, ["95", "90"], 30, "95", "100", TOT),
    ("R9 big cell", MINUTES, ["95", "119"], 30, "99", "100", TOT),
    ("R10 N/A is full", COMMITTEE_MEETING, ["88", "KAD"], 20, "90", "100", TOT),
    ("R11 rescaled", RESCALED, ["85,5", "KAD"], 20, "85.5", "95", TOT),
    ("R11 rescaled, just below", RESCALED, ["85", "KAD"], 20, "85", "95", KHA),
    ("R11 kept", KEPT, ["85,5", "KAD"], 20, "85.5", "95", KHA),
    ("R11 its condition is waived", WAIVED, ["95", "KAD"], 20, "95", "95", TOT),
    ("R11 its condition is not met", WAIVED, ["95", "4"], 20, "99", "100", KHA),
    ("R12 bonus inside", BONUS_INSIDE, ["89", "1"], 20, "90", "100", TOT),
    ("R12 outside, capped below", BONUS_OUTSIDE, ["4", "", "10"], 20, "0", "100", KEM),
    ("R12 outside", BONUS_OUTSIDE, ["86", "5", "1"], 20, "90", "100", TOT),
    ("R14 all or nothing", ALL_OR_NOTHING, ["90", "0"], 20, "90", "100", TOT),
    ("R16 targets", TARGETS, ["70", "4/5"], 20, "97", "100", TOT),
    ("R16 more than planned", TARGETS, ["70", "5/3"], 20, "100", "100", TOT),
    ("R16 lowest step", TARGETS, ["70", "0/5"], 20, "80", "100", KHA),
]


@pytest.mark.parametrize(
    ("rule", "texts", "members", "total", "maximum", "grade"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_a_rule_of_the_field_gives_its_result(
    rule, texts, members, total, maximum, grade
):
    result = typed_in(rule, *texts, members=members)

    assert problems_of(rule) == []
    assert (result.total, result.maximum) == (Decimal(total), Decimal(maximum))
    assert NAMES[result.grade] == NAMES[grade]


R5 = (
    BandRule(TOT, Decimal(90), "Tốt", year_months=7, year_floor=KHA),
    BandRule(KHA, Decimal(70), "Khá", year_months=1, year_floor=TRUNG_BINH),
    BandRule(
        TRUNG_BINH, Decimal(50), "Trung bình", year_months=1, year_floor=TRUNG_BINH
    ),
    BandRule(KEM, Decimal(0), "Kém"),
)


@pytest.mark.parametrize(
    ("grades", "year"),
    [
        ([TOT] * 7 + [KHA] * 5, TOT),
        ([TOT] * 6 + [KHA] * 6, KHA),
        ([TOT] * 11 + [TRUNG_BINH], KHA),
        ([TOT] * 11 + [KEM], KEM),
        ([TRUNG_BINH] * 12, TRUNG_BINH),
        ([TOT] * 7 + [None] * 5, TOT),
        ([None] * 12, None),
        ([], None),
    ],
)
def test_r5_the_year_follows_from_the_months(grades, year):
    assert grade_of_year(R5, grades) == year
    assert grade_of_year(R5[::-1], grades[::-1]) == year


def test_r5_without_a_rule_there_is_no_grade_of_the_year():
    assert grade_of_year(bands(), [TOT] * 12) is None


def test_r13_every_deduction_needs_an_explanation():
    rule = framework(
        points(1, 40), points(2, 40), points(3, 20), explain_deductions=True
    )
    first, second, third = rule.indicators
    lines = [
        Line(first, Decimal(39), has_note=True),
        Line(second, Decimal("39.5")),
        Line(third),
    ]

    assert evaluate(rule, lines).unexplained == (second.id,)
