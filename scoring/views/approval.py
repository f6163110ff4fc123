"""Duyệt nhiều phiếu: what can be approved of a choice, what not and why, then the deed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from criteria.models import Programme
from scoring.actions import approving
from scoring.models import Evaluation, Period
from scoring.views.month import chosen_list, sheets_listed

MOST_SHOWN = 200  # names on the page; the counts are of all
LARGEST_ID = 2**63 - 1


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def approve_many(request, month):
    """A GET previews; a POST to the same address does it and shows what is left."""
    if not request.user.may_approve:
        raise Http404
    period = get_object_or_404(Period, month=month)
    now = timezone.now()
    sheets, back = _chosen(request, month, now)
    sheets = sheets.with_lock(at=now).for_list()
    if request.method == "POST":
        approval = approving.approve_many(evaluations=sheets, by=request.user, at=now)
        _tell(request, approval)
        return redirect(request.get_full_path())
    approval = approving.sort_for_approval(evaluations=sheets, by=request.user)
    return render(
        request,
        "scoring/approve_many.html",
        {
            "period": period,
            "approval": approval,
            "ready": approval.ready[:MOST_SHOWN],
            "refused": approval.refused[:MOST_SHOWN],
            "most": MOST_SHOWN,
            "all_waiting": "cho-duyet" in request.GET,
            "back": back,
        },
    )


def _chosen(request, month, now):
    """The ticked sheets, or all that the list's filter finds; and the list's address.

    `cho-duyet` narrows the filter to what waits for this reader.
    """
    chosen = chosen_list(request, list(Programme.objects.all()))
    if "cho-duyet" in request.GET:
        sheets = sheets_listed(request.user, month, chosen)
        sheets = sheets.to_approve_by(request.user, at=now)
    elif request.GET.get("tat-ca"):
        sheets = sheets_listed(request.user, month, chosen)
        sheets = sheets.in_state(chosen.state) if chosen.state else sheets
    else:
        seen = Evaluation.objects.visible_to(request.user).in_month(month)
        sheets = seen.filter(pk__in=_ticked(request))
    query = request.GET.copy()
    for name in ("cho-duyet", "tat-ca", "phieu"):
        query.pop(name, None)
    return sheets.in_order(), f"?{query.urlencode()}" if query else ""


def _ticked(request):
    asked = request.GET.getlist("phieu")
    numbers = (int(pk) for pk in asked if pk.isascii() and pk.isdigit())
    return [number for number in numbers if number <= LARGEST_ID]


def _tell(request, approval):
    if approval.ready:
        messages.success(request, f"Đã duyệt {len(approval.ready)} phiếu.")
    else:
        messages.info(request, "Không có phiếu nào được duyệt thêm.")
