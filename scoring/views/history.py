"""Lịch sử phiếu: who wrote what and when, from the first value to the last move."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from scoring.actions.entering import Verdict
from scoring.actions.openness import closed_because
from scoring.actions.repeating import restore as restore_value
from scoring.models import VALUES, Change, Evaluation
from scoring.timeline import people_of, words_of

PAGE_SIZE = 50
LATEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the history; `is_restorable`: the reader may write its new value again."""

    change: Change
    old: str
    new: str
    is_restorable: bool


@require_safe
@login_required
def history(request, pk):
    sheets = Evaluation.objects.visible_to(request.user)
    sheets = sheets.with_lock(at=timezone.now())
    evaluation = get_object_or_404(sheets.for_page(), pk=pk)
    scores = list(evaluation.scores.select_related("indicator").in_sheet_order())
    people = people_of(evaluation)
    score = _chosen(request, "chi-so", scores)
    person = _chosen(request, "nguoi", people)
    changes = Change.objects.of_sheet(evaluation)
    if score:
        changes = changes.of_score(score)
    if person:
        changes = changes.by_person(person)
    page = Paginator(changes.newest_first().for_page(), PAGE_SIZE).get_page(
        request.GET.get("trang")
    )
    return render(
        request,
        "scoring/history.html",
        {
            "evaluation": evaluation,
            "page": page,
            "entries": _entries(request.user, evaluation, page),
            "score": score,
            "person": person,
            "indicators": [
                (s.pk, f"{s.indicator.code} {s.indicator.name}") for s in scores
            ],
            "people": [(user.pk, str(user)) for user in people],
            "reset_url": request.path if score or person else "",
        },
    )


@require_POST
@login_required
def restore(request, pk, change):
    """Write the value of an earlier change again; that is a change of its own."""
    now = timezone.now()
    sheets = Evaluation.objects.writable_by(request.user).with_lock(at=now)
    evaluation = get_object_or_404(sheets.for_page(), pk=pk)
    changes = Change.objects.of_sheet(evaluation).of_values().select_related("score")
    wanted = get_object_or_404(changes, pk=min(change, LATEST_ID))
    outcome = restore_value(change=wanted, by=request.user, at=now)
    if outcome.verdict == Verdict.SAVED:
        messages.success(request, "Đã khôi phục giá trị.")
    else:
        messages.error(request, outcome.message or "Giá trị này không còn ghi được.")
    address = reverse("scoring:history", args=[pk])
    return redirect(f"{address}?chi-so={wanted.score_id}")


def _chosen(request, name, rows):
    """The row that the query names; one that is not of this sheet is a 404."""
    asked = request.GET.get(name, "")
    if not asked:
        return None
    for row in rows:
        if str(row.pk) == asked:
            return row
    raise Http404


def _entries(user, evaluation, page):
    return [
        Entry(
            change=change,
            old=words_of(change, change.old),
            new=words_of(change, change.new),
            is_restorable=_is_restorable(user, evaluation, change),
        )
        for change in page
    ]


def _is_restorable(user, evaluation, change):
    if change.field not in VALUES or change.score is None:
        return False
    held = change.score.text_of(change.field)
    return held != change.new and not closed_because(
        change.field, evaluation, user, change.score
    )
