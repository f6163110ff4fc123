"""The month's meeting as a sheet remembers it: its day and who was there."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from scoring.actions.openness import MOVED_BY_SOMEBODY, closed_because
from scoring.models import Change, Evaluation, Field

HELD = ("meeting_on", "members_due", "members_present", "meeting_version", "status")


@dataclass(frozen=True, slots=True)
class Meeting:
    """None: not known yet. `due` and `present` are numbers of members."""

    on: date | None = None
    due: int | None = None
    present: int | None = None


class MeetingTaken(Exception):
    """Somebody else wrote the meeting first; `evaluation` holds what stands now."""

    def __init__(self, evaluation):
        super().__init__("the meeting was changed by somebody else")
        self.evaluation = evaluation


@transaction.atomic
def enter_meeting(
    *, evaluation: Evaluation, meeting: Meeting, base: int, by, at: datetime
) -> Evaluation:
    """Write the meeting over its version `base`; `evaluation` comes from `with_lock`.

    Raises ValidationError where it is closed to `by` and for impossible numbers, and
    MeetingTaken when it is stale.
    """
    if problem := closed_because(Field.MEETING, evaluation, by):
        raise ValidationError(problem)
    _check(evaluation, meeting)
    old = held_meeting(evaluation)
    if old == meeting:
        return evaluation
    written = Evaluation.objects.filter(
        pk=evaluation.pk, meeting_version=base, status=evaluation.status
    ).update(
        meeting_on=meeting.on,
        members_due=meeting.due,
        members_present=meeting.present,
        meeting_version=F("meeting_version") + 1,
    )
    status = evaluation.status
    evaluation.refresh_from_db(fields=HELD)
    if not written and evaluation.status != status:
        raise ValidationError(MOVED_BY_SOMEBODY)
    if not written:
        if held_meeting(evaluation) == meeting:
            return evaluation
        raise MeetingTaken(evaluation)
    Change.objects.create(
        evaluation=evaluation,
        field=Field.MEETING,
        old=described(old),
        new=described(meeting),
        by=by,
        at=at,
    )
    return evaluation


def held_meeting(evaluation: Evaluation) -> Meeting:
    return Meeting(
        on=evaluation.meeting_on,
        due=evaluation.members_due,
        present=evaluation.members_present,
    )


def described(meeting: Meeting) -> str:
    """For the history: "03/11/2022, dự 18/20"."""
    day = f"{meeting.on:%d/%m/%Y}" if meeting.on else "chưa có ngày họp"
    if meeting.due is None and meeting.present is None:
        return day
    present = "?" if meeting.present is None else meeting.present
    due = "?" if meeting.due is None else meeting.due
    return f"{day}, dự {present}/{due}"


def _check(evaluation, meeting):
    problems = {}
    if meeting.due is not None and meeting.due < 1:
        problems["members_due"] = "Số đảng viên phải dự phải từ 1 trở lên."
    if (
        meeting.present is not None
        and meeting.due is not None
        and meeting.present > meeting.due
    ):
        problems["members_present"] = "Số đảng viên dự không được nhiều hơn số phải dự."
    if meeting.on and (meeting.on.year, meeting.on.month) != (
        evaluation.month.year,
        evaluation.month.month,
    ):
        problems["meeting_on"] = f"Ngày họp phải trong tháng {evaluation.month:%m/%Y}."
    if problems:
        raise ValidationError(problems)
