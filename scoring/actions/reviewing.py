"""Moving a sheet through its month: submit, return, approve, reopen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Subquery

from cells.scope import MAY_SELF_SCORE, reaches
from criteria.rules import FrameworkRule
from scoring.actions.openness import MOVED_BY_SOMEBODY, self_scores
from scoring.actions.totals import results_of, rules_of
from scoring.models import Change, Evaluation, Field, Score
from scoring.rules import Result
from scoring.workflow import MOVES, NEEDS_COMPLETE, NEEDS_REASON, Status

ENDS_A_RETURN = frozenset({Status.APPROVED, Status.DRAFT})
INCOMPLETE = "incomplete"  # code of an error: the sheet's page lists what is missing


@transaction.atomic
def move(
    *, evaluation: Evaluation, to: Status, by, at: datetime, reason: str = ""
) -> Evaluation:
    """Bring a sheet into the state `to`, with its row in the history.

    `evaluation` comes from `with_lock`. Raises ValidationError, and changes nothing, when
    the month is locked, the move or the role does not fit, something is missing on the
    sheet, or somebody moved it in between.
    """
    old = Status(evaluation.status)
    check_move(evaluation, old, to, by, reason)
    _hold([evaluation])
    if to in NEEDS_COMPLETE:
        _check_complete(evaluation, to, by)
    moved = Evaluation.objects.filter(pk=evaluation.pk, status=old).update(
        status=to, **stamps(to, by, at)
    )
    if not moved:
        raise ValidationError(MOVED_BY_SOMEBODY)
    change = Change.objects.create(
        evaluation=evaluation,
        field=Field.STATUS,
        old=old,
        new=to,
        by=by,
        at=at,
        reason=reason,
    )
    _mark(evaluation, change)
    if to in ENDS_A_RETURN:
        take_back_flags([evaluation.pk])
    evaluation.refresh_from_db(
        fields=["status", "submitted_marker", *stamps(to, by, at)]
    )
    return evaluation


@transaction.atomic
def send_back(
    *,
    evaluation: Evaluation,
    wrong: Mapping[int | None, str],
    by,
    at: datetime,
    reason: str = "",
) -> Evaluation:
    """Return a sheet, naming what is wrong: score id (None: the meeting) -> why.

    Only that opens again; where nothing is named, the whole sheet does. Raises as `move`.
    """
    wrong = {key: why.strip() for key, why in wrong.items()}
    scores = evaluation.scores.in_bulk([key for key in wrong if key is not None])
    if wrong.keys() - {None} != scores.keys():
        raise ValidationError("Chỉ số bị trả lại không có trên phiếu này.")
    if not all(wrong.values()):
        raise ValidationError("Hãy ghi lý do cho từng chỗ bị trả lại.")
    move(evaluation=evaluation, to=Status.RETURNED, by=by, at=at, reason=reason)
    take_back_flags([evaluation.pk])
    _flag(evaluation, scores, wrong)
    Change.objects.bulk_create(
        Change(
            evaluation=evaluation,
            score=scores.get(key),
            field=Field.RETURNED,
            new=why if key else f"Buổi sinh hoạt: {why}",
            by=by,
            at=at,
        )
        for key, why in wrong.items()
    )
    return evaluation


def _flag(evaluation, scores, wrong):
    for score in scores.values():
        score.returned_because = wrong[score.pk]
    Score.objects.bulk_update(scores.values(), ["returned_because"])
    Evaluation.objects.filter(pk=evaluation.pk).update(
        meeting_returned_because=wrong.get(None, "")
    )


def _mark(evaluation, change):
    """Keep from where on the next verifier has to be told what changed."""
    if change.new == Status.SUBMITTED and change.old == Status.RETURNED:
        return  # judged against what was returned
    submissions = Change.objects.of_sheet(evaluation).moves()
    marker = submissions.filter(new=Status.SUBMITTED).newest_first().values("pk")
    if change.new in (Status.SUBMITTED, Status.RETURNED):
        Evaluation.objects.filter(pk=evaluation.pk).update(
            submitted_marker=Subquery(marker[:1])
        )


def take_back_flags(sheets: Iterable[int]) -> None:
    Score.objects.filter(evaluation__in=sheets).returned().update(returned_because="")
    Evaluation.objects.filter(pk__in=sheets).update(meeting_returned_because="")


def moves_open_to(by, *, evaluation: Evaluation) -> set[Status]:
    """The states into which `by` may bring the sheet now; `evaluation` as for `move`."""
    if evaluation.is_locked:
        return set()
    return {
        to
        for (old, to), roles in MOVES.items()
        if old == evaluation.status and _has_one_of(roles, by, evaluation)
    }


def check_move(
    evaluation: Evaluation, old: Status, to: Status, by, reason: str
) -> None:
    """Raises ValidationError unless `by` may make this move now."""
    if evaluation.is_locked:
        raise ValidationError(f"{evaluation.period} đã khóa.")
    roles = MOVES.get((old, to))
    if roles is None:
        raise ValidationError(
            f"Phiếu ở trạng thái “{old.label}” không chuyển sang “{to.label}” được."
        )
    if not _has_one_of(roles, by, evaluation):
        raise ValidationError("Đồng chí không có quyền làm việc này.")
    if (old, to) in NEEDS_REASON and not reason.strip():
        raise ValidationError("Hãy ghi lý do.")


def _has_one_of(roles, by, evaluation):
    """The cell moves what it assesses itself; the committee's own points are not its."""
    if roles & MAY_SELF_SCORE and not evaluation.framework.allows_self_scoring:
        roles -= MAY_SELF_SCORE
    cell = evaluation.cell
    return reaches(by, path=cell.committee.path, cell_id=cell.pk, roles=roles)


def _hold(sheets):
    """Until the commit nobody takes out a value that was found complete."""
    ids = [sheet.pk for sheet in sheets]
    held = Evaluation.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    list(held.values_list("pk", flat=True))


def _check_complete(evaluation, to, by):
    """Who assesses the own cell sends what the cell said; else the verified values count."""
    is_own = to == Status.SUBMITTED and self_scores(by, evaluation)
    line, points = (
        (Score.self_line, Field.SELF_POINTS) if is_own else (Score.line, Field.POINTS)
    )
    rules = rules_of([evaluation.framework_id])
    result = results_of([evaluation], rules, line=line)[evaluation.pk]
    check_result(result, rules[evaluation.framework_id])
    for problem in lacking_evidence_in([evaluation], points=points).values():
        raise ValidationError(problem, code=INCOMPLETE)


def check_result(result: Result, rule: FrameworkRule) -> None:
    """Raises ValidationError with what is missing."""
    missing = result.required - result.scored
    if missing:
        raise ValidationError(f"Phiếu còn {missing} chỉ số chưa chấm.", code=INCOMPLETE)
    if result.unexplained:
        codes = ", ".join(rule.indicator(pk).code for pk in result.unexplained)
        raise ValidationError(
            f"Chưa thuyết minh điểm trừ ở chỉ số {codes}.", code=INCOMPLETE
        )


def lacking_evidence_in(
    sheets: Iterable[Evaluation], *, points: Field = Field.POINTS
) -> dict[int, str]:
    """Where evidence is asked for and there is neither any nor a note: sheet id -> what."""
    scores = Score.objects.on([sheet.pk for sheet in sheets])
    lacking = scores.lacking_evidence(points=points)
    codes = defaultdict(list)
    for score in lacking.select_related("indicator").in_sheet_order():
        codes[score.evaluation_id].append(score.indicator.code)
    words = "Chưa có minh chứng, cũng chưa ghi chú vì sao không có, ở chỉ số"
    return {pk: f"{words} {', '.join(each)}." for pk, each in codes.items()}


def stamps(to: Status, by, at: datetime) -> dict:
    """Who and when are set together, and cleared when the sheet goes back."""
    if to == Status.SUBMITTED:
        return {"submitted_at": at, "submitted_by": by}
    if to == Status.APPROVED:
        return {"approved_at": at, "approved_by": by}
    return {"approved_at": None, "approved_by": None}
