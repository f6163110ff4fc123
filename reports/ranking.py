"""The lists behind a summary's numbers: ranked, of one grade, failing, incomplete ..."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import Case, F, QuerySet, When

from reports.grades import GradeGroup
from reports.selections import Selection
from reports.summaries import Figures
from reports.trends import Trend, trend_of
from scoring.models import Evaluation, Score
from scoring.workflow import Status

MOVERS = 5


class Shown(StrEnum):
    """What a list shows; any other word is the key of a grade."""

    RANKED = "xep-hang"
    FAILED = "khong-dat"
    INCOMPLETE = "chua-du"
    COMPLETE = "da-cham-du"
    APPROVED = "da-duyet"
    ALL = "tat-ca"
    UNGRADED = "khong-xep-loai"
    HARD = "tieu-chi-cung"
    DIRECT = "truc-thuoc"


LABELS = {
    Shown.RANKED: "Xếp hạng",
    Shown.FAILED: "Không đạt tiêu chí cứng",
    Shown.INCOMPLETE: "Chưa chấm đủ",
    Shown.COMPLETE: "Đã chấm đủ",
    Shown.APPROVED: "Đã duyệt",
    Shown.ALL: "Tất cả phiếu đã mở",
    Shown.UNGRADED: "Chấm đủ, không thuộc mức nào",
    Shown.HARD: "Không đạt tiêu chí cứng, kể cả phiếu chưa chấm đủ",
    Shown.DIRECT: "Chi bộ trực thuộc",
}
TABS = (Shown.RANKED, Shown.FAILED, Shown.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class Listing:
    """One of the lists: its sheets in order, and how many the figures say they are.

    `count` is None where no figure says it.
    """

    shown: str
    label: str
    sheets: QuerySet[Evaluation]
    count: int | None

    @property
    def has_ranks(self) -> bool:
        return self.shown not in set(Shown) - {Shown.RANKED}


def listing(
    selection: Selection, groups: tuple[GradeGroup, ...], total: Figures, shown: str
) -> Listing | None:
    """The list named `shown`; None if there is none of that name."""
    sheets = selection.sheets_with_change()
    by_rank = sheets.ranked().order_by("rank", "cell__sort_key", "pk")
    for position, group in enumerate(groups):
        if shown == group.key:
            number = total.graded[position]
            return Listing(shown, group.name, _of_grade(by_rank, group), number)
    if shown == Shown.RANKED:
        number = sum(total.graded) + total.ungraded
        return Listing(
            shown, LABELS[Shown.RANKED], by_rank, None if total.ungraded else number
        )
    if shown not in set(Shown):
        return None
    kept, number = _kept(sheets, selection, total, Shown(shown))
    ordered = kept.order_by(selection.path, "cell__sort_key", "pk")
    return Listing(shown, LABELS[Shown(shown)], ordered, number)


def _of_grade(ranked, group):
    """A grade's cells with their rank among all: chosen after the ranks are made."""
    chosen = Case(When(grade__in=group.ids, then=F("rank")))
    return ranked.annotate(rank_in_grade=chosen).filter(rank_in_grade__isnull=False)


def _kept(sheets, selection, total, shown):
    match shown:
        case Shown.FAILED:
            return sheets.complete().hard_failing(), total.failed
        case Shown.INCOMPLETE:
            return sheets.incomplete(), total.incomplete
        case Shown.COMPLETE:
            return sheets.complete(), total.complete
        case Shown.APPROVED:
            return sheets.in_state(Status.APPROVED), total.approved
        case Shown.UNGRADED:
            return sheets.complete().without_grade(), total.ungraded
        case Shown.HARD:
            return sheets.hard_failing(), total.hard_failing
        case Shown.DIRECT:
            direct = sheets.directly_under(selection.places, path=selection.path)
            return direct, None
        case _:
            return sheets, total.opened


@dataclass(frozen=True, slots=True)
class Mover:
    sheet: Evaluation

    @property
    def change(self) -> Decimal:
        return self.sheet.change

    @property
    def trend(self) -> Trend | None:
        return trend_of(self.change)

    @property
    def has_other_framework(self) -> bool:
        return self.sheet.framework_id != self.sheet.framework_before


@dataclass(frozen=True, slots=True)
class Movers:
    rising: tuple[Mover, ...]
    falling: tuple[Mover, ...]


def movers(selection: Selection) -> Movers:
    """Who rose and who fell the most since the month before, in one query."""
    most = selection.sheets_with_change().moved_most(MOVERS).listed()
    found = [Mover(sheet) for sheet in most]
    rising = [mover for mover in found if mover.change > 0]
    falling = [mover for mover in reversed(found) if mover.change < 0]
    return Movers(tuple(rising[:MOVERS]), tuple(falling[:MOVERS]))


def hard_failures(selection: Selection, *, limit: int) -> list[Score]:
    """Scores below a hard pass mark, by committee and cell: at most `limit`."""
    failing = selection.sheets().hard_failing()
    scores = Score.objects.filter(evaluation__in=failing).failing_hard()
    return list(scores.by_cell()[:limit])
