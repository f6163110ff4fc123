"""Horizontal bars with their figures at the end: parts of a whole, rows to compare.

    bars(
        [
            Bar("1. Sinh hoạt chi bộ tốt", Decimal(88), "88%", marks=(
                Mark(MarkKind.BEFORE, Decimal(84), "tháng trước 84%"),
                Mark(MarkKind.AVERAGE, Decimal("81.5"), "từ đầu năm 81,5%"),
            )),
        ],
        most=Decimal(100),
    )
    legend("tháng này", {MarkKind.BEFORE: "tháng trước"})

Labels are HTML and wrap like any text; a label may be a link (a SafeString). Marks are
told apart by their shape; their texts are read out. The drawing itself is decoration: put
a table with all figures behind it. Style: `.bars` in charts.css; widths are attributes in
percent, so that the bars fit any place and print without being drawn again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.charts.drawing import joined, short

WHOLE = Decimal(100)


class MarkKind(StrEnum):
    """What a mark on a bar stands for; each has a shape of its own."""

    BEFORE = "before"  # a stroke across the bar
    AVERAGE = "average"  # a diamond on the bar


SHAPES = {  # around the middle of the bar
    MarkKind.BEFORE: "M0 -10V10",
    MarkKind.AVERAGE: "M0 -5L5 0L0 5L-5 0Z",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Another value on the same scale. `text` says in full what it is: "tháng trước 84%"."""

    kind: MarkKind
    value: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` is None where there is nothing to draw; `text` stands at the end either way."""

    label: str | SafeString
    value: Decimal | None
    text: str
    marks: tuple[Mark, ...] = ()
    tone: str = ""


def bars(rows: Sequence[Bar], *, most: Decimal = WHOLE) -> SafeString:
    """A list of bars; `most` is what a full bar stands for."""
    return format_html(
        '<ul class="bars">{}</ul>', joined(_row(row, most) for row in rows)
    )


def _row(row: Bar, most: Decimal) -> SafeString:
    return format_html(
        '<li><span class="bars-label">{}</span>{}'
        '<span class="bars-figure num">{}{}</span></li>',
        row.label,
        bar(row.value, most=most, marks=row.marks, tone=row.tone),
        row.text,
        format_html_join(
            "",
            '<span class="visually-hidden">, {}</span>',
            ((mark.text,) for mark in row.marks),
        ),
    )


def bar(
    value: Decimal | None,
    *,
    most: Decimal = WHOLE,
    marks: Sequence[Mark] = (),
    tone: str = "",
) -> SafeString:
    """One bar alone, for a column of a table that has the figure beside it."""
    return format_html(
        '<svg class="bars-bar{}" aria-hidden="true" focusable="false">'
        '<rect class="bars-track" width="100%" height="100%"/>{}{}</svg>',
        f" tone-{tone}" if tone else "",
        _filled(value, most),
        joined(_mark(mark.kind, _share(mark.value, most)) for mark in marks),
    )


def _filled(value, most):
    if value is None:
        return ""
    return format_html(
        '<rect class="bars-value" width="{}%" height="100%"/>', _share(value, most)
    )


def _mark(kind, share):
    # An inner picture: its place is in percent of the bar, its shape in pixels.
    return format_html(
        '<svg class="bars-mark" x="{}%" y="50%"><path class="bars-{}" d="{}"/></svg>',
        share,
        kind,
        SHAPES[kind],
    )


def _share(value, most):
    """In percent of the bar; what lies beyond its ends stands at the end."""
    return short(min(max(value * WHOLE / most, Decimal(0)), WHOLE))


def legend(value: str, marks: Mapping[MarkKind, str]) -> SafeString:
    """What the bar and its marks are, each with its shape."""
    shown = [
        format_html(
            '<svg class="bars-key" aria-hidden="true" focusable="false">'
            '<rect class="bars-value" y="25%" width="100%" height="50%"/></svg>{}',
            value,
        ),
        *(
            format_html(
                '<svg class="bars-key" aria-hidden="true" focusable="false">{}</svg>{}',
                _mark(kind, WHOLE / 2),
                words,
            )
            for kind, words in marks.items()
        ),
    ]
    return format_html(
        '<p class="bars-legend small">{}</p>',
        format_html_join("", "<span>{}</span>", ((entry,) for entry in shown)),
    )
