"""A framework as plain values, and what keeps it from being published."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from vietnamese.numbers import format_decimal

ZERO = Decimal(0)
HUNDRED = Decimal(100)
ALL_MONTHS = (1 << 12) - 1


class Measure(StrEnum):
    """How an indicator is scored."""

    POINTS = "points"
    YES_NO = "yes_no"
    OPTIONS = "options"
    RATIO = "ratio"


class RatioOf(StrEnum):
    """What the thresholds of a ratio are compared with."""

    PLAN = "plan"  # actual against plan (or present against total), in percent
    AMOUNT = "amount"  # the actual number itself: minutes, visits


class Effect(StrEnum):
    """How an indicator enters the total."""

    ORDINARY = "ordinary"
    BONUS = "bonus"
    PENALTY = "penalty"
    CONDITION = "condition"  # scored, never added: bands may require it


class NotApplicable(StrEnum):
    NOT_ALLOWED = "not_allowed"
    FULL = "full"
    EXCLUDE = "exclude"


class Grading(StrEnum):
    TOTAL = "total"
    CRITERIA = "criteria"  # no total: bands are judged criterion by criterion


class Shrunk(StrEnum):
    """What a total out of a smaller maximum is compared with."""

    RESCALE = "rescale"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Threshold:
    """From `at_least` (percent or amount) on, an indicator earns `points`.

    Only for cells with members_from <= members < members_below (None: no limit).
    """

    at_least: Decimal
    points: Decimal
    members_from: int = 0
    members_below: int | None = None

    def is_for(self, members: int) -> bool:
        return self.members_from <= members and (
            self.members_below is None or members < self.members_below
        )


@dataclass(frozen=True, slots=True)
class CriterionRule:
    id: int
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRule:
    """`months` is a bit mask, bit 0 = January; `pass_mark` None means the maximum."""

    id: int
    criterion: int
    max_points: Decimal
    code: str = ""
    name: str = ""
    measure: Measure = Measure.POINTS
    effect: Effect = Effect.ORDINARY
    step: Decimal = Decimal("0.5")
    options: tuple[Decimal, ...] = ()
    ratio_of: RatioOf = RatioOf.PLAN
    thresholds: tuple[Threshold, ...] = ()
    not_applicable: NotApplicable = NotApplicable.NOT_ALLOWED
    months: int = ALL_MONTHS
    is_occasional: bool = False
    is_hard: bool = False
    pass_mark: Decimal | None = None

    @property
    def is_required(self) -> bool:
        """Whether a sheet is incomplete without it; bonus and penalty may stay empty."""
        return self.effect in (Effect.ORDINARY, Effect.CONDITION)

    @property
    def passes_from(self) -> Decimal:
        return self.max_points if self.pass_mark is None else self.pass_mark

    def counts_in(self, month: int) -> bool:
        return bool(self.months >> (month - 1) & 1)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A band needs at least `min_percent` of an indicator or of a criterion.

    With neither named it is asked of every criterion.
    """

    min_percent: Decimal
    indicator: int | None = None
    criterion: int | None = None


@dataclass(frozen=True, slots=True)
class BandRule:
    """Totals from `from_points` (included) up to the next band (excluded).

    `is_cap`: the best grade left after a hard failure. `year_months`: in how many months
    this grade is needed for the same grade of the year, none of them below `year_floor`.
    """

    id: int
    from_points: Decimal
    name: str = ""
    is_cap: bool = False
    requirements: tuple[Requirement, ...] = ()
    year_months: int | None = None
    year_floor: int | None = None


@dataclass(frozen=True, slots=True)
class FrameworkRule:
    """`bands` are in descending order of `from_points`."""

    max_total: Decimal
    criteria: tuple[CriterionRule, ...]
    indicators: tuple[IndicatorRule, ...]
    bands: tuple[BandRule, ...]
    grading: Grading = Grading.TOTAL
    shrunk: Shrunk = Shrunk.RESCALE
    explain_deductions: bool = False

    def indicator(self, pk: int) -> IndicatorRule:
        return next(rule for rule in self.indicators if rule.id == pk)


def ordinary_sum(rule: FrameworkRule) -> Decimal:
    return sum(
        (i.max_points for i in rule.indicators if i.effect == Effect.ORDINARY), ZERO
    )


def problems_of(rule: FrameworkRule) -> list[str]:
    """What keeps `rule` from being published, as sentences for an administrator."""
    return [
        *_problems_of_structure(rule),
        *_problems_of_bands(rule),
        *(problem for i in rule.indicators for problem in _problems_of_indicator(i)),
    ]


def _problems_of_structure(rule: FrameworkRule) -> Iterator[str]:
    if not rule.criteria:
        yield "Chưa có tiêu chí nào."
    used = {indicator.criterion for indicator in rule.indicators}
    for criterion in rule.criteria:
        if criterion.id not in used:
            yield f"Tiêu chí {criterion.code} chưa có chỉ số nào."
    for code, times in Counter(i.code for i in rule.indicators).items():
        if times > 1:
            yield f"Mã chỉ số {code} bị dùng {times} lần."
    total = ordinary_sum(rule)
    if total != rule.max_total:
        yield (
            f"Tổng điểm tối đa của các chỉ số là {format_decimal(total)}, "
            f"phải bằng {format_decimal(rule.max_total)} "
            f"({_surplus(total - rule.max_total)})."
        )


def _surplus(difference: Decimal) -> str:
    word = "thừa" if difference > 0 else "thiếu"
    return f"{word} {format_decimal(abs(difference))} điểm"


def _problems_of_bands(rule: FrameworkRule) -> Iterator[str]:
    if not rule.bands:
        yield "Chưa có mức xếp loại nào."
        return
    lower = [band.from_points for band in rule.bands]
    if min(lower) > 0:
        yield (
            f"Khoảng từ 0 đến dưới {format_decimal(min(lower))} điểm "
            "chưa thuộc mức xếp loại nào."
        )
    for bound, times in Counter(lower).items():
        if times > 1:
            yield f"Có {times} mức xếp loại cùng bắt đầu từ {format_decimal(bound)} điểm."
    for band in rule.bands:
        if band.from_points > rule.max_total:
            yield (
                f"Mức “{band.name}” bắt đầu từ {format_decimal(band.from_points)} điểm, "
                f"cao hơn tổng điểm tối đa {format_decimal(rule.max_total)}."
            )
    if any(i.is_hard for i in rule.indicators) and not any(
        b.is_cap for b in rule.bands
    ):
        yield (
            "Có chỉ số cứng nhưng chưa chọn mức xếp loại cao nhất "
            "khi không đạt tiêu chí cứng."
        )
    if min(rule.bands, key=lambda band: band.from_points).requirements:
        yield "Mức xếp loại thấp nhất không được kèm điều kiện."
    yield from _problems_of_years(rule.bands)


def _problems_of_years(bands: Sequence[BandRule]) -> Iterator[str]:
    by_id = {band.id: band for band in bands}
    for band in bands:
        floor = by_id.get(band.year_floor)
        if floor and floor.from_points > band.from_points:
            yield f"Mức “{band.name}”: không tháng nào dưới “{floor.name}” là quá cao."
        if floor and band.year_months is None:
            yield f"Mức “{band.name}”: chưa ghi số tháng đạt mức này để cả năm đạt."


def _problems_of_indicator(rule: IndicatorRule) -> Iterator[str]:
    name = f"Chỉ số {rule.code}"
    most = format_decimal(rule.max_points)
    if rule.months == 0:
        yield f"{name}: chưa chọn tháng nào."
    if rule.pass_mark is not None and rule.pass_mark > rule.max_points:
        yield f"{name}: điểm đạt cao hơn điểm tối đa {most}."
    if rule.is_hard and not rule.is_required:
        yield f"{name}: điểm thưởng, điểm trừ không thể là tiêu chí cứng."
    if rule.is_occasional and rule.not_applicable == NotApplicable.NOT_ALLOWED:
        yield f"{name}: chỉ chấm khi phát sinh thì phải cho phép “không áp dụng”."
    if rule.measure == Measure.POINTS and rule.max_points % rule.step:
        yield f"{name}: điểm tối đa {most} không chia hết cho bước {format_decimal(rule.step)}."
    if rule.measure == Measure.OPTIONS:
        yield from _problems_of_steps(name, rule.max_points, rule.options, "phương án")
    elif rule.options:
        yield f"{name}: có phương án nhưng cách chấm không phải là “Chọn phương án”."
    if rule.measure == Measure.RATIO:
        yield from _problems_of_ratio(name, rule)
    elif rule.thresholds:
        yield (
            f"{name}: có bảng ngưỡng nhưng cách chấm không phải là "
            "“Theo tỷ lệ hoặc số lượng”."
        )


def _problems_of_steps(
    name: str, max_points: Decimal, points: Sequence[Decimal], word: str
) -> Iterator[str]:
    if not points:
        yield f"{name}: chưa có {word} nào."
        return
    if max(points) != max_points:
        yield (
            f"{name}: {word} cao nhất là {format_decimal(max(points))} điểm, "
            f"phải bằng điểm tối đa {format_decimal(max_points)}."
        )
    if len(set(points)) != len(points):
        yield f"{name}: có {word} trùng điểm."


def _problems_of_ratio(name: str, rule: IndicatorRule) -> Iterator[str]:
    if not rule.thresholds:
        if rule.ratio_of == RatioOf.AMOUNT:
            yield f"{name}: chấm theo số lượng thì phải có bảng ngưỡng."
        return
    if max(t.points for t in rule.thresholds) != rule.max_points:
        yield (
            f"{name}: ngưỡng cao nhất phải được điểm tối đa "
            f"{format_decimal(rule.max_points)}."
        )
    seen = Counter(
        (t.at_least, t.members_from, t.members_below) for t in rule.thresholds
    )
    if max(seen.values()) > 1:
        yield f"{name}: có hai ngưỡng trùng nhau."
