"""BÁO CÁO tổng hợp: what the summary page says of a committee, child by child, on paper."""

from collections.abc import Iterator
from datetime import date

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
from reports.presenting import DIRECT, unit_of
from reports.selections import Selection
from reports.summaries import Summary
from vietnamese.numbers import format_decimal, format_percent, format_signed

FIT = Fit(largest=13, smallest=9, flowing=11)
JUDGED = "Xếp loại"
FIRST = 2  # the column of the first count, after STT and name


def summary_report(
    selection: Selection, summary: Summary, office: Office, *, on: date
) -> Document:
    """Of any span of months; `summary` is the page's own."""
    span = selection.span
    bands = [band for group in summary.groups for band in group.bands]
    tables = [_children(selection, summary)]
    if summary.failures:
        tables.append(_failures(selection, summary))
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
    before = "So tháng trước" if selection.span.is_month else "So kỳ trước"
    rows = [
        _row(at, row.committee.name if row.committee else DIRECT, row.figures)
        for at, row in enumerate(summary.rows, start=1)
    ]
    return Table(
        columns=(
            Column("STT", 2.4),
            Column("Đơn vị", None, Align.LEFT),
            Column("Tham gia", 3.2),
            Column("Chấm đủ", 3.2),
            Column("Duyệt", 3.2),
            *(Column(group.name, 3, group=JUDGED) for group in summary.groups),
            Column("Không đạt tiêu chí cứng", 3.6, group=JUDGED),
            Column("Điểm TB (%)", 3.6, places=2),
            Column(before, 3.6, places=2),
        ),
        rows=(*rows, _total(summary, len(rows))),
        title="Kết quả theo đơn vị trực thuộc" if summary.failures else "",
        name="Theo đơn vị",
    )


def _row(number: int, name: str, figures: Figures) -> Row:
    counts = _counts(figures)
    return Row((number, name, *counts, figures.average, figures.average_change))


def _counts(figures: Figures) -> tuple[int, ...]:
    return (
        figures.registered,
        figures.complete,
        figures.approved,
        *figures.graded,
        figures.failed,
    )


def _total(summary, rows: int) -> Row:
    """Counts add up, averages do not."""
    counts = [
        Formula(count, "SUM({})", (Range(0, column, rows - 1, column),))
        if rows
        else count
        for column, count in enumerate(_counts(summary.total), start=FIRST)
    ]
    total = summary.total
    return Row(
        ("Tổng cộng", None, *counts, total.average, total.average_change),
        Look.TOTAL,
        span=2,
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
