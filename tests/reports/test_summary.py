from datetime import date

import pytest
from django.urls import reverse

from cells.actions import move_committee
from cells.scope import Role
from scoring.models import Evaluation
from tests.factories import (
    MONTH,
    AssignmentFactory,
    CellFactory,
    CommitteeFactory,
    ProgrammeFactory,
    RegistrationFactory,
    administrator,
    approver_of,
    open_month,
    opened_sheet,
    published_framework,
    secretary_of,
    staff_of,
    supervisor_of,
)
from tests.reports.pages import score, summary_url

pytestmark = pytest.mark.django_db
BEFORE = date(2022, 10, 1)


def page_of(client, committee, query="", *, user=None, month=MONTH):
    client.force_login(user or staff_of(committee))
    return client.get(summary_url(committee, month, query))


def a_district(*, communes=2, cells=2, hard=()):
    """A district with communes of so many cells each; nothing is scored yet."""
    district = CommitteeFactory(name="Huyện ủy Quỳnh Phụ")
    framework = published_framework(district, hard=hard)
    for number in range(communes):
        commune = CommitteeFactory(name=f"Đảng bộ xã {number}", parent=district)
        for _ in range(cells):
            RegistrationFactory(
                cell=CellFactory(committee=commune), framework=framework
            )
    open_month()
    return district


def texts_of(row):
    """What a row of the children's table says in each column."""
    return {value.label: value.text for value in row.values}


def score_all(*points):
    for sheet in Evaluation.objects.all():
        score(sheet, *points)


def test_the_one_committee_of_staff_opens_at_once_in_the_latest_month(client):
    sheet = opened_sheet()
    opened_sheet(month=BEFORE)
    client.force_login(staff_of(sheet.committee))

    answer = client.get(reverse("reports:summaries"))

    assert answer.status_code == 302
    assert answer.url == summary_url(sheet.committee, MONTH, "?")


def test_who_works_for_two_committees_chooses(client):
    first, second = opened_sheet().committee, opened_sheet().committee
    below = CommitteeFactory(parent=first)
    user = staff_of(first)
    for committee in (second, below):
        AssignmentFactory(user=user, role=Role.STAFF, committee=committee)
    client.force_login(user)

    answer = client.get(reverse("reports:summaries"))

    assert [place for place, _ in answer.context["choices"]] == [first, second]


def test_an_administrator_begins_at_the_top(client):
    top = CommitteeFactory()
    CommitteeFactory(parent=top)
    open_month()
    client.force_login(administrator())

    answer = client.get(reverse("reports:summaries"))

    assert answer.url == summary_url(top, MONTH, "?")


def test_a_secretary_has_no_committee_to_report_for(client):
    sheet = opened_sheet()
    client.force_login(secretary_of(sheet.cell))

    answer = client.get(reverse("reports:summaries"))

    assert answer.status_code == 200
    assert answer.context["places"] == []


def test_before_the_first_month_the_report_says_that_none_is_open(client):
    client.force_login(staff_of(CommitteeFactory()))

    answer = client.get(reverse("reports:summaries"))

    assert "Chưa mở kỳ chấm điểm nào" in answer.content.decode()


@pytest.mark.parametrize("who", [staff_of, approver_of, supervisor_of])
def test_people_of_a_committee_see_its_summary_and_those_below(client, who):
    district = a_district()
    user = who(district)

    for committee in (district, *district.children.all()):
        assert page_of(client, committee, user=user).status_code == 200


@pytest.mark.parametrize("who", [staff_of, approver_of, supervisor_of])
def test_people_of_a_commune_see_neither_the_district_nor_its_neighbour(client, who):
    district = a_district()
    own, neighbour = district.children.all()

    for committee in (district, neighbour):
        assert page_of(client, committee, user=who(own)).status_code == 404


def test_a_secretary_cannot_tell_that_a_summary_exists(client):
    sheet = opened_sheet()

    page = page_of(client, sheet.committee, user=secretary_of(sheet.cell))

    assert page.status_code == 404


def test_an_unknown_committee_and_a_wrong_month_do_not_exist(client):
    committee = opened_sheet().committee
    client.force_login(administrator())
    known = summary_url(committee, MONTH)

    for url in (
        known.replace(f"/{committee.pk}/", "/999999/"),
        known.replace("2022-11", "2022-13"),
        known.replace("2022-11", "hai"),
    ):
        assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "query", ["?chuong-trinh=la", "?sap-xep=la", "?xem=la", "?sap-xep=--ten"]
)
def test_a_programme_an_order_or_a_list_that_does_not_exist_is_not_found(client, query):
    assert page_of(client, a_district(), query).status_code == 404


def test_a_month_that_is_not_open_says_so_and_leads_to_the_latest(client):
    page = page_of(client, a_district(), month=date(2023, 5, 1))

    assert page.status_code == 404
    assert "Tháng 05/2023 chưa được mở" in page.content.decode()
    assert reverse("reports:summaries") in page.content.decode()


def test_a_committee_without_cells_has_a_page_that_says_so(client):
    opened_sheet()

    page = page_of(client, CommitteeFactory())

    assert page.status_code == 200
    assert "Chưa có chi bộ nào" in page.content.decode()


def test_the_total_stands_below_the_children_and_each_leads_further_down(client):
    district = a_district(communes=2, cells=3)
    score_all(50, 45)

    page = page_of(client, district)

    table = page.context["table"]
    assert [texts_of(row)["Chấm đủ"] for row in table.rows] == ["3", "3"]
    assert texts_of(table.total)["Chấm đủ"] == "6"
    rows = table.rows
    assert [client.get(row.url).context["total"].complete for row in rows] == [3, 3]


def test_the_children_are_sorted_as_asked_and_those_without_figure_come_last(client):
    district = a_district(communes=3, cells=1)
    low, high, empty = Evaluation.objects.order_by("committee_path")
    score(low, 50, 20)
    score(high, 50, 40)

    def names(order):
        page = page_of(client, district, f"?sap-xep={order}")
        return [row.name for row in page.context["table"].rows]

    by_name = [sheet.committee.name for sheet in (low, high, empty)]
    assert names("ten") == by_name
    assert names("-diem") == [by_name[1], by_name[0], by_name[2]]
    assert names("diem") == by_name


def test_only_registered_models_are_counted_when_asked(client):
    district = a_district(communes=1, cells=2)
    registration = Evaluation.objects.first().registration
    registration.is_model = False
    registration.save(update_fields=["is_model"])

    both = page_of(client, district).context["total"].registered
    models = page_of(client, district, "?loai=kieu-mau").context["total"].registered

    assert (both, models) == (2, 1)


def test_results_of_another_programme_are_never_mixed_in(client):
    district = a_district(communes=1, cells=1)
    ProgrammeFactory(name="Chất lượng sinh hoạt", slug="sinh-hoat")
    score_all(50, 45)

    other = page_of(client, district, "?chuong-trinh=sinh-hoat").context["total"]

    assert other.registered == 0


def test_hard_failures_are_named_and_counted_apart_from_the_grades(client):
    district = a_district(communes=1, cells=2, hard=[0])
    failing, passing = Evaluation.objects.order_by("pk")
    score(failing, "49.5", 50)
    score(passing, 50, 45)

    page = page_of(client, district)

    total = page.context["total"]
    assert (sum(total.graded), total.failed, total.complete) == (1, 1, 2)
    assert [s.evaluation for s in page.context["failures"]] == [failing]
    ranked = [row.sheet for row in page.context["page"].object_list]
    assert ranked == [passing]


def test_every_number_leads_to_a_list_of_as_many_cells(client):
    district = a_district(communes=2, cells=3, hard=[0])
    results = [(50, 50), (50, 35), (40, 50), (50, None), (None, None), (10, None)]
    for sheet, points in zip(Evaluation.objects.all(), results, strict=True):
        score(sheet, *points)
    page = page_of(client, district)
    total, url = page.context["total"], page.context["url"]
    numbers = {
        "tat-ca": total.opened,
        "da-cham-du": total.complete,
        "da-duyet": total.approved,
        "chua-du": total.incomplete,
        "khong-dat": total.failed,
        "tieu-chi-cung": total.hard_failing,
        **{grade.key: grade.count for grade in page.context["grades"]},
    }

    lists = {key: client.get(f"{url}&xem={key}").context["page"] for key in numbers}

    assert {key: len(one.object_list) for key, one in lists.items()} == numbers
    assert total.complete == sum(grade.count for grade in page.context["grades"])


def test_equal_percents_share_a_rank_and_the_next_is_skipped(client):
    district = a_district(communes=1, cells=3)
    for sheet, points in zip(Evaluation.objects.all(), (30, 40, 40), strict=True):
        score(sheet, 50, points)

    rows = page_of(client, district).context["page"].object_list

    assert [row.rank for row in rows] == [1, 1, 3]


def test_the_first_ten_stand_on_the_page_and_the_whole_list_a_click_away(client):
    district = a_district(communes=1, cells=12)
    score_all(50, 45)
    page = page_of(client, district)

    whole = client.get(page.context["whole_url"])

    assert len(page.context["page"].object_list) == 10
    assert "Xem cả 12 chi bộ" in page.content.decode()
    assert len(whole.context["page"].object_list) == 12


def test_cells_that_rose_and_fell_are_named_with_their_change(client):
    district = a_district(communes=1, cells=2)
    open_month(BEFORE)
    points = {BEFORE: (30, 40), MONTH: (35, 20)}
    for month, both in points.items():
        sheets = Evaluation.objects.filter(period=month).order_by("cell")
        for sheet, value in zip(sheets, both, strict=True):
            score(sheet, 50, value)

    movers = page_of(client, district).context["movers"]

    assert [change.text for _, change in movers.rising] == ["+5"]
    assert [change.text for _, change in movers.falling] == ["−20"]


def test_the_way_down_begins_at_the_highest_committee_that_one_may_see(client):
    province = CommitteeFactory(name="Tỉnh ủy")
    district = CommitteeFactory(name="Huyện ủy", parent=province)
    commune = CommitteeFactory(name="Đảng bộ xã", parent=district)
    opened_sheet(CellFactory(committee=commune))

    steps = page_of(client, commune, user=staff_of(district)).context["steps"]

    assert [label for label, _ in steps] == ["Huyện ủy"]


def test_a_child_that_moved_away_has_a_row_but_no_link(client):
    district, other = a_district(communes=1), CommitteeFactory()
    child = district.children.get()
    path = other.path + child.path[-6:]
    type(child).objects.filter(pk=child.pk).update(parent=other, path=path)

    rows = page_of(client, district).context["table"].rows

    assert [(row.name, row.url) for row in rows] == [(child.name, "")]


@pytest.mark.parametrize(("communes", "cells"), [(1, 1), (5, 6)])
def test_the_page_asks_the_same_number_of_queries(
    client, communes, cells, django_assert_num_queries
):
    district = a_district(communes=communes, cells=cells, hard=[0])
    framework = Evaluation.objects.first().framework
    framework.bands.filter(name="Xuất sắc").update(quota_percent=20)
    open_month(BEFORE)
    score_all(40, 45)
    RegistrationFactory(
        cell=CellFactory(committee=district.children.first()), framework=framework
    )
    client.force_login(staff_of(district))

    with django_assert_num_queries(11):
        client.get(summary_url(district, MONTH))


def test_a_committee_that_moved_keeps_the_report_of_the_month_before(client):
    district = a_district(communes=1, cells=2)
    child = district.children.get()
    opened = page_of(client, child).context["total"].opened
    move_committee(committee=child, to=CommitteeFactory(name="Huyện ủy mới"))

    total = page_of(client, child).context["total"]
    today = page_of(client, child, "?co-cau=hien-nay").context["total"]

    assert (opened, total.opened, today.opened) == (2, 2, 2)
