"""What must be done: exactly for the right people, and gone when it is done."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from django.urls import reverse
from django.utils import timezone

from cells.actions import move_cell
from cells.scope import Role
from criteria.models import Framework
from reports.attention import Counts, counts_of, tasks_of
from reports.links import missing_page, summary_page
from scoring.actions.approving import sort_for_approval
from scoring.actions.periods import lock
from scoring.actions.remarks import answer, raise_remark, resolve
from scoring.models import (
    Evaluation,
    LockException,
    Occasion,
    PeriodLock,
    RemarkKind,
)
from scoring.workflow import Status
from tests.factories import (
    MONTH,
    NOW,
    AssignmentFactory,
    CellFactory,
    CommitteeFactory,
    UserFactory,
    administrator,
    approver_of,
    opened_sheet,
    published_framework,
    secretary_of,
    staff_of,
    supervisor_of,
)
from tests.reports.pages import score

pytestmark = pytest.mark.django_db
DUE_ON = date(2022, 11, 28)  # as `open_month` of the factories has it


def at(day):
    return datetime(2022, 11, day, 5, tzinfo=UTC)


def told(user, day):
    user = type(user).objects.get(pk=user.pk)  # as on the next request
    return [(task.occasion, task.number) for task in tasks_of(user, at=at(day))]


def remark_on(sheet, by, **fields):
    return raise_remark(
        cell=sheet.cell,
        period=sheet.period,
        kind=RemarkKind.INSTRUCTION,
        text="Bổ sung biên bản",
        by=by,
        at=NOW,
        **fields,
    )


@pytest.fixture
def sheet():
    return opened_sheet()


@pytest.mark.parametrize(
    ("day", "tasks"),
    [
        (24, []),
        (25, [(Occasion.DUE, 1)]),
        (28, [(Occasion.DUE, 1)]),
        (29, [(Occasion.OVERDUE, 1)]),
    ],
)
def test_a_month_is_called_to_mind_three_days_before_its_day(sheet, day, tasks):
    assert told(staff_of(sheet.committee), day) == tasks


def test_only_who_enters_points_there_is_reminded_of_sheets(sheet):
    right = [staff_of(sheet.committee), approver_of(sheet.committee)]
    wrong = [
        supervisor_of(sheet.committee),
        staff_of(CommitteeFactory()),
        secretary_of(sheet.cell),
        UserFactory(),
    ]

    assert [told(user, 29) for user in right] == [[(Occasion.OVERDUE, 1)]] * 2
    assert [told(user, 29) for user in wrong] == [[]] * 4


def test_a_secretary_who_scores_the_own_cell_is_reminded_until_it_is_sent(sheet):
    other = opened_sheet()
    Framework.objects.update(allows_self_scoring=True)
    secretary = secretary_of(sheet.cell)

    before = told(secretary, 29)
    Evaluation.objects.filter(pk=sheet.pk).update(status=Status.SUBMITTED)

    assert before == [(Occasion.OVERDUE, 1)]
    assert told(secretary, 29) == []
    assert told(secretary_of(other.cell), 29) == [(Occasion.OVERDUE, 1)]


def test_a_complete_sheet_is_no_task_any_more(sheet):
    score(sheet, 50, 40)

    assert told(staff_of(sheet.committee), 29) == []


def test_a_returned_sheet_is_a_task_whatever_the_day(sheet):
    score(sheet, 50, 40)
    Evaluation.objects.filter(pk=sheet.pk).update(status=Status.RETURNED)

    assert told(staff_of(sheet.committee), 1) == [(Occasion.RETURNED, 1)]
    assert told(staff_of(CommitteeFactory()), 1) == []


def test_a_scored_sheet_waits_for_who_may_approve_it(sheet):
    approver, elsewhere = approver_of(sheet.committee), approver_of(CommitteeFactory())
    AssignmentFactory(user=elsewhere, role=Role.STAFF, committee=sheet.committee)
    wrong = [
        elsewhere,
        staff_of(sheet.committee),
        supervisor_of(sheet.committee),
        secretary_of(sheet.cell),
    ]
    assert told(approver, 1) == []

    score(sheet, 50, 40)
    assert told(approver, 1) == [(Occasion.TO_APPROVE, 1)]
    assert [told(user, 1) for user in wrong] == [[]] * 4
    assert counts_of(approver, at=at(1)) == Counts(sheets=1)

    for status, tasks in (
        (Status.SUBMITTED, [(Occasion.TO_APPROVE, 1)]),
        (Status.RETURNED, [(Occasion.RETURNED, 1)]),
    ):
        Evaluation.objects.filter(pk=sheet.pk).update(status=status)
        assert told(approver, 1) == tasks


def test_all_that_waits_of_a_month_is_approved_on_one_page(client):
    place = CommitteeFactory()
    sheets = [opened_sheet(CellFactory(committee=place)) for _ in range(3)]
    for sheet in sheets[:2]:
        score(sheet, 50, 40)
    Evaluation.objects.update(programme=sheets[0].programme)
    client.force_login(approver_of(place))

    task = client.get(reverse("reports:home")).context["tasks"][-1]
    page = client.get(task.path).context["approval"]
    left = client.post(task.path, follow=True)

    assert (task.number, task.words) == (2, "2 phiếu tháng 11/2022 chờ duyệt")
    assert (page.ready, page.refused, page.done) == (sheets[:2], [], [])
    assert set(Evaluation.objects.filter(approved_at=None)) == {sheets[2]}
    assert "Không còn phiếu nào chờ duyệt" in left.content.decode()


def test_a_locked_month_waits_for_nobody(sheet):
    approver = approver_of(sheet.committee)
    lock(period=sheet.period, committee=sheet.committee, by=approver, at=NOW)

    assert told(approver, 29) == []


@pytest.mark.parametrize("scored", [False, True])
def test_what_waits_is_what_may_be_done_wherever_locks_lie(scored):
    """The count walks the locks, the pages ask for each sheet: both must say the same."""
    top = CommitteeFactory()
    left, right = CommitteeFactory(parent=top), CommitteeFactory(parent=top)
    places = [top, left, right, CommitteeFactory(parent=left), CommitteeFactory()]
    framework = published_framework(top)
    cells = [CellFactory(committee=place) for place in places for _ in range(2)]
    sheets = [opened_sheet(cell, framework=framework) for cell in cells]
    move_cell(cell=cells[2], to=right)  # from left: its sheet stays a sheet of left
    move_cell(cell=cells[-1], to=left)
    if scored:
        Evaluation.objects.update(scored=2, is_complete=True)
    by_rights = approver_of if scored else staff_of
    people = [by_rights(place) for place in places] + [administrator()]
    period = sheets[0].period
    choices = [pair for n in range(3) for pair in combinations(places, n)]

    for number, locked in enumerate(choices):
        PeriodLock.objects.all().delete()
        LockException.objects.all().delete()
        for place in locked:
            lock(period=period, committee=place, by=None, at=NOW)
        for cell in (cells[number % 10], cells[(number * 3 + 2) % 10]):
            LockException.objects.create(
                period=period, cell=cell, until=NOW + timedelta(hours=1), reason="Họp"
            )
        for person in people:
            for moment in (NOW, NOW + timedelta(days=2)):
                sheets = Evaluation.objects.all()
                if scored:
                    waiting = sheets.to_approve_by(person, at=moment)
                    asked = sheets.visible_to(person).with_lock(at=moment)
                    open_ones = sort_for_approval(evaluations=asked, by=person).ready
                else:
                    waiting = sheets.to_do_of(person, at=moment)
                    open_ones = sheets.editable_by(person, at=moment)
                assert set(waiting) == set(open_ones)


def test_a_remark_waits_first_for_the_cell_and_then_for_who_raised_it(sheet):
    supervisor, secretary = supervisor_of(sheet.committee), secretary_of(sheet.cell)
    bystander = supervisor_of(sheet.committee)
    remark = remark_on(sheet, supervisor)

    assert told(secretary, 1) == [(Occasion.TO_ANSWER, 1)]
    assert told(supervisor, 1) == []

    answer(remark=remark, text="Đã bổ sung", by=secretary, at=NOW)
    assert told(secretary, 1) == []
    assert told(supervisor, 1) == [(Occasion.TO_CONFIRM, 1)]

    resolve(remark=remark, note="Đã nhận", by=supervisor, at=NOW)
    assert told(supervisor, 1) == []
    assert told(bystander, 1) == []


@pytest.mark.parametrize(
    ("day", "occasion"),
    [(16, None), (17, Occasion.DUE), (20, Occasion.DUE), (21, Occasion.OVERDUE)],
)
def test_who_raised_a_remark_follows_it_up_when_its_day_comes(sheet, day, occasion):
    supervisor, secretary = supervisor_of(sheet.committee), secretary_of(sheet.cell)
    remark_on(sheet, supervisor, due_on=date(2022, 11, 20))

    assert told(supervisor, day) == ([(occasion, 1)] if occasion else [])
    assert told(secretary, day) == [(occasion or Occasion.TO_ANSWER, 1)]


def test_each_task_leads_to_just_so_many_remarks(client, sheet):
    supervisor, secretary = supervisor_of(sheet.committee), secretary_of(sheet.cell)
    late = remark_on(sheet, supervisor, due_on=date(2022, 11, 20))
    remark_on(sheet, supervisor, due_on=date(2022, 11, 20))
    answered = remark_on(sheet, supervisor)
    answer(remark=answered, text="Đã bổ sung", by=secretary, at=NOW)
    client.force_login(supervisor)

    tasks = tasks_of(supervisor, at=timezone.now())
    lists = [client.get(task.path).context["rows"] for task in tasks]

    assert [task.occasion for task in tasks] == [Occasion.OVERDUE, Occasion.TO_CONFIRM]
    assert [task.number for task in tasks] == [len(rows) for rows in lists] == [2, 1]
    assert late in [row.remark for row in lists[0]]


def test_the_menu_counts_what_the_lists_hold(client, sheet, django_assert_num_queries):
    secretary = secretary_of(sheet.cell)
    remark_on(sheet, supervisor_of(sheet.committee))
    remark_on(sheet, supervisor_of(sheet.committee))
    Framework.objects.update(allows_self_scoring=True)
    len(secretary.assignments_in_force)

    with django_assert_num_queries(1):
        counts = counts_of(secretary, at=at(29))

    assert counts == Counts(sheets=1, remarks=2)
    client.force_login(secretary)
    shown = client.get(reverse("scoring:remarks"), {"trang-thai": "cho-dong-chi"})
    assert len(shown.context["rows"]) == 2


def test_the_home_page_lists_the_tasks_with_their_places(client, sheet):
    client.force_login(staff_of(sheet.committee))

    (task,) = client.get(reverse("reports:home")).context["tasks"]

    assert task.occasion == Occasion.OVERDUE
    assert task.path == reverse("scoring:sheet", args=[sheet.pk])
    assert client.get(task.path).status_code == 200


def test_the_list_of_who_is_missing_names_them_by_committee(client, sheet):
    done = opened_sheet()
    score(done, 50, 40)
    other = opened_sheet()
    client.force_login(staff_of(sheet.committee))
    url = reverse("reports:missing", args=[MONTH])

    own = client.get(url)
    foreign = client.get(url, {"cap-uy": other.committee_id})

    assert list(own.context["page"]) == [sheet]
    assert own.context["groups"] == [(sheet.committee, [(1, sheet)])]
    assert str(own.context["place"]) == str(sheet.committee)
    assert foreign.status_code == 404


def test_a_cell_that_sent_its_assessment_waits_for_the_committee(client, sheet):
    Evaluation.objects.filter(pk=sheet.pk).update(status=Status.SUBMITTED)
    client.force_login(staff_of(sheet.committee))

    page = client.get(reverse("reports:missing", args=[MONTH])).content.decode()

    assert "chờ cấp ủy thẩm định" in page


def test_the_list_of_who_is_missing_leads_back_to_the_report(client, sheet):
    client.force_login(staff_of(sheet.committee))

    page = client.get(missing_page(MONTH, sheet.committee)).content.decode()

    way = page.split('class="breadcrumb"')[1].split("</nav>")[0]
    assert summary_page(sheet.committee.pk, MONTH, {}) in way


@pytest.mark.parametrize("sheets", [1, 30])
def test_the_list_of_who_is_missing_asks_the_same_number_of_queries(
    client, sheets, django_assert_num_queries
):
    top = CommitteeFactory()
    for _ in range(sheets):
        opened_sheet_under(top)
    client.force_login(staff_of(top))
    url = reverse("reports:missing", args=[MONTH])
    client.get(url)

    with django_assert_num_queries(6):
        client.get(url)


def opened_sheet_under(top):
    sheet = opened_sheet()
    sheet.cell.committee = top
    sheet.cell.save(update_fields=["committee"])
    return sheet


@pytest.mark.parametrize(("of", "queries"), [(staff_of, 2), (approver_of, 3)])
def test_tasks_ask_few_queries(sheet, of, queries, django_assert_num_queries):
    user = of(sheet.committee)
    len(user.assignments_in_force)

    with django_assert_num_queries(queries):
        tasks_of(user, at=at(29) + timedelta(days=1))
