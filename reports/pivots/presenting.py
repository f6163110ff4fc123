"""A pivot as the page and the files print it: with words, links and a chart."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.charts.bars import Bar, bars
from reports.pivots.dimensions import DIMENSIONS
from reports.pivots.lists import Lists
from reports.pivots.measures import Measure
from reports.pivots.tables import Figure, Pivot, Question, Row
from vietnamese.numbers import format_decimal

MOST_ROWS = 300
MOST_BARS = 25
WHOLE = Decimal(100)
PLACES = 2
READ_AS = {
    Measure.PERCENT: "phần trăm điểm tối đa",
    Measure.AVERAGE: "điểm trung bình",
    Measure.SUM: "tổng điểm",
    Measure.COUNT: "số lượt chấm",
}
EXPLAINED = {
    # (of scores, measure): how the figure is made, in a sentence
    (False, Measure.PERCENT): "Trung bình phần trăm của các phiếu đã chấm đủ.",
    (False, Measure.AVERAGE): "Trung bình điểm của các phiếu đã chấm đủ.",
    (False, Measure.SUM): "Cộng điểm của các phiếu đã chấm đủ.",
    (False, Measure.COUNT): "Đếm phiếu đã chấm đủ.",
    (True, Measure.PERCENT): (
        "Điểm đạt trên điểm tối đa của các chỉ số trong tổng điểm, trên phiếu đã chấm đủ."
    ),
    (True, Measure.AVERAGE): (
        "Trung bình điểm của một lần chấm chỉ số, trên phiếu đã chấm đủ."
    ),
    (True, Measure.SUM): (
        "Cộng điểm của các chỉ số trong tổng điểm, trên phiếu đã chấm đủ."
    ),
    (True, Measure.COUNT): "Đếm lần chấm chỉ số, trên phiếu đã chấm đủ.",
}


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """Of the figures, those with a list of sheets behind them are links to it."""

    label: str
    note: str
    url: str
    figures: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Shown:
    """`notes` say what was chosen, line by line; `left_out` rows are only in the files."""

    title: str
    corner: str
    total_label: str
    notes: list[str]
    explained: str
    pivot: Pivot
    rows: list[PrintedRow]
    footer: PrintedRow
    left_out: int
    chart: SafeString


def shown(
    question: Question, table: Pivot, *, seen: Collection[int], family: str = ""
) -> Shown:
    """`seen` are the ids of the committees whose pages the reader may open; `family` is
    what the framework that was chosen is called.
    """
    selection, lists = question.selection, Lists(question, seen)
    by = DIMENSIONS[question.rows].label.lower()
    title = f"{_capital(READ_AS[question.measure])} theo {by}"
    if question.columns:
        title += f" và {DIMENSIONS[question.columns].label.lower()}"
    return Shown(
        title=title,
        corner=DIMENSIONS[question.rows].label,
        total_label="Chung" if question.measure.is_mean else "Cộng",
        notes=[
            f"{selection.committee} · {selection.programme} · {selection.span.label}",
            _narrowed(selection, family, is_part=selection.committee.pk not in seen),
        ],
        explained=EXPLAINED[question.is_of_scores, question.measure],
        pivot=table,
        rows=[_printed(question, table, row, lists) for row in table.rows[:MOST_ROWS]],
        footer=_printed(question, table, table.total, lists),
        left_out=max(0, len(table.rows) - MOST_ROWS),
        chart=_chart(question, table),
    )


def _capital(words):
    return words[0].upper() + words[1:]


def _narrowed(selection, family, *, is_part):
    """`is_part`: the reader sees only some cells of the committee."""
    every = "chỉ phần đồng chí được xem" if is_part else "tất cả chi bộ"
    words = [
        every if is_part or not selection.only_models else "",
        "chỉ chi bộ đăng ký kiểu mẫu" if selection.only_models else "",
        f"loại hình {selection.kind}" if selection.kind else "",
        f"theo “{family}”" if family else "",
        "theo tổ chức hiện nay" if selection.by_today else "theo tổ chức của tháng đó",
    ]
    return _capital(", ".join(word for word in words if word))


def _printed(question: Question, table: Pivot, row: Row, lists: Lists) -> PrintedRow:
    key, counts = row.head.key, question.measure is Measure.COUNT

    def number(figure: Figure, column=None) -> str:
        text = _text(question, figure)
        is_nothing = figure is None or (counts and not figure)
        url = "" if is_nothing else lists.of(key, column)
        return format_html('<a href="{}">{}</a>', url, text) if url else text

    return PrintedRow(
        label=row.head.label,
        note=row.head.note,
        url=lists.row_page(key),
        figures=tuple(
            number(figure, column.key)
            for figure, column in zip(row.figures, table.columns, strict=False)
        ),
        total=number(row.total),
    )


def _text(question: Question, figure: Figure) -> str:
    if figure is None:
        return "–"
    places = 0 if question.measure is Measure.COUNT else PLACES
    return format_decimal(figure, places)


def _chart(question, table):
    """The rows' totals as bars, the first of them; the table behind it is the page's."""
    rows = [row for row in table.rows if row.total is not None][:MOST_BARS]
    if len(rows) < 2:
        return ""
    most = max(row.total for row in rows)
    if question.measure is Measure.PERCENT:
        most = max(most, WHOLE)
    return bars(
        [
            Bar(_label(row.head), Decimal(row.total), _text(question, row.total))
            for row in rows
        ],
        most=Decimal(most or 1),
    )


def _label(head):
    if not head.note:
        return head.label
    return format_html('{} <span class="quiet small">{}</span>', head.label, head.note)
