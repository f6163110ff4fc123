"""Where points are lost, against a plain count in Python over generated sheets."""

from collections import defaultdict

import pytest

from cells.models import Committee
from criteria.models import Criterion
from reports.amounts import cents
from reports.frameworks import frameworks_in_use
from reports.losses import (
    Lost,
    losses_by_criterion,
    losses_by_indicator,
)
from reports.selections import Selection
from scoring.actions.totals import rules_of
from scoring.models import Evaluation, Score
from scoring.models.losing import lost_points, possible_points
from tests.factories import ProgrammeFactory
from tests.reports.scored import MONTHS, scored_province
from vietnamese.spans import Span

pytestmark = pytest.mark.django_db
SPAN = Span(MONTHS[1], MONTHS[-1])


def selection_of(committee, **fields):
    return Selection(
        committee=committee, programme=ProgrammeFactory(), span=SPAN, **fields
    ).standing()


def lines():
    """(sheet, score, line) of everything that was typed, under the framework's rules."""
    rules = {
        indicator.id: indicator
        for rule in rules_of(
            Evaluation.objects.values_list("framework", flat=True)
        ).values()
        for indicator in rule.indicators
    }
    scores = Score.objects.select_related(
        "evaluation__framework", "indicator__criterion"
    )
    return [
        (score.evaluation, score, score.line(rules[score.indicator_id]))
        for score in scores
    ]


def root(part):
    while part.origin_id:
        part = part.origin
    return part.pk


def test_a_lost_point_is_for_the_database_what_it_is_for_the_rules():
    scored_province(1)
    asked = Score.objects.annotate(lost=lost_points(), possible=possible_points())
    found = {score.pk: (score.lost, score.possible) for score in asked}

    for _, score, line in lines():
        lost, possible = found[score.pk]
        counted = (
            line.indicator.effect == "ordinary" and line.is_settled and line.counts
        )
        assert cents(lost) == line.lost
        assert (possible or 0) == (line.indicator.max_points if counted else 0)


def counted(sheets, keys):
    """From key to (points lost, possible, ids of sheets that lost) of complete sheets."""
    sums = defaultdict(lambda: [0, 0, set()])
    for sheet, score, line in lines():
        key = keys(sheet, score)
        if sheet not in sheets or not sheet.is_complete or key is None:
            continue
        if line.indicator.effect != "ordinary" or not (line.is_settled and line.counts):
            continue
        sums[key][0] += line.lost
        sums[key][1] += line.indicator.max_points
        if line.lost:
            sums[key][2].add(sheet.pk)
    return {key: Lost(lost, most, len(ids)) for key, (lost, most, ids) in sums.items()}


def sheets_of(committee):
    """Chosen in Python."""
    return {
        sheet
        for sheet in Evaluation.objects.all()
        if sheet.month in SPAN and sheet.committee_path.startswith(committee.path)
    }


@pytest.mark.parametrize("seed", range(3))
def test_criteria_of_all_frameworks_add_up_by_their_root_for_every_node(seed):
    scored_province(seed)

    for committee in Committee.objects.all():
        selection = selection_of(committee)
        found = losses_by_criterion(selection, frameworks_in_use(selection))

        sheets = sheets_of(committee)
        wanted = counted(sheets, lambda _, score: root(score.indicator.criterion))
        assert {row.key: row.lost for row in found.rows} == wanted
        by_points = [row.lost.points for row in found.rows]
        assert by_points == sorted(by_points, reverse=True)
        if found.total.points:
            assert abs(sum(row.share for row in found.rows) - 100) < 1


@pytest.mark.parametrize("seed", range(3))
def test_each_child_loses_what_its_own_page_says(seed):
    top = scored_province(seed)
    selection = selection_of(top)

    found = losses_by_criterion(selection, frameworks_in_use(selection))

    for child in found.children:
        own = selection_of(child)
        told = losses_by_criterion(own, frameworks_in_use(own))
        beside = {
            row.key: row.by_child[child.pk]
            for row in found.rows
            if child.pk in row.by_child
        }
        assert beside == {row.key: row.lost for row in told.rows}
    for row in found.rows:
        assert sum(one.losing for one in row.by_child.values()) == row.lost.losing


@pytest.mark.parametrize("seed", range(2))
def test_indicators_of_all_versions_of_a_framework_add_up_by_their_origin(seed):
    top = scored_province(seed)
    selection = selection_of(top, family="tinh")

    found = losses_by_indicator(selection, frameworks_in_use(selection))

    wanted = counted(
        sheets_of(top),
        lambda sheet, score: (
            root(score.indicator) if sheet.framework.code == "tinh" else None
        ),
    )
    assert {row.key: row.lost for row in found.rows} == wanted


@pytest.mark.parametrize("seed", range(2))
def test_every_number_of_sheets_that_lost_is_that_of_the_list_behind_it(seed):
    top = scored_province(seed)
    selection = selection_of(top)
    found = losses_by_criterion(selection, frameworks_in_use(selection))

    for row in found.rows:
        listed = list(selection.sheets().complete().losing_in(criteria=row.ids))

        assert len(listed) == row.lost.losing
        assert sum(sheet.lost for sheet in listed) == row.lost.points
        assert listed == sorted(listed, key=lambda sheet: -sheet.lost)


def test_a_criterion_is_named_by_its_root_and_one_that_stands_alone_by_its_framework():
    top = scored_province(0)
    selection = selection_of(top)

    found = losses_by_criterion(selection, frameworks_in_use(selection))

    first = Criterion.objects.filter(framework__code="tinh", framework__version=1)
    alone = Criterion.objects.filter(framework__code="rieng")
    assert {row.key: row.note for row in found.rows} == {
        **dict.fromkeys((one.pk for one in first), "2 bộ tiêu chí"),
        **dict.fromkeys((one.pk for one in alone), "Bộ tiêu chí riêng"),
    }
