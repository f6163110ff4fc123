"""Chấm điểm: the cells of a month, their state, and the way to each sheet."""

from datetime import date

import pytest
from django.utils import timezone

from criteria.models import Framework
from criteria.rules import Grading
from scoring.actions.entering import Entry, enter
from scoring.actions.periods import lock
from scoring.models import Evaluation, Field, Period
from scoring.views.month import due_in_words
from scoring.workflow import Status
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    administrator,
    approver_of,
    open_month,
    published_framework,
    secretary_of,
    staff_of,
    supervisor_of,
)

pytestmark = pytest.mark.django_db
URL = "/cham-diem/2022-11/"


@pytest.fixture
def committee():
    return CommitteeFactory(name="Đảng bộ xã An Thái")


@pytest.fixture
def framework(committee):
    return published_framework(committee)


@pytest.fixture
def staff(committee):
    return staff_of(committee)


def with_sheets(framework, *names, committee=None):
    for name in names:
        cell = CellFactory(name=name, committee=committee or framework.committee)
        RegistrationFactory(cell=cell, framework=framework)
    open_month()


def score(name, *texts, by):
    sheet = Evaluation.objects.get(cell_name=name)
    scores = sheet.scores.in_sheet_order()
    entries = [
        Entry(score=s.pk, field=Field.POINTS, text=text, base=0)
        for s, text in zip(scores, texts, strict=False)
    ]
    enter(entries=entries, by=by, at=NOW)
    return sheet


def names(answer):
    return [row.sheet.cell_name for row in answer.context["rows"]]


def test_the_place_leads_to_the_newest_month(client, framework, staff):
    with_sheets(framework, "Chi bộ 1")
    open_month(date(2022, 12, 1))
    client.force_login(staff)

    answer = client.get("/cham-diem/")

    assert (answer.status_code, answer["Location"]) == (302, "/cham-diem/2022-12/")


def test_without_any_month_the_page_says_who_opens_one(client, staff):
    client.force_login(staff)

    answer = client.get("/cham-diem/")

    assert answer.status_code == 200
    assert "Chưa có tháng nào được mở" in answer.content.decode()


def test_a_month_that_was_not_opened_is_told_in_words(client, framework, staff):
    with_sheets(framework, "Chi bộ 1")
    client.force_login(staff)

    answer = client.get("/cham-diem/2030-01/")

    assert answer.status_code == 404
    assert "Không có phiếu nào của tháng 1 năm 2030" in answer.content.decode()


def test_cells_stand_by_committee_and_in_natural_order(client, framework, committee):
    child = CommitteeFactory(name="Đảng bộ trường", parent=committee)
    with_sheets(framework, "Chi bộ 10", "Chi bộ 2", "Chi bộ 1")
    with_sheets(framework, "Chi bộ 3", committee=child)
    client.force_login(staff_of(committee))

    answer = client.get(URL)

    assert names(answer) == ["Chi bộ 1", "Chi bộ 2", "Chi bộ 10", "Chi bộ 3"]


def test_the_figures_of_the_states_add_up_to_all_sheets(client, framework, staff):
    with_sheets(framework, "Chi bộ 1", "Chi bộ 2", "Chi bộ 3", "Chi bộ 4")
    score("Chi bộ 2", "40", by=staff)
    score("Chi bộ 3", "40", "0", by=staff)
    score("Chi bộ 4", "40", "50", by=staff)
    client.force_login(staff)

    answer = client.get(URL)

    tabs = {tab["label"]: tab["count"] for tab in answer.context["states"]}
    assert tabs == {
        "Tất cả": 4,
        "Chưa chấm": 1,
        "Đang chấm": 1,
        "Đã chấm đủ": 2,
        "Đã gửi": 0,
        "Trả lại": 0,
        "Đã duyệt": 0,
    }


def test_a_state_shows_its_sheets_only(client, framework, staff):
    with_sheets(framework, "Chi bộ 1", "Chi bộ 2")
    score("Chi bộ 2", "40", by=staff)
    client.force_login(staff)

    answer = client.get(URL, {"trang-thai": "dang-cham"})

    assert names(answer) == ["Chi bộ 2"]
    assert answer.context["page"].paginator.count == 1


@pytest.mark.parametrize("typed", ["thon a sao", "A SÀO", "thôn a sào"])
def test_a_cell_is_found_without_diacritics(client, framework, staff, typed):
    with_sheets(framework, "Chi bộ thôn A Sào", "Chi bộ thôn Lộng Khê")
    client.force_login(staff)

    answer = client.get(URL, {"tim": typed})

    assert names(answer) == ["Chi bộ thôn A Sào"]


def test_points_that_are_judged_by_criterion_are_not_added_up(client, framework, staff):
    with_sheets(framework, "Chi bộ 1")
    score("Chi bộ 1", "40", "30", by=staff)
    client.force_login(staff)
    with_total = client.get(URL).content.decode()
    Framework.objects.filter(pk=framework.pk).update(grading=Grading.CRITERIA)

    without = client.get(URL).content.decode()

    assert '<td class="num" data-label="Điểm">70</td>' in with_total
    assert '<td class="num" data-label="Điểm">–</td>' in without


def test_a_cell_is_found_by_its_committee(client, framework, staff):
    commune = CommitteeFactory(name="Đảng bộ xã An Ấp", parent=framework.committee)
    with_sheets(framework, "Chi bộ thôn Đông")
    with_sheets(framework, "Chi bộ thôn Trung", committee=commune)
    client.force_login(staff)

    answer = client.get(URL, {"tim": "xa an ap"})

    assert names(answer) == ["Chi bộ thôn Trung"]


def test_a_committee_narrows_the_list_and_offers_those_below(client, framework):
    district = framework.committee
    commune = CommitteeFactory(name="Đảng bộ xã", parent=district)
    with_sheets(framework, "Chi bộ 1")
    with_sheets(framework, "Chi bộ 2", committee=commune)
    client.force_login(staff_of(district))

    whole = client.get(URL)
    part = client.get(URL, {"cap-uy": commune.pk})

    assert whole.context["places"]["choices"] == [(commune.pk, "Đảng bộ xã (1)")]
    assert names(part) == ["Chi bộ 2"]
    assert part.context["places"]["way"] == [(district, f"?cap-uy={district.pk}")]


def test_a_foreign_committee_or_an_unknown_code_is_not_found(client, framework, staff):
    with_sheets(framework, "Chi bộ 1")
    foreign = CommitteeFactory()
    client.force_login(staff)

    asked = [
        {"cap-uy": foreign.pk},
        {"chuong-trinh": "khong-co"},
        {"trang-thai": "xong"},
    ]

    assert [client.get(URL, query).status_code for query in asked] == [404] * 3


def test_staff_of_another_committee_see_none_of_the_sheets(client, framework):
    with_sheets(framework, "Chi bộ 1")
    client.force_login(staff_of(CommitteeFactory()))

    answer = client.get(URL)

    assert names(answer) == []
    assert "Chi bộ 1" not in answer.content.decode()


def test_the_secretary_sees_the_own_sheet_only_and_reads_it(client, framework):
    with_sheets(framework, "Chi bộ 1", "Chi bộ 2")
    own = Evaluation.objects.get(cell_name="Chi bộ 2")
    client.force_login(secretary_of(own.cell))

    answer = client.get(URL)

    assert [(row.sheet, row.deed) for row in answer.context["rows"]] == [(own, "Xem")]


def test_what_can_be_done_with_a_sheet_stands_beside_it(client, framework, staff):
    with_sheets(framework, *(f"Chi bộ {n}" for n in range(1, 6)))
    score("Chi bộ 2", "40", by=staff)
    score("Chi bộ 3", "40", "40", by=staff)
    Evaluation.objects.filter(cell_name="Chi bộ 4").update(status=Status.RETURNED)
    Evaluation.objects.filter(cell_name="Chi bộ 5").update(status=Status.SUBMITTED)

    deeds = {}
    for who in (staff, supervisor_of(framework.committee)):
        client.force_login(who)
        deeds[who] = [row.deed for row in client.get(URL).context["rows"]]

    assert list(deeds.values()) == [
        ["Chấm điểm", "Chấm tiếp", "Sửa điểm", "Chấm lại", "Thẩm định"],
        ["Xem"] * 5,
    ]


def test_a_locked_month_is_shown_and_read_only(client, framework, staff):
    with_sheets(framework, "Chi bộ 1")
    approver = approver_of(framework.committee)
    lock(
        period=Period.objects.get(month=MONTH),
        committee=framework.committee,
        by=approver,
        at=NOW,
    )
    client.force_login(staff)

    answer = client.get(URL)

    assert [row.deed for row in answer.context["rows"]] == ["Xem"]
    assert "Đã khóa" in answer.content.decode()


def test_long_lists_are_paged_by_fifty(client, framework, staff):
    with_sheets(framework, *(f"Chi bộ {n}" for n in range(1, 52)))
    client.force_login(staff)

    answer = client.get(URL, {"trang": 2})

    assert names(answer) == ["Chi bộ 51"]
    assert answer.context["page"].paginator.count == 51


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2022, 12, 1), "còn 3 ngày"),
        (date(2022, 11, 28), "hôm nay là hạn cuối"),
        (date(2022, 11, 20), "quá hạn 8 ngày"),
        (date(2022, 1, 20), "đã quá hạn"),
    ],
)
def test_the_due_day_is_told_in_words(due_on, words):
    due = due_in_words(due_on, today=date(2022, 11, 28))

    assert (due.words, due.is_over) == (words, due_on < date(2022, 11, 28))


@pytest.mark.parametrize("cells", [1, 30])
def test_the_month_asks_the_same_number_of_queries(
    client, framework, django_assert_num_queries, cells
):
    child = CommitteeFactory(parent=framework.committee)
    with_sheets(framework, *(f"Chi bộ {n}" for n in range(cells)), committee=child)
    administrator_ = administrator()
    administrator_.last_login = timezone.now()
    administrator_.save(update_fields=["last_login"])
    client.force_login(administrator_)
    client.get(URL)

    with django_assert_num_queries(10):
        client.get(URL)
