"""Approving many sheets at once: those that are ready, and a word for each of the others."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from scoring.actions.reviewing import (
    check_move,
    check_result,
    lacking_evidence_in,
    stamps,
    take_back_flags,
)
from scoring.actions.totals import results_of, rules_of
from scoring.models import Change, Evaluation, Field
from scoring.models.evaluation_queries import EvaluationQuerySet
from scoring.workflow import Status


@dataclass(frozen=True, slots=True)
class Approval:
    """Which sheets can be (or were) approved, which not and why, and which are already."""

    ready: list[Evaluation]
    refused: list[tuple[Evaluation, str]]
    done: list[Evaluation]


def sort_for_approval(*, evaluations: EvaluationQuerySet, by) -> Approval:
    """What `approve_many` would do now, in a fixed number of queries.

    `evaluations` has `with_lock`.
    """
    sheets = list(evaluations.select_related("framework", "cell__committee", "period"))
    done = [sheet for sheet in sheets if sheet.status == Status.APPROVED]
    problems = _problems([s for s in sheets if s.status != Status.APPROVED], by)
    return Approval(
        ready=[s for s in sheets if s.pk in problems and not problems[s.pk]],
        refused=[(s, problems[s.pk]) for s in sheets if problems.get(s.pk)],
        done=done,
    )


@transaction.atomic
def approve_many(*, evaluations: EvaluationQuerySet, by, at: datetime) -> Approval:
    """Approve those that are ready, with a row in the history of each.

    Asking again does nothing twice. Held on PostgreSQL, so that nobody moves a sheet in
    between; SQLite's transactions queue by themselves.
    """
    approval = sort_for_approval(
        evaluations=evaluations.select_for_update(of=("self",)), by=by
    )
    ids = [sheet.pk for sheet in approval.ready]
    Evaluation.objects.filter(pk__in=ids).update(
        status=Status.APPROVED, **stamps(Status.APPROVED, by, at)
    )
    take_back_flags(ids)
    Change.objects.bulk_create(
        Change(
            evaluation=sheet,
            field=Field.STATUS,
            old=sheet.status,
            new=Status.APPROVED,
            by=by,
            at=at,
        )
        for sheet in approval.ready
    )
    return approval


def _problems(sheets, by):
    """Why each sheet cannot be approved, by its id; "" for those that can."""
    problems = {sheet.pk: _problem(sheet, by) for sheet in sheets}
    # The kept figures tell what is complete; only explanations need the scores.
    to_explain = {
        sheet.pk: sheet
        for sheet in sheets
        if not problems[sheet.pk] and sheet.framework.explain_deductions
    }
    rules = rules_of(sheet.framework_id for sheet in to_explain.values())
    for pk, result in results_of(to_explain.values(), rules).items():
        rule = rules[to_explain[pk].framework_id]
        problems[pk] = _said(check_result, result, rule)
    ready = [sheet for sheet in sheets if not problems[sheet.pk]]
    return problems | lacking_evidence_in(ready)


def _problem(sheet, by):
    old = Status(sheet.status)
    problem = _said(check_move, sheet, old, Status.APPROVED, by, "")
    if problem or sheet.is_complete:
        return problem
    missing = sheet.required - sheet.scored
    return f"Phiếu còn {missing} chỉ số chưa chấm."


def _said(check, *arguments):
    try:
        check(*arguments)
    except ValidationError as error:
        return error.messages[0]
    return ""
