"""Whether somebody may write a value now, and if not, why: one answer for page and endpoint."""

from cells.scope import MAY_ENTER, MAY_SELF_SCORE, reaches
from scoring.models import Evaluation, Field, Score
from scoring.workflow import OPEN_FOR_ENTRY, OPEN_FOR_SELF_SCORING, Status

MOVED_BY_SOMEBODY = "Trạng thái của phiếu vừa được người khác thay đổi."
ONLY_RETURNED = "Chỉ các chỉ số bị trả lại mới được sửa."
MEETING_STANDS = "Phiếu được trả lại để sửa chỗ khác, không sửa buổi sinh hoạt."
OF_THE_CELL_TOO = frozenset({Field.NOTE, Field.MEETING})  # where it assesses itself


def closed_because(
    field: Field, sheet: Evaluation, by, score: Score | None = None
) -> str:
    """Why `by` may not write this field now; "" when he may.

    `sheet` comes from `with_lock`. Without `score` the answer is about the sheet as a
    whole. Who gives points, the cell its own ones included, also tells of its meeting.
    """
    if sheet.is_locked:
        return f"{sheet.period} đã khóa, không nhập được nữa."
    if sheet.status not in OPEN_FOR_ENTRY:
        return "Phiếu đã duyệt. Muốn sửa phải mở lại phiếu."
    if score is not None and not is_open_again(sheet, score):
        return ONLY_RETURNED
    if field == Field.MEETING and not is_meeting_open_again(sheet):
        return MEETING_STANDS
    if field == Field.SELF_POINTS:
        return _closed_to_the_cell(sheet, by, "Điểm tự chấm do chi bộ nhập.")
    if reaches(by, path=sheet.cell.committee.path, cell_id=None, roles=MAY_ENTER):
        return ""
    if field in OF_THE_CELL_TOO and sheet.framework.allows_self_scoring:
        return _closed_to_the_cell(sheet, by, "Mục này do cấp ủy nhập.")
    return "Mục này do cấp ủy nhập."


def is_open_again(sheet: Evaluation, score: Score) -> bool:
    """A return that names what is wrong opens only that; one that names nothing opens all."""
    return _is_open_again(sheet, score.returned_because)


def is_meeting_open_again(sheet: Evaluation) -> bool:
    return _is_open_again(sheet, sheet.meeting_returned_because)


def _is_open_again(sheet, why):
    return bool(sheet.status != Status.RETURNED or not sheet.names_what_is_wrong or why)


def self_scores(by, sheet: Evaluation) -> bool:
    """Whether `by` is the one who assesses the own cell on this sheet."""
    cell = sheet.cell
    return (
        sheet.framework.allows_self_scoring
        and not reaches(by, path=cell.committee.path, cell_id=None, roles=MAY_ENTER)
        and _is_of_the_cell(by, cell)
    )


def _closed_to_the_cell(sheet, by, otherwise):
    if not _is_of_the_cell(by, sheet.cell):
        return otherwise
    if not sheet.framework.allows_self_scoring:
        return "Bộ tiêu chí này không có phần chi bộ tự chấm."
    if sheet.status not in OPEN_FOR_SELF_SCORING:
        return "Phiếu đã gửi, không sửa điểm tự chấm được nữa."
    return ""


def _is_of_the_cell(by, cell):
    return reaches(by, path=cell.committee.path, cell_id=cell.pk, roles=MAY_SELF_SCORE)
