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


def trend_of(change: Decimal | None, words: str = "") -> Trend | None:
    if change is None:
        return None
    if not change:
        return Trend("same", f"không đổi {words}".strip())
    sign = format_signed(at_most(PLACES, change))
    return Trend("up" if change > 0 else "down", f"{sign} {words}".strip())
