"""A row of months as a tiny line in a table's cell or in a sentence.

    sparkline([Decimal(76), None, Decimal(93)], label="Kết quả năm 2022", unit="%")

`values` are in order of time; None is a month without a result and breaks the line. The
picture says its first, last, lowest and highest value to who does not see it; the figures
themselves belong beside it or behind it. Give rows that are to be compared one scale:
`between=(Decimal(50), Decimal(100))`. Style: `.spark` in charts.css.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.charts.drawing import joined, short
from vietnamese.numbers import at_most, format_decimal

WIDTH, HEIGHT = 96, 24
EDGE = 4  # room for the dot of the last value
LEAST_SPAN = Decimal(10)  # else a change of a tenth would look like a mountain


def sparkline(
    values: Sequence[Decimal | None],
    *,
    label: str = "",
    unit: str = "",
    between: tuple[Decimal, Decimal] | None = None,
) -> SafeString:
    """`between`: what the lower and the upper edge stand for; by default the values'."""
    known = [value for value in values if value is not None]
    words = _words(known, unit)
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        HEIGHT,
        f"{label}: {words}" if label else words,
        _drawn(values, between or _range_of(known)) if known else "",
    )


def _words(known: list[Decimal], unit: str) -> str:
    if not known:
        return "chưa có kết quả"
    first, last, least, most = (
        format_decimal(at_most(1, value)) + unit
        for value in (known[0], known[-1], min(known), max(known))
    )
    if len(known) == 1:
        return last
    return f"từ {first} đến {last}, thấp nhất {least}, cao nhất {most}"


def _range_of(known: list[Decimal]) -> tuple[Decimal, Decimal]:
    low, high = min(known), max(known)
    missing = max(LEAST_SPAN - (high - low), Decimal(0)) / 2
    return low - missing, high + missing


def _drawn(values, between):
    places = [
        None if value is None else _place(slot, value, len(values), between)
        for slot, value in enumerate(values)
    ]
    stretches = list(_stretches(places))
    lines = [" ".join(f"{x},{y}" for x, y in stretch) for stretch in stretches]
    alone = [stretch[0] for stretch in stretches if len(stretch) == 1]
    return joined(
        [
            format_html_join(
                "",
                '<polyline class="spark-line" points="{}"/>',
                ((line,) for line in lines if " " in line),
            ),
            format_html_join(
                "", '<circle class="spark-dot" cx="{}" cy="{}" r="1.5"/>', alone
            ),
            format_html(
                '<circle class="spark-last" cx="{}" cy="{}" r="2.5"/>',
                *stretches[-1][-1],
            ),
        ]
    )


def _place(slot, value, slots, between):
    low, high = between
    up = min(max((value - low) / (high - low), Decimal(0)), Decimal(1))
    return _across(slot, slots), short(EDGE + (1 - up) * (HEIGHT - 2 * EDGE))


@lru_cache(maxsize=2048)
def _across(slot, slots):
    share = Decimal(slot) / (slots - 1) if slots > 1 else Decimal(1)
    return short(EDGE + share * (WIDTH - 2 * EDGE))


def _stretches(places):
    """The runs of months that have a result."""
    run = []
    for place in [*places, None]:
        if place is not None:
            run.append(place)
        elif run:
            yield run
            run = []
