"""How one cell is doing: what its sheets of a year say about where it goes and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from criteria.models import Criterion, Framework, GradeBand, Indicator
from criteria.rules import HUNDRED, ZERO
from reports.charts.line import Band, Point
from reports.trends import Trend, trend_of
from scoring.models import Evaluation, Score
from scoring.rules import Line, evaluate, grade_of_year
from scoring.workflow import State
from vietnamese.months import month_before
from vietnamese.numbers import at_most, format_decimal

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Change:
    """Against the month before; `direction` as the trend component names it."""

    percent: Decimal
    has_other_framework: bool

    @property
    def trend(self) -> Trend:
        return trend_of(self.percent, unit="điểm phần trăm", than="so với tháng trước")


@dataclass(frozen=True, slots=True)
class CriterionBar:
    criterion: Criterion
    points: Decimal
    maximum: Decimal
    lost: Decimal
    scored: int
    required: int

    @property
    def is_scored(self) -> bool:
        return self.scored == self.required

    @property
    def text(self) -> str:
        return f"{format_decimal(self.points)}/{format_decimal(self.maximum)}"

    @property
    def tone(self) -> str:
        return "warning" if self.lost else "success"


@dataclass(frozen=True, slots=True)
class Loss:
    """An indicator that cost points. `lost_before` is None where it cannot be compared."""

    indicator: Indicator
    score: Score
    lost: Decimal
    lost_before: Decimal | None
    fails_hard: bool

    @property
    def change(self) -> Decimal | None:
        """In points: above zero when more is lost than the month before."""
        return None if self.lost_before is None else self.lost - self.lost_before

    @property
    def trend(self) -> Trend | None:
        """In points gained or lost again: down when more is lost than before."""
        return None if self.change is None else trend_of(-self.change)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next on the sheet itself."""

    title: str
    tone: str
    icon_name: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A cell's month. `losses` begin with hard criteria, then by points lost."""

    sheet: Evaluation
    before: Evaluation | None
    bars: tuple[CriterionBar, ...]
    losses: tuple[Loss, ...]
    bonus: Decimal
    bands: tuple[GradeBand, ...]
    year_grade: GradeBand | None
    months_graded: int
    reader_scores: bool

    @property
    def hard_failures(self) -> list[Loss]:
        return [loss for loss in self.losses if loss.fails_hard]

    @property
    def missed_grade(self) -> GradeBand | None:
        """The better grade that the total alone would have reached."""
        sheet = self.sheet
        if sheet.grade is None:
            return None
        maximum = sheet.framework.max_total
        reached = [
            band
            for band in self.bands
            if band.from_points > sheet.grade.from_points
            and sheet.percent * maximum >= band.from_points * HUNDRED
        ]
        return max(reached, key=lambda band: band.from_points, default=None)

    @property
    def missing(self) -> int:
        return self.sheet.required - self.sheet.scored

    @property
    def lost(self) -> Decimal:
        return sum((loss.lost for loss in self.losses), ZERO)

    @property
    def losses_words(self) -> str:
        return f"Mất {format_decimal(self.lost)} điểm" if self.lost else ""

    @property
    def next_steps(self) -> list[Step]:
        """What came back or is missing; the losses bring their own advice."""
        return list(_steps_of_sheet(self))

    @property
    def change(self) -> Change | None:
        before = self.before
        if not self.sheet.framework.has_total:
            return None
        if before is None or before.percent is None or self.sheet.percent is None:
            return None
        return Change(
            self.sheet.percent - before.percent,
            has_other_framework=before.framework_id != self.sheet.framework_id,
        )


def _steps_of_sheet(progress):
    if progress.sheet.state == State.RETURNED:
        again = (
            "xem ý kiến thẩm định và" if progress.reader_scores else "cấp ủy còn phải"
        )
        title = f"Phiếu bị trả lại: {again} chấm lại"
        yield Step(title, tone="error", icon_name="arrow-uturn-left")
    if progress.missing:
        left = f"{progress.missing} chỉ số"
        own = progress.reader_scores
        title = f"Còn {left} chưa chấm" if own else f"Cấp ủy còn phải chấm {left}"
        due = f"{progress.sheet.period.due_on:%d/%m/%Y}"
        yield Step(f"{title} (hạn {due})", tone="info", icon_name="pencil")


def progress_of(
    sheet: Evaluation, year: Sequence[Evaluation], *, reader_scores: bool
) -> Progress:
    """Everything the page tells of `sheet`, whose cell has the sheets `year` and before.

    `reader_scores`: the missing points are the reader's to enter, not another's.
    A fixed number of queries: the frameworks of two months, their scores.
    """
    last_month = month_before(sheet.month)
    before = next((one for one in year if one.month == last_month), None)
    compared = [one for one in (sheet, before) if one]
    frameworks = Framework.objects.with_parts().in_bulk(
        {one.framework_id for one in compared}
    )
    scores = _scores(compared)
    framework = frameworks[sheet.framework_id]
    lines = _lines(framework, scores, sheet)
    lines_before = (
        _lines(frameworks[before.framework_id], scores, before) if before else {}
    )
    bands = tuple(framework.bands.all())
    result = evaluate(framework.rule(), list(lines.values()))
    ordinary = sum((subtotal.points for subtotal in result.subtotals), ZERO)
    year_grade, months_graded = _year_grade(sheet, year, bands)
    return Progress(
        sheet=sheet,
        before=before,
        bars=_bars(framework, result, lines),
        losses=_losses(scores, sheet, lines, lines_before),
        bonus=sheet.total - ordinary,
        bands=bands,
        year_grade=year_grade,
        months_graded=months_graded,
        reader_scores=reader_scores,
    )


def _scores(sheets):
    scores = (
        Score.objects.filter(evaluation__in=sheets)
        .in_sheet_order()
        .select_related("indicator__criterion")
    )
    return list(scores)


def _lines(framework: Framework, scores, sheet) -> dict[int, Line]:
    """The sheet's lines by the id of their indicator, in the sheet's order."""
    rules = {rule.id: rule for rule in framework.rule().indicators}
    return {
        score.indicator_id: score.line(rules[score.indicator_id])
        for score in scores
        if score.evaluation_id == sheet.pk
    }


def _bars(framework, result, lines):
    criteria = {criterion.pk: criterion for criterion in framework.criteria.all()}
    lost = dict.fromkeys(criteria, ZERO)
    for line in lines.values():
        lost[line.indicator.criterion] += line.lost
    return tuple(
        CriterionBar(
            criterion=criteria[subtotal.criterion],
            points=subtotal.points,
            maximum=subtotal.maximum,
            lost=lost[subtotal.criterion],
            scored=subtotal.scored,
            required=subtotal.required,
        )
        for subtotal in result.subtotals
        if subtotal.maximum
    )


def _losses(scores, sheet, lines, lines_before):
    """An indicator of a new version is compared with the one that it came from."""
    found = []
    for score in scores:
        if score.evaluation_id != sheet.pk:
            continue
        line = lines[score.indicator_id]
        earlier = lines_before.get(score.indicator_id) or lines_before.get(
            score.indicator.origin_id
        )
        if line.lost or line.fails_hard:
            known = earlier is not None and earlier.is_settled
            before = earlier.lost if known else None
            found.append(
                Loss(score.indicator, score, line.lost, before, line.fails_hard)
            )
    found.sort(key=lambda loss: (not loss.fails_hard, -loss.lost))
    return tuple(found)


def _year_grade(sheet, year, bands):
    """The year so far by the framework's rule, and from how many months.

    Grades of an earlier version of the framework count by their name.
    """
    by_name = {band.name: band.pk for band in bands}
    grades = [
        by_name.get(one.grade.name)
        for one in year
        if one.grade and one.month.year == sheet.month.year
    ]
    reached = grade_of_year([band.rule() for band in bands], grades)
    band = next((band for band in bands if band.pk == reached), None)
    return band, len(grades)


def chart_points(
    sheet: Evaluation, year: Sequence[Evaluation]
) -> tuple[list[Point], list[Evaluation]]:
    """Twelve points of the sheet's year, and the sheets behind them."""
    own = [one for one in year if one.month.year == sheet.month.year]
    of_month = {one.month.month: one for one in own}
    points = []
    for number in MONTHS:
        one = of_month.get(number)
        value = one.percent if one else None
        points.append(
            Point(
                month=number,
                value=value,
                text="" if value is None else format_decimal(at_most(1, value)),
                is_chosen=one is not None and one.pk == sheet.pk,
                is_failed=bool(one and one.hard_failed),
            )
        )
    return points, own


def chart_bands(bands: Sequence[GradeBand], max_total: Decimal) -> list[Band]:
    """The grades as percents of the framework's maximum."""
    return [
        Band(band.name, band.tone, band.from_points * HUNDRED / max_total)
        for band in bands
    ]
