"""A value as it is typed, held and written: points, ratio, not applicable or nothing yet.

`static/js/rules.js` reads what is typed in the same way; a test compares the two.
"""

from dataclasses import dataclass
from decimal import Decimal

from criteria.rules import HUNDRED, ZERO, IndicatorRule, Measure, NotApplicable, RatioOf
from scoring.rules import points_from_ratio
from vietnamese.numbers import format_decimal, parse_decimal
from vietnamese.text import fold

NOT_APPLICABLE = "KAD"
NOT_HELD = "Không phát sinh trong tháng"
AMOUNT_LIMIT = Decimal("1e9")
# How yes and no stand in the Excel files that people paste from.
IS_YES = {"x": True, "dat": True, "co": True, "khong dat": False, "khong": False}


@dataclass(frozen=True, slots=True)
class Value:
    """All None and False: not scored yet."""

    points: Decimal | None = None
    actual: Decimal | None = None
    plan: Decimal | None = None
    not_applicable: bool = False
    reason: str = ""

    @property
    def is_empty(self) -> bool:
        return self.points is None and not self.not_applicable


EMPTY = Value()


def read(
    rule: IndicatorRule, text: str, *, members: int = 0, reason: str = ""
) -> Value:
    """What `text` means for the indicator `rule` in a cell of so many members.

    "" is "not scored yet", "KAD" not applicable (with `reason`), a ratio is "18/20" or a
    percentage, yes and no may be "x", "đạt", "không". Raises ValueError with a sentence for the person who typed it.
    """
    text = text.strip()
    if not text:
        return EMPTY
    if fold(text) == fold(NOT_APPLICABLE):
        return _not_applicable(rule, reason.strip())
    if rule.measure == Measure.RATIO:
        return _ratio(rule, text, members)
    if rule.measure == Measure.YES_NO and (word := fold(text)) in IS_YES:
        return Value(points=rule.max_points if IS_YES[word] else ZERO)
    points = parse_decimal(text)
    check_points(rule, points)
    return Value(points=points)


def _not_applicable(rule: IndicatorRule, reason: str) -> Value:
    if rule.not_applicable == NotApplicable.NOT_ALLOWED:
        raise ValueError("Chỉ số này không được chọn “Không áp dụng”.")
    if not reason and rule.is_occasional:
        reason = NOT_HELD
    if not reason:
        raise ValueError("Hãy ghi lý do không áp dụng.")
    if len(reason) > 300:
        raise ValueError("Lý do dài quá 300 ký tự.")
    return Value(not_applicable=True, reason=reason)


def _ratio(rule: IndicatorRule, text: str, members: int) -> Value:
    first, slash, second = text.removesuffix("%").partition("/")
    actual = parse_decimal(first)
    if rule.ratio_of == RatioOf.AMOUNT:
        if slash:
            raise ValueError("Chỉ nhập số thực hiện, không có dấu “/”.")
        plan = None
    else:
        plan = parse_decimal(second) if slash else HUNDRED
        if plan <= 0:
            raise ValueError("Số kế hoạch (sau dấu “/”) phải lớn hơn 0.")
    for number in (actual, plan):
        if number is not None:
            _check_amount(number)
    points = points_from_ratio(rule, actual, plan, members)
    return Value(points=points, actual=actual, plan=plan)


def _check_amount(number: Decimal) -> None:
    if number < 0:
        raise ValueError("Không nhập số âm.")
    if number >= AMOUNT_LIMIT or number.as_tuple().exponent < -2:
        raise ValueError("Số quá lớn hoặc có hơn hai chữ số thập phân.")


def check_points(rule: IndicatorRule, points: Decimal) -> None:
    """Raises ValueError when `points` cannot be given for `rule`."""
    most = format_decimal(rule.max_points)
    if points < 0:
        raise ValueError("Điểm không được âm.")
    if points > rule.max_points:
        raise ValueError(f"Cao hơn điểm tối đa {most}.")
    if rule.measure == Measure.YES_NO and points not in (ZERO, rule.max_points):
        raise ValueError(f"Chỉ nhận {most} (đạt) hoặc 0 (không đạt).")
    if rule.measure == Measure.OPTIONS and points not in rule.options:
        allowed = "; ".join(format_decimal(p) for p in rule.options)
        raise ValueError(f"Chỉ nhận một trong các mức: {allowed}.")
    if rule.measure == Measure.POINTS and points % rule.step:
        raise ValueError(f"Điểm phải theo bước {format_decimal(rule.step)}.")


def written(value: Value) -> str:
    """The text that `read` understands again: "", "KAD", "18/20", "90", "4,5"."""
    if value.not_applicable:
        return NOT_APPLICABLE
    if value.actual is not None:
        actual = format_decimal(value.actual, grouped=False)
        if value.plan is None:
            return actual
        return f"{actual}/{format_decimal(value.plan, grouped=False)}"
    return "" if value.points is None else format_decimal(value.points, grouped=False)
