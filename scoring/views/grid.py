"""Bảng chấm điểm: many cells and all indicators in one table, saved as you go."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from cells.models import Committee
from criteria.models import Programme
from scoring.forms import GridFilter
from scoring.grids import read_grid
from scoring.models import Change, Evaluation, Field, Period
from scoring.views.entry import LATEST_ID, values_now
from scoring.views.month import due_in_words, month_steps
from vietnamese.months import month_before

PAGE_SIZE = 50
# Two people's changes may be committed in another order than numbered: ask a little back.
OVERLAP = 200


@ensure_csrf_cookie
@require_safe
@login_required
def grid(request, month):
    periods = list(Period.objects.latest_first())
    period = next((p for p in periods if p.month == month), None)
    if period is None:
        raise Http404
    programmes = list(Programme.objects.all())
    programme, committee, wanted = _asked(request, programmes)
    listed = Evaluation.objects.visible_to(request.user).in_month(month)
    listed = listed.of_programme(programme)
    if committee:
        listed = listed.under(committee)
    frameworks = listed.count_by_framework()
    chosen = _chosen(frameworks, wanted)
    context = {
        "period": period,
        "programme": programme,
        "committee": committee,
        "lead": _lead(committee, chosen, period),
        "programmes": [(p.slug, p.name) for p in programmes],
        "frameworks": [(pk, _title(*rest)) for pk, *rest in frameworks],
        "chosen": chosen and chosen[0],
        "steps": _steps(periods, month, request.GET),
        "month_query": _month_query(request.GET),
    }
    if chosen:
        page = _page(request, listed, chosen, month)
        grid = read_grid(page.object_list, user=request.user)
        context |= {
            "page": page,
            "grid": grid,
            "data": _for_browser(request.user, grid, month),
        }
    return render(request, "scoring/grid.html", context)


@require_safe
@login_required
def grid_changes(request, month):
    """The values of the sheets `?phieu=` that changed since `?tu=`, as they stand now."""
    numbers = [n for n in request.GET.getlist("phieu") if n.isascii() and n.isdigit()]
    sheets = Evaluation.objects.visible_to(request.user).in_month(month)
    sheets = sheets.filter(pk__in=[int(n) for n in numbers[:PAGE_SIZE] if len(n) < 19])
    marker = request.GET.get("tu", "0")
    marker = int(marker) if marker.isascii() and marker.isdigit() else 0
    marker = min(marker, LATEST_ID)
    newest = Change.objects.of_sheets(sheets).since(max(marker - OVERLAP, 0))
    newest = list(newest.newest_first().select_related("by"))
    return JsonResponse(
        {
            "marker": max([marker, *(change.pk for change in newest[:1])]),
            "values": values_now(newest),
            "moved": any(
                change.field == Field.STATUS and change.pk > marker for change in newest
            ),
        }
    )


def _asked(request, programmes):
    """Programme, committee and framework id asked for; what may not be seen is a 404."""
    form = GridFilter(request.GET)
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    programme = next((p for p in programmes if p.slug == asked["programme"]), None)
    if asked["programme"] and programme is None:
        raise Http404
    committee = None
    if asked["committee"]:
        seen = Committee.objects.visible_to(request.user)
        committee = get_object_or_404(seen, pk=asked["committee"])
    programme = programme or next(iter(programmes), None)
    return programme, committee, asked["framework"]


def _chosen(frameworks, wanted):
    """The framework asked for, or the one that most of the cells use.

    Whoever changes the programme still asks for a framework of the one before.
    """
    most_used = next(iter(frameworks), None)
    return next((f for f in frameworks if f[0] == wanted), most_used)


def _lead(committee, chosen, period):
    """Whose cells, by which framework, until when."""
    due = due_in_words(period.due_on, today=timezone.localdate())
    name, version = chosen[1:3] if chosen else ("", "")
    facts = [
        str(committee or ""),
        f"{name} (phiên bản {version})" if chosen else "",
        f"hạn {due.on:%d/%m/%Y} ({due.words})",
    ]
    return "; ".join(filter(None, facts))


def _title(name, version, number):
    return f"{name}, phiên bản {version} ({number} chi bộ)"


def _page(request, listed, chosen, month):
    pk, *_, number = chosen
    sheets = listed.for_grid(before=month_before(month), at=timezone.now())
    paginator = Paginator(sheets.filter(framework=pk).in_order(), PAGE_SIZE)
    paginator.count = number  # known: counting again would be a query more
    page = paginator.get_page(request.GET.get("trang"))
    page.object_list = list(page.object_list)
    return page


def _steps(periods, month, asked):
    """Beside the other months the grid keeps programme and committee, nothing else."""
    kept = {key: asked[key] for key in ("chuong-trinh", "cap-uy") if asked.get(key)}
    query = f"?{urlencode(kept)}" if kept else ""
    return month_steps(periods, month, address="scoring:grid", query=query)


def _month_query(asked):
    """The same list for the month page."""
    names = ("chuong-trinh", "cap-uy")
    kept = {name: asked[name] for name in names if asked.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def _for_browser(user, grid, month):
    """Everything that static/js/grid.js knows at the start."""
    sheets = urlencode([("phieu", row.sheet.pk) for row in grid.rows])
    return {
        "user": user.pk,
        "marker": grid.marker,
        "urls": {
            "enter": reverse("scoring:enter"),
            "changes": f"{reverse('scoring:grid_changes', args=[month])}?{sheets}",
            "panel": reverse("scoring:score_panel", args=[0]),
            "sheet": reverse("scoring:sheet", args=[0]),
            "signIn": f"{reverse('cells:sign_in')}?{urlencode({'next': reverse('reports:home')})}",
        },
        **grid.as_json(),
    }
