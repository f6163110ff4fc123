"""The states of a sheet, the moves between them and who may make them."""

from datetime import timedelta

from django.db.models import TextChoices

from cells.scope import MAY_APPROVE, MAY_ENTER, MAY_SELF_SCORE
from vietnamese.choices import SlugChoices


class Status(TextChoices):
    DRAFT = "draft", "Đang chấm"
    SUBMITTED = "submitted", "Đã gửi"
    RETURNED = "returned", "Trả lại"
    APPROVED = "approved", "Đã duyệt"


class State(SlugChoices):
    """What a list shows of a sheet: its status, and how far a draft has come."""

    UNTOUCHED = "untouched", "Chưa chấm"
    IN_PROGRESS = "in_progress", "Đang chấm"
    COMPLETE = "complete", "Đã chấm đủ"
    SUBMITTED = "submitted", "Đã gửi"
    RETURNED = "returned", "Trả lại"
    APPROVED = "approved", "Đã duyệt"


DRAFT_STATES = (State.UNTOUCHED, State.IN_PROGRESS, State.COMPLETE)
MAY_SUBMIT = MAY_ENTER | MAY_SELF_SCORE

# (from, to): the roles that may make this move.
MOVES = {
    (Status.DRAFT, Status.SUBMITTED): MAY_SUBMIT,
    (Status.RETURNED, Status.SUBMITTED): MAY_SUBMIT,
    (Status.SUBMITTED, Status.RETURNED): MAY_ENTER,
    (Status.DRAFT, Status.APPROVED): MAY_APPROVE,
    (Status.SUBMITTED, Status.APPROVED): MAY_APPROVE,
    (Status.APPROVED, Status.DRAFT): MAY_APPROVE,
}
NEEDS_COMPLETE = frozenset({Status.SUBMITTED, Status.APPROVED})
NEEDS_REASON = frozenset(
    {(Status.SUBMITTED, Status.RETURNED), (Status.APPROVED, Status.DRAFT)}
)
OPEN_FOR_ENTRY = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED})
SOON = timedelta(days=3)  # so long before its day a thing is called to mind
OPEN_FOR_SELF_SCORING = frozenset({Status.DRAFT, Status.RETURNED})
