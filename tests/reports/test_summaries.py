"""Summaries of what is registered, opened, graded, failed and moved, case by case."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from cells.actions import move_cell
from cells.models import Committee
from reports.ranking import hard_failures, listing
from reports.summaries import summarise
from scoring.models import Evaluation, Score
from tests.factories import (
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    open_month,
    opened_sheet,
    published_framework,
)
from tests.reports.pages import selection_of

pytestmark = pytest.mark.django_db
BEFORE = date(2022, 10, 1)


def test_a_list_of_an_unknown_name_does_not_exist():
    selection = selection_of(opened_sheet().committee)
    summary = summarise(selection)

    assert listing(selection, summary.groups, summary.total, "la-lung") is None


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

    counted = selection.sheets_with_change().counted_by_child_of(
        selection.places, path=selection.path
    )

    assert (
        "USING INDEX evaluation_month (period_id=? AND programme_id=? "
        "AND committee_path>? AND committee_path<?)"
    ) in counted.explain()
