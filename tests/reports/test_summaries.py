"""Summaries against a plain count in Python, over generated provinces."""

from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection

from cells.actions import move_cell
from cells.models import Committee
from reports.ranking import hard_failures, listing
from reports.summaries import summarise
from scoring.models import Evaluation, Score
from scoring.workflow import Status
from tests.factories import (
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    open_month,
    opened_sheet,
    published_framework,
)
from tests.reports.generated import (
    Truth,
    generated_province,
    mean,
    quartile,
)
from tests.reports.pages import selection_of
from vietnamese.spans import span_of_month

pytestmark = pytest.mark.django_db
SELECTIONS = 30


@pytest.mark.parametrize("seed", range(4))
def test_all_figures_of_a_generated_province_are_those_of_plain_python(seed):
    province = generated_province(seed)

    for selection in province.selections(SELECTIONS):
        summary, truth = summarise(selection), Truth(selection)

        check_node(summary, summary.total, truth, truth.sheets(), province.opened)
        children = truth.by_child(truth.sheets())
        for row in summary.rows:
            child = row.committee and row.committee.pk
            sheets = children.pop(child, [])
            check_node(summary, row.figures, truth, sheets, province.opened, child)
        assert children == {}
        check_failures(summary, truth)


def check_node(summary, figures, truth, sheets, opened, child="all"):
    """One node of the tree: `sheets` are its own."""
    missing = truth.missing(opened)
    lacking = sum(missing.values(), []) if child == "all" else missing[child]
    complete = [s for s in sheets if s.is_complete]
    results = [s.percent for s in complete]
    assert figures.opened == len(sheets)
    assert figures.registered == len(sheets) + len(lacking)
    assert figures.models == sum(s.registration.is_model for s in sheets) + sum(
        one.is_model for one, _ in lacking
    )
    assert figures.complete == len(complete)
    assert figures.approved == sum(s.status == Status.APPROVED for s in sheets)
    assert figures.hard_failing == sum(s.hard_failed for s in sheets)
    assert figures.failed == sum(s.hard_failed for s in complete)
    assert figures.average == mean(results)
    grades = Counter(s.grade.name for s in complete if not s.hard_failed)
    names = [group.name for group in summary.groups]
    assert list(figures.graded) == [grades[name] for name in names]
    check_spread(figures.spread, results)
    check_earlier(figures, truth, child)
    check_cells(figures.by_cell, truth, sheets)


def check_spread(spread, results):
    if not results:
        assert spread is None
        return
    told = (spread.lowest, spread.lower, spread.median, spread.upper, spread.highest)
    assert told == tuple(quartile(results, quarters) for quarters in range(5))


def check_earlier(figures, truth, child):
    """The averages of the other spans, and of the months that make the line."""

    def average_in(span):
        sheets = truth.sheets(span)
        if child != "all":
            sheets = truth.by_child(sheets)[child]
        return mean(s.percent for s in sheets if s.is_complete)

    span = truth.selection.span
    assert figures.average_before == average_in(span.before)
    assert figures.average_year_before == average_in(span.year_before)
    for month, average in figures.history:
        assert (month, average) == (month, average_in(span_of_month(month)))


def check_cells(counted, truth, sheets):
    averages = truth.averages(sheets)
    failed = {s.cell_id for s in sheets if s.hard_failed and s.is_complete}
    changes = [now - then for now, then, _ in averages.values() if now and then]
    of_year = [now - then for now, _, then in averages.values() if now and then]
    assert counted.cells == len(averages)
    assert counted.ranked == sum(
        now is not None and cell not in failed for cell, (now, *_) in averages.items()
    )
    assert (counted.compared, counted.change) == (len(changes), mean(changes))
    assert (counted.compared_year, counted.year_change) == (len(of_year), mean(of_year))


def check_failures(summary, truth):
    """By indicator: the generated scores fail exactly on the sheets that are marked so."""
    failing = [sheet for sheet in truth.sheets() if sheet.hard_failed]
    families = Counter(sheet.framework.code for sheet in failing)
    assert sorted(one.sheets for one in summary.failures) == sorted(families.values())
    assert summary.lacking == len(lacking_evidence(truth))


def lacking_evidence(truth):
    """The sheets with a score that should have evidence and does not even say why not."""
    sheets = {sheet.pk for sheet in truth.sheets()}
    scores = Score.objects.select_related("indicator")
    return {
        score.evaluation_id
        for score in scores
        if score.evaluation_id in sheets
        and score.indicator.requires_evidence
        and score.points is not None
        and not score.note
    }


def test_a_list_of_an_unknown_name_does_not_exist():
    selection = selection_of(opened_sheet().committee)
    summary = summarise(selection)

    assert listing(selection, summary, "la-lung") is None


def test_a_committee_without_cells_has_zeros_and_no_average():
    opened_sheet()
    empty = CommitteeFactory()

    total = summarise(selection_of(empty)).total

    assert (total.registered, total.complete) == (0, 0)
    assert (total.average, total.completeness, total.average_change) == (None,) * 3


def test_an_active_registration_without_a_sheet_is_registered_but_not_opened():
    sheet = opened_sheet()
    RegistrationFactory(
        cell=CellFactory(committee=sheet.committee),
        framework=sheet.framework,
    )

    total = summarise(selection_of(sheet.committee)).total

    assert (total.registered, total.opened, total.unopened) == (2, 1, 1)


def test_a_cell_that_moved_counts_where_it_was_then_and_where_it_is_today():
    sheet = opened_sheet()
    old, new = sheet.committee, CommitteeFactory()

    move_cell(cell=sheet.cell, to=new)

    def opened(committee, **fields):
        return summarise(selection_of(committee, **fields)).total.opened

    assert (opened(old), opened(new)) == (1, 0)
    assert (opened(old, by_today=True), opened(new, by_today=True)) == (0, 1)


def test_a_child_that_moved_away_keeps_its_row_in_the_months_before():
    parent, other = CommitteeFactory(), CommitteeFactory()
    child = CommitteeFactory(parent=parent)
    opened_sheet(CellFactory(committee=child))
    Committee.objects.filter(pk=child.pk).update(
        parent=other, path=other.path + child.path[-6:]
    )

    rows = summarise(selection_of(parent)).rows

    assert [(row.committee, row.figures.opened) for row in rows] == [(child, 1)]


def test_a_hard_failure_is_named_with_its_points_and_pass_mark():
    top = CommitteeFactory()
    framework = published_framework(top, hard=[0])
    sheet = opened_sheet(CellFactory(committee=top), framework=framework)
    soft, hard = sheet.scores.order_by("-indicator__position")
    Score.objects.filter(pk=hard.pk).update(points=Decimal("49.5"))
    Score.objects.filter(pk=soft.pk).update(points=0)
    Evaluation.objects.update(hard_failed=True)

    found = hard_failures(selection_of(top), limit=5)

    assert found == [hard]


def test_more_of_a_grade_than_the_quota_allows_are_reported_by_kind():
    top = CommitteeFactory()
    framework = published_framework(top)
    framework.bands.filter(name="Xuất sắc").update(quota_percent=20)
    for _ in range(5):
        RegistrationFactory(cell=CellFactory(committee=top), framework=framework)
    open_month()
    best, good = framework.bands.order_by("-from_points")[:2]
    sheets = list(Evaluation.objects.all())
    for number, sheet in enumerate(sheets):
        sheet.grade = best if number < 3 else good
        sheet.is_complete, sheet.percent = True, Decimal(90)
        sheet.save()

    (excess,) = summarise(selection_of(top)).excesses

    assert (excess.kind, excess.group.name) == ("Thôn, tổ dân phố", "Xuất sắc")
    assert (excess.number, excess.base, excess.allowed, excess.excess) == (3, 5, 1, 2)


@pytest.mark.parametrize(
    ("base", "allowed"), [("graded", 2), ("next_or_better", 1), ("next", 0)]
)
def test_the_base_of_a_quota_is_the_frameworks_choice(base, allowed):
    top = CommitteeFactory()
    framework = published_framework(top)
    framework.bands.filter(name="Xuất sắc").update(quota_percent=20, quota_base=base)
    for _ in range(10):
        RegistrationFactory(cell=CellFactory(committee=top), framework=framework)
    open_month()
    best, good, fair = framework.bands.order_by("-from_points")[:3]
    grades = [best] * 3 + [good] * 4 + [fair] * 3
    for sheet, grade in zip(Evaluation.objects.all(), grades, strict=True):
        sheet.grade, sheet.is_complete, sheet.percent = grade, True, Decimal(75)
        sheet.save()

    (excess,) = summarise(selection_of(top)).excesses

    assert (excess.allowed, excess.number) == (allowed, 3)


def test_bands_of_one_name_and_different_tones_are_two_grades():
    top = CommitteeFactory()
    opened_sheet(CellFactory(committee=top))
    second = published_framework(top)
    second.bands.filter(name="Tốt").update(tone="excellent")
    opened_sheet(CellFactory(committee=top), framework=second)

    groups = summarise(selection_of(top)).groups

    assert [(g.key, g.tone) for g in groups if g.name == "Tốt"] == [
        ("tot-excellent", "excellent"),
        ("tot-good", "good"),
    ]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is SQLite's")
def test_figures_read_only_the_committees_part_of_the_month():
    selection = selection_of(opened_sheet().committee)

    counted = selection.sheets().counted_by_place(path=selection.path)

    assert (
        "USING INDEX evaluation_month (period_id=? AND programme_id=? "
        "AND committee_path>? AND committee_path<?)"
    ) in counted.explain()
