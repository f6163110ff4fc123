"""Mở tháng chấm điểm: a preview says how many sheets it makes, then it is done."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from scoring.actions.periods import count_missing_sheets
from scoring.actions.periods import open_period as open_month
from scoring.models import Period
from scoring.period_forms import OpeningForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_period(request):
    if not request.user.may_open_months:
        raise Http404
    asked = request.POST or request.GET
    form = OpeningForm(asked if "thang" in asked else None)
    if request.method == "POST" and form.is_valid():
        month, due_on = form.cleaned_data["month"], form.cleaned_data["due_on"]
        made = open_month(month=month, due_on=due_on, at=timezone.now())
        messages.success(request, f"Đã mở tháng và lập {made} phiếu.")
        return redirect("scoring:period", month=month)
    status = 422 if request.method == "POST" else 200
    return render(request, "scoring/open_period.html", _context(form), status=status)


def _context(form):
    if not form.is_bound or not form.is_valid():
        return {"form": form, "preview": None}
    month = form.cleaned_data["month"]
    ready, without = count_missing_sheets(month=month)
    preview = {
        "month": month,
        "due_on": form.cleaned_data["due_on"],
        "ready": ready,
        "without": without,
        "held": Period.objects.filter(month=month).first(),
    }
    return {"form": form, "preview": preview}
