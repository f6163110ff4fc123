"""The heat maps of the report pages: what stands in each field, and where it leads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from cells.paths import contains
from reports import heat, links
from reports.asking import Asked
from reports.branches import branch_of, name_of
from reports.by_month import CellMonths, ChildMonth, ChildMonths
from reports.children import DIRECTLY
from reports.grades import GradeGroup
from reports.heat import NOTHING, Column, Field, Heat, Row, Step, heat_of, tenths
from reports.losses import Losses, Lost
from reports.ranking import Shown
from reports.selections import Selection
from scoring.models import Evaluation
from vietnamese.numbers import format_decimal, format_signed


@dataclass(frozen=True, slots=True)
class Place:
    """Whose heat map it is, for the links out of it."""

    selection: Selection
    asked: Asked

    def child_page(self, page: str, committee, span) -> str:
        """Of a child that the reader may go to; "" of one that moved away since."""
        if not contains(self.selection.committee.path, committee.path):
            return ""
        return links.report_page(page, committee.pk, span, self.asked.query_here())


def month_columns(months: Sequence[date]) -> list[Column]:
    if len({month.year for month in months}) == 1:
        return [Column(f"T{month.month}") for month in months]
    return [Column(f"{month.month:02d}/{month.year % 100:02d}") for month in months]


def of_children(
    place: Place, children: Collection[ChildMonths], months: Sequence[date]
) -> Heat:
    rows = [
        Row(
            name=name_of(child.committee),
            url=_trends_of(place, child),
            fields=tuple(
                _child_field(child.of_month.get(month), _month_of(place, child, month))
                for month in months
            ),
            figures=_figures(child),
        )
        for child in children
    ]
    return heat_of(month_columns(months), rows, heat.RESULTS.steps)


def _trends_of(place: Place, child: ChildMonths) -> str:
    page, selection = "reports:trends", place.selection
    if child.committee:
        return place.child_page(page, child.committee, selection.span)
    query = place.asked.query(bang="chi-bo", nhanh=DIRECTLY)
    return links.report_page(page, selection.committee.pk, selection.span, query)


def _month_of(place: Place, child: ChildMonths, month: date) -> str:
    """The child's summary of that month."""
    if child.committee:
        if not contains(place.selection.committee.path, child.committee.path):
            return ""
        return links.summary_page(child.committee.pk, month, place.asked.query())
    query = place.asked.query(xem=Shown.ALL, nhanh=DIRECTLY)
    return f"{links.summary_page(place.selection.committee.pk, month, query)}#danh-sach"


def _child_field(figures: ChildMonth | None, url: str) -> Field:
    if figures is None:
        return NOTHING
    words = f"{figures.complete} trên {figures.opened} phiếu đã chấm đủ"
    if figures.average is None:
        return Field("–", words, url, is_unscored=True)
    if figures.failed:
        words += f", {figures.failed} phiếu không đạt tiêu chí cứng"
    return Field(
        tenths(figures.average),
        words,
        url,
        tone=heat.RESULTS.tone(figures.average),
        is_failed=bool(figures.failed),
    )


def of_cells(
    place: Place,
    cells: Collection[CellMonths],
    months: Sequence[date],
    groups: Sequence[GradeGroup],
) -> Heat:
    programme = place.selection.programme
    rows = [
        Row(
            name=cell.last.cell_name,
            note=cell.last.committee.name,
            url=links.cell_page(cell.last.cell_id, programme, cell.last.month),
            fields=tuple(cell_field(cell.sheets.get(month)) for month in months),
            figures=_figures(cell),
        )
        for cell in cells
    ]
    steps = [Step(group.tone, group.name) for group in groups]
    return heat_of(month_columns(months), rows, steps)


def cell_field(sheet: Evaluation | None) -> Field:
    if sheet is None:
        return NOTHING
    url = reverse("scoring:sheet", args=[sheet.pk])
    if not sheet.is_complete:
        return Field("–", "chưa chấm đủ", url, is_unscored=True)
    words = sheet.grade.name if sheet.grade else "không thuộc mức nào"
    if sheet.hard_failed:
        words += ", không đạt tiêu chí cứng"
    text = "–" if sheet.percent is None else tenths(sheet.percent)
    if not sheet.framework.has_total and sheet.grade:
        text = sheet.grade.name  # its criteria are judged one by one: no total to print
    tone = sheet.grade.tone if sheet.grade else ""
    return Field(text, words, url, tone=tone, is_failed=sheet.hard_failed)


def _figures(row: ChildMonths | CellMonths) -> tuple[str, str]:
    """Average and change, as the columns after the months print them."""
    average, change = row.average, row.change
    return (
        "–" if average is None else format_decimal(average, 2),
        "–" if change is None else format_signed(change, 2),
    )


def of_losses(place: Place, losses: Losses) -> Heat:
    """Which child loses where: children by criteria."""
    children = [*losses.children, *([None] if losses.has_direct else [])]
    rows = [
        Row(
            name=name_of(child),
            url=place.child_page("reports:losses", child, place.selection.span)
            if child
            else "",
            fields=tuple(
                _loss_field(
                    row.by_child.get(child.pk if child else None),
                    loss_list(place, "tieu-chi", row.key, branch_of(child)),
                )
                for row in losses.rows
            ),
        )
        for child in children
    ]
    columns = [Column(row.label, row.note) for row in losses.rows]
    return heat_of(columns, rows, heat.LOSSES.steps)


def _loss_field(lost: Lost | None, url: str) -> Field:
    if lost is None or lost.percent is None:
        return NOTHING
    words = (
        f"mất {format_decimal(lost.points)} trên {format_decimal(lost.possible)} điểm, "
        f"{lost.losing} phiếu mất điểm"
    )
    return Field(
        tenths(lost.percent),
        words,
        url if lost.losing else "",
        tone=heat.LOSSES.tone(lost.percent),
    )


def loss_list(place: Place, part: str, key: int, branch: str = "") -> str:
    """The sheets that lost points in a criterion ("tieu-chi") or indicator ("chi-so")."""
    selection = place.selection
    query = place.asked.query(**{part: str(key), "nhanh": branch})
    return links.report_page(
        "reports:loss_list", selection.committee.pk, selection.span, query
    )
