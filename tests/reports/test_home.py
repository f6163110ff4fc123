from datetime import date

import pytest
from django.urls import reverse

from cells.scope import Role
from criteria.models import Framework
from reports.links import cell_page
from scoring.models import Evaluation, Period
from scoring.workflow import State, Status
from tests.factories import (
    MONTH,
    AssignmentFactory,
    CellFactory,
    CommitteeFactory,
    ProgrammeFactory,
    RegistrationFactory,
    UserFactory,
    administrator,
    open_month,
    opened_sheet,
    published_framework,
    secretary_of,
    staff_of,
    supervisor_of,
)
from tests.reports.pages import cell_url, score

pytestmark = pytest.mark.django_db


def home_of(client, user):
    client.force_login(user)
    return client.get(reverse("reports:home"))


def test_who_is_not_signed_in_is_asked_to_sign_in(client):
    answer = client.get(reverse("reports:home"))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("cells:sign_in"))


def test_a_month_opened_before_anybody_is_registered_takes_no_page_over(client):
    sheet = opened_sheet()
    open_month(date(2023, 1, 1))

    home = home_of(client, staff_of(sheet.committee))
    month = client.get(reverse("scoring:months"))
    summary = client.get(reverse("reports:summaries"))

    assert home.context["period"].month == MONTH
    assert month.url == reverse("scoring:month", args=[MONTH])
    assert "/2022-11/" in summary.url


def test_the_secretary_of_one_cell_goes_straight_to_it(client):
    sheet = opened_sheet()
    opened_sheet()

    answer = home_of(client, secretary_of(sheet.cell))

    assert answer.status_code == 302
    assert answer.url == cell_url(sheet.cell)


def test_the_secretary_goes_to_the_programme_that_waits_for_the_cell(client):
    first = opened_sheet()
    meetings = ProgrammeFactory(slug="sinh-hoat", name="Chất lượng sinh hoạt chi bộ")
    other = published_framework(first.cell.committee, programme=meetings)
    Framework.objects.update(allows_self_scoring=True)
    Evaluation.objects.update(status=Status.SUBMITTED)
    second = opened_sheet(first.cell, framework=other)
    Evaluation.objects.filter(pk=second.pk).update(status=Status.RETURNED)

    answer = home_of(client, secretary_of(first.cell))

    assert answer.url == cell_page(first.cell.pk, meetings, second.month)


def test_the_secretary_of_two_cells_chooses_among_the_own_ones(client):
    first, second, other = opened_sheet(), opened_sheet(), opened_sheet()
    user = secretary_of(first.cell)
    AssignmentFactory(user=user, role=Role.SECRETARY, cell=second.cell)

    rows = home_of(client, user).context["rows"]

    assert {cell for cell, _ in rows} == {first.cell, second.cell}
    assert [sheets for _, sheets in rows] == [[first], [second]]
    assert other.cell not in {cell for cell, _ in rows}


def test_who_has_no_assignment_learns_whom_to_ask(client):
    opened_sheet()

    answer = home_of(client, UserFactory())

    assert answer.templates[0].name == "reports/no_assignment.html"
    assert "liên hệ người quản trị" in answer.content.decode()


def test_a_fresh_installation_tells_the_administrator_where_to_begin(client):
    answer = home_of(client, administrator())

    assert reverse("admin:index") in answer.content.decode()
    assert "các bước chuẩn bị" in answer.content.decode()


def test_before_the_first_month_staff_are_told_to_wait_not_sent_to_the_admin(client):
    answer = home_of(client, staff_of(CommitteeFactory()))

    assert "Chưa mở kỳ chấm điểm nào" in answer.content.decode()
    assert f'href="{reverse("admin:index")}"' not in answer.content.decode()


def test_staff_see_the_progress_of_their_own_part_only(client):
    mine, other = opened_sheet(), opened_sheet()
    score(mine, 50, 40)
    score(other, 50, None)

    (one,) = home_of(client, staff_of(mine.committee)).context["programmes"]

    progress = one["progress"]
    assert (progress.sheets, progress.complete, progress.incomplete) == (1, 1, 0)
    assert sum(progress.states.values()) == 1


def test_every_state_leads_to_its_list(client):
    sheet = opened_sheet()

    page = home_of(client, staff_of(sheet.committee))

    month = reverse("scoring:month", args=[MONTH])
    for state in page.context["programmes"][0]["states"]:
        word = State(state["state"]).slug
        assert state["url"] == f"{month}?chuong-trinh=kieu-mau&trang-thai={word}"
        assert client.get(state["url"]).status_code == 200


def test_returned_sheets_come_first_and_hard_failures_are_named(client):
    top = CommitteeFactory()
    framework = published_framework(top, hard=[0])
    first = CellFactory(committee=top, name="Chi bộ 1")
    second = CellFactory(committee=top, name="Chi bộ 2")
    failing = opened_sheet(second, framework=framework)
    waiting = opened_sheet(first, framework=framework)
    score(failing, 10, 50)
    failing.status = Status.RETURNED
    failing.save(update_fields=["status"])

    page = home_of(client, staff_of(top))

    assert page.context["waiting"] == [failing, waiting]
    assert [s.evaluation for s in page.context["failures"]] == [failing]
    assert "phải đạt từ" in page.content.decode()


def test_a_month_past_its_due_day_is_called_late_once_until_all_is_scored(client):
    sheet = opened_sheet()
    Period.objects.update(due_on=date(2022, 11, 28))
    looking_on = supervisor_of(sheet.committee)
    told = {staff_of(sheet.committee): "1 phiếu tháng 11/2022 chưa xong"}
    told[looking_on] = "Đã quá hạn chấm điểm"

    def said_to(user):
        page = home_of(client, user).content.decode()
        return [words for words in told.values() if words in page]

    assert [said_to(user) for user in told] == [[words] for words in told.values()]
    score(sheet, 50, 40)
    assert [said_to(user) for user in told] == [[], []]


def test_a_sheet_that_came_back_is_told_once(client):
    sheet = opened_sheet()
    Evaluation.objects.update(status=Status.RETURNED)
    looking_on = supervisor_of(sheet.committee)

    tasks = home_of(client, staff_of(sheet.committee)).context
    alert = home_of(client, looking_on).context

    assert ([task.number for task in tasks["tasks"]], tasks["returned"]) == ([1], [])
    assert (alert["tasks"], [one["count"] for one in alert["returned"]]) == ([], [1])


@pytest.mark.parametrize("cells", [1, 30])
def test_the_page_asks_the_same_number_of_queries(
    client, cells, django_assert_num_queries
):
    top = CommitteeFactory()
    framework = published_framework(top, hard=[0])
    for _ in range(cells):
        RegistrationFactory(cell=CellFactory(committee=top), framework=framework)
    open_month()
    for registered in framework.registrations.all():
        score(registered.evaluations.get(), 10, None)
    client.force_login(staff_of(top))

    with django_assert_num_queries(10):
        client.get(reverse("reports:home"))
