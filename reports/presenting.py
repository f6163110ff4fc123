"""Figures as the summary page prints them: with words, directions and addresses."""

from dataclasses import dataclass
from decimal import Decimal

from cells.paths import contains
from reports import links
from reports.asking import Asked
from reports.grades import GradeGroup
from reports.ranking import Shown
from reports.selections import Selection
from reports.summaries import ChildRow, Figures, Summary
from reports.trends import Trend, trend_of
from vietnamese.numbers import format_decimal

DIRECT = "Chi bộ trực thuộc"
SORTS = {
    "ten": lambda row: row.sort_key,
    "dang-ky": lambda row: row.figures.registered,
    "da-cham-du": lambda row: row.figures.completeness,
    "da-duyet": lambda row: row.figures.approved,
    "diem": lambda row: row.figures.average,
    "thay-doi": lambda row: row.figures.average_change,
    "khong-dat": lambda row: row.figures.failed,
}


@dataclass(frozen=True, slots=True)
class GradeShare:
    """How many have a grade; `maximum` is the number of complete sheets."""

    key: str
    name: str
    tone: str
    count: int
    maximum: int
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A child of the committee; `url` is empty where the reader may not go."""

    name: str
    url: str
    figures: Figures
    grades: tuple[GradeShare, ...]
    change: Trend | None


def shares(groups: tuple[GradeGroup, ...], figures: Figures) -> tuple[GradeShare, ...]:
    """The grades in order; what failed hard or fits no band follows, so that the sum is whole."""
    counts = [
        *(
            (group.key, group.name, group.tone, count)
            for group, count in zip(groups, figures.graded, strict=True)
        ),
        (Shown.FAILED, "Không đạt tiêu chí cứng", "error", figures.failed),
    ]
    if figures.ungraded:
        counts.append((Shown.UNGRADED, "Không thuộc mức nào", "", figures.ungraded))
    return tuple(
        GradeShare(key, name, tone, count, figures.complete, _share(count, figures))
        for key, name, tone, count in counts
    )


def _share(count: int, figures: Figures) -> Decimal | None:
    if not figures.complete:
        return None
    return (Decimal(100 * count) / figures.complete).quantize(Decimal("0.1"))


def printed_rows(
    selection: Selection, summary: Summary, asked: Asked
) -> list[PrintedRow]:
    """The children in the order asked for; those without the figure come last."""
    key = SORTS[asked.sort.removeprefix("-")]
    known = [row for row in summary.rows if key(row) is not None]
    known.sort(key=key, reverse=asked.sort.startswith("-"))
    unknown = [row for row in summary.rows if key(row) is None]
    return [
        PrintedRow(
            name=row.committee.name if row.committee else DIRECT,
            url=_url(selection, row, asked),
            figures=row.figures,
            grades=shares(summary.groups, row.figures),
            change=trend_of(row.figures.average_change),
        )
        for row in known + unknown
    ]


def _url(selection: Selection, row: ChildRow, asked: Asked) -> str:
    if row.committee is None:
        here = links.summary_page(
            selection.committee.pk, selection.span, asked.query_here(xem=Shown.DIRECT)
        )
        return f"{here}#danh-sach"
    if not contains(selection.committee.path, row.committee.path):
        return ""  # it moved away since: its own page is another committee's matter
    return links.summary_page(row.committee.pk, selection.span, asked.query_here())


def average_in_words(figures: Figures) -> str:
    if figures.average is None:
        return "chưa phiếu nào chấm đủ"
    return f"của {format_decimal(figures.averaged)} chi bộ"
