"""From two months that a reader chose to the report over the months between them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from cells.models import Committee
from reports import links
from reports.views.frame import PAGES
from vietnamese.months import parse_month
from vietnamese.spans import Span, parse_span


@require_safe
@login_required
def chosen_span(request, pk):
    """The other parameters are the reader's wishes: they go along."""
    seen = Committee.objects.visible_to(request.user)
    committee = get_object_or_404(seen, pk=pk)
    wishes = {name: word for name, word in request.GET.items() if word}
    first, last = wishes.pop("tu", ""), wishes.pop("den", "")
    here, page = wishes.pop("ky", ""), wishes.pop("trang", "")
    if page not in [name for name, _, _ in PAGES]:
        raise Http404
    try:
        span = Span(parse_month(first), parse_month(last))
    except ValueError as error:
        messages.error(request, str(error))
        span = _known(here)
    return redirect(links.report_page(page, committee.pk, span, wishes))


def _known(slug):
    try:
        return parse_span(slug)
    except ValueError as error:
        raise Http404 from error
