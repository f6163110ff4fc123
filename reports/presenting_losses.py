"""The page of lost points in words and rows: what its figures are printed as."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from reports.asking import USUAL_SORT
from reports.charts.bars import bar
from reports.frameworks import FrameworkInUse
from reports.heat_maps import Place, loss_list
from reports.losses import Losses, LossRow
from vietnamese.numbers import at_most, format_decimal, format_percent

CRITERION, INDICATOR = "tieu-chi", "chi-so"
USUAL = "-mat"
SORTS: dict[str, Callable[[LossRow], object]] = {
    "mat": lambda row: row.lost.points,
    "ty-le": lambda row: row.lost.percent,
    "phieu": lambda row: row.lost.losing,
    "thu-tu": lambda row: [_number(part) for part in row.code.split(".")],
}
WORDS = {CRITERION: "tiêu chí", INDICATOR: "chỉ số"}


@dataclass(frozen=True, slots=True)
class LossLine:
    """A row with its bar (its share of all losses) and the address of its sheets."""

    row: LossRow
    bar: SafeString
    url: str


def order_of(sort: str) -> str:
    return USUAL if sort == USUAL_SORT else sort


def loss_lines(place: Place, losses: Losses, part: str, sort: str) -> list[LossLine]:
    order = order_of(sort)
    rows = sorted(
        losses.rows,
        key=SORTS[order.removeprefix("-")],
        reverse=order.startswith("-"),
    )
    most = max((row.share or Decimal(0) for row in rows), default=Decimal(0))
    return [
        LossLine(
            row,
            bar(row.share, most=most or Decimal(1), tone="average"),
            loss_list(place, part, row.key) if row.lost.losing else "",
        )
        for row in rows
    ]


def answer(losses: Losses, part: str) -> str:
    """Where most is lost. `part`: what the rows are."""
    if not losses.rows:
        return "Chưa có phiếu nào chấm đủ, nên chưa biết mất điểm ở đâu."
    worst = losses.rows[0]
    if not worst.lost.points:
        return "Mọi phiếu đã chấm đủ đều đạt điểm tối đa: không mất điểm nào."
    framework = f" ({worst.note})" if worst.note else ""
    return (
        f"Mất nhiều điểm nhất ở {WORDS[part]} “{worst.label}”{framework}: "
        f"{format_decimal(worst.lost.points)} điểm, bằng "
        f"{_percent(worst.share)} tổng số điểm mất và "
        f"{_percent(worst.lost.percent)} điểm tối đa của {WORDS[part]} này."
    )


def counted_words(in_use: Collection[FrameworkInUse]) -> str:
    """Which sheets the figures are about."""
    complete = sum(one.complete for one in in_use)
    left = sum(one.opened for one in in_use) - complete
    words = f"Tính trên {format_decimal(complete)} phiếu đã chấm đủ"
    if left:
        words += f"; {format_decimal(left)} phiếu chưa chấm đủ không tính"
    return f"{words}. Điểm thưởng, điểm trừ ngoài tổng và chỉ số không áp dụng không tính là mất."


def _percent(value):
    return format_percent(at_most(1, value))


def _number(text):
    """Codes in their natural order: 1.2 before 1.10, numbers before letters."""
    return (0, int(text), "") if text.isdecimal() else (1, 0, text)
