"""One remark: what was raised, what was said since, and the deeds open to the reader."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cells.scope import MAY_REMARK, MAY_REPLY, MAY_SEE
from scoring.actions import remarks as actions
from scoring.models import Evaluation, Remark, Reply, ReplyKind
from scoring.remark_forms import ReplyForm
from scoring.views.remarks import listed


@require_safe
@login_required
def remark(request, pk):
    found = get_object_or_404(_seen(request.user), pk=pk)
    return _show(request, found)


def _seen(user, roles=MAY_SEE):
    return Remark.objects.visible_to(user, roles).for_list()


def _show(request, found, *, status=200, wrong=None, form=None):
    """The page of a remark; `wrong` is the deed whose `form` was refused."""
    deeds = actions.deeds_open_to(request.user, remark=found)
    context = {
        "listed": listed(found, today=timezone.localdate()),
        "remark": found,
        "replies": Reply.objects.of_remark(found),
        "forms": {
            deed.value: form if deed == wrong else ReplyForm(prefix=deed.value)
            for deed in deeds
        },
        "wrong_form": form,
        "unsent": form["text"].value() if form and wrong not in deeds else "",
        "steps": [
            ("Kiến nghị", reverse("scoring:remarks")),
            (found.cell.name, reverse("reports:cell", args=[found.cell_id])),
        ],
        "own_sheet": Evaluation.objects.visible_to(request.user)
        .of_cell(found.cell_id)
        .newest_first()
        .first(),
    }
    return render(request, "scoring/remark.html", context, status=status)


@require_POST
@login_required
def answer(request, pk):
    found = get_object_or_404(_seen(request.user, MAY_REPLY), pk=pk)

    def deed(text, at):
        actions.answer(remark=found, text=text, by=request.user, at=at)

    return _do(request, found, ReplyKind.ANSWER, deed, done="Đã ghi trả lời.")


@require_POST
@login_required
def resolve(request, pk):
    found = get_object_or_404(_seen(request.user, MAY_REMARK), pk=pk)

    def deed(text, at):
        actions.resolve(remark=found, note=text, by=request.user, at=at)

    done = "Đã xác nhận kiến nghị được giải quyết."
    return _do(request, found, ReplyKind.RESOLVED, deed, done=done)


@require_POST
@login_required
def reopen(request, pk):
    found = get_object_or_404(_seen(request.user, MAY_REMARK), pk=pk)

    def deed(text, at):
        actions.reopen(remark=found, reason=text, by=request.user, at=at)

    return _do(request, found, ReplyKind.REOPENED, deed, done="Đã mở lại kiến nghị.")


def _do(request, found, kind, deed, *, done):
    """Check the text, do the deed, and show the remark; what was typed is never lost."""
    form = ReplyForm(request.POST, prefix=kind.value)
    if form.is_valid():
        try:
            deed(form.cleaned_data["text"], timezone.now())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, done)
            return redirect("scoring:remark", pk=found.pk)
    return _show(request, found, status=422, wrong=kind, form=form)
