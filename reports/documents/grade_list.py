"""DANH SÁCH theo mức xếp loại: who reached which grade in a month, the best first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from reports.documents.monthly_list import points_of
from reports.documents.selected import about, place_of
from reports.selections import Selection
from reports.summaries import Summary
from scoring.models import Evaluation
from vietnamese.months import format_month_words, month_slug
from vietnamese.numbers import format_decimal

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
FIT = Fit(largest=13, smallest=10, flowing=12, may_turn=False)


@dataclass(frozen=True, slots=True)
class Group:
    """The cells of a grade (or of none) in their order; `number` as the summary has it."""

    label: str
    number: int
    sheets: Sequence[Evaluation]


@dataclass(frozen=True, slots=True)
class GradeList:
    """`rank_of`: by a sheet's id its place among those of all grades."""

    summary: Summary
    groups: Sequence[Group]
    rank_of: Mapping[int, int]


def grade_list(
    selection: Selection, listed: GradeList, office: Office, *, on: date
) -> Document:
    month = selection.month
    return Document(
        name=file_name(
            "danh-sach-xep-loai", month_slug(month), selection.committee.name
        ),
        form=form_on(on),
        letterhead=office.letterhead(on),
        title="DANH SÁCH",
        subject=(
            "chi bộ theo mức xếp loại",
            f"{selection.programme} {format_month_words(month)}",
        ),
        tables=(_table(selection, listed),),
        notes=tuple(_notes(selection, listed)),
        signatures=(office.signature,),
        recipients=office.recipients,
        fit=FIT,
    )


def _table(selection, listed: GradeList) -> Table:
    rows: list[Row] = []
    shown = [group for group in listed.groups if group.number]
    number = 0
    for roman, group in zip(ROMAN, shown, strict=False):
        words = f"{roman}. {group.label}: {format_decimal(group.number)} chi bộ"
        rows.append(Row((words, *[None] * 6), Look.HEADING, span=7))
        for sheet in group.sheets:
            number += 1
            rows.append(_row(number, sheet, selection, listed.rank_of.get(sheet.pk)))
    opened = listed.summary.total.opened
    count = (
        Formula(opened, "COUNT({})", (Range(0, 0, len(rows) - 1, 0),)) if rows else 0
    )
    rows.append(
        Row(("Tổng cộng (chi bộ)", None, count, *[None] * 4), Look.TOTAL, span=2)
    )
    return Table(
        columns=(
            Column("STT", 2.6),
            Column("Chi bộ", None, Align.LEFT),
            Column("Cấp ủy", None, Align.LEFT),
            Column("Hạng", 3.2),
            Column("Điểm", 3.6),
            Column("Phần trăm", 4),
            Column("Ghi chú", 7.5, Align.LEFT),
        ),
        rows=tuple(rows),
        name="Theo mức xếp loại",
    )


def _row(number, sheet: Evaluation, selection, rank) -> Row:
    has_percent = sheet.framework.has_total and sheet.is_complete
    return Row(
        (
            number,
            sheet.cell_name,
            place_of(sheet, selection).name,
            rank,
            points_of(sheet),
            sheet.percent if has_percent else None,
            _note(sheet),
        )
    )


def _note(sheet):
    if not sheet.is_complete:
        return f"đã chấm {sheet.scored}/{sheet.required} chỉ số"
    if sheet.hard_failed and sheet.grade:
        return f"xếp loại {sheet.grade.name}"
    return ""


def _notes(selection, listed: GradeList) -> Iterator[Line]:
    total = listed.summary.total
    if total.unopened:
        number = format_decimal(total.unopened)
        yield Line(f"{number} chi bộ tham gia chưa mở phiếu.", label="Ghi chú")
    yield from about(
        selection, [sheet for group in listed.groups for sheet in group.sheets]
    )
