"""Decimal numbers as they are typed and printed in Vietnam: 92,5."""

import re
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"
LONGEST_INPUT = 20
NUMBER = re.compile(rf"[+\-{MINUS}]?[0-9]+([.,][0-9]+)?")
GROUPED = re.compile(rf"[+\-{MINUS}]?[1-9][0-9]{{0,2}}\.[0-9]{{3}}")


def parse_decimal(text: str) -> Decimal:
    """Read "92,5", "92.5" or " 5 ". Anything else is a ValueError for the clerk.

    Grouped thousands are refused rather than guessed: "1.234" may be meant as
    1234, and a score that is wrong by a factor of 1000 must not pass silently.
    So are digits of other scripts: only 0-9 count.
    """
    typed = text.strip()
    if not typed:
        raise ValueError("Hãy nhập một số, ví dụ 92,5.")
    if len(typed) > LONGEST_INPUT:
        raise ValueError(f"Số quá dài: chỉ được nhập tối đa {LONGEST_INPUT} ký tự.")
    if typed.count(",") + typed.count(".") > 1:
        raise ValueError(
            f"“{typed}” có nhiều dấu phẩy hoặc dấu chấm. "
            "Hãy viết liền phần nguyên và dùng một dấu phẩy thập phân, ví dụ 1234,5."
        )
    if GROUPED.fullmatch(typed):
        raise ValueError(
            f"Không rõ “{typed}” là {typed.replace('.', '')} "
            f"hay {typed.replace('.', ',')}. Hãy viết lại theo một trong hai cách đó."
        )
    if not NUMBER.fullmatch(typed):
        raise ValueError(f"“{typed}” không phải là số. Hãy nhập số, ví dụ 92,5.")
    return Decimal(typed.replace(",", ".").replace(MINUS, "-"))


def format_decimal(
    value: Decimal | int, places: int | None = None, *, grouped: bool = True
) -> str:
    """Print 92.50 as "92,5"; with `places`, rounded to exactly that many.

    From 1000 on, thousands are set apart by dots: "1.234,5". An input field
    needs `grouped=False`, because parse_decimal refuses them.
    """
    number = Decimal(str(value))
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{abs(number):{',' if grouped else ''}f}".partition(".")
    if places is None:
        fraction = fraction.rstrip("0")
    digits = whole.replace(",", ".") + ("," + fraction if fraction else "")
    return MINUS + digits if number < 0 else digits


def format_signed(value: Decimal | int, places: int | None = None) -> str:
    """Print a change: "+1,5", "−0,5", and "0" without a sign."""
    text = format_decimal(value, places)
    is_zero = not text.strip("0,")
    return text if is_zero or text.startswith(MINUS) else "+" + text


def format_percent(value: Decimal | int, places: int | None = None) -> str:
    """Print a percentage that is already out of 100: "92,5%"."""
    return format_decimal(value, places) + "%"


def at_most(places: int, value: Decimal | int) -> Decimal:
    """Round for the eye: averages have endless digits, a page shows a few."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
