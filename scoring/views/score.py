"""One value: its last twelve months and everything that was ever written in it."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from scoring.models import Change, Score

MONTHS = 12


@require_safe
@login_required
def score_panel(request, pk):
    """A part of a page, for the panel beside the grid."""
    scores = Score.objects.visible_to(request.user)
    score = get_object_or_404(
        scores.select_related("evaluation__framework", "indicator"), pk=pk
    )
    months = scores.of_months_until(score)[:MONTHS]
    changes = Change.objects.of_score(score).newest_first().select_related("by")
    context = {"score": score, "months": months, "changes": changes}
    return render(request, "scoring/_score_panel.html", context)
