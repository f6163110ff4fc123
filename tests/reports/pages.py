"""What the tests of the pages share: results written as the actions keep them."""

from decimal import Decimal

from django.urls import reverse

from reports.selections import Selection
from scoring.actions.totals import keep_results, results_of, rules_of
from scoring.models import Registration, Score
from tests.factories import MONTH
from vietnamese.spans import span_of_month


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


def selection_of(committee, **fields):
    """What `fields` say, else all of the first programme in the usual month."""
    programme = Registration.objects.first().programme
    return Selection(
        committee=committee, programme=programme, span=span_of_month(MONTH), **fields
    )
