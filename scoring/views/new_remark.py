"""Nêu kiến nghị: raise a difficulty or an instruction on a cell or one of its indicators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cells.models import Cell
from cells.scope import MAY_REMARK
from criteria.models import Framework
from scoring.actions.remarks import raise_remark
from scoring.models import Evaluation, Period
from scoring.remark_forms import RemarkForm
from vietnamese.months import parse_month


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_remark(request, pk):
    cells = Cell.objects.visible_to(request.user, MAY_REMARK)
    cell = get_object_or_404(cells.select_related("committee"), pk=pk)
    period, sheets = _month_of(request, cell)
    frameworks = Framework.objects.filter(
        pk__in=[sheet.framework_id for sheet in sheets]
    ).prefetch_related("criteria__indicators")
    form = RemarkForm(
        request.POST or None,
        frameworks=frameworks,
        initial={"indicator": request.GET.get("chi-so", "")},
    )
    if form.is_valid():
        try:
            raised = _raise(form, cell, period, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Đã ghi kiến nghị với {cell.name}.")
            return redirect("scoring:remark", pk=raised.pk)
    steps = [
        ("Kiến nghị", reverse("scoring:remarks")),
        (cell.name, reverse("reports:cell", args=[cell.pk])),
    ]
    context = {"cell": cell, "period": period, "form": form, "steps": steps}
    status = 422 if form.is_bound else 200
    return render(request, "scoring/new_remark.html", context, status=status)


def _raise(form, cell, period, *, by):
    return raise_remark(
        cell=cell, period=period, by=by, at=timezone.now(), **form.cleaned_data
    )


def _month_of(request, cell):
    """The month asked for, else the cell's newest, and its sheets of that month."""
    sheets = Evaluation.objects.visible_to(request.user).of_cell(cell)
    asked = request.GET.get("thang")
    if asked:
        try:
            period = get_object_or_404(Period, month=parse_month(asked))
        except ValueError as error:
            raise Http404 from error
    else:
        newest = sheets.newest_first().select_related("period").first()
        period = newest.period if newest else Period.objects.latest_first().first()
    if period is None:
        raise Http404
    return period, list(sheets.in_month(period.month))
