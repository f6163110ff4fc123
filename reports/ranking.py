"""The lists behind a summary's numbers: ranked, of one grade, failing, incomplete ..."""

from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import QuerySet

from reports.by_cell import Cells
from reports.gathering import lacking_evidence
from reports.selections import Selection
from reports.summaries import IndicatorFailures, Summary
from scoring.models import Evaluation, Registration, Score
from scoring.workflow import Status


class Shown(StrEnum):
    """What a list shows; any other word is the key of a grade."""

    RANKED = "xep-hang"
    FAILED = "khong-dat"
    INCOMPLETE = "chua-du"
    COMPLETE = "da-cham-du"
    APPROVED = "da-duyet"
    ALL = "tat-ca"
    REGISTERED = "tham-gia"
    UNOPENED = "chua-co-phieu"
    UNGRADED = "khong-xep-loai"
    HARD = "tieu-chi-cung"
    LACKING = "thieu-minh-chung"
    CELLS = "chi-bo"
    COMPARED = "so-ky-truoc"
    COMPARED_YEAR = "so-cung-ky"


LABELS = {
    Shown.RANKED: "Xếp hạng",
    Shown.FAILED: "Không đạt tiêu chí cứng",
    Shown.INCOMPLETE: "Chưa chấm đủ",
    Shown.COMPLETE: "Đã chấm đủ",
    Shown.APPROVED: "Đã duyệt",
    Shown.ALL: "Tất cả phiếu đã mở",
    Shown.REGISTERED: "Tham gia, kể cả chưa có phiếu",
    Shown.UNOPENED: "Chưa có phiếu",
    Shown.UNGRADED: "Chấm đủ, không thuộc mức nào",
    Shown.HARD: "Không đạt tiêu chí cứng, kể cả phiếu chưa chấm đủ",
    Shown.LACKING: "Thiếu minh chứng",
    Shown.CELLS: "Các chi bộ",
    Shown.COMPARED: "Có kết quả ở cả hai kỳ, tiến bộ nhất đứng đầu",
    Shown.COMPARED_YEAR: "Có kết quả ở cả cùng kỳ năm trước, tiến bộ nhất đứng đầu",
}
IN_ORDER = ("cell__sort_key", "period_id", "pk")
BY_RANK = ("-percent", *IN_ORDER)
TABS = (Shown.RANKED, Shown.FAILED, Shown.INCOMPLETE)
# The lists that hold cells, not sheets. A month ranks its sheets, which are its cells.
OF_CELLS = {
    Shown.RANKED: Cells.RANKED,
    Shown.CELLS: Cells.ALL,
    Shown.COMPARED: Cells.COMPARED,
    Shown.COMPARED_YEAR: Cells.COMPARED_YEAR,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """One of the lists, and how many rows the figures say that it has.

    It holds `cells`, or else the `sheets` (of which there are `opened`) followed by the
    `unopened`: rows of registrations and months that have no sheet. `selection` is what
    it is taken from: the whole, or one branch of it.
    """

    shown: str
    label: str
    count: int
    selection: Selection
    opened: int = 0
    sheets: QuerySet[Evaluation] | None = None
    unopened: QuerySet[Registration] | None = None
    cells: Cells | None = None
    has_ranks: bool = False


def cells_shown(selection: Selection, shown: str) -> Cells | None:
    """The list of cells of that name; None where the list is one of sheets."""
    if shown == Shown.RANKED and selection.span.is_month:
        return None
    return OF_CELLS.get(shown)


def listing(
    selection: Selection,
    summary: Summary,
    shown: str,
    *,
    branch: str | None = None,
    indicator: IndicatorFailures | None = None,
) -> Listing | None:
    """The list named `shown`; None if there is none of that name.

    `branch` is a child's path segment (see `Selection`). `indicator` narrows the list of
    hard failures.
    """
    figures = summary.of_branch(branch)
    if figures is None:
        return None
    selection = replace(selection, branch=branch)
    if cells := cells_shown(selection, shown):
        return Listing(
            shown,
            LABELS[Shown(shown)],
            _of_cells(figures, cells),
            selection,
            cells=cells,
            has_ranks=cells != Cells.ALL,
        )
    for group, number in zip(summary.groups, figures.graded, strict=True):
        if shown == group.key:
            return _of_grade(selection, group, number)
    if shown not in set(Shown):
        return None
    if indicator:
        return _failing(selection, indicator)
    return _kept(selection, summary, figures, Shown(shown))


def _of_cells(figures, cells):
    counted = figures.by_cell
    return {
        Cells.RANKED: counted.ranked,
        Cells.ALL: counted.cells,
        Cells.COMPARED: counted.compared,
        Cells.COMPARED_YEAR: counted.compared_year,
    }[cells]


def _of_grade(selection, group, number):
    """The best first; a month's with their ranks among the sheets of all grades."""
    sheets = selection.sheets().rankable().of_grades(group.ids)
    return Listing(
        group.key,
        group.name,
        number,
        selection,
        opened=number,
        sheets=sheets.order_by(*BY_RANK),
        has_ranks=selection.span.is_month,
    )


def _failing(selection, indicator):
    scores = Score.objects.failing_hard().of_indicators(indicator.versions)
    return Listing(
        Shown.HARD,
        f"Không đạt tiêu chí cứng {indicator.code}",
        indicator.sheets,
        selection,
        opened=indicator.sheets,
        sheets=_in_order(selection, selection.sheets().hard_failing().having(scores)),
    )


def _kept(selection, summary, figures, shown):
    sheets, number = _of_sheets(selection, summary, figures, shown)
    unopened = None
    if shown in {Shown.REGISTERED, Shown.UNOPENED}:
        registrations = selection.registrations()
        unopened = registrations.without_sheet_by_month(summary.opened)
    return Listing(
        shown,
        LABELS[shown],
        number,
        selection,
        opened=number - (figures.unopened if unopened is not None else 0),
        sheets=sheets,
        unopened=unopened,
        has_ranks=shown == Shown.RANKED,
    )


def _of_sheets(selection, summary, figures, shown):
    """The sheets of a list in their order (None: it has none), and how many rows it has."""
    sheets = selection.sheets()
    if shown == Shown.RANKED:
        return sheets.rankable().order_by(*BY_RANK), figures.ranked
    if shown == Shown.UNOPENED:
        return None, figures.unopened
    if shown == Shown.LACKING:
        return _in_order(selection, lacking_evidence(sheets)), summary.lacking
    kept, number = {
        Shown.FAILED: (sheets.complete().hard_failing(), figures.failed),
        Shown.INCOMPLETE: (sheets.incomplete(), figures.incomplete),
        Shown.COMPLETE: (sheets.complete(), figures.complete),
        Shown.APPROVED: (sheets.in_state(Status.APPROVED), figures.approved),
        Shown.UNGRADED: (sheets.complete().without_grade(), figures.ungraded),
        Shown.HARD: (sheets.hard_failing(), figures.hard_failing),
        Shown.ALL: (sheets, figures.opened),
        Shown.REGISTERED: (sheets, figures.registered),
    }[shown]
    return _in_order(selection, kept), number


def _in_order(selection, sheets):
    return sheets.order_by(selection.path, *IN_ORDER)


def hard_failures(selection: Selection, *, limit: int) -> list[Score]:
    """Scores below a hard pass mark, by committee and cell: at most `limit`."""
    return Score.objects.first_failing_hard(selection.sheets(), number=limit)
