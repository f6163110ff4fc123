"""Figures as the summary page prints them: with words, directions and addresses."""

from dataclasses import dataclass
from decimal import Decimal

from reports import links
from reports.asking import Asked
from reports.figures import Figures
from reports.grades import GradeGroup
from reports.ranking import Shown
from reports.selections import Selection
from reports.trends import Trend, trend_of
from vietnamese.numbers import format_decimal, format_percent
from vietnamese.spans import Span

DIRECT = "Chi bộ trực thuộc"
ANCHOR = "#danh-sach"


@dataclass(frozen=True, slots=True)
class Note:
    """A few words below a number; with `url` they lead to the list behind them."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    label: str
    value: str
    unit: str
    url: str
    notes: tuple[Note, ...] = ()
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """With another span: how the average changed, and that of the cells in both."""

    words: str
    average: Decimal
    url: str
    change: Trend
    compared: int
    compared_url: str
    change_of_compared: Trend | None


@dataclass(frozen=True, slots=True)
class GradeShare:
    """How many have a grade; `maximum` is the number of complete sheets."""

    key: str
    name: str
    tone: str
    count: int
    maximum: int
    percent: Decimal | None


class Lists:
    """Addresses of the lists behind a committee's numbers, on its page of a span.

    A page has more than a thousand of them: what they share is made once.
    """

    def __init__(self, selection: Selection, asked: Asked):
        self._pk, self._span, self._asked = (
            selection.committee.pk,
            selection.span,
            asked,
        )
        self._pages: dict[Span, str] = {}

    def of(self, shown: str, *, branch: str = "", span: Span | None = None) -> str:
        """`branch` as an address names it: a child's id, or "truc-thuoc"."""
        page = self._page(span or self._span)
        return f"{page}&xem={shown}{f'&nhanh={branch}' if branch else ''}{ANCHOR}"

    def of_indicator(self, indicator: int) -> str:
        return f"{self._page(self._span)}&xem={Shown.HARD}&chi-so={indicator}{ANCHOR}"

    def of_models(self, shown: str) -> str:
        return self._narrowed(loai="kieu-mau", xem=shown)

    def of_kind(self, kind: int, shown: str) -> str:
        return self._narrowed(**{"loai-hinh": str(kind), "xem": shown})

    def _narrowed(self, **changes: str) -> str:
        query = self._asked.query_here(**changes)
        return links.summary_page(self._pk, self._span, query) + ANCHOR

    def _page(self, span: Span) -> str:
        if span not in self._pages:
            query = self._asked.query_here()
            self._pages[span] = links.summary_page(self._pk, span, query)
        return self._pages[span]


def unit_of(span: Span) -> str:
    """What is counted: a month has one sheet a cell, a longer span several."""
    return "chi bộ" if span.is_month else "lượt phiếu"


def tiles(selection: Selection, figures: Figures, lists: Lists, due: str) -> list[Tile]:
    """`due` says how long the month may still be scored; "" for several months."""
    span, unit = selection.span, unit_of(selection.span)
    registered = format_decimal(figures.registered)
    complete, approved, failing = (
        format_decimal(number)
        for number in (figures.complete, figures.approved, figures.hard_failing)
    )
    average = "–" if figures.average is None else format_decimal(figures.average, 2)
    nobody = () if figures.hard_failing else (Note("không có chi bộ nào"),)
    return [
        Tile(
            "Tham gia",
            registered,
            unit,
            lists.of(Shown.REGISTERED),
            tuple(_taking_part(span, figures, lists)),
        ),
        Tile(
            "Đã chấm đủ",
            complete,
            f"/ {registered}",
            lists.of(Shown.COMPLETE),
            tuple(_completeness(figures, lists, due)),
        ),
        Tile("Đã duyệt", approved, unit, lists.of(Shown.APPROVED)),
        Tile(
            "Điểm trung bình",
            average,
            "%",
            lists.of(Shown.COMPLETE),
            (Note(_averaged(figures, unit)),),
        ),
        Tile(
            "Không đạt tiêu chí cứng",
            failing,
            unit,
            lists.of(Shown.HARD),
            nobody,
            "" if nobody else "error",
        ),
    ]


def _taking_part(span: Span, figures: Figures, lists: Lists):
    words = "đăng ký kiểu mẫu" if span.is_month else "lượt phiếu kiểu mẫu"
    models = f"{format_decimal(figures.models)} {words}"
    if not span.is_month:
        cells = f"{format_decimal(figures.by_cell.cells)} chi bộ"
        yield Note(cells, lists.of(Shown.CELLS))
    yield Note(models, lists.of_models(Shown.REGISTERED))
    if figures.unopened:
        unopened = f"{format_decimal(figures.unopened)} chưa có phiếu"
        yield Note(unopened, lists.of(Shown.UNOPENED))


def _completeness(figures: Figures, lists: Lists, due: str):
    if figures.completeness is not None:
        yield Note(format_percent(figures.completeness))
    if figures.incomplete:
        left = f"{format_decimal(figures.incomplete)} chưa chấm đủ"
        yield Note(left, lists.of(Shown.INCOMPLETE))
        if due:
            yield Note(due)


def _averaged(figures: Figures, unit: str) -> str:
    if figures.average is None:
        return "chưa phiếu nào chấm đủ"
    return f"của {format_decimal(figures.averaged)} {unit}"


def comparisons(
    selection: Selection, figures: Figures, lists: Lists
) -> list[Comparison]:
    """With the span right before and with the same one a year before, once if they are one."""
    span, cells = selection.span, figures.by_cell
    found = [
        _comparison(
            span.before,
            figures.average_before,
            figures.average_change,
            (cells.compared, cells.change, lists.of(Shown.COMPARED)),
            lists,
        )
    ]
    if span.year_before != span.before:
        found.append(
            _comparison(
                span.year_before,
                figures.average_year_before,
                figures.year_change,
                (
                    cells.compared_year,
                    cells.year_change,
                    lists.of(Shown.COMPARED_YEAR),
                ),
                lists,
            )
        )
    return [one for one in found if one]


def _comparison(span, average, change, of_cells, lists):
    if change is None:
        return None
    compared, change_of_compared, url = of_cells
    return Comparison(
        words=span.words,
        average=average,
        url=lists.of(Shown.COMPLETE, span=span),
        change=trend_of(change),
        compared=compared,
        compared_url=url,
        change_of_compared=trend_of(change_of_compared),
    )


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
