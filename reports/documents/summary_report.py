"""BÁO CÁO tổng hợp: what the summary page says of a committee, child by child, on paper."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import dropwhile

from reports.documents.document import (
    Align,
    Column,
    Document,
    Fit,
    Formula,
    Line,
    Look,
    Range,
    Row,
    Table,
)
from reports.documents.file_names import file_name
from reports.documents.form_rules import form_on
from reports.documents.letterhead import Office
from reports.documents.selected import about, subject_of
from reports.figures import Figures
from reports.named_cells import Movers, NamedCell
from reports.presenting import DIRECT, unit_of
from reports.selections import Selection
from reports.summaries import Summary
from vietnamese.months import format_month
from vietnamese.numbers import format_decimal, format_percent, format_signed
from vietnamese.spans import YEAR

FIT = Fit(largest=9, smallest=8, flowing=9)  # so that no word of a heading breaks
JUDGED = "Xếp loại"
FIRST = 2  # the column of the first count, after STT and name


def summary_report(
    selection: Selection,
    summary: Summary,
    movers: Movers,
    office: Office,
    *,
    on: date,
) -> Document:
    """Of any span of months; `summary` and `movers` are the page's own."""
    span = selection.span
    bands = [band for group in summary.groups for band in group.bands]
    tables = [_children(selection, summary)]
    history = summary.total.history
    # From the first month with a result on; the page's picture shows the empty ones too.
    months = list(dropwhile(lambda told: told[1] is None, history))
    if 1 < len(months) <= YEAR:
        tables.append(_months(months))
    if summary.failures:
        tables.append(_failures(selection, summary))
    if movers.rising or movers.falling:
        tables.append(_movers(selection, movers))
    return Document(
        name=file_name("bao-cao-tong-hop", span.slug, selection.committee.name),
        form=form_on(on),
        letterhead=office.letterhead(on),
        title="BÁO CÁO",
        subject=(subject_of("tổng hợp kết quả", selection), span.words),
        lead=tuple(_lead(selection, summary.total)),
        tables=tuple(tables),
        notes=tuple(about(selection, bands)),
        signatures=(office.signature,),
        recipients=office.recipients,
        fit=FIT,
    )


def _lead(selection, total: Figures) -> Iterator[Line]:
    unit = unit_of(selection.span)
    number = format_decimal
    yield Line(
        f"{number(total.registered)} {unit}, trong đó {number(total.models)} đăng ký kiểu mẫu; "
        f"đã mở {number(total.opened)} phiếu",
        label="Tham gia",
    )
    share = f" ({format_percent(total.completeness)})" if total.registered else ""
    yield Line(
        f"{number(total.complete)}/{number(total.registered)} {unit}{share}; "
        f"đã duyệt {number(total.approved)}",
        label="Đã chấm đủ",
    )
    if total.spread is None:
        return
    yield Line(_average(selection, total), label="Điểm trung bình")
    spread = total.spread
    yield Line(
        f"{format_percent(spread.median, 2)}; thấp nhất {format_percent(spread.lowest, 2)}, "
        f"cao nhất {format_percent(spread.highest, 2)}; một nửa số kết quả nằm từ "
        f"{format_percent(spread.lower, 2)} đến {format_percent(spread.upper, 2)}",
        label="Trung vị",
    )
    yield Line(f"{number(total.hard_failing)} {unit}", label="Không đạt tiêu chí cứng")


def _average(selection, total) -> str:
    before = "tháng trước" if selection.span.is_month else "kỳ trước"
    changes = [
        (before, total.average_change),
        ("cùng kỳ năm trước", total.year_change),
    ]
    said = [
        f"{format_signed(change, 2)} so với {than}"
        for than, change in changes
        if change is not None
    ]
    return "; ".join([format_percent(total.average, 2), *said])


def _children(selection, summary) -> Table:
    told = [row.figures for row in summary.rows]
    changes = [
        (title, name)
        for title, name in _changes(selection.span)
        if any(getattr(one, name) is not None for one in told)
    ]
    shown = ["average", *(name for _, name in changes)]
    rows = [
        Row(
            (
                at,
                row.committee.name if row.committee else DIRECT,
                *_counts(row.figures),
                *(getattr(row.figures, name) for name in shown),
            )
        )
        for at, row in enumerate(summary.rows, start=1)
    ]
    return Table(
        columns=(
            Column("STT", 2.9),
            Column("Đơn vị", None, Align.LEFT),
            Column("Tham gia", 3.9),
            Column("Chấm đủ", 3.9),
            *(Column(group.name, 3.7, group=JUDGED) for group in summary.groups),
            Column("Không đạt tiêu chí cứng", 4.2, group=JUDGED),
            Column("Điểm TB (%)", 3.8, places=2),
            *(Column(title, 3.8, places=2) for title, _ in changes),
        ),
        rows=(*rows, _total(summary, len(rows), shown)),
        title="Kết quả theo đơn vị trực thuộc",
        name="Theo đơn vị",
    )


def _changes(span):
    """(heading, figure), once where both are the same span."""
    before = "So tháng trước" if span.is_month else "So kỳ trước"
    yield before, "average_change"
    if span.year_before != span.before:
        yield "So cùng kỳ năm trước", "year_change"


def _counts(figures: Figures) -> tuple[int, ...]:
    return (
        figures.registered,
        figures.complete,
        *figures.graded,
        figures.failed,
    )


def _total(summary, rows: int, shown: Iterable[str]) -> Row:
    """Counts add up, averages do not."""
    counts = [
        Formula(count, "SUM({})", (Range(0, column, rows - 1, column),))
        if rows
        else count
        for column, count in enumerate(_counts(summary.total), start=FIRST)
    ]
    means = (getattr(summary.total, name) for name in shown)
    return Row(("Tổng cộng", None, *counts, *means), Look.TOTAL, span=2)


def _months(history) -> Table:
    is_one_year = history[0][0].year == history[-1][0].year
    width = 3.4 if is_one_year else 5
    return Table(
        columns=(
            Column("Tháng", None, Align.LEFT),
            *(
                Column(
                    str(month.month) if is_one_year else format_month(month),
                    width,
                    places=2,
                )
                for month, _ in history
            ),
        ),
        rows=(Row(("Điểm TB (%)", *(average for _, average in history))),),
        title="Điểm trung bình các tháng",
        name="Các tháng",
        is_drawn=True,
    )


def _failures(selection, summary) -> Table:
    return Table(
        columns=(
            Column("Số", 3),
            Column("Tiêu chí cứng không đạt", None, Align.LEFT),
            Column(f"Số {unit_of(selection.span)}", 5),
        ),
        rows=tuple(Row((one.code, one.name, one.sheets)) for one in summary.failures),
        title="Tiêu chí cứng không đạt",
        name="Tiêu chí cứng",
    )


def _movers(selection, movers) -> Table:
    before = selection.span.before.words
    return Table(
        columns=(
            Column("Chi bộ", None, Align.LEFT),
            Column("Cấp ủy", None, Align.LEFT),
            Column("Điểm TB (%)", 5, places=2),
            Column("Thay đổi", 5, places=2),
        ),
        rows=(
            *_moved("Tiến bộ nhất", movers.rising),
            *_moved("Giảm nhiều nhất", movers.falling),
        ),
        title=f"Phụ lục: Chi bộ thay đổi nhiều nhất so với {before}",
        name="Thay đổi nhiều nhất",
        is_annex=True,
    )


def _moved(words: str, cells: Iterable[tuple[NamedCell, object]]) -> Iterator[Row]:
    if cells:
        yield Row((words, None, None, None), Look.HEADING, span=4)
    for named, _ in cells:
        sheet, average = named.sheet, named.average
        yield Row((sheet.cell_name, sheet.committee.name, average.mean, average.change))
