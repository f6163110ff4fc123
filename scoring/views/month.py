"""Chấm điểm: which cells are done, in progress, untouched; one click to score."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cells.models import Committee
from cells.paths import WIDTH, ancestors, shared_beginning
from cells.scope import MAY_ENTER, reaches
from criteria.models import Programme
from scoring.forms import ListFilter
from scoring.models import Evaluation, Period
from scoring.workflow import OPEN_FOR_ENTRY, State, Status
from vietnamese.months import format_month
from vietnamese.numbers import format_decimal

PAGE_SIZE = 50
DEEDS = {  # what waits for those who enter; the other states are only corrected
    State.UNTOUCHED: "Chấm điểm",
    State.IN_PROGRESS: "Chấm tiếp",
    State.RETURNED: "Chấm lại",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader asked a list for. `query` is the same as part of an address."""

    programme: Programme | None
    committee: Committee | None
    state: State | None
    text: str
    query: str

    @property
    def is_narrowed(self) -> bool:
        return bool(self.committee or self.state or self.text)


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the month; `is_open`: the reader may enter points on it now."""

    sheet: Evaluation
    is_open: bool

    @property
    def deed(self) -> str:
        if not self.is_open:
            return "Xem"
        if self.sheet.status == Status.SUBMITTED and not self.sheet.is_complete:
            return "Thẩm định"
        return DEEDS.get(self.sheet.state, "Sửa điểm")

    @property
    def is_to_do(self) -> bool:
        return self.is_open and self.sheet.state in DEEDS


@dataclass(frozen=True, slots=True)
class Due:
    """The due day and how far it is, in words."""

    on: date
    words: str
    is_over: bool


@require_safe
@login_required
def months(request):
    latest = Period.objects.current()
    if latest is None:
        return render(request, "scoring/months.html")
    return redirect("scoring:month", month=latest.month)


@require_safe
@login_required
def month(request, month):
    periods = list(Period.objects.latest_first())
    period = next((p for p in periods if p.month == month), None)
    steps = month_steps(periods, month)
    if period is None:
        context = {"month": month, "steps": steps}
        return render(request, "scoring/no_month.html", context, status=404)
    programmes = list(Programme.objects.all())
    chosen = chosen_list(request, programmes)
    listed = sheets_listed(request.user, month, chosen)
    counts = listed.count_by_state()
    page = _page(request, listed, chosen, counts)
    return render(
        request,
        "scoring/month.html",
        {
            "period": period,
            "steps": steps,
            "due": due_in_words(period.due_on, today=timezone.localdate()),
            "programmes": [(p.slug, p.name) for p in programmes],
            "chosen": chosen,
            "reset_url": request.path if chosen.is_narrowed else "",
            "places": _places(request, month, chosen),
            "states": _state_tabs(request, chosen, counts),
            "page": page,
            "rows": _rows(request.user, page),
            "approval_url": (
                reverse("scoring:approve_many", args=[month])
                if request.user.may_approve
                else ""
            ),
            "everything": same_list(request, {"tat-ca": 1}),
            "grid_url": _grid_url(month, chosen),
            "has_locks": any(sheet.is_locked for sheet in page),
        },
    )


def chosen_list(request, programmes):
    """The list asked for; what does not exist or may not be seen is a 404."""
    form = ListFilter(request.GET)
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
    query = same_list(request, {})
    return Chosen(
        programme=programme or next(iter(programmes), None),
        committee=committee,
        state=asked["state"],
        text=asked["text"].strip(),
        query=query if query != "?" else "",
    )


def same_list(request, changes):
    """The address of the list with `changes` (None takes a word out), from its first page."""
    query = request.GET.copy()
    for name, word in {"trang": None, **changes}.items():
        query.pop(name, None)
        if word is not None:
            query[name] = word
    return f"?{query.urlencode()}"


def sheets_listed(user, month, chosen):
    """The sheets of the list in all states, without an order."""
    sheets = (
        Evaluation.objects.visible_to(user)
        .in_month(month)
        .of_programme(chosen.programme)
    )
    if chosen.committee:
        sheets = sheets.under(chosen.committee)
    return sheets.named_like(chosen.text) if chosen.text else sheets


def month_steps(periods, month, *, address="scoring:month", query=""):
    """What the month stepper wants: the opened months and those beside `month`."""

    def url_of(m):
        return reverse(address, args=[m]) + query

    opened = [period.month for period in periods]
    later = [m for m in opened if m > month]
    earlier = [m for m in opened if m < month]
    return {
        "label": f"Tháng {format_month(month)}",
        "choices": [
            {
                "label": f"Tháng {format_month(m)}",
                "url": url_of(m),
                "is_current": m == month,
            }
            for m in opened
        ],
        "previous_url": url_of(max(earlier)) if earlier else "",
        "next_url": url_of(min(later)) if later else "",
    }


def due_in_words(due_on, *, today):
    days = (due_on - today).days
    if days < 0:
        # Of old months nobody wants to know how many hundred days it is.
        words = f"quá hạn {-days} ngày" if days >= -60 else "đã quá hạn"
        return Due(due_on, words, is_over=True)
    words = f"còn {days} ngày" if days else "hôm nay là hạn cuối"
    return Due(due_on, words, is_over=False)


def _grid_url(month, chosen):
    asked = {"chuong-trinh": chosen.programme and chosen.programme.slug}
    if chosen.committee:
        asked["cap-uy"] = chosen.committee.pk
    return f"{reverse('scoring:grid', args=[month])}?{urlencode(asked)}"


def _page(request, listed, chosen, counts):
    shown = listed.in_state(chosen.state) if chosen.state else listed
    rows = (
        shown.in_order()
        .with_lock(at=timezone.now())
        .select_related("cell__committee", "committee", "grade", "framework")
    )
    paginator = Paginator(rows, PAGE_SIZE)
    # Known from the figures per state: counting again would be a query more.
    paginator.count = counts[chosen.state] if chosen.state else sum(counts.values())
    page = paginator.get_page(request.GET.get("trang"))
    page.object_list = list(page.object_list)
    return page


def _rows(user, page):
    return [Listed(sheet, _is_open(user, sheet)) for sheet in page]


def _is_open(user, sheet):
    path = sheet.cell.committee.path
    return (
        not sheet.is_locked
        and sheet.status in OPEN_FOR_ENTRY
        and reaches(user, path=path, cell_id=None, roles=MAY_ENTER)
    )


def _state_tabs(request, chosen, counts):

    def tab(label, state, count):
        return {
            "label": label,
            "url": same_list(request, {"trang-thai": state and state.slug}),
            "is_current": chosen.state == state,
            "count": count,
        }

    return [
        tab("Tất cả", None, sum(counts.values())),
        *(tab(state.label, state, counts[state]) for state in State),
    ]


def _places(request, month, chosen):
    """Where in the tree the list stands: the way here, and the committees below."""
    user = request.user
    top = chosen.committee.path if chosen.committee else _top_of(user)
    sheets = Evaluation.objects.visible_to(user).in_month(month)
    below = sheets.of_programme(chosen.programme).count_by_child_of(top)
    numbers = {int(path[-WIDTH:]): number for path, number in below.items()}
    way = ancestors(top)[:-1] if chosen.committee else []
    seen = Committee.objects.visible_to(user).in_bulk([*way, *numbers])
    children = [(seen[pk], number) for pk, number in numbers.items() if pk in seen]
    children.sort(key=lambda child: child[0].sort_key)
    return {
        "here": chosen.committee,
        "all_label": f"Tất cả: {chosen.committee}" if chosen.committee else "Tất cả",
        "all_url": same_list(request, {"cap-uy": None}),
        "way": [
            (seen[pk], same_list(request, {"cap-uy": pk})) for pk in way if pk in seen
        ],
        "choices": [
            (child.pk, f"{child} ({format_decimal(number)})")
            for child, number in children
        ],
    }


def _top_of(user):
    """The path below which the user's committees lie: "" for several or for all."""
    if user.is_administrator:
        return ""
    paths = [a.committee.path for a in user.assignments_in_force if a.committee_id]
    return shared_beginning(paths)
