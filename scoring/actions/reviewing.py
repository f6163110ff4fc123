"""Moving a sheet through its month: submit, return, approve, reopen."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cells.scope import reaches
from scoring.actions.totals import results_of, rules_of
from scoring.models import Change, Evaluation, Field, Score
from scoring.workflow import MOVES, NEEDS_COMPLETE, NEEDS_REASON, Status

MOVED_BY_SOMEBODY = "Trạng thái của phiếu vừa được người khác thay đổi."


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
    _check(evaluation, old, to, by, reason)
    _hold([evaluation])
    if to in NEEDS_COMPLETE:
        _check_complete(evaluation)
    moved = Evaluation.objects.filter(pk=evaluation.pk, status=old).update(
        status=to, **_stamps(to, by, at)
    )
    if not moved:
        raise ValidationError(MOVED_BY_SOMEBODY)
    Change.objects.create(
        evaluation=evaluation,
        field=Field.STATUS,
        old=old,
        new=to,
        by=by,
        at=at,
        reason=reason,
    )
    evaluation.refresh_from_db(fields=["status", *_stamps(to, by, at)])
    return evaluation


def moves_open_to(by, *, evaluation: Evaluation) -> set[Status]:
    """The states into which `by` may bring the sheet now; `evaluation` as for `move`."""
    if evaluation.is_locked:
        return set()
    cell = evaluation.cell
    return {
        to
        for (old, to), roles in MOVES.items()
        if old == evaluation.status
        and reaches(by, path=cell.committee.path, cell_id=cell.pk, roles=roles)
    }


@transaction.atomic
def approve_many(*, evaluations: Iterable[Evaluation], by, at: datetime) -> int:
    """Approve sheets at once, in a fixed number of queries; returns how many.

    `evaluations` comes from `with_lock`. All or none: raises ValidationError where `move`
    would for one of them.
    """
    sheets = list(evaluations)
    _hold(sheets)
    rules = rules_of(sheet.framework_id for sheet in sheets)
    results = results_of(sheets, rules)
    by_status = defaultdict(list)
    for sheet in sheets:
        old = Status(sheet.status)
        _check(sheet, old, Status.APPROVED, by, "")
        _check_result(results[sheet.pk], rules[sheet.framework_id])
        by_status[old].append(sheet.pk)
    _check_evidence(sheets)
    for old, ids in by_status.items():
        moved = Evaluation.objects.filter(pk__in=ids, status=old).update(
            status=Status.APPROVED, **_stamps(Status.APPROVED, by, at)
        )
        if moved != len(ids):
            raise ValidationError(MOVED_BY_SOMEBODY)
    Change.objects.bulk_create(
        Change(
            evaluation=sheet,
            field=Field.STATUS,
            old=sheet.status,
            new=Status.APPROVED,
            by=by,
            at=at,
        )
        for sheet in sheets
    )
    return len(sheets)


def _check(evaluation, old, to, by, reason):
    if evaluation.is_locked:
        raise ValidationError(f"{evaluation.period} đã khóa.")
    roles = MOVES.get((old, to))
    if roles is None:
        raise ValidationError(
            f"Phiếu ở trạng thái “{old.label}” không chuyển sang “{to.label}” được."
        )
    cell = evaluation.cell
    if not reaches(by, path=cell.committee.path, cell_id=cell.pk, roles=roles):
        raise ValidationError("Đồng chí không có quyền làm việc này.")
    if (old, to) in NEEDS_REASON and not reason.strip():
        raise ValidationError("Hãy ghi lý do.")


def _hold(sheets):
    """Until the commit nobody takes out a value that was found complete."""
    ids = [sheet.pk for sheet in sheets]
    held = Evaluation.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    list(held.values_list("pk", flat=True))


def _check_complete(evaluation):
    rules = rules_of([evaluation.framework_id])
    result = results_of([evaluation], rules)[evaluation.pk]
    _check_result(result, rules[evaluation.framework_id])
    _check_evidence([evaluation])


def _check_result(result, rule):
    missing = result.required - result.scored
    if missing:
        raise ValidationError(f"Phiếu còn {missing} chỉ số chưa chấm.")
    if result.unexplained:
        codes = ", ".join(rule.indicator(pk).code for pk in result.unexplained)
        raise ValidationError(f"Chưa thuyết minh điểm trừ ở chỉ số {codes}.")


def _check_evidence(sheets):
    """Where the framework asks for evidence there is some, or a note says why not."""
    lacking = Score.objects.on([sheet.pk for sheet in sheets]).lacking_evidence()
    scores = lacking.select_related("indicator", "evaluation").in_sheet_order()
    codes = defaultdict(list)
    for score in scores:
        codes[score.evaluation.cell_name].append(score.indicator.code)
    if codes:
        told = "; ".join(
            f"{cell}: {', '.join(each)}" if len(sheets) > 1 else ", ".join(each)
            for cell, each in codes.items()
        )
        raise ValidationError(
            f"Chưa có minh chứng, cũng chưa ghi chú vì sao không có, ở chỉ số {told}."
        )


def _stamps(to, by, at):
    """Who and when are set together, and cleared when the sheet goes back."""
    if to == Status.SUBMITTED:
        return {"submitted_at": at, "submitted_by": by}
    if to == Status.APPROVED:
        return {"approved_at": at, "approved_by": by}
    return {"approved_at": None, "approved_by": None}
