"""Thư viện minh chứng: every document of a cell, once, with all that it proves."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cells.models import Cell
from scoring.evidence_forms import LibraryFilter
from scoring.models import Evidence

PAGE_SIZE = 25


@require_safe
@login_required
def evidence_library(request, pk):
    cells = Cell.objects.visible_to(request.user).select_related("committee")
    cell = get_object_or_404(cells, pk=pk)
    asked = LibraryFilter(request.GET)
    text = asked.cleaned_data["text"] if asked.is_valid() else ""
    library = Evidence.objects.visible_to(request.user).of_cell(cell)
    if text:
        library = library.named_like(text)
    shown = library.for_page().with_uses().newest_first()
    return render(
        request,
        "scoring/evidence_library.html",
        {
            "cell": cell,
            "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("trang")),
            "text": text,
        },
    )
