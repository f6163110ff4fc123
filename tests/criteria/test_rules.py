"""What keeps a framework from being published, told so that an administrator can act."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from criteria.rules import (
    BandRule,
    CriterionRule,
    Effect,
    FrameworkRule,
    IndicatorRule,
    Measure,
    NotApplicable,
    RatioOf,
    Requirement,
    Threshold,
    problems_of,
)
from tests.strategies import frameworks

HALF = IndicatorRule(id=1, criterion=1, code="1.1", max_points=Decimal(50))
OTHER_HALF = replace(HALF, id=2, code="1.2")
BANDS = (
    BandRule(1, Decimal(90), "Tốt"),
    BandRule(2, Decimal(70), "Khá", is_cap=True),
    BandRule(3, Decimal(0), "Kém"),
)
SOUND = FrameworkRule(
    max_total=Decimal(100),
    criteria=(CriterionRule(1, "1", "Sinh hoạt"),),
    indicators=(HALF, OTHER_HALF),
    bands=BANDS,
)


def with_indicator(**changes):
    return replace(SOUND, indicators=(HALF, replace(OTHER_HALF, **changes)))


def with_bands(*bands):
    return replace(SOUND, bands=bands)


@given(frameworks())
def test_a_sound_framework_has_no_problems(framework):
    assert problems_of(framework) == []


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        (49, "Tổng điểm tối đa của các chỉ số là 99, phải bằng 100 (thiếu 1 điểm)."),
        (51, "Tổng điểm tối đa của các chỉ số là 101, phải bằng 100 (thừa 1 điểm)."),
    ],
)
def test_a_sum_that_is_not_the_total_is_named(points, sentence):
    assert problems_of(with_indicator(max_points=Decimal(points))) == [sentence]


@given(frameworks())
def test_bonus_penalty_and_condition_stay_outside_the_sum(framework):
    extra = [
        IndicatorRule(
            id=900 + at,
            criterion=1,
            code=f"9.{at}",
            max_points=Decimal(5),
            effect=effect,
        )
        for at, effect in enumerate((Effect.BONUS, Effect.PENALTY, Effect.CONDITION))
    ]

    assert (
        problems_of(replace(framework, indicators=(*framework.indicators, *extra)))
        == []
    )


OPTIONS = {"measure": Measure.OPTIONS}
RATIO = {"measure": Measure.RATIO}
ROW = Threshold(Decimal(90), Decimal(50))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "1.1"}, "Mã chỉ số 1.1 bị dùng 2 lần."),
        ({"months": 0}, "Chỉ số 1.2: chưa chọn tháng nào."),
        ({"pass_mark": Decimal(51)}, "Chỉ số 1.2: điểm đạt cao hơn điểm tối đa 50."),
        (
            {"is_occasional": True},
            "Chỉ số 1.2: chỉ chấm khi phát sinh thì phải cho phép “không áp dụng”.",
        ),
        (
            {"step": Decimal(4)},
            "Chỉ số 1.2: điểm tối đa 50 không chia hết cho bước 4.",
        ),
        (OPTIONS, "Chỉ số 1.2: chưa có phương án nào."),
        (
            {**OPTIONS, "options": (Decimal(40), Decimal(10))},
            "Chỉ số 1.2: phương án cao nhất là 40 điểm, phải bằng điểm tối đa 50.",
        ),
        (
            {**OPTIONS, "options": (Decimal(50), Decimal(50))},
            "Chỉ số 1.2: có phương án trùng điểm.",
        ),
        (
            {**RATIO, "ratio_of": RatioOf.AMOUNT},
            "Chỉ số 1.2: chấm theo số lượng thì phải có bảng ngưỡng.",
        ),
        (
            {**RATIO, "thresholds": (replace(ROW, points=Decimal(40)),)},
            "Chỉ số 1.2: ngưỡng cao nhất phải được điểm tối đa 50.",
        ),
        (
            {**RATIO, "thresholds": (ROW, replace(ROW, points=Decimal(40)))},
            "Chỉ số 1.2: có hai ngưỡng trùng nhau.",
        ),
    ],
)
def test_an_indicator_that_cannot_be_scored_is_named(changes, sentence):
    assert problems_of(with_indicator(**changes)) == [sentence]


@pytest.mark.parametrize("effect", [Effect.BONUS, Effect.PENALTY])
def test_only_what_must_be_scored_can_be_hard(effect):
    extra = replace(HALF, id=3, code="9", effect=effect, is_hard=True)

    problems = problems_of(replace(SOUND, indicators=(HALF, OTHER_HALF, extra)))

    assert problems == ["Chỉ số 9: điểm thưởng, điểm trừ không thể là tiêu chí cứng."]


@pytest.mark.parametrize(
    ("bands", "sentences"),
    [
        ((), ["Chưa có mức xếp loại nào."]),
        (
            BANDS[:2],
            ["Khoảng từ 0 đến dưới 70 điểm chưa thuộc mức xếp loại nào."],
        ),
        (
            (*BANDS, BandRule(4, Decimal(90), "Xuất sắc")),
            ["Có 2 mức xếp loại cùng bắt đầu từ 90 điểm."],
        ),
        (
            (BandRule(4, Decimal("100.5"), "Xuất sắc"), *BANDS),
            ["Mức “Xuất sắc” bắt đầu từ 100,5 điểm, cao hơn tổng điểm tối đa 100."],
        ),
        (
            (*BANDS[:2], replace(BANDS[2], requirements=(Requirement(Decimal(50)),))),
            ["Mức xếp loại thấp nhất không được kèm điều kiện."],
        ),
    ],
)
def test_bands_with_holes_or_doubles_are_named(bands, sentences):
    assert problems_of(with_bands(*bands)) == sentences


def test_a_hard_indicator_needs_a_band_that_caps():
    framework = with_indicator(is_hard=True)
    uncapped = tuple(replace(band, is_cap=False) for band in BANDS)

    assert problems_of(framework) == []
    assert problems_of(replace(framework, bands=uncapped)) == [
        "Có chỉ số cứng nhưng chưa chọn mức xếp loại cao nhất "
        "khi không đạt tiêu chí cứng."
    ]


def test_empty_headings_and_an_empty_framework_are_named():
    empty = replace(SOUND, criteria=(*SOUND.criteria, CriterionRule(2, "2")))
    nothing = FrameworkRule(
        max_total=Decimal(100), criteria=(), indicators=(), bands=()
    )

    assert problems_of(empty) == ["Tiêu chí 2 chưa có chỉ số nào."]
    assert problems_of(nothing) == [
        "Chưa có tiêu chí nào.",
        "Tổng điểm tối đa của các chỉ số là 0, phải bằng 100 (thiếu 100 điểm).",
        "Chưa có mức xếp loại nào.",
    ]


def test_all_problems_are_told_at_once():
    framework = with_indicator(max_points=Decimal(49), months=0)
    framework = replace(framework, bands=BANDS[:2])

    assert len(problems_of(framework)) == 3


def test_months_are_bits_from_january_on():
    quarterly = replace(HALF, months=0b100100100100, not_applicable=NotApplicable.FULL)

    assert [m for m in range(1, 13) if quarterly.counts_in(m)] == [3, 6, 9, 12]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"options": (Decimal(50), Decimal(0))},
            "Chỉ số 1.2: có phương án nhưng cách chấm không phải là “Chọn phương án”.",
        ),
        (
            {"thresholds": (Threshold(Decimal(80), Decimal(50)),)},
            "Chỉ số 1.2: có bảng ngưỡng nhưng cách chấm không phải là "
            "“Theo tỷ lệ hoặc số lượng”.",
        ),
    ],
)
def test_steps_that_the_measure_would_not_use_are_named(changes, sentence):
    assert problems_of(with_indicator(**changes)) == [sentence]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"year_months": 7, "year_floor": 1},
            "Mức “Khá”: không tháng nào dưới “Tốt” là quá cao.",
        ),
        (
            {"year_floor": 3},
            "Mức “Khá”: chưa ghi số tháng đạt mức này để cả năm đạt.",
        ),
    ],
)
def test_rule_of_the_year_that_nobody_could_explain_is_named(changes, sentence):
    good, fair, poor = BANDS

    assert problems_of(with_bands(good, replace(fair, **changes), poor)) == [sentence]
