"""The frameworks in force, for everybody who is judged or judges by them."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from criteria import wording
from criteria.models import Framework
from criteria.rules import Effect, Measure, RatioOf
from vietnamese.numbers import format_decimal


@login_required
def frameworks(request):
    rows = (
        Framework.objects.visible_to(request.user)
        .in_force(month=timezone.localdate())
        .by_programme()
        .select_related("programme", "committee")
    )
    programmes = groupby(rows, key=lambda framework: framework.programme)
    return render(
        request,
        "criteria/frameworks.html",
        {"programmes": [(programme, list(found)) for programme, found in programmes]},
    )


@login_required
def framework(request, pk):
    found = get_object_or_404(
        Framework.objects.visible_to(request.user).with_all(), pk=pk
    )
    return render(request, "criteria/framework.html", printed(found))


def printed(framework):
    """What the printed framework and the preview of its sheet show."""
    bands = list(framework.bands.all())
    uppers = [None, *(band.from_points for band in bands)]
    return {
        "framework": framework,
        "criteria": [_criterion(row) for row in framework.criteria.all()],
        "bands": [
            {
                "band": band,
                "range": wording.band_range(band.from_points, upper),
                "lines": wording.band_lines(band),
            }
            for band, upper in zip(bands, uppers, strict=False)
        ],
        "rules": wording.framework_lines(framework, bands),
    }


def _criterion(criterion):
    indicators = list(criterion.indicators.all())
    return {
        "criterion": criterion,
        "maximum": sum(
            row.max_points for row in indicators if row.effect == Effect.ORDINARY
        ),
        "indicators": [
            {
                "indicator": row,
                "scoring": wording.scoring_lines(row),
                "hard": wording.hard_line(row),
                "conditions": wording.condition_lines(row),
                **_entry(row),
            }
            for row in indicators
        ],
    }


def _entry(indicator):
    """What stands in the field of points of the previewed sheet."""
    if indicator.measure in (Measure.YES_NO, Measure.OPTIONS):
        return {"choices": wording.choices(indicator)}
    if indicator.measure == Measure.POINTS:
        return {"placeholder": f"0 – {format_decimal(indicator.max_points)}"}
    return {"placeholder": "18/20" if indicator.ratio_of == RatioOf.PLAN else "90"}
