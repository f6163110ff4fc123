"""Which way a figure goes, in a word and a sign."""

from dataclasses import dataclass
from decimal import Decimal

from vietnamese.numbers import at_most, format_signed

PLACES = 2


@dataclass(frozen=True, slots=True)
class Trend:
    """`direction` as the trend component names it: up, down, same."""

    direction: str
    text: str


def trend_of(change: Decimal | None, *, unit: str = "", than: str = "") -> Trend | None:
    """ "+1,5 điểm so với tháng trước"; `than` is said of no change as well."""
    if change is None:
        return None
    if not change:
        return Trend("same", f"không đổi {than}".strip())
    words = [format_signed(at_most(PLACES, change)), unit, than]
    direction = "up" if change > 0 else "down"
    return Trend(direction, " ".join(word for word in words if word))
