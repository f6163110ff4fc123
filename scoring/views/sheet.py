"""Phiếu chấm điểm: one cell, one month, with everything that a scorer needs in view."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST

from cells.scope import MAY_ENTER, reaches
from scoring.actions.entering import Verdict, enter
from scoring.actions.meetings import (
    MeetingTaken,
    described,
    enter_meeting,
    held_meeting,
)
from scoring.actions.openness import closed_because, self_scores
from scoring.actions.reviewing import moves_open_to
from scoring.answers import told
from scoring.client_rules import framework_as_json
from scoring.forms import MeetingForm, typed_on_sheet
from scoring.models import Evaluation, Field
from scoring.returning import REASONS, flags_of
from scoring.sheets import Refused, read_sheet
from scoring.timeline import course_of
from scoring.views.month import chosen_list, due_in_words, sheets_listed
from scoring.views.remarks import may_remark_on, remarks_on
from scoring.workflow import DRAFT_STATES, NEEDS_REASON, Status
from vietnamese.months import format_month

MOVE_LOOKS = {  # state: (address, words on the button)
    Status.APPROVED: ("scoring:approve", "Duyệt phiếu"),
    Status.SUBMITTED: ("scoring:submit", "Gửi duyệt"),
    Status.RETURNED: ("scoring:send_back", "Trả lại để sửa"),
    Status.DRAFT: ("scoring:reopen", "Mở lại phiếu"),
}
OWN_LOOKS = {Status.SUBMITTED: ("scoring:submit", "Gửi cấp ủy thẩm định")}


@ensure_csrf_cookie
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sheet(request, pk):
    """The page; a POST is the whole sheet sent as one form, where there is no script."""
    now = timezone.now()
    sheets = Evaluation.objects.visible_to(request.user).with_lock(at=now)
    evaluation = get_object_or_404(sheets.for_page(), pk=pk)
    if request.method == "POST":
        return _save(request, evaluation, at=now)
    return show_sheet(request, evaluation)


def _save(request, evaluation, *, at):
    field = _field(request.user, evaluation)
    entries = typed_on_sheet(request.POST, read_sheet(evaluation, field=field).rows)
    outcomes = enter(entries=entries, by=request.user, at=at).outcomes
    saved = sum(outcome.verdict == Verdict.SAVED for outcome in outcomes)
    refused = {
        (outcome.score, outcome.field): Refused(
            entry.text, entry.reason, outcome.message or told(outcome.change)
        )
        for outcome, entry in zip(outcomes, entries, strict=True)
        if outcome.verdict != Verdict.SAVED
    }
    if refused:
        return show_sheet(request, evaluation, refused=refused, saved=saved, status=422)
    messages.success(
        request, f"Đã lưu {saved} giá trị." if saved else "Không có gì thay đổi."
    )
    return redirect(_address(evaluation.pk, request.GET.urlencode()))


def show_sheet(request, evaluation, *, status=200, refused=None, **answers):
    """The page of `evaluation` (from `for_page` and `with_lock`).

    `refused` as for `read_sheet`; `answers`: what became of a form (`meeting_form`,
    `saved`, `problem`, `reason`).
    """
    user = request.user
    chosen = chosen_list(request, [evaluation.programme])
    among = sheets_listed(user, evaluation.month, chosen)
    among = among.in_state(chosen.state) if chosen.state else among
    seen = Evaluation.objects.visible_to(user)
    previous_cell, next_cell, months = seen.ways_from(evaluation, among=among)
    before = next((e for e in months if e.month == _month_before(evaluation)), None)
    field = _field(user, evaluation)
    following = remarks_on(evaluation, user)
    sheet = read_sheet(
        evaluation, before, refused=refused, remarks=following, field=field
    )
    obstacle = _obstacle(user, evaluation, field)
    context = {
        "evaluation": evaluation,
        "sheet": sheet,
        "figures": sheet.figures,
        "before": before,
        "obstacle": obstacle,
        "is_open": not obstacle,
        "steps": _steps(months, evaluation),
        "due": due_in_words(evaluation.period.due_on, today=timezone.localdate()),
        "query": chosen.query,
        "previous_cell": previous_cell,
        "next_cell": next_cell,
        "moves": _moves(user, evaluation),
        "may_remark": may_remark_on(evaluation.cell, user),
        "is_meeting_open": not closed_because(Field.MEETING, evaluation, user),
        "meeting_form": MeetingForm.of(evaluation),
        "draft_states": DRAFT_STATES,
        "refused": refused or {},
        "data": _for_browser(user, sheet, evaluation),
        **_told(request, evaluation, sheet),
        **answers,
    }
    return render(request, "scoring/sheet.html", context, status=status)


def _field(user, evaluation):
    """Whose points the page takes: the cell's own for who assesses it, else verified."""
    is_own = self_scores(user, evaluation)
    return Field.SELF_POINTS if is_own else Field.POINTS


def _told(request, evaluation, sheet):
    """Where the sheet has been, what came back, and what changed since it was sent."""
    steps, differences = course_of(evaluation)
    is_returned = evaluation.status == Status.RETURNED
    is_judged = evaluation.status == Status.SUBMITTED
    return {
        "steps_made": steps,
        "has_history": bool(evaluation.marker),
        "returned": steps[-1] if is_returned and steps else None,
        "differences": differences if is_judged else None,
        "unchanged": _unchanged(sheet, differences) if is_judged else [],
        "flags": flags_of(sheet.rows, request.POST) if is_judged else [],
        "return_reasons": REASONS,
    }


def _unchanged(sheet, differences):
    """Rows that came back and were sent again as they were."""
    changed = [one.score for one in differences.returned]
    return [row for row in sheet.returned if row.score not in changed]


@require_POST
@login_required
def meeting(request, pk):
    """Save day and attendance; answers JSON to the page's script, else a page."""
    now = timezone.now()
    own = Evaluation.objects.writable_by(request.user).with_lock(at=now)
    evaluation = get_object_or_404(own.for_page(), pk=pk)
    form = MeetingForm(request.POST)
    status = _enter_meeting(form, evaluation, by=request.user, at=now)
    if request.accepts("text/html"):
        if status != 200:
            return show_sheet(request, evaluation, meeting_form=form, status=status)
        messages.success(request, "Đã lưu thông tin buổi sinh hoạt.")
        return redirect(_address(pk, ""))
    return JsonResponse(
        {
            "base": evaluation.meeting_version,
            "errors": {name: errors[0] for name, errors in form.errors.items()},
        },
        status=status,
    )


def _enter_meeting(form, evaluation, *, by, at):
    """Write the meeting; the problems go to the form. Returns the status of the answer."""
    if not form.is_valid():
        return 422
    try:
        enter_meeting(
            evaluation=evaluation,
            meeting=form.meeting,
            base=form.cleaned_data["base"],
            by=by,
            at=at,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return 422
    except MeetingTaken as taken:
        stands = described(held_meeting(taken.evaluation))
        form.add_error(
            None, f"Người khác vừa ghi: {stands}. Bấm “Lưu buổi họp” để ghi đè."
        )
        # Saving once more is then meant: the form starts from what stands now.
        form.data = form.data.copy()
        form.data["base"] = taken.evaluation.meeting_version
        return 409
    return 200


def _month_before(evaluation):
    month = evaluation.month
    if month.month == 1:
        return month.replace(year=month.year - 1, month=12)
    return month.replace(month=month.month - 1)


def _obstacle(user, evaluation, field):
    """Why the reader may not enter points here; "" when he may."""
    cell = evaluation.cell
    if field == Field.SELF_POINTS:
        return closed_because(field, evaluation, user)
    if reaches(user, path=cell.committee.path, cell_id=None, roles=MAY_ENTER):
        return closed_because(Field.POINTS, evaluation, user)
    return (
        "Đồng chí xem được phiếu này nhưng không nhập điểm: "
        f"điểm do cán bộ của {cell.committee} nhập."
    )


def _steps(months, evaluation):
    """The months in which the cell has a sheet, for the month stepper."""
    links = [
        {
            "label": f"Tháng {format_month(e.month)}",
            "url": reverse("scoring:sheet", args=[e.pk]),
            "is_current": e.pk == evaluation.pk,
        }
        for e in months
    ]
    here = next(i for i, e in enumerate(months) if e.pk == evaluation.pk)
    return {
        "label": f"Tháng {format_month(evaluation.month)}",
        "choices": links,
        "previous_url": links[here + 1]["url"] if here + 1 < len(links) else "",
        "next_url": links[here - 1]["url"] if here else "",
    }


def _moves(user, evaluation):
    """The buttons for who may; an approver approves instead of submitting."""
    states = moves_open_to(user, evaluation=evaluation)
    looks = MOVE_LOOKS | (OWN_LOOKS if self_scores(user, evaluation) else {})
    if Status.APPROVED in states:
        states -= {Status.SUBMITTED}
    return [
        {
            "url": reverse(address, args=[evaluation.pk]),
            "words": words,
            "asks": (evaluation.status, state) in NEEDS_REASON,
            "names_wrong": state == Status.RETURNED,
            "state": state,
            "dialog": f"hoi-{state.value}",
        }
        for state, (address, words) in looks.items()
        if state in states
    ]


def _for_browser(user, sheet, evaluation):
    """Everything that static/js/sheet.js knows at the start."""
    return {
        "user": user.pk,
        "sheet": evaluation.pk,
        "field": sheet.field,
        "members": evaluation.members,
        "marker": evaluation.marker or 0,
        "urls": {
            "enter": reverse("scoring:enter"),
            "changes": reverse("scoring:changes", args=[evaluation.pk]),
            "signIn": f"{reverse('cells:sign_in')}?{urlencode({'next': reverse('reports:home')})}",
        },
        "framework": framework_as_json(sheet.rule),
        "bands": sheet.bands,
        "scores": [row.as_json() for row in sheet.rows],
    }


def _address(pk, query):
    url = reverse("scoring:sheet", args=[pk])
    return f"{url}?{query}" if query else url
