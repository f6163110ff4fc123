"""Months as a line over the stripes of the grades.

    line_chart(points, bands, title="...", description="...", size=WIDE)

The same numbers are drawn once for each size that a page shows (css chooses), because the
letters keep their size. Shapes carry classes only: colours and dark mode are charts.css's.
Put a table with the figures behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.charts.drawing import joined, picture, short

TOP = Decimal(100)
USUAL_FLOOR = Decimal(50)
STEP = 10


@dataclass(frozen=True, slots=True)
class Point:
    """A month: `value` in percent, or None where there is no result to draw.

    `has_other_framework`: from this month on the points were given by another one.
    """

    month: int
    value: Decimal | None
    text: str
    is_chosen: bool = False
    is_failed: bool = False
    has_other_framework: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A grade from `begins` (percent) up to the next one."""

    name: str
    tone: str
    begins: Decimal


@dataclass(frozen=True, slots=True)
class Size:
    """Of the drawing, in its own units; texts keep their size in each of them."""

    name: str
    width: int
    height: int
    left: int
    right: int
    letter: int
    line: int
    top: int = 24
    bottom: int = 34


WIDE = Size("rong", 960, 340, left=46, right=150, letter=8, line=18)
NARROW = Size("hep", 340, 300, left=30, right=76, letter=7, line=14)
PAPER = Size("giay", 420, 200, left=28, right=72, letter=6, line=13, top=26, bottom=24)


@dataclass(frozen=True, slots=True)
class Scale:
    size: Size
    slots: int
    low: Decimal
    high: Decimal

    def x(self, slot: int) -> Decimal:
        inner = self.size.width - self.size.left - self.size.right
        return short(
            self.size.left + Decimal(inner) * (2 * slot + 1) / (2 * self.slots)
        )

    def y(self, value: Decimal) -> Decimal:
        inner = self.size.height - self.size.top - self.size.bottom
        share = (value - self.low) / (self.high - self.low)
        return short(self.size.top + inner * (1 - share))


def line_chart(
    points: Sequence[Point],
    bands: Sequence[Band],
    *,
    title: str,
    description: str,
    size: Size = WIDE,
) -> SafeString:
    """A line over the months with the grades as stripes behind it.

    The axis begins at 50 or lower, in tens, so that the stripes in use are wide enough.
    """
    values = [point.value for point in points if point.value is not None]
    scale = Scale(
        size,
        slots=max(len(points), 1),
        low=min([USUAL_FLOOR, *(tens_below(value) for value in values)]),
        high=max([TOP, *(tens_below(value) + STEP for value in values if value > TOP)]),
    )
    parts = [
        _stripes(scale, bands),
        axis(scale),
        _months(scale, points),
        _changes(scale, points),
        _line(scale, points),
        _marks(scale, points),
    ]
    return picture(
        joined(parts),
        name=size.name,
        width=size.width,
        height=size.height,
        title=title,
        text=description,
    )


def _stripes(scale, bands):
    """Each grade's stripe and its name; a stripe too low for a line of text stays mute."""
    size = scale.size
    right = size.width - size.right
    shapes, ceiling = [], scale.high
    for band in sorted(bands, key=lambda band: band.begins, reverse=True):
        floor = max(band.begins, scale.low)
        if floor >= ceiling:
            continue
        top, bottom = scale.y(ceiling), scale.y(floor)
        shapes.append((band.tone, size.left, top, right - size.left, bottom - top))
        ceiling = floor
    rects = format_html_join(
        "",
        '<rect class="chart-band tone-{}" x="{}" y="{}" width="{}" height="{}"/>',
        shapes,
    )
    return rects + _band_names(scale, bands)


def _band_names(scale, bands):
    """Beside the stripes, broken into lines; a stripe too low says only what fits."""
    size = scale.size
    x = size.width - size.right + 8
    rows, ceiling = [], scale.high
    for band in sorted(bands, key=lambda band: band.begins, reverse=True):
        floor = max(band.begins, scale.low)
        if floor >= ceiling:
            continue
        top, bottom = scale.y(ceiling), scale.y(floor)
        lines = wrap(band.name, size.right // size.letter)
        lines = lines[: max(1, int((bottom - top) // size.line))]
        first = (top + bottom) / 2 + 5 - Decimal(size.line) * (len(lines) - 1) / 2
        rows += [
            (band.tone, x, first + at * size.line, line)
            for at, line in enumerate(lines)
        ]
        ceiling = floor
    return format_html_join(
        "", '<text class="chart-grade tone-{}" x="{}" y="{}">{}</text>', rows
    )


def axis(scale):
    """A rule and a figure for each ten."""
    size = scale.size
    ticks = range(int(scale.low), int(scale.high) + 1, STEP)
    rows = [
        (size.left, size.width - size.right, scale.y(Decimal(tick)), tick)
        for tick in ticks
    ]
    return format_html_join(
        "",
        '<line class="chart-rule" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>',
        rows,
    ) + format_html_join(
        "",
        '<text class="chart-text" text-anchor="end" x="{}" y="{}">{}</text>',
        [(left - 8, y + 5, tick) for left, _, y, tick in rows],
    )


def _months(scale, points):
    y = scale.size.height - 10
    prefix = "" if scale.size is NARROW else "T"  # it has no room for it
    return format_html_join(
        "",
        '<text class="chart-text{}" text-anchor="middle" x="{}" y="{}">{}</text>',
        [
            (
                " is-chosen" if point.is_chosen else "",
                scale.x(slot),
                y,
                f"{prefix}{point.month}",
            )
            for slot, point in enumerate(points)
        ],
    )


def _changes(scale, points):
    """A dashed rule before the first month of another framework."""
    half = (scale.x(1) - scale.x(0)) / 2 if scale.slots > 1 else 0
    size = scale.size
    return format_html_join(
        "",
        '<line class="chart-change" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>',
        [
            (short(scale.x(slot) - half), size.top, size.height - size.bottom)
            for slot, point in enumerate(points)
            if point.has_other_framework
        ],
    )


def _line(scale, points):
    """Months without a result break the line: nothing is drawn that was not scored."""
    stretches, current = [], []
    for slot, point in enumerate(points):
        if point.value is not None:
            current.append(f"{scale.x(slot)},{scale.y(point.value)}")
        elif current:
            stretches.append(current)
            current = []
    stretches.append(current)
    return format_html_join(
        "",
        '<polyline class="chart-line" points="{}"/>',
        [(" ".join(stretch),) for stretch in stretches if len(stretch) > 1],
    )


def _marks(scale, points):
    """A dot for each result, a square where a hard criterion failed; figures above."""
    drawn = [
        (slot, point) for slot, point in enumerate(points) if point.value is not None
    ]
    said = _few(drawn) if scale.size is NARROW else drawn
    figures = format_html_join(
        "",
        '<text class="chart-figure{}" text-anchor="middle" x="{}" y="{}">{}</text>',
        [
            (
                " is-chosen" if point.is_chosen else "",
                scale.x(slot),
                scale.y(point.value) - 12,
                point.text,
            )
            for slot, point in said
        ],
    )
    shapes = [_mark(scale, slot, point) for slot, point in drawn]
    return joined(shapes) + figures


def _mark(scale, slot, point):
    x, y = scale.x(slot), scale.y(point.value)
    half = 6 if point.is_chosen else 4
    look = " is-chosen" if point.is_chosen else ""
    if point.is_failed:
        return format_html(
            '<rect class="chart-failed{}" x="{}" y="{}" width="{}" height="{}"/>',
            look,
            x - half,
            y - half,
            2 * half,
            2 * half,
        )
    return format_html(
        '<circle class="chart-dot{}" cx="{}" cy="{}" r="{}"/>', look, x, y, half
    )


def _few(drawn):
    """On a phone: the first result, the month that is shown, and the last result."""
    ends = {drawn[0][0], drawn[-1][0]} if drawn else set()
    return [(slot, p) for slot, p in drawn if p.is_chosen or slot in ends]


def tens_below(value):
    return value // STEP * STEP
