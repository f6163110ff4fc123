"""What a cell said itself beside what the committee verified. Plain values only."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from scoring.values import Value, written
from vietnamese.numbers import format_decimal, format_signed

FAR = 4  # a difference is a large one from a quarter of the maximum on


class Side(StrEnum):
    """On which side of the verified points a cell's own ones lie."""

    FAR_ABOVE = "cao-hon-nhieu"
    ABOVE = "cao-hon"
    EQUAL = "bang-nhau"
    BELOW = "thap-hon"
    FAR_BELOW = "thap-hon-nhieu"


def side_of(gap: Decimal, most: Decimal) -> Side:
    """`gap`: own points less verified ones, of an indicator with `most` points."""
    if not gap:
        return Side.EQUAL
    is_far = abs(gap) * FAR >= most
    if gap > 0:
        return Side.FAR_ABOVE if is_far else Side.ABOVE
    return Side.FAR_BELOW if is_far else Side.BELOW


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the verified value lies from the cell's own, in words and with its sign."""

    direction: str  # up, down, same or other
    words: str
    text: str = ""


def gap_between(said: Value, verified: Value) -> Gap | None:
    """None while one of the two is missing."""
    if said.is_empty or verified.is_empty:
        return None
    if said.points is None or verified.points is None:
        if said.not_applicable == verified.not_applicable:
            return Gap("same", "khớp tự chấm")
        return Gap("other", "khác tự chấm về việc áp dụng")
    gap = verified.points - said.points
    if not gap:
        return Gap("same", "khớp tự chấm")
    direction, word = ("up", "cao hơn") if gap > 0 else ("down", "thấp hơn")
    words = f"thẩm định {word} tự chấm {format_decimal(abs(gap))} điểm"
    return Gap(direction, words, format_signed(gap))


def in_words(value: Value) -> str:
    """ "5", "18/20 (4,5 điểm)", "không áp dụng", "chưa chấm"."""
    if value.not_applicable:
        return "không áp dụng"
    if value.points is None:
        return "chưa chấm"
    if value.actual is not None:
        return f"{written(value)} ({format_decimal(value.points)} điểm)"
    return format_decimal(value.points)
