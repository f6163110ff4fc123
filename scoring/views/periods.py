"""Kỳ chấm điểm: the months, how far each has come in my part, who has locked what."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cells.models import Cell, Committee
from cells.scope import MAY_APPROVE, reaches
from scoring.actions import periods as actions
from scoring.actions.locking import grant_exceptions
from scoring.models import Evaluation, LockException, Period, PeriodLock
from scoring.period_forms import ExceptionForm
from scoring.views.month import Due, due_in_words
from vietnamese.months import format_month

PAGE_SIZE = 24
MOST_CELLS = 50
NOTHING = {"sheets": 0, "complete": 0, "approved": 0}
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Month:
    """A period in the reader's part. `counts`: sheets, complete, approved."""

    period: Period
    due: Due
    counts: dict
    locks: list[PeriodLock]
    exceptions: int

    @property
    def is_unfinished(self) -> bool:
        """Only then does it matter how far the due day is."""
        return self.counts["complete"] < self.counts["sheets"]


@dataclass(frozen=True, slots=True)
class Held:
    """A lock; `is_liftable`: the reader may lift it."""

    lock: PeriodLock
    is_liftable: bool

    @property
    def dialog(self) -> str:
        return f"mo-khoa-{self.lock.pk}"


@require_safe
@login_required
def periods(request):
    every = Paginator(Period.objects.latest_first(), PAGE_SIZE)
    page = every.get_page(request.GET.get("trang"))
    page.object_list = list(page.object_list)
    context = {
        "page": page,
        "months": _months(request.user, page.object_list),
        "may_open": request.user.may_open_months,
    }
    return render(request, "scoring/periods.html", context)


@require_safe
@login_required
def period(request, month):
    return _show(request, get_object_or_404(Period, month=month))


@require_POST
@login_required
def lock(request, month):
    """Lock the month for the part of one of the reader's committees."""
    held = get_object_or_404(Period, month=month)
    mine = Committee.objects.visible_to(request.user, roles=MAY_APPROVE)
    committee = get_object_or_404(mine, pk=_number(request, "cap-uy"))
    actions.lock(period=held, committee=committee, by=request.user, at=timezone.now())
    messages.success(request, f"Đã khóa {str(held).lower()} cho {committee}.")
    return redirect("scoring:period", month=month)


@require_POST
@login_required
def unlock(request, month):
    locks = PeriodLock.objects.liftable_by(request.user).in_period(month)
    held = get_object_or_404(locks.for_page(), pk=_number(request, "khoa"))
    actions.unlock(period=held.period, committee=held.committee, by=request.user)
    messages.success(request, f"Đã mở khóa {str(held.period).lower()}.")
    return redirect("scoring:period", month=month)


@require_POST
@login_required
def grant(request, month):
    """Except the chosen cells from the lock for some time."""
    if not request.user.may_approve:
        raise Http404
    held = get_object_or_404(Period, month=month)
    form = ExceptionForm(request.POST, cells=_exceptable(request.user, held))
    now = timezone.now()
    if form.has_error("cells", "invalid_choice"):
        raise Http404
    if not form.is_valid():
        return _show(request, held, form=form)
    try:
        made = grant_exceptions(
            period=held,
            cells=form.cleaned_data["cells"],
            until=now + form.duration,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=now,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, held, form=form)
    messages.success(request, f"Đã cho phép ngoại lệ với {len(made)} chi bộ.")
    return redirect("scoring:period", month=month)


def _show(request, held, *, form=None):
    """The page of one month; with a refused `form` what was typed stays."""
    user, now = request.user, timezone.now()
    month = _months(user, [held])[0]
    exceptions = LockException.objects.visible_to(user).in_period(held.month)
    context = {
        "month": month,
        "steps": _steps(held),
        "locks": [Held(one, _may_lift(user, one)) for one in month.locks],
        "exceptions": [(one, one.until > now) for one in exceptions.for_page()],
        "lockers": _lockers(user, month.locks),
        "form": form or ExceptionForm(cells=Cell.objects.none()),
        **_cells_to_tick(request, month),
    }
    status = 422 if form else 200
    return render(request, "scoring/period.html", context, status=status)


def _months(user, held):
    """The periods `held` with their figures, in a fixed number of queries."""
    shown = [period.month for period in held]
    sheets = Evaluation.objects.visible_to(user).filter(period__in=shown)
    counts = sheets.counted_by_month()
    locks = PeriodLock.objects.visible_to(user).filter(period__in=shown).for_page()
    excepted = (
        LockException.objects.visible_to(user)
        .filter(period__in=shown)
        .in_force(at=timezone.now())
        .counted_by_month()
    )
    today = timezone.localdate()
    by_month = {month: [] for month in shown}
    for one in locks:
        by_month[one.period_id].append(one)
    return [
        Month(
            period=period,
            due=due_in_words(period.due_on, today=today),
            counts=counts.get(period.month, NOTHING),
            locks=by_month[period.month],
            exceptions=excepted.get(period.month, 0),
        )
        for period in held
    ]


def _may_lift(user, lock):
    return reaches(user, path=lock.path, cell_id=None, roles=MAY_APPROVE)


def _lockers(user, locks):
    """(id, name) of the committees for which the reader can still lock the month."""
    if not user.may_approve:
        return []
    held = {one.committee_id for one in locks}
    committees = Committee.objects.lockers_for(user)
    return [(c.pk, str(c)) for c in committees if c.pk not in held]


def _exceptable(user, held):
    """The cells of the month for which the reader decides."""
    sheets = Evaluation.objects.in_month(held.month)
    mine = Cell.objects.visible_to(user, roles=MAY_APPROVE)
    return mine.filter(pk__in=sheets.values("cell"))


def _cells_to_tick(request, month):
    """Those that the search finds, at most MOST_CELLS; and the ticked ones."""
    text = request.GET.get("tim", "").strip()
    if not month.locks or not request.user.may_approve:
        return {"text": text, "cells": [], "may_except": False}
    cells = _exceptable(request.user, month.period)
    cells = (cells.named_like(text) if text else cells).select_related("committee")
    ticked = set(request.POST.getlist("cells"))
    found = list(cells.in_order()[: MOST_CELLS + 1])
    return {
        "text": text,
        "cells": [(cell, str(cell.pk) in ticked) for cell in found[:MOST_CELLS]],
        "more_cells": len(found) > MOST_CELLS,
        "may_except": True,
    }


def _steps(held):
    months = list(Period.objects.latest_first().values_list("month", flat=True))
    at = months.index(held.month)
    links = [
        {
            "label": f"Tháng {format_month(month)}",
            "url": reverse("scoring:period", args=[month]),
            "is_current": month == held.month,
        }
        for month in months
    ]
    return {
        "label": str(held),
        "choices": links,
        "previous_url": links[at + 1]["url"] if at + 1 < len(links) else "",
        "next_url": links[at - 1]["url"] if at else "",
    }


def _number(request, name):
    typed = request.POST.get(name, "")
    return min(int(typed), LARGEST_ID) if typed.isascii() and typed.isdigit() else 0
