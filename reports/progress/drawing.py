"""The cell page's pictures: its months, and how much of each criterion it earned."""

from dataclasses import replace
from decimal import Decimal

from django.utils.text import Truncator

from reports.charts.bars import Bar, Mark, MarkKind, bars, legend
from reports.charts.line import NARROW, PAPER, WIDE, line_chart
from reports.progress.month import Progress
from reports.progress.profile import Profile
from vietnamese.months import format_month
from vietnamese.numbers import at_most, format_percent

ONE_LINE = 44  # characters
MARKS = {MarkKind.BEFORE: "tháng trước", MarkKind.AVERAGE: "trung bình từ đầu năm"}


def months_drawn(progress: Progress) -> dict:
    """The same drawing for a wide and a narrow screen, of which css shows one, and for
    paper; nothing where a year has no result to draw.
    """
    year = progress.shown_year
    if not year.has_results:
        return {}
    seen = f"Đang xem tháng {format_month(progress.sheet.month)}."
    wide, narrow, paper = (
        line_chart(
            year.points_of(progress.sheet),
            year.bands(),
            title=f"Kết quả các tháng năm {year.number}, phần trăm điểm tối đa",
            description=f"{year.words}. {seen}",
            size=size,
        )
        for size in (WIDE, NARROW, PAPER)
    )
    return {"screen": [wide, narrow], "paper": paper}


def profile_drawn(progress: Progress) -> dict:
    """The bars of the criteria, with a legend of the marks that occur; on paper each
    criterion has one line. Nothing before the first point is given.
    """
    if not progress.sheet.scored:
        return {}
    rows = [_bar(one) for one in progress.profile]
    short = [replace(row, label=Truncator(row.label).chars(ONE_LINE)) for row in rows]
    used = {mark.kind for row in rows for mark in row.marks}
    marks = {kind: words for kind, words in MARKS.items() if kind in used}
    return {
        "bars": bars(rows),
        "paper": bars(short),
        "legend": legend(f"tháng {format_month(progress.sheet.month)}", marks),
    }


def _bar(row: Profile) -> Bar:
    values = {MarkKind.BEFORE: row.before, MarkKind.AVERAGE: row.average}
    return Bar(
        label=str(row.criterion),
        value=row.share,
        text=_figure(row),
        marks=tuple(
            Mark(kind, value, f"{MARKS[kind]} {_percent(value)}")
            for kind, value in values.items()
            if value is not None
        ),
    )


def _figure(row):
    if row.share is None:
        return f"{row.subtotal.scored}/{row.subtotal.required} chỉ số"
    return format_percent(row.share)


def _percent(value: Decimal) -> str:
    return format_percent(at_most(1, value))
