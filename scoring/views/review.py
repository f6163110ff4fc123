"""The moves of a sheet: submit, approve, send back, reopen. One address a deed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from scoring.actions.repeating import take_over
from scoring.actions.reviewing import INCOMPLETE, move
from scoring.actions.reviewing import send_back as return_sheet
from scoring.models import Evaluation
from scoring.returning import flags_of, wrong_in
from scoring.sheets import read_sheet
from scoring.views.sheet import show_sheet
from scoring.workflow import Status


@require_POST
@login_required
def submit(request, pk):
    return _move(request, pk, Status.SUBMITTED, done="Đã gửi phiếu để duyệt.")


@require_POST
@login_required
def approve(request, pk):
    return _move(request, pk, Status.APPROVED, done="Đã duyệt phiếu.")


@require_POST
@login_required
def send_back(request, pk):
    """Return a sheet and name what is wrong; only that opens again."""
    now = timezone.now()
    evaluation = _own(request, pk, at=now)
    flags = flags_of(read_sheet(evaluation).rows, request.POST)
    try:
        return_sheet(
            evaluation=evaluation,
            wrong=wrong_in(flags),
            by=request.user,
            at=now,
            reason=_reason(request),
        )
    except ValidationError as error:
        return _refuse(request, evaluation, error)
    messages.success(request, "Đã trả lại phiếu.")
    return redirect("scoring:sheet", pk=pk)


@require_POST
@login_required
def reopen(request, pk):
    return _move(request, pk, Status.DRAFT, done="Đã mở lại phiếu để sửa.")


@require_POST
@login_required
def verify_as_self(request, pk):
    """Take over what the cell said: of the value `chi-so`, else of all that are empty."""
    now = timezone.now()
    open_sheets = Evaluation.objects.editable_by(request.user, at=now)
    evaluation = get_object_or_404(open_sheets.for_page(), pk=pk)
    rows = read_sheet(evaluation).rows
    one = request.POST.get("chi-so", "")
    chosen = [
        row.score
        for row in rows
        if row.may_be_as_self
        and (str(row.score.pk) == one if one else row.value.is_empty)
    ]
    saved = take_over(scores=chosen, by=request.user, at=now)
    messages.success(request, f"Đã thẩm định như tự chấm {saved} chỉ số.")
    place = f"#chi-so-{chosen[0].pk}" if one and chosen else ""
    return redirect(reverse("scoring:sheet", args=[pk]) + place)


def _move(request, pk, to, *, done):
    now = timezone.now()
    evaluation = _own(request, pk, at=now)
    try:
        move(
            evaluation=evaluation,
            to=to,
            by=request.user,
            at=now,
            reason=_reason(request),
        )
    except ValidationError as error:
        return _refuse(request, evaluation, error)
    messages.success(request, done)
    return redirect("scoring:sheet", pk=pk)


def _own(request, pk, *, at):
    sheets = Evaluation.objects.writable_by(request.user).with_lock(at=at)
    return get_object_or_404(sheets.for_page(), pk=pk)


def _reason(request):
    return request.POST.get("reason", "").strip()[:500]


def _refuse(request, evaluation, error):
    return show_sheet(
        request,
        evaluation,
        problem=error.messages[0],
        lists_missing=error.code == INCOMPLETE,
        reason=_reason(request),
        status=422,
    )
