"""Bảng tự lập: figures by whatever two things the reader chooses, as table, chart and file."""

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from reports.actions.saving import save_pivot
from reports.forms import PivotForm, SavedNameForm, choices_for
from reports.models import SavedPivot
from reports.pivots.files import as_csv, as_xlsx, table_of
from reports.pivots.presenting import Shown, shown
from reports.pivots.tables import TooManyColumns, pivot
from scoring.models import Period
from vietnamese.spreadsheets import CONTENT_TYPE
from vietnamese.text import fold

FILES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": CONTENT_TYPE,
}


@require_safe
@login_required
def pivot_page(request):
    return _page(request, _form(request, request.GET))


@require_safe
@login_required
def saved_pivot(request, pk):
    """Somebody's named table, over the reader's own part of the tree."""
    saved = get_object_or_404(SavedPivot.objects.select_related("owner"), pk=pk)
    form = _form(request, _wishes(saved.wishes))
    if form.errors.get("committee"):
        raise Http404
    return _page(request, form, saved=saved)


@require_safe
@login_required
def pivot_file(request, kind):
    form = _form(request, request.GET)
    table = _answer(request, form) if form.is_valid() else None
    if table is None or kind not in FILES:
        raise Http404
    title = request.GET.get("ten") or table.title
    lines = table_of(table.pivot, corner=table.corner, total=table.total_label)
    content = (
        as_csv(lines)
        if kind == "csv"
        else as_xlsx(lines, title=title, notes=table.notes)
    )
    name = f"{slugify(fold(title))[:80] or 'bang-phan-tich'}.{kind}"
    return HttpResponse(
        content,
        content_type=FILES[kind],
        headers={"Content-Disposition": content_disposition_header(True, name)},  # noqa: FBT003
    )


@require_POST
@login_required
def save(request):
    """Name the table of the wishes that the form carries along."""
    form = _form(request, request.POST)
    named = SavedNameForm(request.POST)
    if form.is_valid() and form.question and named.is_valid():
        try:
            saved = save_pivot(
                name=named.cleaned_data["name"],
                wishes=form.wishes(),
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            named.add_error("name", " ".join(error.messages))
        else:
            messages.success(request, f"Đã lưu bảng “{saved}”.")
            return redirect("reports:saved_pivot", pk=saved.pk)
    return _page(request, form, named=named, status=422)


@require_POST
@login_required
def forget(request, pk):
    saved = get_object_or_404(SavedPivot.objects.of(request.user), pk=pk)
    saved.delete()
    messages.success(request, f"Đã xóa bảng “{saved}”.")
    return redirect("reports:pivot")


def _form(request, data):
    months = Period.objects.latest_first().values_list("month", flat=True)
    return PivotForm(data, user=request.user, choices=choices_for(request.user, months))


def _wishes(wishes):
    data = QueryDict(mutable=True)
    data.update(wishes)
    return data


def _answer(request, form) -> Shown | None:
    question = form.question
    if question is None:
        return None
    question = replace(question, selection=question.selection.standing())
    sheets = question.selection.sheets().visible_to(request.user)
    try:
        seen = {one.pk for one in form.given.committees}
        family = dict(form.given.families).get(question.selection.family, "")
        table = pivot(question, sheets)
        return shown(question, table, seen=seen, family=family)
    except TooManyColumns as error:
        form.add_error(
            "columns",
            f"Bảng sẽ có {error.number} cột, quá nhiều để đọc. "
            "Đồng chí chọn nội dung này làm hàng, hoặc thu hẹp thời gian, cấp ủy.",
        )
        return None


def _page(request, form, *, saved=None, named=None, status=200):
    table = _answer(request, form) if form.is_valid() else None
    query = urlencode(form.wishes())
    steps = [("Báo cáo", reverse("reports:summaries"))]
    if saved:
        steps.append(("Bảng tự lập", reverse("reports:pivot")))
    context = {
        "steps": steps,
        "form": form,
        "table": table,
        "saved": saved,
        "is_own": saved is not None and saved.owner_id == request.user.pk,
        "named": named or SavedNameForm(),
        "wishes": form.wishes(),
        "others": SavedPivot.objects.of(request.user).newest_first(),
        "files": [
            (label, f"{reverse('reports:pivot_file', args=[kind])}?{query}")
            for kind, label in (("xlsx", "Excel"), ("csv", "CSV"))
        ],
    }
    if form.errors:
        status = 422
    return render(request, "reports/pivot.html", context, status=status)
