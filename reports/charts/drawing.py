"""What every chart is made of: a named picture, and numbers short enough to read."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

TENTH = Decimal("0.1")


def joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def short(number: Decimal) -> Decimal:
    """A coordinate: a tenth of a unit is finer than any screen."""
    return number.quantize(TENTH)


def picture(
    parts: SafeString, *, name: str, width: int, height: int, title: str, text: str
) -> SafeString:
    """A drawing with its name and, in words, what it shows. `name` is unique on a page."""
    return format_html(
        '<svg class="chart chart-{name}" viewBox="0 0 {width} {height}" role="img" '
        'aria-labelledby="chart-title-{name} chart-desc-{name}">'
        '<title id="chart-title-{name}">{title}</title>'
        '<desc id="chart-desc-{name}">{text}</desc>{parts}</svg>',
        name=name,
        width=width,
        height=height,
        title=title,
        text=text,
        parts=parts,
    )
