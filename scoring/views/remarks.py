"""Kiến nghị: what was raised on cells and is not resolved yet, and what became of it."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cells.models import Cell, Committee
from cells.scope import MAY_REMARK, reaches
from criteria.models import Indicator
from scoring.models import Remark
from scoring.remark_forms import RemarkFilter, Shown
from scoring.views.month import Due, due_in_words, same_list

PAGE_SIZE = 30
EMPTY = {
    Shown.MINE: "Không có kiến nghị nào chờ đồng chí",
    Shown.OPEN: "Không có kiến nghị nào chưa giải quyết",
    Shown.OVERDUE: "Không có kiến nghị nào quá hạn",
    Shown.RESOLVED: "Chưa có kiến nghị nào đã giải quyết",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A remark with its due day in words."""

    remark: Remark
    due: Due | None

    @property
    def indicator(self) -> Indicator | None:
        return self.remark.indicator

    @property
    def is_late(self) -> bool:
        return bool(self.due and self.due.is_over and self.remark.is_open)


def listed(remark, *, today):
    due = due_in_words(remark.due_on, today=today) if remark.due_on else None
    return Listed(remark, due)


def remarks_on(evaluation, user):
    """The open remarks that follow the cell onto its sheet of a month."""
    following = (
        Remark.objects.visible_to(user)
        .of_cell(evaluation.cell_id)
        .of_programme(evaluation.programme_id)
        .raised_until(evaluation.month)
        .unresolved()
        .for_list()
        .most_urgent_first()
    )
    today = timezone.localdate()
    return [listed(remark, today=today) for remark in following]


def may_remark_on(cell, user):
    return reaches(user, path=cell.committee.path, cell_id=cell.pk, roles=MAY_REMARK)


@require_safe
@login_required
def remarks(request):
    form = RemarkFilter(request.GET)
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    today = timezone.localdate()
    seen = Remark.objects.visible_to(request.user)
    committees = list(seen.committees())
    committee, cell = _place(request.user, asked, committees)
    found = _narrowed(seen, asked, committee, cell)
    if asked["occasion"]:
        found = found.of_occasion(asked["occasion"], on=today)
    counts = found.counted_for(request.user, on=today)
    shown = asked["shown"]
    is_narrowed = bool(committee or cell or asked["occasion"] or asked["text"])
    page = _page(request, _part(found, shown, request.user, today), counts[shown])
    if committee and committee not in committees:
        committees.insert(0, committee)
    return render(
        request,
        "scoring/remarks.html",
        {
            "asked": asked,
            "shown": shown,
            "cell": cell,
            "committees": [(c.pk, c.name) for c in committees],
            "tabs": _tabs(request, shown, counts),
            "page": page,
            "rows": [listed(remark, today=today) for remark in page],
            "is_narrowed": is_narrowed,
            "reset_url": request.path if is_narrowed else "",
            "all_cells_url": same_list(request, {"chi-bo": None}),
            "all_occasions_url": same_list(request, {"viec": None}),
            "empty_title": EMPTY[shown],
        },
    )


def _place(user, asked, committees):
    """The committee and the cell asked for; what may not be seen is a 404.

    `committees` are those of remarks that the user sees, which he need not reach himself.
    """
    committee = next((c for c in committees if c.pk == asked["committee"]), None)
    cell = None
    if asked["committee"] and committee is None:
        seen = Committee.objects.visible_to(user)
        committee = get_object_or_404(seen, pk=asked["committee"])
    if asked["cell"]:
        cell = get_object_or_404(Cell.objects.visible_to(user), pk=asked["cell"])
    return committee, cell


def _narrowed(found, asked, committee, cell):
    if committee:
        found = found.under(committee)
    if cell:
        found = found.of_cell(cell)
    return found.like(asked["text"]) if asked["text"] else found


def _part(found, shown, user, today):
    if shown == Shown.MINE:
        return found.waiting_for(user, on=today)
    if shown == Shown.OVERDUE:
        return found.overdue(on=today)
    return found.resolved() if shown == Shown.RESOLVED else found.unresolved()


def _page(request, found, count):
    paginator = Paginator(found.for_list().most_urgent_first(), PAGE_SIZE)
    paginator.count = count  # known from the tabs: counting again is a query more
    page = paginator.get_page(request.GET.get("trang"))
    page.object_list = list(page.object_list)
    return page


def _tabs(request, shown, counts):
    return [
        {
            "label": part.label,
            "url": same_list(request, {"trang-thai": part.slug}),
            "is_current": part == shown,
            "count": counts[part],
        }
        for part in Shown
    ]
