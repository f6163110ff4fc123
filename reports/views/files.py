"""Documents fetched at once: a cell's sheet, the papers of a committee."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cells.models import Committee
from reports.asking import read_wishes
from reports.documents.files import Kind, written
from reports.downloads import MOST_AT_ONCE
from reports.papers import Paper, paper, sheet_papers
from reports.views.frame import selection_of
from scoring.models import Evaluation, Period


@require_safe
@login_required
def sheet_file(request, pk, kind):
    """`?trong=1`: blank, for the meeting."""
    sheets = Evaluation.objects.visible_to(request.user).for_papers()
    evaluation = get_object_or_404(sheets, pk=pk)
    is_blank = request.GET.get("trong") == "1"
    [document] = sheet_papers([evaluation], on=timezone.localdate(), is_blank=is_blank)
    return _file(document, _one_of(Kind, kind))


@require_safe
@login_required
def paper_file(request, pk, span, name, kind):
    name, kind = _one_of(Paper, name), _one_of(Kind, kind)
    if not name.tells_of(span):
        raise Http404
    selection = selection_asked(request, pk, span)
    if name.lists_cells and selection.sheets().count() > MOST_AT_ONCE:
        messages.warning(
            request,
            f"Danh sách có hơn {MOST_AT_ONCE} chi bộ: mở trang Báo cáo, bấm Tải về để "
            "phần mềm tạo tài liệu trong lúc đồng chí làm việc khác.",
        )
        return redirect("reports:documents")
    return _file(paper(name, selection, on=timezone.localdate()), kind)


def selection_asked(request, pk, span):
    """The cells that the summary page with the same query is about."""
    seen = Committee.objects.visible_to(request.user)
    committee = get_object_or_404(seen, pk=pk)
    if not Period.objects.in_months(span).exists():
        raise Http404
    asked, _ = read_wishes(request)
    if asked.programme is None:
        raise Http404
    return selection_of(committee, span, asked).standing()


def _one_of(names, name):
    try:
        return names(name)
    except ValueError as error:
        raise Http404 from error


def _file(document, kind):
    return HttpResponse(
        written(document, kind),
        content_type=kind.content_type,
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=True, filename=f"{document.name}.{kind.value}"
            ),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
