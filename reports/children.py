"""The table of a committee's children: two sets of columns, each number with its list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import dropwhile, takewhile

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cells.paths import contains
from reports import links
from reports.asking import Asked
from reports.charts.spark import sparkline
from reports.figures import Figures
from reports.presenting import DIRECT, Lists
from reports.ranking import Shown
from reports.selections import Selection
from reports.summaries import ChildRow, Summary
from reports.trends import Trend, trend_of
from vietnamese.months import format_month
from vietnamese.numbers import format_decimal, format_percent

DIRECTLY = "truc-thuoc"
PLAIN = '<td class="num" data-label="{}"><a href="{}">{}</a></td>'
NOTED = (
    '<td class="num" data-label="{}"><a href="{}">{}</a>'
    '<span class="cell-note">{}</span></td>'
)
NOTHING = '<td class="num quiet is-nothing" data-label="{}">{}</td>'
LEAST = Decimal(2)  # above and below: lines that hardly move are to look so
SORTS = {
    "ten": lambda row: row.sort_key,
    "dang-ky": lambda row: row.figures.registered,
    "da-cham-du": lambda row: row.figures.completeness,
    "da-duyet": lambda row: row.figures.approved,
    "khong-dat": lambda row: row.figures.failed,
    "diem": lambda row: row.figures.average,
    "thay-doi": lambda row: row.figures.average_change,
    "cung-ky": lambda row: row.figures.year_change,
    "thap-nhat": lambda row: row.figures.spread and row.figures.spread.lowest,
    "trung-vi": lambda row: row.figures.median,
    "cao-nhat": lambda row: row.figures.spread and row.figures.spread.highest,
    "chi-bo-chung": lambda row: row.figures.change_of_compared,
}


@dataclass(frozen=True, slots=True)
class Head:
    label: str
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A cell of the table: words with the list behind them, or a trend, or a drawing.

    `is_nothing`: 0 or unknown, which a phone leaves out.
    """

    label: str
    text: str = ""
    url: str = ""
    note: str = ""
    is_nothing: bool = False
    trend: Trend | None = None
    drawing: SafeString | None = None

    @property
    def is_number(self) -> bool:
        return not (self.trend or self.drawing)

    @property
    def as_number(self) -> SafeString:
        if self.is_nothing:
            return format_html(NOTHING, self.label, self.text)
        if self.note:
            return format_html(NOTED, self.label, self.url, self.text, self.note)
        return format_html(PLAIN, self.label, self.url, self.text)


@dataclass(frozen=True, slots=True)
class TableRow:
    """`url` leads to the child's own page; empty where the reader may not go."""

    name: str
    url: str
    values: tuple[Value, ...]

    @property
    def numbers(self) -> SafeString:
        """The first columns. A province has more than a thousand of these numbers, which
        the template language would take three times as long to print."""
        numbers = takewhile(lambda value: value.is_number, self.values)
        return format_html_join("", "{}", ((value.as_number,) for value in numbers))

    @property
    def directions(self) -> list[Value]:
        """The columns from the first trend on."""
        return list(dropwhile(lambda value: value.is_number, self.values))


@dataclass(frozen=True, slots=True)
class Table:
    heads: tuple[Head, ...]
    rows: tuple[TableRow, ...]
    total: TableRow


def children_table(
    selection: Selection, summary: Summary, asked: Asked, lists: Lists
) -> Table:
    """The children in the order asked for, with the sum of them all at the foot."""
    heads, values_of = TABLES[asked.table](selection, summary, lists)
    return Table(
        heads=heads,
        rows=tuple(
            TableRow(
                name=row.committee.name if row.committee else DIRECT,
                url=_url(selection, row, asked, lists),
                values=tuple(values_of(row.figures, _branch(row))),
            )
            for row in _sorted(summary.rows, asked.sort)
        ),
        total=TableRow("Tổng cộng", "", tuple(values_of(summary.total, ""))),
    )


def _branch(row: ChildRow) -> str:
    return str(row.committee.pk) if row.committee else DIRECTLY


def _sorted(rows: Iterable[ChildRow], sort: str) -> list[ChildRow]:
    """Those without the figure come last, in whichever direction."""
    key = SORTS[sort.removeprefix("-")]
    known = [row for row in rows if key(row) is not None]
    known.sort(key=key, reverse=sort.startswith("-"))
    return known + [row for row in rows if key(row) is None]


def _url(selection: Selection, row: ChildRow, asked: Asked, lists: Lists) -> str:
    if row.committee is None:
        return lists.of(Shown.ALL, branch=DIRECTLY)
    if not contains(selection.committee.path, row.committee.path):
        return ""  # it moved away since: its own page is another committee's matter
    return links.summary_page(row.committee.pk, selection.span, asked.query_here())


def _counts(selection: Selection, summary: Summary, lists: Lists):
    """How far the scoring is, the grades, and where the average goes."""
    before = "So tháng trước" if selection.span.is_month else "So kỳ trước"
    heads = (
        Head("Tham gia", "dang-ky"),
        Head("Chấm đủ", "da-cham-du"),
        Head("Duyệt", "da-duyet"),
        *(Head(group.name) for group in summary.groups),
        Head("Không đạt tiêu chí cứng", "khong-dat"),
        Head("Điểm TB (%)", "diem"),
        Head(before, "thay-doi"),
        Head("12 tháng" if selection.span.is_month else "Các tháng"),
    )
    between = _scale(row.figures for row in summary.rows)
    shown = (Shown.REGISTERED, Shown.COMPLETE, Shown.APPROVED)
    shown += (*(group.key for group in summary.groups), Shown.FAILED)
    earlier = selection.span.before

    def values(figures: Figures, branch: str) -> Iterator[Value]:
        complete = lists.of(Shown.COMPLETE, branch=branch)
        counts = (figures.registered, figures.complete, figures.approved)
        counts += (*figures.graded, figures.failed)
        for head, number, word in zip(heads, counts, shown, strict=False):
            value = _count(head.label, number, lists.of(word, branch=branch))
            if word == Shown.COMPLETE and figures.registered:
                value = replace(value, note=format_percent(figures.completeness, 0))
            yield value
        yield _result("Điểm TB (%)", figures.average, complete)
        past = lists.of(Shown.COMPLETE, branch=branch, span=earlier)
        yield _change(before, figures.average_change, past)
        yield Value(heads[-1].label, drawing=_line(figures, between))

    return heads, values


def _points(selection: Selection, summary: Summary, lists: Lists):
    """How the results lie, and how they changed."""
    before = "So tháng trước" if selection.span.is_month else "So kỳ trước"
    heads = (
        Head("Số kết quả"),
        Head("Điểm TB (%)", "diem"),
        Head("Thấp nhất", "thap-nhat"),
        Head("Một phần tư dưới"),
        Head("Trung vị", "trung-vi"),
        Head("Một phần tư trên"),
        Head("Cao nhất", "cao-nhat"),
        Head(before, "thay-doi"),
        Head("Chi bộ có cả hai kỳ", "chi-bo-chung"),
        Head("So cùng kỳ năm trước", "cung-ky"),
    )
    span, last_year = selection.span.before, selection.span.year_before

    def values(figures: Figures, branch: str) -> Iterator[Value]:
        labels = iter(head.label for head in heads)
        complete = lists.of(Shown.COMPLETE, branch=branch)
        yield _count(next(labels), figures.averaged, complete)
        yield _result(next(labels), figures.average, complete)
        for name in SPREAD:
            result = figures.spread and getattr(figures.spread, name)
            yield _result(next(labels), result, complete)
        earlier = lists.of(Shown.COMPLETE, branch=branch, span=span)
        yield _change(next(labels), figures.average_change, earlier)
        compared = lists.of(Shown.COMPARED, branch=branch)
        number = _count(next(labels), figures.compared, compared)
        yield replace(number, trend=trend_of(figures.change_of_compared))
        earlier = lists.of(Shown.COMPLETE, branch=branch, span=last_year)
        yield _change(next(labels), figures.year_change, earlier)

    return heads, values


TABLES = {"": _counts, "diem": _points}
SPREAD = ("lowest", "lower", "median", "upper", "highest")


def _count(label: str, number: int, url: str) -> Value:
    if not number:
        return Value(label, "0", is_nothing=True)
    return Value(label, format_decimal(number), url)


def _result(label: str, percent: Decimal | None, url: str) -> Value:
    if percent is None:
        return Value(label, "–", is_nothing=True)
    return Value(label, format_decimal(percent, 2), url)


def _change(label: str, change: Decimal | None, url: str) -> Value:
    """`url` leads to what it is compared with."""
    if change is None:
        return Value(label, "–", is_nothing=True)
    return Value(label, url=url, trend=trend_of(change))


def _line(figures: Figures, between: tuple[Decimal, Decimal] | None) -> SafeString:
    averages = [average for _, average in figures.history]
    first, last = figures.history[0][0], figures.history[-1][0]
    label = f"Điểm trung bình từ {format_month(first)} đến {format_month(last)}"
    return sparkline(averages, label=label, unit="%", between=between)


def _scale(every: Iterable[Figures]) -> tuple[Decimal, Decimal] | None:
    """One for all rows, so that their lines can be compared."""
    averages = [
        average
        for figures in every
        for _, average in figures.history
        if average is not None
    ]
    if not averages:
        return None
    low, high = min(averages), max(averages)
    return low - LEAST, high + LEAST
