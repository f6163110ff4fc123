"""How one cell is doing: what its sheets say about where it stands, goes and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from criteria.models import GradeBand
from criteria.rules import HUNDRED, ZERO
from reports.progress.changes import Changes, changes_between
from reports.progress.gaps import SelfAssessment, self_assessment_of
from reports.progress.losses import Loss, losses_of
from reports.progress.profile import Profile, profile_of
from reports.progress.reading import Reading, readings_of, share_frameworks
from reports.progress.way import Way, way_of
from reports.progress.year import Year, years_of
from reports.trends import Trend, trend_of
from reports.years import grade_of_sheets
from scoring.models import Evaluation
from vietnamese.months import month_before
from vietnamese.numbers import format_decimal

FIRST_LOSSES = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result against that of an earlier month, in percent of the maximum."""

    percent: Decimal
    has_other_framework: bool
    than: str

    @property
    def trend(self) -> Trend:
        return trend_of(self.percent, unit="điểm phần trăm", than=self.than)


@dataclass(frozen=True)
class Progress:
    """A cell's month with what it is to be compared with.

    `before`: last month's sheet, `year_ago`: that of the same month last year, `latest`: the
    last one with a result while this one has none.
    """

    reading: Reading
    before: Evaluation | None
    year_ago: Evaluation | None
    latest: Evaluation | None
    losses: tuple[Loss, ...]
    changes: Changes | None
    profile: tuple[Profile, ...]
    way: Way | None
    self_assessment: SelfAssessment | None
    shown_year: Year
    years: tuple[int, ...]
    year_grade: GradeBand | None
    months_graded: int

    @property
    def sheet(self) -> Evaluation:
        return self.reading.sheet

    @property
    def change(self) -> Comparison | None:
        return _compared(self.sheet, self.before, "so với tháng trước")

    @property
    def change_in_a_year(self) -> Comparison | None:
        return _compared(self.sheet, self.year_ago, "so với cùng kỳ năm trước")

    @property
    def has_other_framework(self) -> bool:
        """One of the comparisons is between two versions, so in percent only."""
        found = (self.change, self.change_in_a_year)
        return any(one.has_other_framework for one in found if one)

    @property
    def hard_failures(self) -> list[Loss]:
        return [loss for loss in self.losses if loss.fails_hard]

    @property
    def told_above(self) -> frozenset[int]:
        """Ids of the indicators whose advice stands with the failure, on top."""
        return frozenset(loss.indicator.pk for loss in self.hard_failures)

    @property
    def missed_grade(self) -> GradeBand | None:
        """The better grade that the total alone would have reached."""
        sheet = self.sheet
        if sheet.grade is None:
            return None
        maximum = sheet.framework.max_total
        reached = [
            band
            for band in sheet.framework.bands.all()
            if band.from_points > sheet.grade.from_points
            and sheet.percent * maximum >= band.from_points * HUNDRED
        ]
        return max(reached, key=lambda band: band.from_points, default=None)

    @property
    def bonus(self) -> Decimal:
        """What the total has beside the points of the criteria."""
        ordinary = (subtotal.points for subtotal in self.reading.result.subtotals)
        return self.sheet.total - sum(ordinary, ZERO)

    @property
    def missing(self) -> int:
        return self.sheet.required - self.sheet.scored

    @property
    def lost(self) -> Decimal:
        return sum((loss.lost for loss in self.losses), ZERO)

    @property
    def losses_words(self) -> str:
        if not self.lost:
            return ""
        return f"Mất {format_decimal(self.lost)} điểm ở {len(self.losses)} chỉ số"

    @property
    def on_the_way(self) -> frozenset[int]:
        """Ids of the indicators that the way to the next grade tells of already."""
        steps = self.way.improvements if self.way else ()
        return frozenset(one.entry.indicator.pk for one in steps)

    @property
    def first_losses(self) -> tuple[Loss, ...]:
        return self.losses[:FIRST_LOSSES]

    @property
    def other_losses(self) -> tuple[Loss, ...]:
        return self.losses[FIRST_LOSSES:]


def _compared(sheet, earlier, than):
    if not sheet.framework.has_total or earlier is None:
        return None
    if earlier.percent is None or sheet.percent is None:
        return None
    return Comparison(
        sheet.percent - earlier.percent,
        has_other_framework=earlier.framework_id != sheet.framework_id,
        than=than,
    )


def progress_of(
    sheet: Evaluation, sheets: Sequence[Evaluation], *, shown_year: int | None = None
) -> Progress:
    """Everything the page tells of `sheet`, one of the cell's `sheets` of a programme.

    `sheets` are newest first, with their frameworks selected; `shown_year` is the one whose
    months are drawn (None, or a year without sheets: the sheet's own). A fixed number of
    queries: the parts of the frameworks, and the scores of the year up to the month.
    """
    of_month = {one.month: one for one in sheets}
    years = years_of(sheets)
    own_year = years[sheet.month.year]
    shown = years.get(shown_year, own_year)
    before = of_month.get(month_before(sheet.month))
    latest = _latest_before(sheet, sheets)
    until = [one for one in own_year.sheets if one.month <= sheet.month]
    told = {one.pk: one for one in (*until, before, latest) if one}
    share_frameworks([*told.values(), *shown.sheets[:1]])
    readings = readings_of(list(told.values()))
    reading = readings[sheet.pk]
    last = readings[before.pk] if before else None
    year_grade, months_graded = grade_of_sheets(
        own_year.sheets, list(sheet.framework.bands.all())
    )
    return Progress(
        reading=reading,
        before=before,
        year_ago=of_month.get(_a_year_before(sheet.month)),
        latest=latest,
        losses=losses_of(reading, last),
        changes=changes_between(last, reading) if last else None,
        profile=profile_of(reading, last, [readings[one.pk] for one in until]),
        way=way_of(readings[latest.pk] if latest else reading),
        self_assessment=self_assessment_of(reading),
        shown_year=shown,
        years=tuple(years),
        year_grade=year_grade,
        months_graded=months_graded,
    )


def _latest_before(sheet, sheets):
    if sheet.percent is not None:
        return None
    earlier = (one for one in sheets if one.month < sheet.month)
    return next((one for one in earlier if one.percent is not None), None)


def _a_year_before(month):
    return month.replace(year=month.year - 1)
