import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import NARROW, WIDE, Band, Point, line_chart

BANDS = [
    Band("Xuất sắc", "excellent", Decimal(90)),
    Band("Tốt", "good", Decimal(70)),
    Band("Kém", "poor", Decimal(0)),
]
values = st.none() | st.decimals(0, 120, places=2)


def drawn(series, bands=BANDS, size=WIDE):
    points = [
        Point(month, value, "" if value is None else f"{value}")
        for month, value in enumerate(series, start=1)
    ]
    svg = line_chart(points, bands, title="Các tháng", description="Mô tả", size=size)
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


@given(st.lists(values, min_size=1, max_size=12), st.sampled_from([WIDE, NARROW]))
def test_every_result_is_drawn_inside_the_picture_and_nothing_else(series, size):
    chart = drawn(series, size=size)

    dots = chart.findall("circle")
    assert len(dots) == sum(value is not None for value in series)
    for dot in dots:
        assert size.top <= Decimal(dot.get("cy")) <= size.height - size.bottom
        assert size.left <= Decimal(dot.get("cx")) <= size.width - size.right


@given(st.lists(values, min_size=2, max_size=12))
def test_a_better_month_stands_higher(series):
    results = [value for value in series if value is not None]

    heights = [Decimal(dot.get("cy")) for dot in drawn(series).findall("circle")]

    for (a, at_a), (b, at_b) in zip(
        zip(results, heights, strict=True),
        list(zip(results, heights, strict=True))[1:],
        strict=False,
    ):
        assert (at_a <= at_b) if a > b else (at_a >= at_b)


def test_a_month_without_a_result_breaks_the_line():
    chart = drawn([Decimal(80), Decimal(85), None, Decimal(90), Decimal(95)])

    assert len(chart.findall("polyline")) == 2


def test_the_grades_are_named_beside_their_stripes_from_the_top():
    chart = drawn([Decimal(80)])

    names = [
        text.text for text in chart.iter("text") if "chart-grade" in text.get("class")
    ]
    stripes = [rect.get("class") for rect in chart.findall("rect")]
    assert names == ["Xuất sắc", "Tốt", "Kém"]
    assert stripes == [
        f"chart-band tone-{tone}" for tone in ("excellent", "good", "poor")
    ]


def test_a_hard_failure_is_a_square_so_that_colour_is_not_needed():
    points = [Point(1, Decimal(96), "96", is_failed=True)]

    chart = ElementTree.fromstring(  # noqa: S314 - our own drawing
        line_chart(points, [], title="", description="")
    )

    assert [rect.get("class") for rect in chart.findall("rect")] == ["chart-failed"]
    assert chart.findall("circle") == []


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_drawing_has_a_title_and_a_description_of_its_own(size):
    chart = drawn([Decimal(80)], size=size)

    named = chart.get("aria-labelledby").split()
    assert [chart.find("title").get("id"), chart.find("desc").get("id")] == named
    assert chart.get("role") == "img"


def test_names_that_people_typed_are_escaped_and_nothing_is_styled_inline():
    svg = line_chart(
        [Point(1, Decimal(80), "80")],
        [Band("<script>", "good", Decimal(0))],
        title="A & B",
        description="",
    )

    assert "&lt;script&gt;" in svg
    assert "A &amp; B" in svg
    assert not re.search(r"style=|fill=|onload", svg)
