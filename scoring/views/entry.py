"""Entering values and asking what others entered: JSON for sheet, grid and paste."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from scoring.actions.entering import VERSIONS, Verdict
from scoring.actions.entering import enter as enter_values
from scoring.actions.totals import results_of, rules_of
from scoring.answers import (
    clock,
    figures_of_sheets,
    outcome_as_json,
    value_as_json,
)
from scoring.forms import MalformedBatch, read_batch
from scoring.models import Change, Evaluation, Field, Score

SIGNED_OUT = "Phiên đăng nhập đã hết. Đồng chí đăng nhập lại để lưu tiếp."
SOMEBODY_ELSE = "Trên trình duyệt này đang đăng nhập bằng tài khoản khác."
LATEST_ID = 2**63 - 1


@require_POST
def enter(request):
    """Write a batch of values, each with the version that it started from.

    In: {"request_key": uuid, "source": "typed", "user": id, "values": [{"score": id,
    "field": "points|self_points|note", "text": "92,5", "base": 3, "reason": ""}]}, 1 to
    2000 values. A repeated request_key does nothing twice. `user` (optional) is who typed:
    what one person typed is never saved in the name of another.

    Out, always: {"message", "outcomes": [{score, field, verdict, text, version, points,
    reason, message, by, at}], "sheets": {id: figures}}. Numbers are Vietnamese text
    ("92,5"). Status: 200 all saved; 409 somebody wrote another value first; 422 a value was
    refused; 404 none of the values is within reach; 401 signed out or somebody else;
    400 and 413 not a batch.
    """
    if not request.user.is_authenticated:
        return _refusal(SIGNED_OUT, 401)
    try:
        batch = read_batch(request.body)
    except MalformedBatch as error:
        return _refusal(str(error), error.status)
    if batch.user not in (None, request.user.pk):
        return _refusal(SOMEBODY_ELSE, 401)
    entered = enter_values(
        entries=batch.entries,
        by=request.user,
        at=timezone.now(),
        request_key=batch.request_key,
        source=batch.source,
    )
    answer = {
        "message": "",
        "outcomes": [outcome_as_json(outcome) for outcome in entered.outcomes],
        "sheets": figures_of_sheets(entered.results),
    }
    return JsonResponse(answer, status=_status(entered.outcomes))


@require_safe
@login_required
def changes(request, pk):
    """The values changed since the change `?tu=`, as they stand now, and the figures."""
    sheets = Evaluation.objects.visible_to(request.user)
    evaluation = get_object_or_404(sheets.for_page(), pk=pk)
    marker = request.GET.get("tu", "0")
    marker = int(marker) if marker.isascii() and marker.isdigit() else 0
    newest = Change.objects.of_sheet(evaluation).since(min(marker, LATEST_ID))
    newest = list(newest.newest_first().select_related("by"))
    answer = {"marker": newest[0].pk if newest else marker, "values": []}
    if newest:
        answer["values"] = values_now(newest)
        answer["moved"] = any(change.field == Field.STATUS for change in newest)
        rules = rules_of([evaluation.framework_id])
        answer["sheets"] = figures_of_sheets(results_of([evaluation], rules))
    return JsonResponse(answer)


def _refusal(message, status):
    return JsonResponse(
        {"message": message, "outcomes": [], "sheets": {}}, status=status
    )


def _status(outcomes):
    verdicts = {outcome.verdict for outcome in outcomes}
    if verdicts == {Verdict.UNKNOWN}:
        return 404
    if Verdict.CONFLICT in verdicts:
        return 409
    return 200 if verdicts == {Verdict.SAVED} else 422


def values_now(newest):
    """One entry a value that changed; `newest` are the changes, newest first."""
    latest = {}
    for change in newest:
        if change.score_id and change.field in VERSIONS:
            latest.setdefault((change.score_id, change.field), change)
    scores = Score.objects.in_bulk({score for score, _ in latest})
    return [
        {
            **value_as_json(scores[score], field),
            "score": score,
            "field": field,
            "by": str(change.by),
            "at": clock(change.at),
        }
        for (score, field), change in latest.items()
    ]
