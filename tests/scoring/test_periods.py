"""Opening a month makes its sheets; a lock makes them read-only."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from cells.actions import move_cell, move_committee
from criteria.actions import new_version, publish
from criteria.rules import ALL_MONTHS, Effect
from scoring.actions.periods import (
    add_missing_sheets,
    follow_structure,
    lock,
    open_period,
    unlock,
)
from scoring.models import Evaluation, LockException, Period, Score
from scoring.workflow import Status
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CellKindFactory,
    CommitteeFactory,
    CriterionFactory,
    FrameworkFactory,
    IndicatorFactory,
    ProgrammeFactory,
    RegistrationFactory,
    approver_of,
    open_month,
    opened_sheet,
    published_framework,
    with_bands,
)

pytestmark = pytest.mark.django_db
NOVEMBER_BIT = 1 << 10


def locked(sheet, *, at=NOW):
    return Evaluation.objects.with_lock(at=at).get(pk=sheet.pk).is_locked


def framework_of_november():
    """Four indicators of which November asks for three, two of them for points."""
    framework = with_bands(FrameworkFactory())
    criterion = CriterionFactory(framework=framework)
    IndicatorFactory(criterion=criterion, max_points=60)
    IndicatorFactory(
        criterion=criterion, max_points=40, months=ALL_MONTHS & ~NOVEMBER_BIT
    )
    IndicatorFactory(criterion=criterion, max_points=5, effect=Effect.BONUS)
    IndicatorFactory(criterion=criterion, max_points=1, effect=Effect.CONDITION)
    return publish(framework=framework, at=NOW)


def test_every_active_registration_gets_a_sheet_and_no_other():
    framework = published_framework(CommitteeFactory())

    def registered(*, closed_on=None, **fields):
        return RegistrationFactory(
            cell=CellFactory(closed_on=closed_on), framework=framework, **fields
        )

    active = registered()
    closing_this_month = registered(closed_on=date(2022, 11, 2))
    leaving_next_month = registered(withdrawn_from=date(2022, 12, 1), reason="Chuyển")
    registered(closed_on=MONTH)
    registered(withdrawn_from=MONTH, reason="Chuyển")
    registered(since=date(2022, 12, 1))
    registered(year=2023, since=date(2023, 1, 1))
    CellFactory()

    made = open_month()

    sheets = Evaluation.objects.in_month(MONTH).values_list("registration", flat=True)
    assert made == 3
    assert set(sheets) == {
        r.pk for r in (active, closing_this_month, leaving_next_month)
    }


def test_a_sheet_starts_empty_and_remembers_its_month():
    committee = CommitteeFactory(parent=CommitteeFactory())
    kind = CellKindFactory(name="Bệnh viện")
    cell = CellFactory(committee=committee, kind=kind, name="Chi bộ Nội", members=31)

    sheet = opened_sheet(cell)

    assert (sheet.committee, sheet.committee_path) == (committee, committee.path)
    assert (sheet.cell_name, sheet.kind, sheet.members) == ("Chi bộ Nội", kind, 31)
    assert (sheet.status, sheet.total, sheet.percent, sheet.grade) == (
        "draft",
        0,
        None,
        None,
    )
    assert (sheet.scored, sheet.required, sheet.is_complete) == (0, 2, False)
    assert (
        list(sheet.scores.values_list("points", "not_applicable"))
        == [(None, False)] * 2
    )


def test_only_the_indicators_of_the_month_are_asked_for():
    framework = framework_of_november()
    cell = CellFactory(committee=framework.committee)

    november = opened_sheet(cell, framework=framework)
    open_month(date(2022, 12, 1))

    december = Evaluation.objects.get(period=date(2022, 12, 1))
    assert (november.scores.count(), november.required, november.maximum) == (3, 2, 60)
    assert (december.scores.count(), december.required, december.maximum) == (4, 3, 100)


def test_opening_again_adds_only_what_came_later():
    sheet = opened_sheet()
    score = sheet.scores.first()
    Score.objects.filter(pk=score.pk).update(points=Decimal(40), version=1)
    late = RegistrationFactory(framework=sheet.framework)

    made = open_period(month=MONTH, due_on=date(2022, 12, 5), at=NOW)

    score.refresh_from_db()
    assert made == 1
    assert late.evaluations.get().scores.count() == sheet.scores.count() == 2
    assert (score.points, score.version) == (40, 1)
    assert Period.objects.get().due_on == date(2022, 12, 5)
    assert add_missing_sheets(period=Period.objects.get()) == 0


def test_each_month_uses_the_newest_version_in_force():
    first = published_framework(CommitteeFactory())
    second = new_version(framework=first, effective_from=date(2022, 12, 1))
    publish(framework=second, at=NOW)
    new_version(framework=second, effective_from=date(2022, 12, 1))  # still a draft
    RegistrationFactory(framework=first)

    for month in (MONTH, date(2022, 12, 1)):
        open_month(month)

    used = Evaluation.objects.order_by("period_id").values_list("framework", flat=True)
    assert list(used) == [first.pk, second.pk]


def test_a_framework_that_is_not_yet_in_force_makes_no_sheet():
    framework = published_framework(CommitteeFactory())
    framework.effective_from = date(2022, 12, 1)
    framework.save(update_fields=["effective_from"])
    RegistrationFactory(framework=framework)

    assert open_month() == 0


def test_regular_and_thematic_meetings_have_sheets_of_their_own():
    cell = CellFactory()
    regular = published_framework(cell.committee)
    thematic = published_framework(cell.committee)
    thematic.programme = ProgrammeFactory(name="Sinh hoạt chuyên đề", slug="chuyen-de")
    thematic.save(update_fields=["programme"])
    for framework in (regular, thematic):
        RegistrationFactory(cell=cell, framework=framework)

    open_month()

    sheets = Evaluation.objects.of_cell(cell).values_list("programme", "framework")
    assert set(sheets) == {
        (regular.programme_id, regular.pk),
        (thematic.programme_id, thematic.pk),
    }


def test_a_month_begins_on_its_first_day():
    with pytest.raises(ValidationError, match="phải bắt đầu từ ngày 01"):
        open_period(month=date(2022, 11, 2), due_on=date(2022, 11, 28), at=NOW)

    assert not Period.objects.exists()


@pytest.mark.parametrize("cells", [1, 30])
def test_a_month_of_any_size_opens_with_the_same_number_of_queries(
    django_assert_num_queries, cells
):
    framework = published_framework(CommitteeFactory())
    for _ in range(cells):
        RegistrationFactory(framework=framework)

    with django_assert_num_queries(22):
        assert open_month() == cells


def test_a_lock_covers_the_part_of_the_tree_below_its_committee():
    district = CommitteeFactory(parent=CommitteeFactory())
    inside = opened_sheet(CellFactory(committee=CommitteeFactory(parent=district)))
    sibling = opened_sheet(
        CellFactory(committee=CommitteeFactory(parent=district.parent))
    )
    at_the_top = opened_sheet(CellFactory(committee=district.parent))

    lock(period=inside.period, committee=district, by=approver_of(district), at=NOW)

    assert [locked(s) for s in (inside, sibling, at_the_top)] == [True, False, False]


def test_a_committee_that_moved_locks_the_months_before_too():
    sheet = opened_sheet()
    move_committee(committee=sheet.committee, to=CommitteeFactory())

    lock(
        period=sheet.period,
        committee=sheet.committee,
        by=approver_of(sheet.committee),
        at=NOW,
    )

    assert locked(sheet)


def test_a_lock_is_for_one_month_and_can_be_taken_back():
    sheet = opened_sheet()
    open_month(date(2022, 12, 1))
    december = Evaluation.objects.get(period=date(2022, 12, 1))
    approver = approver_of(sheet.committee)

    for _ in range(2):  # a second click changes nothing
        lock(period=sheet.period, committee=sheet.committee, by=approver, at=NOW)
    assert (locked(sheet), locked(december), sheet.period.locks.count()) == (
        True,
        False,
        1,
    )

    assert unlock(period=sheet.period, committee=sheet.committee) == 1
    assert not locked(sheet)


def test_an_exception_opens_one_cell_until_its_time():
    sheet = opened_sheet()
    neighbour = opened_sheet(
        CellFactory(committee=sheet.committee), framework=sheet.framework
    )
    approver = approver_of(sheet.committee)
    lock(period=sheet.period, committee=sheet.committee, by=approver, at=NOW)
    until = NOW + timedelta(days=2)

    LockException.objects.create(
        period=sheet.period, cell=sheet.cell, until=until, reason="Bổ sung biên bản"
    )

    assert (locked(sheet), locked(neighbour)) == (False, True)
    assert not locked(sheet, at=until - timedelta(seconds=1))
    assert locked(sheet, at=until)


def test_open_sheets_can_follow_a_reorganisation_and_approved_ones_stay():
    moved, approved = opened_sheet(), opened_sheet()
    old = approved.committee_path
    Evaluation.objects.filter(pk=approved.pk).update(
        status=Status.APPROVED, approved_at=NOW
    )
    commune = CommitteeFactory(name="Đảng ủy xã A Sào")
    for sheet in (moved, approved):
        cell = move_cell(cell=sheet.cell, to=commune)
        cell.name, cell.members = "Chi bộ thôn mới", 44
        cell.save(update_fields=["name", "members"])
    assert Evaluation.objects.under(commune).count() == 0

    assert follow_structure(period=moved.period) == 1

    moved.refresh_from_db()
    approved.refresh_from_db()
    assert (moved.committee, moved.committee_path) == (commune, commune.path)
    assert (moved.cell_name, moved.members) == ("Chi bộ thôn mới", 44)
    assert approved.committee_path == old


def test_sheets_come_newest_month_first():
    sheet = opened_sheet()
    open_month(date(2022, 12, 1))

    assert [s.month for s in Evaluation.objects.all()] == [date(2022, 12, 1), MONTH]
    assert Evaluation.objects.first() != sheet
