"""What the tests of the pages share: results written as the actions keep them."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from criteria.models import Framework
from reports.selections import Selection
from scoring.actions.totals import keep_results, results_of, rules_of
from scoring.models import Evaluation, Registration, Score
from tests.factories import (
    MONTH,
    CellFactory,
    CommitteeFactory,
    open_month,
    opened_sheet,
    published_framework,
    secretary_of,
)
from vietnamese.spans import span_of_month

BEFORE = date(2022, 10, 1)


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


def cell_page_of(client, sheet, query="", *, user=None):
    """The page of the sheet's cell as `user` (else its secretary) reads it."""
    client.force_login(user or secretary_of(sheet.cell))
    return client.get(cell_url(sheet.cell, query))


def two_months(*, points_before, points, **fields):
    """A cell's sheets of two months with these points."""
    top = CommitteeFactory()
    framework = published_framework(top, **fields)
    sheet = opened_sheet(CellFactory(committee=top), framework=framework)
    open_month(BEFORE)
    before = Evaluation.objects.get(cell=sheet.cell, period=BEFORE)
    return score(before, *points_before), score(sheet, *points)


def in_force_since(framework, year):
    frameworks = Framework.objects.filter(pk=framework.pk)
    frameworks.update(effective_from=date(year, 1, 1))
