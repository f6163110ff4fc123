"""What the tests of the pages share: results written as the actions keep them."""

from decimal import Decimal

from django.urls import reverse

from scoring.actions.totals import keep_results, results_of, rules_of
from scoring.models import Score


def score(sheet, *points):
    """Give the sheet's indicators these points in order (None: not scored) and keep totals."""
    scores = sheet.scores.in_sheet_order()
    for row, value in zip(scores, points, strict=True):
        Score.objects.filter(pk=row.pk).update(
            points=None if value is None else Decimal(value)
        )
    keep_results(results_of([sheet], rules_of([sheet.framework_id])))
    sheet.refresh_from_db()
    return sheet


def summary_url(committee, month, query=""):
    return reverse("reports:summary", args=[committee.pk, month]) + query


def cell_url(cell, query=""):
    return reverse("reports:cell", args=[cell.pk]) + query
