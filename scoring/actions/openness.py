"""Whether somebody may write a value now, and if not, why: one answer for page and endpoint."""

from cells.scope import MAY_ENTER, MAY_SELF_SCORE, reaches
from scoring.models import Evaluation, Field, Score
from scoring.workflow import OPEN_FOR_ENTRY, OPEN_FOR_SELF_SCORING, Status

ONLY_RETURNED = "Chỉ các chỉ số bị trả lại mới được sửa."


def closed_because(
    field: Field, sheet: Evaluation, by, score: Score | None = None
) -> str:
    """Why `by` may not write this field now; "" when he may.

    `sheet` comes from `with_lock`. Without `score` the answer is about
    the sheet as a whole.
    """
    if sheet.is_locked:
        return f"{sheet.period} đã khóa, không nhập được nữa."
    if sheet.status not in OPEN_FOR_ENTRY:
        return "Phiếu đã duyệt. Muốn sửa phải mở lại phiếu."
    if score is not None and not is_open_again(sheet, score):
        return ONLY_RETURNED
    if field == Field.SELF_POINTS:
        return _closed_to_the_cell(sheet, by, "Điểm tự chấm do chi bộ nhập.")
    if reaches(by, path=sheet.cell.committee.path, cell_id=None, roles=MAY_ENTER):
        return ""
    if field == Field.NOTE and sheet.framework.allows_self_scoring:
        return _closed_to_the_cell(sheet, by, "Mục này do cấp ủy nhập.")
    return "Mục này do cấp ủy nhập."


def is_open_again(sheet: Evaluation, score: Score) -> bool:
    """A return that names indicators opens only those; one that names none opens all."""
    return bool(
        sheet.status != Status.RETURNED
        or not sheet.names_indicators
        or score.returned_because
    )


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
