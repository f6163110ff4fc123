"""Several lines over the same months, and below them how complete each month is.

    comparison_chart(
        ["T1", "T2"],
        [
            Series(Look.MAIN, "Trung bình", (Decimal("81.2"), Decimal(83))),
            Series(Look.BEFORE, "Cùng kỳ năm trước", (Decimal(78), None)),
        ],
        shares=(Decimal(100), Decimal(92)),
        title="...",
        description="...",
    )
    comparison_legend(series, shares="Đã chấm đủ")

Lines are told apart by stroke and mark, not by colour. Only the main one has its figures in
the picture: put a table with all of them behind it. Style: `.compare-...` in charts.css.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.charts.drawing import joined, picture, short
from reports.charts.line import NARROW as NARROW_LINE
from reports.charts.line import WIDE as WIDE_LINE
from reports.charts.line import Scale, Size, axis, tens_below
from vietnamese.numbers import at_most, format_decimal

STEP = 10
LEAST_SPAN = 20  # else a change of a point would look like a mountain
WHOLE = Decimal(100)
COLUMNS = 64  # the height of the lower part
GAP = 30  # between the two parts, with the lower one's name
FOOT = 26  # the names of the months
MOST_FIGURES = 12
ABOVE, BELOW = -11, 21  # from a mark to the foot of its figure
# Without the names of grades at the right; the height is that of the upper part.
WIDE = replace(WIDE_LINE, right=16, height=270, bottom=8)
NARROW = replace(NARROW_LINE, right=10, height=220, bottom=8)


class Look(StrEnum):
    """What a line is; each has a stroke and a mark of its own."""

    MAIN = "main"
    MIDDLE = "middle"
    BEFORE = "before"


MARKS = {  # around the middle of the mark
    Look.MAIN: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0",
    Look.MIDDLE: "M0 -5L5 0L0 5L-5 0Z",
    Look.BEFORE: "M-4 3.5L0 -4L4 3.5Z",
}


@dataclass(frozen=True, slots=True)
class Series:
    """One value a month in percent, or None where there is no result to draw."""

    look: Look
    name: str
    values: tuple[Decimal | None, ...]


def comparison_chart(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    shares: Sequence[Decimal | None],
    title: str,
    description: str,
    size: Size = WIDE,
) -> SafeString:
    """`labels`, `shares` and the values of each series run over the same months.

    An empty label leaves its month unnamed. `shares` are the columns below the lines.
    """
    scale = _scale(size, len(labels), series)
    height = size.height + GAP + COLUMNS + FOOT
    parts = [
        axis(scale),
        *(_line(scale, one) for one in reversed(series)),
        _figures(scale, series),
        _columns(scale, shares),
        _months(scale, labels, height),
    ]
    return picture(
        joined(parts),
        name=size.name,
        width=size.width,
        height=height,
        title=title,
        text=description,
    )


def _scale(size, slots, series):
    """From the ten below the lowest value to the ten above the highest one."""
    known = [value for one in series for value in one.values if value is not None]
    low = tens_below(min(known, default=WHOLE))
    high = (max(known, default=WHOLE) / STEP).to_integral_value(ROUND_CEILING) * STEP
    low = max(min(low, high - LEAST_SPAN), Decimal(0))
    return Scale(size, slots=max(slots, 1), low=low, high=max(high, low + LEAST_SPAN))


def _line(scale, series):
    places = [
        None if value is None else (scale.x(slot), scale.y(value))
        for slot, value in enumerate(series.values)
    ]
    return format_html(
        '<g class="compare compare-{}">{}{}</g>',
        series.look,
        _strokes(places),
        format_html_join(
            "",
            '<path class="compare-mark" transform="translate({} {})" d="{}"/>',
            ((x, y, MARKS[series.look]) for x, y in filter(None, places)),
        ),
    )


def _strokes(places):
    """Months without a result break the line: nothing is drawn that was not scored."""
    stretches = [[]]
    for place in places:
        if place:
            stretches[-1].append("{},{}".format(*place))
        else:
            stretches.append([])
    return format_html_join(
        "",
        '<polyline class="compare-line" points="{}"/>',
        ((" ".join(one),) for one in stretches if len(one) > 1),
    )


def _figures(scale, series):
    """Of the main line, on the side of each mark where the middle is not.

    Where there is no room, of the first and the last month only.
    """
    values = {one.look: one.values for one in series}
    main, middle = values[Look.MAIN], values.get(Look.MIDDLE, values[Look.MAIN])
    drawn = [(slot, value) for slot, value in enumerate(main) if value is not None]
    if scale.size.name == NARROW.name or scale.slots > MOST_FIGURES:
        drawn = drawn[:1] + drawn[1:][-1:]
    return format_html_join(
        "",
        '<text class="chart-figure" text-anchor="middle" x="{}" y="{}">{}</text>',
        (
            (
                scale.x(slot),
                scale.y(value) + (BELOW if middle[slot] > value else ABOVE),
                format_decimal(at_most(1, value)),
            )
            for slot, value in drawn
        ),
    )


def _columns(scale, shares):
    foot = scale.size.height + GAP + COLUMNS
    width = (
        short((scale.x(1) - scale.x(0)) * Decimal("0.62")) if scale.slots > 1 else 40
    )
    rows = []
    for slot, share in enumerate(shares):
        if share is not None:
            tall = short(share * COLUMNS / WHOLE)
            left = short(scale.x(slot) - width / 2)
            rows.append((left, foot - COLUMNS, width, COLUMNS, left, foot - tall, tall))
    return format_html_join(
        "",
        '<rect class="compare-room" x="{0}" y="{1}" width="{2}" height="{3}"/>'
        '<rect class="compare-share" x="{4}" y="{5}" width="{2}" height="{6}"/>',
        rows,
    ) + _shares(scale, shares, foot - COLUMNS)


def _shares(scale, shares, top):
    """The figures of the columns above them, where there is room for them."""
    if scale.size.name == NARROW.name or scale.slots > MOST_FIGURES:
        return SafeString("")
    return format_html_join(
        "",
        '<text class="chart-text" text-anchor="middle" x="{}" y="{}">{}%</text>',
        (
            (scale.x(slot), top - 6, format_decimal(at_most(0, share)))
            for slot, share in enumerate(shares)
            if share is not None
        ),
    )


def _months(scale, labels, height):
    return format_html_join(
        "",
        '<text class="chart-text" text-anchor="middle" x="{}" y="{}">{}</text>',
        (
            (scale.x(slot), height - 8, label)
            for slot, label in enumerate(labels)
            if label
        ),
    )


def comparison_legend(series: Sequence[Series], *, shares: str) -> SafeString:
    """What each line and the columns are, each with its look."""
    keys = [
        format_html(
            '<svg class="compare-key" aria-hidden="true" focusable="false">'
            '<g class="compare compare-{}"><path class="compare-line" d="M0 10H34"/>'
            '<path class="compare-mark" transform="translate(17 10)" d="{}"/></g></svg>{}',
            one.look,
            MARKS[one.look],
            one.name,
        )
        for one in series
    ]
    keys.append(
        format_html(
            '<svg class="compare-key" aria-hidden="true" focusable="false">'
            '<rect class="compare-room" x="10" y="0" width="14" height="20"/>'
            '<rect class="compare-share" x="10" y="6" width="14" height="14"/></svg>{}',
            shares,
        )
    )
    return format_html(
        '<p class="bars-legend small">{}</p>',
        format_html_join("", "<span>{}</span>", ((key,) for key in keys)),
    )
