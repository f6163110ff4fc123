from datetime import date

import pytest
from django.urls import NoReverseMatch, Resolver404, path, register_converter
from django.urls.resolvers import RegexPattern, URLResolver
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.converters import MonthConverter
from vietnamese.months import (
    format_month,
    format_month_words,
    month_before,
    month_slug,
    parse_month,
)

months = st.dates().map(lambda day: day.replace(day=1))


@pytest.mark.parametrize(
    "typed", ["2022-12", "12/2022", " 12/2022 ", "12-2022", "12.2022"]
)
def test_a_month_is_read_in_the_usual_ways(typed):
    assert parse_month(typed) == date(2022, 12, 1)


def test_a_month_needs_no_leading_zero():
    assert parse_month("7/2023") == date(2023, 7, 1)


@pytest.mark.parametrize(
    "typed", ["", "2022", "12/22", "tháng 12", "1/12/2022", "12/２022"]
)
def test_what_is_not_a_month_is_refused_with_an_example(typed):
    with pytest.raises(ValueError, match="ví dụ 12/2022"):
        parse_month(typed)


@pytest.mark.parametrize("typed", ["13/2022", "2022-00"])
def test_a_month_that_does_not_exist_is_named(typed):
    with pytest.raises(ValueError, match="tháng chỉ từ 1 đến 12"):
        parse_month(typed)


def test_the_year_zero_does_not_exist():
    with pytest.raises(ValueError, match="Năm phải lớn hơn 0"):
        parse_month("12/0000")


@given(months)
def test_a_printed_month_can_be_typed_again(month):
    assert parse_month(format_month(month)) == month
    assert parse_month(month_slug(month)) == month


def test_a_month_in_words_has_no_leading_zero():
    assert format_month_words(date(2023, 7, 1)) == "tháng 7 năm 2023"


@pytest.fixture(scope="module")
def resolver():
    register_converter(MonthConverter, "tested_month")
    pages = [
        path("cham-diem/<tested_month:month>/", lambda request: None, name="month")
    ]
    return URLResolver(RegexPattern(""), pages)


def test_an_address_names_a_month(resolver):
    match = resolver.resolve("cham-diem/2022-12/")

    assert match.kwargs == {"month": date(2022, 12, 1)}


@pytest.mark.parametrize(
    "month", ["2022-13", "2022-00", "0000-01", "2022-1", "12-2022"]
)
def test_an_address_with_a_wrong_month_is_not_found(resolver, month):
    with pytest.raises(Resolver404):
        resolver.resolve(f"cham-diem/{month}/")


@pytest.mark.parametrize("month", [date(2023, 7, 1), "2023-07"])
def test_an_address_is_made_from_a_date_or_its_name(resolver, month):
    assert resolver.reverse("month", month=month) == "cham-diem/2023-07/"


def test_no_address_is_made_from_a_wrong_month(resolver):
    with pytest.raises(NoReverseMatch):
        resolver.reverse("month", month="2023-13")


@pytest.mark.parametrize(
    ("month", "before"),
    [(date(2022, 12, 1), date(2022, 11, 1)), (date(2023, 1, 1), date(2022, 12, 1))],
)
def test_the_month_before_january_is_december_of_the_year_before(month, before):
    assert month_before(month) == before
