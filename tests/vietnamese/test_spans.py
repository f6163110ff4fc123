from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.converters import SpanConverter
from vietnamese.spans import (
    MOST_MONTHS,
    Span,
    month_after,
    parse_span,
    span_of_month,
    span_of_year,
    spans_with,
)

months = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(
    lambda day: day.replace(day=1)
)
spans = st.builds(
    lambda first, number: Span(first, month_after(first, number)),
    months,
    st.integers(0, MOST_MONTHS - 1),
)


@pytest.mark.parametrize(
    ("slug", "first", "last", "label"),
    [
        ("2022-12", (2022, 12), (2022, 12), "Tháng 12/2022"),
        ("2022-q1", (2022, 1), (2022, 3), "Quý I năm 2022"),
        ("2022-q4", (2022, 10), (2022, 12), "Quý IV năm 2022"),
        ("2022-6t1", (2022, 1), (2022, 6), "6 tháng đầu năm 2022"),
        ("2022-6t2", (2022, 7), (2022, 12), "6 tháng cuối năm 2022"),
        ("2022", (2022, 1), (2022, 12), "Năm 2022"),
        (
            "2022-11_2023-02",
            (2022, 11),
            (2023, 2),
            "Từ tháng 11/2022 đến tháng 02/2023",
        ),
    ],
)
def test_an_address_names_a_stretch_of_months(slug, first, last, label):
    span = parse_span(slug)

    assert (span.first, span.last) == (date(*first, 1), date(*last, 1))
    assert (span.slug, span.label) == (slug, label)


def test_inside_a_sentence_a_range_is_a_time_and_the_others_go_by_their_name():
    words = [parse_span(slug).words for slug in ("2022-12", "2022", "2022-11_2023-02")]

    assert words == [
        "tháng 12/2022",
        "năm 2022",
        "thời gian từ tháng 11/2022 đến tháng 02/2023",
    ]


@given(spans)
def test_every_stretch_is_read_back_from_its_address(span):
    assert parse_span(span.slug) == span
    assert SpanConverter().to_python(SpanConverter().to_url(span)) == span


@given(spans)
def test_the_stretch_before_ends_where_it_begins(span):
    assert month_after(span.before.last) == span.first
    assert len(span.before) == len(span) == len(span.months) == len(set(span))
    assert span.year_before.first == span.first.replace(year=span.first.year - 1)


@given(months)
def test_a_month_lies_in_its_quarter_half_year_and_year(month):
    own, quarter, half, year = spans_with(month)

    assert [len(span) for span in (own, quarter, half, year)] == [1, 3, 6, 12]
    assert all(month in span for span in (own, quarter, half, year))
    assert (own, year) == (span_of_month(month), span_of_year(month.year))


@pytest.mark.parametrize(
    "wrong", ["2022-13", "2022-6t3", "0000", "2022-05_2022-04", "2020-01_2025-01", "x"]
)
def test_what_is_no_stretch_of_months_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        parse_span(wrong)
