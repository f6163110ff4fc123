"""What a clerk types, what is held, and what is printed back."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.rules import IndicatorRule, Measure, NotApplicable, RatioOf, Threshold
from scoring.values import EMPTY, NOT_HELD, Value, read, written
from tests.strategies import typed

POINTS = IndicatorRule(id=1, criterion=1, max_points=Decimal(10))
YES_NO = replace(POINTS, measure=Measure.YES_NO)
OPTIONS = replace(
    POINTS,
    max_points=Decimal(4),
    measure=Measure.OPTIONS,
    options=(Decimal(4), Decimal("2.5"), Decimal(1)),
)
RATIO = replace(POINTS, measure=Measure.RATIO)
MINUTES = replace(
    RATIO,
    ratio_of=RatioOf.AMOUNT,
    thresholds=(
        Threshold(Decimal(90), Decimal(10)),
        Threshold(Decimal(75), Decimal(5)),
    ),
)
OPTIONAL = replace(POINTS, not_applicable=NotApplicable.EXCLUDE)
OCCASIONAL = replace(OPTIONAL, is_occasional=True)


@pytest.mark.parametrize(
    ("rule", "text", "value"),
    [
        (POINTS, "", EMPTY),
        (POINTS, "   ", EMPTY),
        (POINTS, "0", Value(Decimal(0))),
        (POINTS, " 9,5 ", Value(Decimal("9.5"))),
        (POINTS, "9.5", Value(Decimal("9.5"))),
        (POINTS, "10,00", Value(Decimal(10))),
        (YES_NO, "10", Value(Decimal(10))),
        (YES_NO, "0", Value(Decimal(0))),
        (YES_NO, "x", Value(Decimal(10))),
        (YES_NO, " Đạt ", Value(Decimal(10))),
        (YES_NO, "Không  đạt", Value(Decimal(0))),
        (OPTIONS, "2,5", Value(Decimal("2.5"))),
        (RATIO, "18/18", Value(Decimal(10), Decimal(18), Decimal(18))),
        (RATIO, "5/3", Value(Decimal(10), Decimal(5), Decimal(3))),
        (RATIO, "1/3", Value(Decimal("3.33"), Decimal(1), Decimal(3))),
        (RATIO, "2/3", Value(Decimal("6.67"), Decimal(2), Decimal(3))),
        (RATIO, "0/3", Value(Decimal(0), Decimal(0), Decimal(3))),
        (RATIO, "92,5", Value(Decimal("9.25"), Decimal("92.5"), Decimal(100))),
        (RATIO, "92,5 %", Value(Decimal("9.25"), Decimal("92.5"), Decimal(100))),
        (MINUTES, "89,99", Value(Decimal(5), Decimal("89.99"))),
        (MINUTES, "90", Value(Decimal(10), Decimal(90))),
        (MINUTES, "10", Value(Decimal(0), Decimal(10))),
        (OCCASIONAL, "KAD", Value(not_applicable=True, reason=NOT_HELD)),
    ],
)
def test_a_typed_text_is_read(rule, text, value):
    assert read(rule, text) == value


@pytest.mark.parametrize("text", ["KAD", "kad", " Kađ "])
def test_not_applicable_is_typed_in_any_spelling_with_a_reason(text):
    value = read(OPTIONAL, text, reason=" Chỉ có bí thư ")

    assert value == Value(not_applicable=True, reason="Chỉ có bí thư")


@pytest.mark.parametrize(
    ("rule", "text", "message"),
    [
        (POINTS, "10,5", "Cao hơn điểm tối đa 10."),
        (POINTS, "-0,5", "Điểm không được âm."),
        (POINTS, "9,3", "Điểm phải theo bước 0,5."),
        (POINTS, "9,501", "Điểm phải theo bước 0,5."),
        (POINTS, "chín", "“chín” không phải là số. Hãy nhập số, ví dụ 92,5."),
        (POINTS, "KAD", "Chỉ số này không được chọn “Không áp dụng”."),
        (POINTS, "đạt", "“đạt” không phải là số. Hãy nhập số, ví dụ 92,5."),
        (YES_NO, "5", "Chỉ nhận 10 (đạt) hoặc 0 (không đạt)."),
        (OPTIONS, "0", "Chỉ nhận một trong các mức: 4; 2,5; 1."),
        (RATIO, "5/0", "Số kế hoạch (sau dấu “/”) phải lớn hơn 0."),
        (RATIO, "5/", "Hãy nhập một số, ví dụ 92,5."),
        (RATIO, "-5/3", "Không nhập số âm."),
        (RATIO, "1,001/3", "Số quá lớn hoặc có hơn hai chữ số thập phân."),
        (RATIO, "1000000000/3", "Số quá lớn hoặc có hơn hai chữ số thập phân."),
        (MINUTES, "90/120", "Chỉ nhập số thực hiện, không có dấu “/”."),
        (OPTIONAL, "KAD", "Hãy ghi lý do không áp dụng."),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(rule, text, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        read(rule, text)


def test_a_reason_fits_its_column():
    assert read(OPTIONAL, "KAD", reason="a" * 300).reason == "a" * 300
    with pytest.raises(ValueError, match=r"^Lý do dài quá 300 ký tự\.$"):
        read(OPTIONAL, "KAD", reason="a" * 301)


@given(typed())
def test_what_is_printed_back_is_read_as_the_same_value(case):
    rule, text, members, reason = case
    try:
        value = read(rule, text, members=members, reason=reason)
    except ValueError:
        return  # refused: see the parity test for the messages

    again = read(rule, written(value), members=members, reason=value.reason)

    assert again == value


@given(typed())
def test_what_is_read_fits_the_columns_of_a_score(case):
    rule, text, members, reason = case
    try:
        value = read(rule, text, members=members, reason=reason)
    except ValueError:
        return

    assert value.points is None or 0 <= value.points <= rule.max_points
    for number in (value.points, value.actual, value.plan):
        assert number is None or number == number.quantize(Decimal("0.01"))
    assert not value.not_applicable or (value.points is None and value.reason)


@given(st.integers(0, 4000))
def test_points_of_any_size_are_printed_without_grouping(halves):
    rule = replace(POINTS, max_points=Decimal(2000))
    value = Value(Decimal(halves) / 2)

    assert read(rule, written(value)) == value
