"""DANH SÁCH tổng hợp: a committee's month, each cell a line, on one sheet of paper.

The form has ten numbered columns under a heading of two lines, an x under the grade, a sum
of the x's, and the reason of every point lost (after the list of An Giang that follows
HD 01-HD/TU). Its grades are the frameworks' own; cells that failed a hard criterion are
marked in a column of their own, as the summary counts them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.documents.document import (
    MARK,
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
from reports.documents.selected import about, by_committee, subject_of
from reports.grades import GradeGroup
from reports.selections import Selection
from reports.summaries import Summary
from scoring.models import Evaluation, Score
from vietnamese.months import format_month_words, month_slug
from vietnamese.numbers import format_decimal

JUDGED = "Mức đánh giá"
NO_BREAK = "\u00a0"
FIT = Fit(largest=13, smallest=6.5, flowing=10.5)
# Beyond so many letters the reasons move from the list to an annex.
LONG_REASON, LONG_REASONS = 110, 1500


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list is made of: the figures, the sheets in order, what cost them points."""

    summary: Summary
    sheets: Sequence[Evaluation]
    losses: Mapping[int, Sequence[Score]]


def monthly_list(
    selection: Selection, listed: Listed, office: Office, *, on: date
) -> Document:
    month = selection.month
    reasons = {pk: _reasons(scores) for pk, scores in listed.losses.items()}
    is_long = _are_long(reasons.values())
    tables = [_table(selection, listed, {} if is_long else reasons, is_long=is_long)]
    if is_long:
        tables.append(_annex(listed))
    return Document(
        name=file_name(
            "danh-sach-tong-hop", month_slug(month), selection.committee.name
        ),
        form=form_on(on),
        letterhead=office.letterhead(on),
        title="DANH SÁCH",
        subject=(
            subject_of("tổng hợp đánh giá, xếp loại", selection),
            format_month_words(month),
        ),
        tables=tuple(tables),
        notes=tuple(_notes(selection, listed)),
        signatures=(office.signature,),
        recipients=office.recipients,
        fit=FIT,
    )


def _are_long(reasons: Iterable[str]) -> bool:
    lengths = [len(text) for text in reasons]
    return max(lengths, default=0) > LONG_REASON or sum(lengths) > LONG_REASONS


def _table(selection, listed, reasons, *, is_long) -> Table:
    groups = listed.summary.groups
    has_hard = bool(listed.summary.total.failed)
    rows: list[Row] = []
    number = 0
    for committee, sheets in by_committee(listed.sheets, selection):
        if committee:
            rows.append(_heading(committee, len(groups) + has_hard))
        for sheet in sheets:
            number += 1
            note = (
                _short(listed.losses.get(sheet.pk, ()))
                if is_long
                else reasons.get(sheet.pk, "")
            )
            rows.append(_row(number, sheet, groups, note, has_hard=has_hard))
    rows.append(_total(listed, len(rows), has_hard=has_hard))
    return Table(
        columns=tuple(_columns(groups, has_hard=has_hard)),
        rows=tuple(rows),
        name="Danh sách",
        is_numbered=True,
    )


def _columns(groups, *, has_hard) -> Iterator[Column]:
    yield Column("STT", 2.4)
    yield Column("Tên đơn vị", None, Align.LEFT)
    yield Column("Số lượng đảng viên", 4.6)
    yield Column("Ngày họp", 5.8)
    yield Column("KQ số điểm", 3.6, group=JUDGED)
    for group in groups:
        yield Column(group.name, 2.6, group=JUDGED)
    if has_hard:
        yield Column("Không đạt tiêu chí cứng", 3.4, group=JUDGED)
    yield Column("Ghi chú (thuyết minh điểm trừ)", None, Align.LEFT)


def _heading(committee, marks) -> Row:
    width = 6 + marks
    return Row((committee, *[None] * (width - 1)), Look.HEADING, span=width)


def _row(number, sheet: Evaluation, groups: Sequence[GradeGroup], note, *, has_hard):
    failed = sheet.is_complete and sheet.hard_failed
    marks = [
        MARK if not failed and sheet.grade_id in group.ids else None for group in groups
    ]
    if has_hard:
        marks.append(MARK if failed else None)
    return Row(
        (
            number,
            sheet.cell_name,
            _attendance(sheet),
            sheet.meeting_on,
            points_of(sheet),
            *marks,
            _note(sheet, note, failed=failed),
        )
    )


def points_of(sheet: Evaluation) -> Value:
    """The total of a complete sheet, "85/95" where its maximum is not the framework's."""
    framework = sheet.framework
    if not sheet.is_complete or not framework.has_total:
        return None
    if sheet.maximum == framework.max_total:
        return sheet.total
    return f"{format_decimal(sheet.total)}/{format_decimal(sheet.maximum)}"


def _attendance(sheet):
    """Present/due, "18/18"; what nobody wrote down is a dash."""
    due = sheet.members_due or sheet.members
    present = "–" if sheet.members_present is None else sheet.members_present
    return f"{present}/{due}"


def _note(sheet, reasons, *, failed):
    said = []
    if not sheet.is_complete:
        said.append(f"chưa chấm đủ ({sheet.scored}/{sheet.required} chỉ số)")
    if failed and sheet.grade:
        said.append(f"xếp loại {sheet.grade.name}")
    return "; ".join([*said, reasons] if reasons else said)


def _reasons(scores: Iterable[Score]) -> str:
    """ "1.1: −1 (họp thiếu 10 phút); 2.3: −2"."""
    return "; ".join(
        f"{_loss(score)} ({score.note})" if score.note else _loss(score)
        for score in scores
    )


def _short(scores: Sequence[Score]) -> str:
    """Without the reasons, which stand in the annex."""
    said = "; ".join(map(_loss, scores))
    if len(said) <= LONG_REASON // 2:
        return said
    lost = format_decimal(sum(score.lost for score in scores))
    return f"−{lost} điểm ở {len(scores)} chỉ số"


def _loss(score):
    return f"{score.indicator.code}:{NO_BREAK}−{format_decimal(score.lost)}"


def _total(listed: Listed, rows: int, *, has_hard) -> Row:
    total = listed.summary.total
    counts = [*total.graded, *([total.failed] if has_hard else [])]
    sums = [
        Formula(count, f'COUNTIF({{}},"{MARK}")', (Range(0, at, rows - 1, at),))
        if rows
        else count
        for at, count in enumerate(counts, start=5)
    ]
    known = [s for s in listed.sheets if s.members_present is not None]
    present = sum(sheet.members_present for sheet in known)
    due = sum(sheet.members_due or sheet.members for sheet in known)
    members = f"{format_decimal(present)}/{format_decimal(due)}" if known else None
    return Row(
        ("Tổng cộng", None, members, None, None, *sums, None), Look.TOTAL, span=2
    )


def _annex(listed: Listed) -> Table:
    """Every point lost with its reason."""
    rows: list[Row] = []
    for sheet in listed.sheets:
        for score in listed.losses.get(sheet.pk, ()):
            indicator = f"{score.indicator.code} {score.indicator.name}"
            cells = (len(rows) + 1, sheet.cell_name, indicator, score.lost, score.note)
            rows.append(Row(cells))
    return Table(
        columns=(
            Column("STT", 2.6),
            Column("Tên đơn vị", None, Align.LEFT),
            Column("Chỉ số", None, Align.LEFT),
            Column("Điểm trừ", 3.4),
            Column("Thuyết minh", None, Align.LEFT),
        ),
        rows=tuple(rows),
        title="Phụ lục: Thuyết minh điểm trừ",
        name="Thuyết minh điểm trừ",
        is_annex=True,
    )


def _notes(selection, listed) -> Iterator[Line]:
    total = listed.summary.total
    members = sum(sheet.members for sheet in listed.sheets)
    cells = format_decimal(total.opened)
    said = [f"{cells} chi bộ, {format_decimal(members)} đảng viên"]
    for number, words in (
        (total.incomplete, "chi bộ chưa chấm đủ"),
        (total.ungraded, "chi bộ chấm đủ nhưng không thuộc mức nào"),
        (total.complete - total.approved, "phiếu đã chấm đủ, chưa duyệt"),
        (total.unopened, "chi bộ tham gia chưa mở phiếu"),
    ):
        if number:
            said.append(f"{format_decimal(number)} {words}")
    yield Line("; ".join(said) + ".", label="Ghi chú")
    if len(listed.losses) and _are_long(map(_reasons, listed.losses.values())):
        yield Line("Thuyết minh từng điểm trừ ở phụ lục kèm theo.")
    yield from about(selection, listed.sheets)


def losses_by_sheet(scores: Iterable[Score]) -> dict[int, list[Score]]:
    found = defaultdict(list)
    for score in scores:
        found[score.evaluation_id].append(score)
    return dict(found)
