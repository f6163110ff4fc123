"""The shortest way to the next grade as the page tells it, with names and advice."""

from dataclasses import dataclass
from decimal import Decimal

from criteria.models import GradeBand
from criteria.rules import ZERO, IndicatorRule, RatioOf
from reports.progress.reading import Entry, Reading
from scoring.models import Evaluation
from scoring.next_grade import Step, bound_of, ratio_for, way_to_next_grade
from scoring.workflow import Status
from vietnamese.months import format_month
from vietnamese.numbers import at_most, format_decimal, format_percent

NAMED = 6


@dataclass(frozen=True, slots=True)
class Improvement:
    """One indicator to lift. `need` says what earns the points, where the scale tells it."""

    entry: Entry
    step: Step
    need: str


@dataclass(frozen=True, slots=True)
class Way:
    """`next_grade`: the one right above, which `missing` points are missing to; None at the
    top. `grade`: what the improvements together lead to; None where nothing does.

    `sheet`: the one that it is reckoned from, the last one with a result. `above`: how many
    points the sheet at the top has more than its grade asks for.
    """

    sheet: Evaluation
    next_grade: GradeBand | None = None
    missing: Decimal = ZERO
    grade: GradeBand | None = None
    improvements: tuple[Improvement, ...] = ()
    above: Decimal | None = None

    @property
    def first(self) -> tuple[Improvement, ...]:
        """Those that a sentence can name; `others` are only counted."""
        return self.improvements[:NAMED]

    @property
    def others(self) -> int:
        return len(self.improvements) - len(self.first)

    @property
    def title(self) -> str:
        if self.above is not None:
            return "Đang ở mức cao nhất"
        if self.grade is None:
            return "Chưa có đường lên mức tiếp theo"
        return f"Đường ngắn nhất lên mức {self.grade.name}"

    @property
    def subtitle(self) -> str:
        return f"Theo kết quả tháng {format_month(self.sheet.month)}"

    @property
    def words(self) -> str:
        if self.above is not None:
            return self._words_at_the_top()
        if self.grade is None:
            return self._words_without_a_way()
        number = len(self.improvements)
        these = "chỉ số sau" if number == 1 else f"{number} chỉ số sau"
        return f"{self._obstacle()} Nâng {these} là đủ:"

    def _words_at_the_top(self) -> str:
        if not self.sheet.framework.has_total:
            return "Chi bộ đã ở mức cao nhất; giữ vững kết quả ở mọi tiêu chí."
        points = at_most(2, self.above)
        if not points:
            return "Vừa đúng ngưỡng của mức này: mất thêm điểm là xuống mức dưới."
        return f"Cao hơn ngưỡng của mức này {format_decimal(points)} điểm."

    def _words_without_a_way(self) -> str:
        lacking = f"{self._lacking()} " if self.missing else ""
        return (
            f"{lacking}Riêng các chỉ số đang chấm, dù đạt điểm tối đa, "
            "cũng chưa đủ để lên mức tiếp theo."
        )

    def _lacking(self) -> str:
        lacking = f"Còn thiếu {format_decimal(self.missing)} điểm"
        if self.next_grade == self.grade:
            return f"{lacking}."
        return f"{lacking} để lên mức {self.next_grade.name}."

    def _obstacle(self) -> str:
        if self.missing:
            return self._lacking()
        if not self.sheet.framework.has_total:
            return "Mức này xét từng tiêu chí."
        if any(one.step.mends_hard for one in self.improvements):
            return "Tổng điểm đã đủ, còn vướng tiêu chí cứng."
        return "Tổng điểm đã đủ, còn vướng điều kiện kèm theo của mức này."


def way_of(reading: Reading) -> Way | None:
    """None where there is no result to start from.

    What is decided is improved in the month that follows, an open sheet in its own.
    """
    sheet = reading.sheet
    if sheet.percent is None:
        return None
    is_decided = sheet.status == Status.APPROVED
    month = sheet.month.month % 12 + 1 if is_decided else sheet.month.month
    found = way_to_next_grade(
        reading.rule, reading.lines, members=sheet.members, month=month
    )
    if found is None:
        return Way(sheet, above=_above(reading))
    entries = {entry.indicator.pk: entry for entry in reading.entries}
    bands = {band.pk: band for band in reading.framework.bands.all()}
    improvements = tuple(
        Improvement(entry, step, _need(entry, step, sheet.members))
        for step in found.steps
        if (entry := entries[step.indicator])
    )
    return Way(
        sheet,
        next_grade=bands[found.next_grade],
        missing=found.missing,
        grade=bands.get(found.grade),
        improvements=improvements,
    )


def _above(reading):
    """Points more than the band asks for."""
    band, result = reading.rule.bands[0], reading.result
    return max(result.total - bound_of(reading.rule, band, result.maximum), ZERO)


def _need(entry: Entry, step: Step, members: int) -> str:
    rule = entry.line.indicator
    amount = ratio_for(rule, step.target, members)
    if amount is not None:
        return f"cần từ {_amount(rule, amount, entry.indicator.unit)}"
    labels = {option.points: option.label for option in entry.indicator.options.all()}
    label = labels.get(step.target)
    return f"phương án “{label}”" if label else ""


def _amount(rule: IndicatorRule, amount: Decimal, unit: str) -> str:
    if rule.ratio_of == RatioOf.AMOUNT:
        return f"{format_decimal(amount)} {unit}".strip()
    return format_percent(amount)
