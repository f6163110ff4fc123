"""What a sheet went through: its steps, and what changed since it was submitted."""

from dataclasses import dataclass, field
from datetime import datetime

from cells.models import User
from scoring.models import Change, Evaluation, Field, Score
from scoring.values import NOT_APPLICABLE
from scoring.workflow import Status

WORDS = {
    (Status.DRAFT, Status.SUBMITTED): "Gửi",
    (Status.RETURNED, Status.SUBMITTED): "Gửi lại",
    (Status.SUBMITTED, Status.RETURNED): "Trả lại",
    (Status.DRAFT, Status.APPROVED): "Duyệt",
    (Status.SUBMITTED, Status.APPROVED): "Duyệt",
    (Status.APPROVED, Status.DRAFT): "Mở lại",
}
BADGES = {Status.DRAFT: "in_progress"}  # of a reopened sheet; else the state's own


@dataclass(frozen=True, slots=True)
class Step:
    """One move of the sheet; `status` names the badge."""

    status: str
    words: str
    by: object
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A value before and after, however often it was written in between."""

    score: Score | None
    code: str
    label: str
    old: str
    new: str
    by: object
    at: datetime


@dataclass(slots=True)
class Differences:
    """`returned`: of what a return named."""

    returned: list[Difference] = field(default_factory=list)
    others: list[Difference] = field(default_factory=list)

    def __bool__(self):
        return bool(self.returned or self.others)


def course_of(evaluation: Evaluation) -> tuple[list[Step], Differences]:
    """The moves in their order, and what changed since the submission that was judged.

    One range query: what was entered after `submitted_marker`, besides the moves.
    """
    changes = Change.objects.of_sheet(evaluation).moves_and_since(
        evaluation.submitted_marker
    )
    moves, since = [], []
    for change in changes.oldest_first().for_page():
        (moves if change.field == Field.STATUS else since).append(change)
    return [_step(change) for change in moves], _differences(evaluation, since)


def _differences(evaluation, since):
    """Verifying is no change of what a cell submitted about itself."""
    found = Differences()
    changes = {}
    for change in since:
        changes.setdefault((change.score_id, change.field), []).append(change)
    for group in changes.values():
        first, last = group[0], group[-1]
        named = _why_returned(evaluation, last)
        is_verifying = (
            evaluation.framework.allows_self_scoring
            and first.field in (Field.POINTS, Field.NOTE)
            and not first.old
            and not named
        )
        if first.old == last.new or is_verifying:
            continue
        (found.returned if named else found.others).append(_difference(first, last))
    return found


def _why_returned(evaluation, change):
    if change.field == Field.MEETING:
        return evaluation.meeting_returned_because
    return change.score.returned_because


def people_of(evaluation: Evaluation) -> list[User]:
    """Everybody who ever changed something on the sheet."""
    wrote = Change.objects.of_sheet(evaluation).order_by().values("by")
    return list(User.objects.filter(pk__in=wrote).order_by("pk"))


def words_of(change: Change, text: str) -> str:
    """An old or new text of a change for a reader."""
    if change.field == Field.STATUS:
        return str(Status(text).label) if text else ""
    if text == NOT_APPLICABLE and change.field != Field.NOTE:
        return "Không áp dụng"
    if not text and change.field in (Field.POINTS, Field.SELF_POINTS):
        return "chưa chấm"
    return text or "trống"


def _step(change):
    return Step(
        status=BADGES.get(change.new, change.new),
        words=WORDS.get((change.old, change.new), change.new),
        by=change.by,
        at=change.at,
        reason=change.reason,
    )


def _difference(first, last):
    return Difference(
        score=last.score,
        code=last.score.indicator.code if last.score else "",
        label=last.get_field_display().lower(),
        old=words_of(first, first.old),
        new=words_of(last, last.new),
        by=last.by,
        at=last.at,
    )
