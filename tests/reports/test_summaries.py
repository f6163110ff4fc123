"""Summaries against a plain count in Python, over generated trees and results."""

import random
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from cells.actions import move_cell
from cells.models import Committee
from reports.ranking import Shown, hard_failures, listing, movers
from reports.selections import Selection
from reports.summaries import summarise
from scoring.models import Evaluation, Registration, Score
from scoring.rules import ranks
from scoring.workflow import Status
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CellKindFactory,
    CommitteeFactory,
    RegistrationFactory,
    UserFactory,
    open_month,
    opened_sheet,
    published_framework,
)
from vietnamese.spans import span_of_month

pytestmark = pytest.mark.django_db
BEFORE = date(2022, 10, 1)


def generated_province(seed, *, cells=24):
    """A random tree with sheets of two months, whose kept results are random as well."""
    chance = random.Random(seed)  # noqa: S311 - test data
    top = CommitteeFactory(name="Tỉnh ủy")
    committees = [top]
    for _ in range(6):
        committees.append(CommitteeFactory(parent=chance.choice(committees)))
    frameworks = [published_framework(top), published_framework(top)]
    for number in range(cells):
        RegistrationFactory(
            cell=CellFactory(
                name=f"Chi bộ {number}",
                committee=chance.choice(committees),
                kind=CellKindFactory(name=chance.choice(["Thôn", "Cơ quan"])),
            ),
            framework=chance.choice(frameworks),
            is_model=chance.random() < 0.6,
            since=chance.choice([date(2022, 1, 1), MONTH]),
        )
    open_month(BEFORE)
    open_month(MONTH)
    user = UserFactory()
    for sheet in Evaluation.objects.select_related("framework"):
        give_result(sheet, chance, user)
    return top


def give_result(sheet, chance, user):
    """Write a random kept result, as the actions would have kept it."""
    sheet.is_complete = chance.random() < 0.75
    sheet.hard_failed = chance.random() < 0.2
    if sheet.is_complete:
        sheet.total = Decimal(chance.randrange(4000, 10001, 25)) / 100
        sheet.percent = sheet.total
        bands = sheet.framework.bands.order_by("-from_points")
        sheet.grade = next(b for b in bands if sheet.percent >= b.from_points)
        sheet.scored = sheet.required
        if chance.random() < 0.5:
            sheet.status = Status.APPROVED
            sheet.approved_at = NOW
            sheet.approved_by = user
    sheet.save()


def selection_of(committee, **fields):
    programme = Registration.objects.first().programme
    return Selection(
        committee=committee, programme=programme, span=span_of_month(MONTH), **fields
    )


def sheets_in(committee, month, *, only_models=False):
    """The same sheets, chosen in Python."""
    return [
        sheet
        for sheet in Evaluation.objects.select_related("grade", "registration")
        if sheet.month == month
        and sheet.committee_path.startswith(committee.path)
        and (sheet.registration.is_model or not only_models)
    ]


def mean(values):
    values = list(values)
    if not values:
        return None
    return (sum(values) / len(values)).quantize(Decimal("0.01"), "ROUND_HALF_UP")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("only_models", [False, True])
def test_every_node_of_a_generated_tree_counts_as_plain_python_does(seed, only_models):
    generated_province(seed)

    for committee in Committee.objects.all():
        total = summarise(selection_of(committee, only_models=only_models)).total

        sheets = sheets_in(committee, MONTH, only_models=only_models)
        complete = [s for s in sheets if s.is_complete]
        assert total.registered == total.opened == len(sheets)
        assert total.models == sum(s.registration.is_model for s in sheets)
        assert total.complete == len(complete)
        assert total.approved == sum(s.status == Status.APPROVED for s in sheets)
        assert total.hard_failing == sum(s.hard_failed for s in sheets)
        assert total.failed == sum(s.hard_failed for s in complete)
        assert total.average == mean(s.percent for s in complete)


@pytest.mark.parametrize("seed", range(4))
def test_changes_against_last_month_are_those_of_plain_python(seed):
    generated_province(seed)

    for committee in Committee.objects.all():
        total = summarise(selection_of(committee)).total

        now = [s for s in sheets_in(committee, MONTH) if s.is_complete]
        before = [s for s in sheets_in(committee, BEFORE) if s.is_complete]
        earlier = {s.cell_id: s.percent for s in before}
        both = [s.percent - earlier[s.cell_id] for s in now if s.cell_id in earlier]
        assert total.average_before == mean(s.percent for s in before)
        assert total.compared == len(both)
        assert total.change_of_compared == mean(both)


@pytest.mark.parametrize("seed", range(4))
def test_grades_of_two_frameworks_are_counted_by_name_without_hard_failures(seed):
    top = generated_province(seed)

    summary = summarise(selection_of(top))

    counted = Counter(
        s.grade.name
        for s in sheets_in(top, MONTH)
        if s.is_complete and not s.hard_failed
    )
    names = [group.name for group in summary.groups]
    assert names == ["Xuất sắc", "Tốt", "Khá", "Trung bình", "Kém"]
    assert list(summary.total.graded) == [counted[name] for name in names]


@pytest.mark.parametrize("seed", range(4))
def test_each_child_counts_what_its_own_summary_counts_and_the_sum_is_the_total(seed):
    top = generated_province(seed)

    summary = summarise(selection_of(top))

    for row in summary.rows:
        if row.committee:
            assert row.figures == summarise(selection_of(row.committee)).total
        else:
            own = [s for s in sheets_in(top, MONTH) if s.committee_path == top.path]
            assert row.figures.opened == len(own)
    assert sum(row.figures.opened for row in summary.rows) == summary.total.opened
    assert sum(row.figures.complete for row in summary.rows) == summary.total.complete


@pytest.mark.parametrize("seed", range(4))
def test_ranks_are_those_of_the_rules_and_stay_when_one_grade_is_shown(seed):
    top = generated_province(seed)
    selection = selection_of(top)
    summary = summarise(selection)

    def listed(shown):
        return listing(selection, summary.groups, summary.total, shown).sheets

    ranked = list(listed(Shown.RANKED))
    shown = [sheet for group in summary.groups for sheet in listed(group.key)]

    rankable = [s for s in sheets_in(top, MONTH) if s.is_complete and not s.hard_failed]
    expected = dict(
        zip(
            [s.pk for s in rankable],
            ranks([s.percent for s in rankable]),
            strict=True,
        )
    )
    assert {s.pk: s.rank for s in ranked} == expected
    assert [s.rank for s in ranked] == sorted(expected.values())
    assert {s.pk: s.rank for s in shown} == expected


@pytest.mark.parametrize("seed", range(3))
def test_every_list_holds_as_many_sheets_as_its_number_says(seed):
    top = generated_province(seed)
    selection = selection_of(top)
    summary = summarise(selection)

    for shown in [*Shown, *(group.key for group in summary.groups)]:
        found = listing(selection, summary.groups, summary.total, shown)

        if found.count is not None:
            assert (shown, found.sheets.count()) == (shown, found.count)


@pytest.mark.parametrize("seed", range(3))
def test_the_five_that_rose_and_fell_most_have_results_in_both_months(seed):
    top = generated_province(seed)

    found = movers(selection_of(top))

    earlier = {s.cell_id: s.percent for s in sheets_in(top, BEFORE)}
    changes = sorted(
        s.percent - earlier[s.cell_id]
        for s in sheets_in(top, MONTH)
        if s.is_complete and earlier.get(s.cell_id) is not None
    )
    falls = [change for change in changes if change < 0][:5]
    rises = [change for change in reversed(changes) if change > 0][:5]
    assert [sheet.change for sheet in found.falling] == falls
    assert [sheet.change for sheet in found.rising] == rises


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
