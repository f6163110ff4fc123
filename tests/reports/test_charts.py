import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils.html import format_html
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.bars import Bar, Mark, MarkKind, bars, legend
from reports.charts.line import NARROW, WIDE, Band, Point, line_chart
from reports.charts.spark import HEIGHT, WIDTH, sparkline

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


def parsed(markup):
    return ElementTree.fromstring(markup)  # noqa: S314 - our own drawing


@given(st.lists(values, max_size=12))
def test_a_sparkline_draws_every_result_inside_its_frame(series):
    spark = parsed(sparkline(series))

    drawn = [
        point
        for line in spark.findall("polyline")
        for point in line.get("points").split()
    ]
    alone = spark.findall("circle[@class='spark-dot']")
    assert len(drawn) + len(alone) == sum(value is not None for value in series)
    for x, y in (point.split(",") for point in drawn):
        assert 0 <= Decimal(x) <= WIDTH
        assert 0 <= Decimal(y) <= HEIGHT


@given(st.lists(values, min_size=1, max_size=12))
def test_a_sparkline_ends_with_a_dot_at_the_last_result(series):
    known = [value for value in series if value is not None]

    last = parsed(sparkline(series)).findall("circle[@class='spark-last']")

    assert len(last) == bool(known)


@pytest.mark.parametrize(
    ("series", "words"),
    [
        ([76, None, "93.25", 60], "từ 76% đến 60%, thấp nhất 60%, cao nhất 93,3%"),
        ([None, 76], "76%"),
        ([None, None], "chưa có kết quả"),
        ([], "chưa có kết quả"),
    ],
)
def test_a_sparkline_tells_its_course_to_who_cannot_see_it(series, words):
    numbers = [None if value is None else Decimal(value) for value in series]

    spark = parsed(sparkline(numbers, label="Kết quả năm 2022", unit="%"))

    assert (spark.get("role"), spark.get("aria-label")) == (
        "img",
        f"Kết quả năm 2022: {words}",
    )


def test_a_change_of_a_tenth_is_no_mountain_in_a_sparkline():
    (line,) = parsed(sparkline([Decimal(90), Decimal("90.1")])).findall("polyline")

    (_, first), (_, last) = (point.split(",") for point in line.get("points").split())
    assert abs(Decimal(first) - Decimal(last)) < 1


def test_sparklines_of_one_scale_can_be_compared():
    scale = (Decimal(50), Decimal(100))

    low, high = (
        parsed(sparkline([Decimal(number)] * 2, between=scale)).find("circle").get("cy")
        for number in (60, 90)
    )

    assert Decimal(low) > Decimal(high)


@given(st.lists(st.none() | st.decimals(0, 120, places=2), min_size=1, max_size=8))
def test_a_bar_is_as_long_as_its_share_and_its_figure_stands_at_the_end(shares):
    rows = [Bar(f"Tiêu chí {n}", share, f"{share}%") for n, share in enumerate(shares)]

    items = parsed(bars(rows)).findall("li")

    assert [item.findall("span")[-1].text for item in items] == [r.text for r in rows]
    for item, share in zip(items, shares, strict=True):
        widths = [
            Decimal(rect.get("width").rstrip("%"))
            for rect in item.findall("svg/rect[@class='bars-value']")
        ]
        assert widths == (
            [] if share is None else [min(share, Decimal(100)).quantize(Decimal("0.1"))]
        )


def test_marks_of_a_bar_differ_in_shape_and_are_read_out():
    marks = (
        Mark(MarkKind.BEFORE, Decimal(4), "tháng trước 4"),
        Mark(MarkKind.AVERAGE, Decimal(3), "trung bình 3"),
    )

    (item,) = parsed(bars([Bar("A", Decimal(5), "5/8", marks)], most=Decimal(8)))

    drawn = item.findall("svg/svg")
    assert [mark.get("x") for mark in drawn] == ["50.0%", "37.5%"]
    assert len({mark.find("path").get("d") for mark in drawn}) == 2
    assert "".join(item.itertext()) == "A5/8, tháng trước 4, trung bình 3"


def test_the_legend_shows_each_mark_that_is_used():
    shown = parsed(legend("tháng này", {MarkKind.BEFORE: "tháng trước"}))

    assert "".join(shown.itertext()) == "tháng nàytháng trước"
    assert [path.get("class") for path in shown.iter("path")] == ["bars-before"]


def test_labels_of_bars_are_escaped_unless_they_are_markup_of_ours():
    links = [format_html('<a href="/chi-bo/1/">{}</a>', "A & B"), "<b>"]

    shown = parsed(bars([Bar(label, Decimal(1), "1") for label in links]))

    assert ["".join(item.find("span").itertext()) for item in shown] == ["A & B", "<b>"]
    assert len(list(shown.iter("a"))) == 1
