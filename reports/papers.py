"""The documents of a committee: from what is asked for to what the document says.

The only place where documents meet the summaries' figures.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from enum import StrEnum

from criteria.models import Framework
from reports.documents.document import Document
from reports.documents.grade_list import GradeList, Group, grade_list
from reports.documents.letterhead import office_of, offices_of
from reports.documents.monthly_list import Listed, losses_by_sheet, monthly_list
from reports.documents.selected import place_of
from reports.documents.sheet import sheet_document
from reports.documents.summary_report import summary_report
from reports.documents.year_result import CellYear, year_result
from reports.named_cells import latest_sheets, movers
from reports.ranking import LABELS, Shown, listing
from reports.selections import Selection
from reports.summaries import summarise
from reports.years import average_of, grade_of_sheets
from scoring.models import Evaluation, Score
from scoring.rules import ranks
from scoring.sheets import read_sheet
from vietnamese.spans import Span, span_of_year


class Paper(StrEnum):
    """The value names it in an address."""

    SUMMARY = "bao-cao-tong-hop"
    MONTHLY = "tong-hop-thang"
    GRADES = "theo-xep-loai"
    YEAR = "ket-qua-nam"

    @property
    def label(self) -> str:
        return {
            Paper.SUMMARY: "Báo cáo tổng hợp",
            Paper.MONTHLY: "Danh sách tổng hợp tháng",
            Paper.GRADES: "Danh sách theo mức xếp loại",
            Paper.YEAR: "Kết quả cả năm",
        }[self]

    @property
    def lists_cells(self) -> bool:
        """Whether it grows with the number of cells."""
        return self is not Paper.SUMMARY

    def tells_of(self, span: Span) -> bool:
        """Lists are of one month; the year's result of the year that a span ends in."""
        return span.is_month or self in (Paper.SUMMARY, Paper.YEAR)


def paper(name: Paper, selection: Selection, *, on: date) -> Document:
    """The document `name` of a selection whose span it can tell of (`tells_of`)."""
    maker = {
        Paper.SUMMARY: _summary,
        Paper.MONTHLY: _monthly,
        Paper.GRADES: _grades,
        Paper.YEAR: _year,
    }[name]
    return maker(selection, on=on)


def _summary(selection, *, on):
    summary, office = summarise(selection), office_of(selection.committee)
    moved = movers(summary.movers, latest_sheets(selection, summary.movers))
    return summary_report(selection, summary, moved, office, on=on)


def _monthly(selection, *, on):
    summary = summarise(selection)
    sheets = list(
        listing(selection, summary, Shown.ALL).sheets.select_related(
            "committee", "grade", "framework", "cell__committee"
        )
    )
    losing = Score.objects.on([sheet.pk for sheet in sheets]).losing_points()
    losses = losses_by_sheet(losing.select_related("indicator").in_sheet_order())
    office = office_of(selection.committee)
    return monthly_list(selection, Listed(summary, sheets, losses), office, on=on)


def _grades(selection, *, on):
    summary = summarise(selection)
    wanted = [(group.key, group.name) for group in summary.groups]
    wanted += [(shown, LABELS[shown]) for shown in (Shown.UNGRADED, Shown.FAILED)]
    wanted.append((Shown.INCOMPLETE, LABELS[Shown.INCOMPLETE]))
    groups = []
    for key, label in wanted:
        listed = listing(selection, summary, key)
        if listed.count:
            sheets = listed.sheets.select_related(
                "committee", "grade", "framework", "cell__committee"
            )
            groups.append(Group(label, listed.count, list(sheets)))
    ranked = list(listing(selection, summary, Shown.RANKED).sheets)
    places = ranks([sheet.percent for sheet in ranked])
    rank_of = {sheet.pk: place for sheet, place in zip(ranked, places, strict=True)}
    office = office_of(selection.committee)
    return grade_list(selection, GradeList(summary, groups, rank_of), office, on=on)


def _year(selection, *, on):
    year = replace(selection, span=span_of_year(selection.month.year)).standing()
    sheets = defaultdict(list)
    for sheet in (
        year.sheets()
        .select_related("committee", "grade", "framework", "cell__committee")
        .order_by("period_id", "pk")
    ):
        sheets[sheet.cell_id].append(sheet)
    latest = [months[-1] for months in sheets.values()]
    frameworks = Framework.objects.with_parts().in_bulk(
        {sheet.framework_id for sheet in latest}
    )
    cells = [
        _cell_year(months, frameworks[months[-1].framework_id])
        for months in sheets.values()
    ]
    cells.sort(
        key=lambda one: (
            place_of(one.latest, year).path,
            one.latest.cell.sort_key,
            one.latest.pk,
        )
    )
    return year_result(year, cells, office_of(selection.committee), on=on)


def _cell_year(months, framework):
    grade, _ = grade_of_sheets(months, list(framework.bands.all()))
    return CellYear(
        latest=months[-1],
        sheets={sheet.month.month: sheet for sheet in months},
        average=average_of(sheet.percent for sheet in months),
        grade=grade,
    )


def sheet_papers(
    evaluations: list[Evaluation], *, on: date, is_blank: bool = False
) -> list[Document]:
    """The sheet of each evaluation, which come with framework, programme and committee.

    Sheets of one framework read its parts once.
    """
    offices = offices_of({sheet.committee for sheet in evaluations})
    frameworks = {}
    found = []
    for evaluation in evaluations:
        evaluation.framework = frameworks.setdefault(
            evaluation.framework_id, evaluation.framework
        )
        sheet = read_sheet(evaluation)
        office = offices[evaluation.committee_id]
        found.append(sheet_document(sheet, office, on=on, is_blank=is_blank))
    return found
