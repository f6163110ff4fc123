"""Tổng quan: what must still be done this month, what is late, what went wrong."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cells.models import Cell
from criteria.models import Programme
from reports import links
from reports.attention import (
    hard_failures,
    own_sheets,
    progress_by_programme,
    sheets_to_do,
    tasks_of,
)
from scoring.models import Evaluation, Occasion, Period
from scoring.views.month import due_in_words
from scoring.workflow import State


@require_safe
@login_required
def home(request):
    user = request.user
    if user.is_administrator or user.works_at_committee:
        return _of_committee(request)
    cells = list(Cell.objects.visible_to(user).select_related("committee").in_order())
    if len(cells) == 1:
        return _to_the_cell(user, cells[0])
    return _of_cells(request, cells)


def _to_the_cell(user, cell):
    """To what the menu counts: the programme and the month that wait, if any do."""
    to_do = Evaluation.objects.to_do_of(user, at=timezone.now()).waiting()
    first = to_do.select_related("programme").first()
    if first is None:
        return redirect("reports:cell", pk=cell.pk)
    return redirect(links.cell_page(cell.pk, first.programme, first.month))


def _of_committee(request):
    period = Period.objects.current()
    if period is None:
        return render(request, "reports/nothing_opened.html")
    sheets = Evaluation.objects.visible_to(request.user).in_month(period.month)
    programmes = list(Programme.objects.all())
    progress = progress_by_programme(sheets, programmes)
    tasks = tasks_of(request.user, at=timezone.now())
    listed = {task.occasion for task in tasks if task.month == period.month}
    return render(
        request,
        "reports/home.html",
        {
            "period": period,
            "due": due_in_words(period.due_on, today=timezone.localdate()),
            "programmes": [_with_links(one, period.month) for one in progress],
            "waiting": sheets_to_do(sheets),
            "failures": hard_failures(sheets),
            "failing": sum(one.hard_failing for one in progress),
            "incomplete": sum(one.incomplete for one in progress),
            "tasks": tasks,
            # What stands in the list of tasks is not said twice.
            "is_due_listed": bool(listed & {Occasion.OVERDUE, Occasion.DUE}),
            "returned": []
            if Occasion.RETURNED in listed
            else _returned(progress, period.month),
        },
    )


def _with_links(progress, month):
    """A programme's figures, each with the list behind it."""
    return {
        "progress": progress,
        "url": links.cells_of_month(month, progress.programme),
        "states": [
            {
                "state": state.value,
                "label": state.label,
                "count": count,
                "url": links.cells_of_month(month, progress.programme, state=state),
            }
            for state, count in progress.states.items()
        ],
    }


def _returned(progress, month):
    state = State.RETURNED
    return [
        {
            "programme": one.programme,
            "count": one.states[state],
            "url": links.cells_of_month(month, one.programme, state=state),
        }
        for one in progress
        if one.states[state]
    ]


def _of_cells(request, cells):
    """For who looks after cells only; without any, a word on whom to ask."""
    if not cells:
        return render(request, "reports/no_assignment.html")
    period = Period.objects.current()
    sheets = own_sheets(request.user, period) if period else {}
    rows = [(cell, sheets.get(cell.pk, [])) for cell in cells]
    tasks = tasks_of(request.user, at=timezone.now())
    context = {"rows": rows, "period": period, "tasks": tasks}
    return render(request, "reports/own_cells.html", context)
