"""The moves of a sheet: submit, approve, send back, reopen. One address a deed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from scoring.actions.reviewing import move
from scoring.models import Evaluation
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
    return _move(request, pk, Status.RETURNED, done="Đã trả lại phiếu.")


@require_POST
@login_required
def reopen(request, pk):
    return _move(request, pk, Status.DRAFT, done="Đã mở lại phiếu để sửa.")


def _move(request, pk, to, *, done):
    now = timezone.now()
    sheets = Evaluation.objects.writable_by(request.user).with_lock(at=now)
    evaluation = get_object_or_404(sheets.for_page(), pk=pk)
    reason = request.POST.get("reason", "").strip()[:500]
    try:
        move(evaluation=evaluation, to=to, by=request.user, at=now, reason=reason)
    except ValidationError as error:
        return show_sheet(
            request, evaluation, problem=error.messages[0], reason=reason, status=422
        )
    messages.success(request, done)
    return redirect("scoring:sheet", pk=pk)
