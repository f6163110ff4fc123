"""PHIẾU ĐÁNH GIÁ: one cell's month on paper, filled in or blank for the meeting.

The form is that of the sheets on the quality of meetings (HD 42-HD/BTCTW): number,
criterion, scale, points, notes; a line for each option; total, grade, bands, two
signatures. The title is the form's; pages and files say phiếu chấm điểm. Where the cell
assessed itself, its points stand beside the verified ones.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from criteria.rules import Effect, Measure
from reports.documents.document import (
    MARK,
    Align,
    Column,
    Document,
    Fit,
    Line,
    Look,
    Row,
    Signature,
    Table,
    Value,
)
from reports.documents.file_names import file_name
from reports.documents.form_rules import form_on
from reports.documents.letterhead import Office
from reports.documents.sheet_sums import Points, Sums
from scoring.rules import Line as Scored
from scoring.rules import evaluate
from scoring.sheet_rows import Row as SheetRow
from scoring.sheet_rows import Section
from scoring.sheets import Sheet
from scoring.values import NOT_APPLICABLE
from vietnamese.months import format_month_words, month_slug
from vietnamese.numbers import format_decimal, format_percent

DOTS = "…………"
EFFECTS = {
    Effect.BONUS: " (điểm thưởng)",
    Effect.PENALTY: " (điểm trừ ngoài tổng)",
    Effect.CONDITION: " (điều kiện)",
}
SIGNATURES = (
    Signature("T/M BAN CHI ỦY", "BÍ THƯ"),
    Signature("CẤP ỦY CẤP TRÊN PHỤ TRÁCH"),
)
FIT = Fit(largest=13, smallest=10, flowing=12, may_turn=False)


def sheet_document(
    sheet: Sheet, office: Office, *, on: date, is_blank: bool = False
) -> Document:
    """`sheet` as read for its verified points; `on`: the day if no meeting is known."""
    evaluation = sheet.evaluation
    meeting_on = None if is_blank else evaluation.meeting_on
    columns = _columns_of_points(sheet, is_blank=is_blank)
    name = "phieu-cham-diem-trong" if is_blank else "phieu-cham-diem"
    return Document(
        name=file_name(name, month_slug(evaluation.month), evaluation.cell_name),
        form=form_on(meeting_on or on),
        letterhead=office.letterhead_of_cell(evaluation.cell_name, meeting_on),
        title="PHIẾU ĐÁNH GIÁ",
        subject=(f"{evaluation.programme} {format_month_words(evaluation.month)}",),
        lead=tuple(_lead(sheet, is_blank=is_blank)),
        tables=(_table(sheet, columns, is_blank=is_blank),),
        notes=tuple(_notes(sheet, columns, is_blank=is_blank)),
        signatures=SIGNATURES,
        fit=FIT,
    )


def _columns_of_points(sheet, *, is_blank):
    rows = sheet.rows
    if is_blank:
        nothing = evaluate(sheet.rule, [Scored(row.rule) for row in rows])
        return [Points("Điểm tự chấm", lambda row: Scored(row.rule), nothing)]
    verified = Points("Điểm chấm", lambda row: row.score.line(row.rule), sheet.result)
    own = [row.score.self_line(row.rule) for row in rows]
    if not any(line.is_settled for line in own):
        return [verified]
    return [
        Points(
            "Điểm tự chấm",
            lambda row: row.score.self_line(row.rule),
            evaluate(sheet.rule, own),
            grade_label="Chi bộ tự xếp loại",
        ),
        Points(
            "Điểm thẩm định", verified.line_of, sheet.result, "Xếp loại sau thẩm định"
        ),
    ]


def _lead(sheet, *, is_blank) -> Iterator[Line]:
    """Hard criteria first: what failed, or on a blank sheet what must be reached."""
    held = sheet.evaluation
    day = present = due = None
    if not is_blank:
        day, present, due = held.meeting_on, held.members_present, held.members_due
        for row in sheet.failing:
            yield Line(_failure(sheet, row), label="Không đạt tiêu chí cứng")
    else:
        hard = [row.rule for row in sheet.rows if row.rule.is_hard]
        if hard:
            said = [f"{r.code} (từ {format_decimal(r.passes_from)} điểm)" for r in hard]
            yield Line("; ".join(said), label="Tiêu chí cứng, phải đạt")
    yield Line(
        f"{day:%d/%m/%Y}. Đảng viên dự: {_or_dots(present)}/{_or_dots(due)}."
        if day
        else f"{DOTS}. Đảng viên dự: {_or_dots(present)}/{_or_dots(due)}.",
        label="Ngày họp",
    )


def _failure(sheet, row):
    points = format_decimal(row.score.points)
    least = format_decimal(row.rule.passes_from)
    words = f"{row.rule.code} {row.rule.name}: được {points}, phải đạt {least} điểm."
    return f"{words} Xếp loại tối đa: {sheet.cap}." if sheet.cap else words


def _or_dots(number):
    return "……" if number is None else f"{number}"


def _table(sheet, columns: Sequence[Points], *, is_blank) -> Table:
    rows: list[Row] = []
    sums = Sums(columns)
    for section in sheet.sections:
        heading = len(rows)
        rows.append(Row(()))  # its sums are known after the rows below it
        for row in section.rows:
            sums.take(row, len(rows))
            rows.append(_row(row, columns, is_blank=is_blank))
            rows += _options(row, columns)
        rows[heading] = _heading(section, sums.close(section, heading))
    if sheet.evaluation.framework.has_total:
        rows.append(_total(sheet, columns, sums))
    return Table(
        columns=(
            Column("STT", 2.6),
            Column("TIÊU CHÍ ĐÁNH GIÁ", None, Align.LEFT),
            Column("Thang điểm", 3.6),
            *(Column(one.title, 3.8) for one in columns),
            # On a blank sheet there must be room to write.
            Column("Ghi chú", 9 if is_blank else None, Align.LEFT),
        ),
        rows=tuple(rows),
        name="Phiếu chấm điểm",
    )


def _row(row: SheetRow, columns, *, is_blank) -> Row:
    rule = row.rule
    hard = " (tiêu chí cứng)" if rule.is_hard else ""
    return Row(
        (
            rule.code,
            f"{rule.name}{EFFECTS.get(rule.effect, '')}{hard}",
            rule.max_points,
            *(_shown(one.line_of(row)) for one in columns),
            "" if is_blank else _note(row),
        )
    )


def _shown(line: Scored) -> Value:
    return NOT_APPLICABLE if line.not_applicable else line.points


def _note(row):
    """What a ratio was computed from, why nothing applies, what the scorer noted."""
    said = []
    if row.value.actual is not None:
        said.append(f"{row.written} {row.indicator.unit}".strip())
    if row.value.not_applicable:
        said.append(row.value.reason)
    return "; ".join([*said, row.score.note] if row.score.note else said)


def _options(row: SheetRow, columns) -> Iterator[Row]:
    """A line for each answer, the chosen one marked."""
    if row.rule.measure != Measure.OPTIONS:
        return
    lines = [one.line_of(row) for one in columns]
    for option in row.indicator.options.all():
        marks = (MARK if line.points == option.points else None for line in lines)
        yield Row((None, f"– {option.label}", option.points, *marks, None), Look.MINOR)


def _heading(section: Section, sums) -> Row:
    criterion = section.criterion
    return Row((criterion.code, criterion.name, *sums, None), Look.HEADING)


def _total(sheet, columns, sums):
    verified = columns[-1].result
    words = "TỔNG ĐIỂM"
    percent = None
    if verified.scored and not verified.is_complete:
        words = "TỔNG ĐIỂM (tạm tính, chưa chấm đủ)"
    if verified.percent is not None:
        percent = format_percent(verified.percent)
    return Row((words, None, *sums.total(), percent), Look.TOTAL, span=2)


def _notes(sheet, columns: Sequence[Points], *, is_blank) -> Iterator[Line]:
    names = {band.id: band.name for band in sheet.rule.bands}
    for one in columns:
        said = DOTS if is_blank else names.get(one.result.grade, "chưa xếp loại")
        yield Line(said, label=one.grade_label)
    yield Line(_legend(sheet.rule.bands), label="Mức xếp loại")
    if any(one.line_of(row).not_applicable for one in columns for row in sheet.rows):
        yield Line("không áp dụng.", label=NOT_APPLICABLE)


def _legend(bands):
    """ "Tốt: từ 90 điểm; Khá: từ 70 đến dưới 90 điểm; ...", best first."""
    said, upper = [], None
    for band in sorted(bands, key=lambda band: band.from_points, reverse=True):
        least = format_decimal(band.from_points)
        until = f" đến dưới {format_decimal(upper)}" if upper is not None else ""
        said.append(f"{band.name}: từ {least}{until} điểm")
        upper = band.from_points
    return "; ".join(said) + "."
