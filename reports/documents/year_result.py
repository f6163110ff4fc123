"""KẾT QUẢ năm: cells by months, the year's average, and its grade by the framework's rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from criteria.models import GradeBand
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
    Value,
)
from reports.documents.file_names import file_name
from reports.documents.form_rules import form_on
from reports.documents.letterhead import Office
from reports.documents.selected import about, place_of, subject_of
from reports.selections import Selection
from scoring.models import Evaluation
from vietnamese.numbers import format_decimal

MONTHS = range(1, 13)
FIRST, LAST = 2, 13  # the columns of the months
FIT = Fit(largest=12, smallest=8, flowing=10, is_landscape=True)


@dataclass(frozen=True, slots=True)
class CellYear:
    """A cell's sheets of the year by month, and what they come to."""

    latest: Evaluation
    sheets: Mapping[int, Evaluation]
    average: Decimal | None
    grade: GradeBand | None


def year_result(
    selection: Selection, cells: Sequence[CellYear], office: Office, *, on: date
) -> Document:
    """`selection` spans the year; `cells` in the order of committees and names."""
    year = selection.span.first.year
    return Document(
        name=file_name("ket-qua-nam", str(year), selection.committee.name),
        form=form_on(on),
        letterhead=office.letterhead(on),
        title="KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI",
        subject=(f"{subject_of('', selection).strip()} năm {year}",),
        tables=(_table(selection, cells),),
        notes=tuple(_notes(selection, cells)),
        signatures=(office.signature,),
        recipients=office.recipients,
        fit=FIT,
    )


def _table(selection, cells) -> Table:
    rows: list[Row] = []
    places = {place_of(one.latest, selection).pk for one in cells}
    before = None
    for number, one in enumerate(cells, start=1):
        place = place_of(one.latest, selection)
        if len(places) > 1 and place != before:
            rows.append(Row((place.name, *[None] * 15), Look.HEADING, span=16))
            before = place
        rows.append(_row(number, one, len(rows)))
    return Table(
        columns=(
            Column("STT", 2.4),
            Column("Chi bộ", None, Align.LEFT),
            *(
                Column(str(month), 3.2, group="Kết quả các tháng (%)")
                for month in MONTHS
            ),
            Column("Trung bình (%)", 4, places=2),
            Column("Xếp loại năm", 6),
        ),
        rows=tuple(rows),
        name="Kết quả năm",
    )


def _row(number, one: CellYear, at: int) -> Row:
    months = [_shown(one.sheets.get(month)) for month in MONTHS]
    return Row(
        (
            number,
            one.latest.cell_name,
            *months,
            _average(one, months, at),
            one.grade.name if one.grade else None,
        )
    )


def _shown(sheet: Evaluation | None) -> Value:
    """Percent; the grade where points are not added up; a star after a hard failure."""
    if sheet is None or not sheet.is_complete:
        return None
    if not sheet.framework.has_total:
        return sheet.grade.name if sheet.grade else None
    if sheet.hard_failed and sheet.percent is not None:
        return f"{format_decimal(sheet.percent)}*"
    return sheet.percent


def _average(one: CellYear, months, at) -> Value:
    """With Excel's formula where every month stands there as a number."""
    if one.average is None or any(isinstance(month, str) for month in months):
        return one.average
    text = "ROUND(AVERAGE({}),2)"
    return Formula(one.average, text, (Range(at, FIRST, at, LAST),))


def _notes(selection, cells) -> Iterator[Line]:
    sheets = [sheet for one in cells for sheet in one.sheets.values()]
    if any(sheet.is_complete and sheet.hard_failed for sheet in sheets):
        yield Line("tháng không đạt tiêu chí cứng.", label="*")
    if sheets:
        last = max(sheet.month for sheet in sheets)
        if last < selection.span.last:
            yield Line(f"Tính đến tháng {last.month}; kết quả năm còn có thể thay đổi.")
    if any(one.grade is None and one.average is not None for one in cells):
        yield Line(
            "Chi bộ để trống xếp loại năm: bộ tiêu chí không quy định xếp loại năm từ "
            "kết quả các tháng, hoặc chưa có tháng nào được xếp loại."
        )
    yield from about(selection, sheets)
