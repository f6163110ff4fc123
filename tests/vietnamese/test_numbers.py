from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.numbers import (
    at_most,
    format_decimal,
    format_percent,
    format_signed,
    parse_decimal,
)

points = st.decimals("-999.99", "999.99", places=2)
figures = st.decimals("-99999999.99", "99999999.99", places=2)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("92,5", "92.5"),
        ("92.5", "92.5"),
        (" 5 ", "5"),
        ("0", "0"),
        ("007", "7"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("-1,5", "-1.5"),
        ("−1,5", "-1.5"),
        ("+1,5", "1.5"),
        ("1234,5", "1234.5"),
        ("\u00a010\n", "10"),
    ],
)
def test_points_are_read_with_comma_or_dot(typed, value):
    assert parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "9a",
        "1e5",
        "1E5",
        "NaN",
        "Infinity",
        "5,",
        ",5",
        "9 2",
        "92%",
        "--1",
        "1_0",
        "5²",
        "５",
        "٥",
        "½",
        "O",
    ],
)
def test_what_is_not_a_number_is_refused_with_the_words_typed(typed):
    with pytest.raises(ValueError, match="không phải là số") as refusal:
        parse_decimal(typed)

    assert str(refusal.value) == f"“{typed}” không phải là số. Hãy nhập số, ví dụ 92,5."


@pytest.mark.parametrize("typed", ["", " ", "\n"])
def test_nothing_is_not_zero(typed):
    with pytest.raises(ValueError, match="^Hãy nhập một số"):
        parse_decimal(typed)


@pytest.mark.parametrize(
    "typed", ["1.234,5", "1,234.5", "1.234.567", "9,,5", "12.345,5"]
)
def test_two_separators_are_refused(typed):
    with pytest.raises(ValueError, match="nhiều dấu phẩy hoặc dấu chấm"):
        parse_decimal(typed)


def test_a_grouped_thousand_is_asked_back_instead_of_guessed():
    with pytest.raises(ValueError, match="Không rõ “1.234” là 1234 hay 1,234"):
        parse_decimal("1.234")


def test_an_endless_number_is_refused():
    with pytest.raises(ValueError, match="Số quá dài"):
        parse_decimal("9" * 5000)


@given(st.text(max_size=8))
def test_any_text_is_a_finite_number_or_refused(text):
    with suppress(ValueError):
        assert parse_decimal(text).is_finite()


@given(points)
def test_printed_points_can_be_typed_again(value):
    assert parse_decimal(format_decimal(value)) == value
    assert parse_decimal(format_decimal(value, 2)) == value
    assert parse_decimal(format_signed(value)) == value


@given(figures)
def test_ungrouped_figures_can_be_typed_again(value):
    assert parse_decimal(format_decimal(value, grouped=False)) == value


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("92.50", "92,5"),
        ("100", "100"),
        ("100.00", "100"),
        ("1E+3", "1.000"),
        ("999.9", "999,9"),
        ("1234.5", "1.234,5"),
        ("1234567", "1.234.567"),
        ("-1234.5", "−1.234,5"),
        ("-0.00", "0"),
        ("0.05", "0,05"),
    ],
)
def test_numbers_are_printed_the_vietnamese_way(value, printed):
    assert format_decimal(Decimal(value)) == printed


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        ("92.5", 2, "92,50"),
        ("89.95", 1, "90,0"),
        ("0.125", 2, "0,13"),
        ("-0.04", 1, "0,0"),
        ("2.5", 0, "3"),
        ("999.96", 1, "1.000,0"),
    ],
)
def test_places_are_kept_and_halves_go_up(value, places, printed):
    assert format_decimal(Decimal(value), places) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [("1.5", "+1,5"), ("-0.5", "−0,5"), ("0", "0"), ("0.00", "0"), ("1000", "+1.000")],
)
def test_a_change_shows_its_sign(value, printed):
    assert format_signed(Decimal(value)) == printed


def test_a_change_too_small_to_see_has_no_sign():
    assert format_signed(Decimal("0.04"), 1) == "0,0"
    assert format_signed(Decimal("-0.04"), 1) == "0,0"


def test_a_percentage_stands_close_to_its_sign():
    assert format_percent(Decimal("92.50")) == "92,5%"
    assert format_percent(Decimal("66.666"), 1) == "66,7%"


def test_an_average_is_cut_to_a_few_places():
    assert at_most(2, Decimal(2) / Decimal(3)) == Decimal("0.67")
