"""Summaries against a plain count in Python, over generated trees and results."""

import random
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from cells.models import Committee
from reports.ranking import Shown, listing, movers
from reports.summaries import summarise
from scoring.models import Evaluation
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
    published_framework,
)
from tests.reports.pages import selection_of

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


@pytest.fixture(scope="module", params=range(4))
def top(kept, request):
    """The highest committee of a generated province: the only one while it is there."""
    with transaction.atomic():
        yield generated_province(request.param)
        transaction.set_rollback(True)


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


@pytest.mark.parametrize("only_models", [False, True])
def test_every_node_of_a_generated_tree_counts_as_plain_python_does(top, only_models):
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


def test_changes_against_last_month_are_those_of_plain_python(top):
    for committee in Committee.objects.all():
        total = summarise(selection_of(committee)).total

        now = [s for s in sheets_in(committee, MONTH) if s.is_complete]
        before = [s for s in sheets_in(committee, BEFORE) if s.is_complete]
        earlier = {s.cell_id: s.percent for s in before}
        both = [s.percent - earlier[s.cell_id] for s in now if s.cell_id in earlier]
        assert total.average_before == mean(s.percent for s in before)
        assert total.compared == len(both)
        assert total.change_of_compared == mean(both)


def test_grades_of_two_frameworks_are_counted_by_name_without_hard_failures(top):
    summary = summarise(selection_of(top))

    counted = Counter(
        s.grade.name
        for s in sheets_in(top, MONTH)
        if s.is_complete and not s.hard_failed
    )
    names = [group.name for group in summary.groups]
    assert names == ["Xuất sắc", "Tốt", "Khá", "Trung bình", "Kém"]
    assert list(summary.total.graded) == [counted[name] for name in names]


def test_each_child_counts_what_its_own_summary_counts_and_the_sum_is_the_total(top):
    summary = summarise(selection_of(top))

    for row in summary.rows:
        if row.committee:
            assert row.figures == summarise(selection_of(row.committee)).total
        else:
            own = [s for s in sheets_in(top, MONTH) if s.committee_path == top.path]
            assert row.figures.opened == len(own)
    assert sum(row.figures.opened for row in summary.rows) == summary.total.opened
    assert sum(row.figures.complete for row in summary.rows) == summary.total.complete


def test_ranks_are_those_of_the_rules_and_stay_when_one_grade_is_shown(top):
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


def test_every_list_holds_as_many_sheets_as_its_number_says(top):
    selection = selection_of(top)
    summary = summarise(selection)

    for shown in [*Shown, *(group.key for group in summary.groups)]:
        found = listing(selection, summary.groups, summary.total, shown)

        if found.count is not None:
            assert (shown, found.sheets.count()) == (shown, found.count)


def test_the_five_that_rose_and_fell_most_have_results_in_both_months(top):
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
