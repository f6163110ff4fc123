"""One value: what proves it, what is said about it, its months, and all that was written."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from scoring.following import placed
from scoring.models import Change, Evidence, EvidenceRevision, Score
from scoring.sheet_rows import Row
from scoring.views.remarks import may_remark_on, remarks_on

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Proof:
    """`revision` is the file that counted on the sheet, None for a link or a number."""

    evidence: Evidence
    revision: EvidenceRevision | None


@require_safe
@login_required
def score_panel(request, pk):
    """A part of a page, for the panel beside the grid."""
    scores = Score.objects.visible_to(request.user)
    score = get_object_or_404(scores.for_panel(), pk=pk)
    evaluation = score.evaluation
    changes = Change.objects.of_score(score).newest_first().select_related("by")
    context = {
        "row": _row(request.user, score),
        "evaluation": evaluation,
        "proofs": _proofs(score),
        "may_remark": may_remark_on(evaluation.cell, request.user),
        "months": scores.of_months_until(score)[:MONTHS],
        "changes": changes,
    }
    return render(request, "scoring/_score_panel.html", context)


def _row(user, score):
    """The score as its sheet shows it, with the open remarks that stand beside it."""
    framework = score.evaluation.framework
    prefetch_related_objects([framework], "criteria__indicators")
    beside, _ = placed(remarks_on(score.evaluation, user), framework)
    return Row(
        score=score,
        indicator=score.indicator,
        rule=score.indicator.rule(),
        remarks=beside.get(score.indicator_id, ()),
    )


def _proofs(score):
    approved_at = score.evaluation.approved_at
    behind = Evidence.objects.behind(score).for_page().order_by("added_at", "pk")
    return [Proof(evidence, evidence.revision_at(approved_at)) for evidence in behind]
