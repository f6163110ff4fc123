"""Committees, cells and people in the admin."""

from datetime import date

import pytest
from django.urls import reverse
from tablib import Dataset

from cells.admin.committees import CommitteeAdmin
from cells.imports import CellResource, CommitteeResource, PersonResource
from cells.models import Assignment, Cell, Committee, User
from cells.paths import below
from scoring.models import Change
from tests.desk import Desk
from tests.factories import (
    NOW,
    AssignmentFactory,
    CellFactory,
    CellKindFactory,
    CommitteeFactory,
    opened_sheet,
)

COMMITTEES = "admin:cells_committee_changelist"
CELLS = "admin:cells_cell_changelist"


@pytest.fixture
def desk(client, db):
    return Desk(client)


@pytest.fixture
def province(db):
    return CommitteeFactory(name="Tỉnh ủy Thái Bình")


def listed(desk, name=COMMITTEES, **query):
    answer = desk.client.get(reverse(name), query)
    return [str(row) for row in answer.context["cl"].result_list]


def test_tree_lists_brothers_in_vietnamese_order_under_their_parent(desk, province):
    quynh_phu = CommitteeFactory(name="Huyện ủy Quỳnh Phụ", parent=province)
    CommitteeFactory(name="Huyện ủy Đông Hưng", parent=province)
    for name in ("Đảng bộ xã 10", "Đảng bộ xã 2", "Đảng bộ xã An Thái"):
        CommitteeFactory(name=name, parent=quynh_phu)

    assert listed(desk) == [
        "Tỉnh ủy Thái Bình",
        "Huyện ủy Đông Hưng",
        "Huyện ủy Quỳnh Phụ",
        "Đảng bộ xã 2",
        "Đảng bộ xã 10",
        "Đảng bộ xã An Thái",
    ]


def test_tree_goes_on_over_pages(desk, province, monkeypatch):
    monkeypatch.setattr(CommitteeAdmin, "list_per_page", 2)
    monkeypatch.setattr(CommitteeAdmin, "list_max_show_all", 2)
    for number in (3, 1, 2):
        CommitteeFactory(name=f"Đảng bộ {number}", parent=province)

    assert listed(desk, p=1) == ["Tỉnh ủy Thái Bình", "Đảng bộ 1"]
    assert listed(desk, p=2) == ["Đảng bộ 2", "Đảng bộ 3"]


def test_search_needs_no_diacritics(desk, province):
    CommitteeFactory(name="Huyện ủy Quỳnh Phụ", parent=province)

    assert listed(desk, q="quynh phu") == ["Huyện ủy Quỳnh Phụ"]
    assert listed(desk, q="QUỲNH") == ["Huyện ủy Quỳnh Phụ"]


def test_new_committee_gets_its_path(desk, province):
    desk.send(
        reverse("admin:cells_committee_add"), name="Đảng bộ xã", parent=province.pk
    )

    made = Committee.objects.get(name="Đảng bộ xã")
    assert made.path == below(province.path, made.pk)


def test_moving_a_committee_takes_those_below_along(desk, province):
    old = CommitteeFactory(name="Huyện ủy Quỳnh Phụ", parent=province)
    new = CommitteeFactory(name="Huyện ủy Đông Hưng", parent=province)
    commune = CommitteeFactory(name="Đảng bộ xã", parent=old)
    hamlet = CommitteeFactory(name="Đảng bộ bộ phận", parent=commune)

    desk.send(
        reverse("admin:cells_committee_change", args=[commune.pk]),
        parent=new.pk,
        name="Đảng bộ xã mới",
    )

    commune.refresh_from_db()
    hamlet.refresh_from_db()
    assert (commune.name, commune.parent) == ("Đảng bộ xã mới", new)
    assert commune.search == "dang bo xa moi"
    assert hamlet.path == below(below(new.path, commune.pk), hamlet.pk)


def test_committee_cannot_go_below_itself(desk, province):
    child = CommitteeFactory(name="Huyện ủy", parent=province)

    errors = desk.errors(
        reverse("admin:cells_committee_change", args=[province.pk]), parent=child.pk
    )

    assert errors == ["Không thể chuyển một cấp ủy về dưới chính nó."]


def test_two_units_of_a_name_or_a_code_are_not_typed_in(desk, province):
    kind = CellKindFactory()
    CellFactory(name="Chi bộ 1", code="35-01", committee=province)

    errors = desk.errors(
        reverse("admin:cells_cell_add"),
        committee=province.pk,
        name="Chi bộ 1",
        kind=kind.pk,
        members="10000",
        code="35-01",
    )

    assert errors == [
        "Giá trị này phải nhỏ hơn hoặc bằng 9999.",
        "Mã này đang là của Chi bộ 1. Hãy kiểm tra lại mã.",
        "Cấp ủy này đã có đơn vị cùng tên. Hãy ghi tên phân biệt được.",
    ]


def test_unit_that_has_a_twin_already_can_be_changed(desk, province):
    CellFactory(name="Chi bộ 1", committee=province)
    twin = CellFactory(name="Chi bộ 1", committee=province)

    desk.send(reverse("admin:cells_cell_change", args=[twin.pk]), members="31")

    twin.refresh_from_db()
    assert twin.members == 31


def test_last_administrator_stays_one(desk):
    page = reverse("admin:cells_user_change", args=[desk.user.pk])
    as_it_is = desk.filled(page)
    del as_it_is["is_administrator"]

    refused = desk.client.post(page, as_it_is)
    gone = desk.client.post(
        reverse("admin:cells_user_delete", args=[desk.user.pk]), {"post": "yes"}
    )

    desk.user.refresh_from_db()
    assert "Đây là quản trị viên cuối cùng." in refused.content.decode()
    assert gone.status_code == 403
    assert desk.user.is_superuser


def test_closing_is_refused_while_cells_are_open_and_says_so(desk, province):
    CellFactory(committee=province)

    answer = desk.action(
        "cells_committee", "close", [province], confirmed="1", on="01/07/2025"
    )

    assert "Còn cấp ủy hoặc chi bộ đang hoạt động trực thuộc" in answer.content.decode()
    assert Committee.objects.get().closed_on is None


def test_closing_and_taking_it_back(desk, province):
    desk.action("cells_committee", "close", [province], confirmed="1", on="01/07/2025")
    closed_on = Committee.objects.get().closed_on
    desk.action("cells_committee", "reopen", [province], "?state=closed", confirmed="1")

    assert closed_on == date(2025, 7, 1)
    assert Committee.objects.get().closed_on is None


def test_committee_with_cells_is_not_deleted_and_the_page_says_what_to_do(
    desk, province
):
    CellFactory(committee=province)

    answer = desk.client.post(
        reverse("admin:cells_committee_delete", args=[province.pk]), {"post": "yes"}
    )

    assert "Kết thúc hoạt động" in answer.content.decode()
    assert Committee.objects.exists()


def test_question_names_the_cells_that_will_move_before_they_do(desk, province):
    cell = CellFactory(name="Chi bộ thôn A Sào", committee=province)
    new = CommitteeFactory(name="Đảng bộ xã An Thái", parent=province)

    asked = desk.action("cells_cell", "move", [cell])
    before = Cell.objects.get().committee
    desk.action(
        "cells_cell", "move", [cell], confirmed="1", to=new.pk, reason="15-QĐ/HU"
    )

    assert "Chi bộ thôn A Sào" in asked.content.decode()
    assert before == province
    assert Cell.objects.get().committee == new
    assert cell.history.first().history_change_reason == "15-QĐ/HU"


def test_merged_cells_close_and_hand_their_members_over(desk, province):
    first, second, into = [
        CellFactory(committee=province, members=n) for n in (8, 9, 10)
    ]

    desk.action(
        "cells_cell",
        "merge",
        [first, second],
        confirmed="1",
        into=into.pk,
        on="30/06/2026",
    )

    into.refresh_from_db()
    first.refresh_from_db()
    assert into.members == 27
    assert (first.closed_on, first.merged_into) == (date(2026, 6, 30), into)


def test_filter_shows_cells_of_a_committee_and_below_by_default_only_open_ones(
    desk, province
):
    district = CommitteeFactory(parent=province)
    CellFactory(name="Chi bộ 1", committee=district)
    CellFactory(name="Chi bộ cũ", committee=district, closed_on=date(2020, 1, 1))
    CellFactory(name="Chi bộ khác")

    assert listed(desk, CELLS, under=province.pk) == ["Chi bộ 1"]
    assert listed(desk, CELLS, under=province.pk, state="all") == [
        "Chi bộ 1",
        "Chi bộ cũ",
    ]


def test_autocomplete_tells_cells_of_one_name_apart(desk, province):
    for name in ("Đảng bộ A", "Đảng bộ B"):
        CellFactory(
            name="Chi bộ 1", committee=CommitteeFactory(name=name, parent=province)
        )

    found = desk.client.get(
        reverse("admin:autocomplete"),
        {
            "term": "chi bo 1",
            "app_label": "cells",
            "model_name": "assignment",
            "field_name": "cell",
        },
    ).json()["results"]

    assert {row["text"] for row in found} == {
        "Chi bộ 1 – Đảng bộ A",
        "Chi bộ 1 – Đảng bộ B",
    }


def test_autocomplete_finds_committees_in_order_with_the_one_above(desk, province):
    for number in (10, 2):
        CommitteeFactory(name=f"Đảng bộ xã {number}", parent=province)

    found = desk.client.get(
        reverse("admin:autocomplete"),
        {
            "term": "dang bo",
            "app_label": "cells",
            "model_name": "cell",
            "field_name": "committee",
        },
    ).json()["results"]

    assert [row["text"] for row in found] == [
        "Đảng bộ xã 2 – Tỉnh ủy Thái Bình",
        "Đảng bộ xã 10 – Tỉnh ủy Thái Bình",
    ]


def test_new_person_with_a_role_can_be_set_up(desk, province):
    desk.send(
        reverse("admin:cells_user_add"),
        {"assignments": [{"role": "staff", "committee": province.pk}]},
        username="canbo1",
        post="Chuyên viên Ban Tổ chức",
        password1="kieumau-2022-thang",
        password2="kieumau-2022-thang",
    )

    person = User.objects.get(username="canbo1")
    assert (person.is_staff, person.is_superuser) == (False, False)
    assert person.assignments.get().committee == province


@pytest.mark.parametrize(
    ("role", "place", "error"),
    [
        (
            "secretary",
            "committee",
            "Bí thư, chi ủy được phân công tại chi bộ; "
            "cán bộ và lãnh đạo được phân công tại cấp ủy.",
        ),
        ("staff", "", "Chọn một cấp ủy hoặc một chi bộ, không chọn cả hai."),
    ],
)
def test_role_that_does_not_fit_its_place_is_refused_in_words(
    desk, province, role, place, error
):
    row = {"role": role} | ({place: province.pk} if place else {})

    errors = desk.errors(
        reverse("admin:cells_user_change", args=[desk.user.pk]), {"assignments": [row]}
    )

    assert error in errors


def test_administrator_mark_sets_both_of_djangos(desk):
    person = AssignmentFactory(role="staff", committee=CommitteeFactory()).user

    desk.send(
        reverse("admin:cells_user_change", args=[person.pk]), is_administrator="on"
    )

    person.refresh_from_db()
    assert (person.is_staff, person.is_superuser) == (True, True)


def test_password_of_another_is_set_anew(desk):
    person = User.objects.create_user("bithu", password="cu-ky-va-de-doan-1")

    desk.client.post(
        reverse("admin:auth_user_password_change", args=[person.pk]),
        {"password1": "moi-hoan-toan-2022", "password2": "moi-hoan-toan-2022"},
    )

    person.refresh_from_db()
    assert person.check_password("moi-hoan-toan-2022")


def test_person_in_the_history_is_not_deleted_and_the_page_says_what_to_do(desk):
    sheet = opened_sheet()
    person = User.objects.create_user("canbo")
    Change.objects.create(
        evaluation=sheet, field="note", new="Đã họp", by=person, at=NOW
    )

    page = desk.client.get(reverse("admin:cells_user_delete", args=[person.pk]))

    assert "bỏ chọn “Đang hoạt động”" in page.content.decode()


@pytest.mark.parametrize("rows", [1, 15])
@pytest.mark.parametrize(
    ("name", "queries"),
    [(COMMITTEES, 9), (CELLS, 8), ("admin:cells_user_changelist", 9)],
)
def test_lists_ask_the_same_number_of_queries(
    desk, province, django_assert_num_queries, rows, name, queries
):
    for number in range(rows):
        committee = CommitteeFactory(name=f"Đảng bộ {number}", parent=province)
        AssignmentFactory(role="secretary", cell=CellFactory(committee=committee))

    with django_assert_num_queries(queries):
        desk.client.get(reverse(name))


def test_committees_come_from_a_file_with_parents_named_above(db):
    table = Dataset(
        ["Tỉnh ủy Thái Bình", "", ""],
        ["Huyện ủy Quỳnh Phụ", "tỉnh ủy thái bình", "01/01/1969"],
        headers=["Tên", "Cấp ủy cấp trên", "Thành lập ngày"],
    )

    first = CommitteeResource().import_data(table, raise_errors=True)
    again = CommitteeResource().import_data(table, raise_errors=True)

    district = Committee.objects.get(name="Huyện ủy Quỳnh Phụ")
    assert district.path == below(district.parent.path, district.pk)
    assert district.opened_on == date(1969, 1, 1)
    assert (first.totals["new"], again.totals["new"]) == (2, 0)


def test_cells_come_from_a_file_and_an_unknown_committee_is_named(province):
    CellKindFactory(name="Bệnh viện")
    table = Dataset(
        ["Chi bộ 1", "Tỉnh ủy Thái Bình", "bệnh viện", 18],
        ["Chi bộ 2", "Đảng bộ nào đó", "Bệnh viện", 20],
        headers=["Tên", "Cấp ủy quản lý", "Loại hình", "Số đảng viên"],
    )

    result = CellResource().import_data(table)

    assert Cell.objects.get().members == 18
    assert [str(row.error) for row in result.invalid_rows] == [
        "['Không tìm thấy “Đảng bộ nào đó” trong danh sách.']"
    ]


def test_people_come_from_a_file_with_a_first_password(db):
    table = Dataset(
        ["canbo1", "Cán bộ", "mot-mat-khau-dai"],
        headers=["Tên đăng nhập", "Chức vụ", "Mật khẩu ban đầu"],
    )

    PersonResource().import_data(table, raise_errors=True)

    person = User.objects.get()
    assert person.check_password("mot-mat-khau-dai")
    assert person.post == "Cán bộ"
    assert not Assignment.objects.exists()


def test_cell_is_not_merged_into_itself_alone(desk, province):
    cell = CellFactory(name="Chi bộ 1", committee=province)

    answer = desk.action(
        "cells_cell", "merge", [cell], confirmed="1", into=cell.pk, on="01/07/2025"
    )

    assert "chọn thêm chi bộ khác" in answer.content.decode()


def test_closed_cell_is_not_merged_again(desk, province):
    closed = CellFactory(name="Chi bộ 1", members=20, closed_on=date(2025, 7, 1))
    into = CellFactory(name="Chi bộ 2", members=30)

    answer = desk.action(
        "cells_cell",
        "merge",
        [closed],
        "?state=all",
        confirmed="1",
        into=into.pk,
        on="01/08/2025",
    )

    into.refresh_from_db()
    assert (
        "Chi bộ 1 đã kết thúc hoạt động từ ngày 01/07/2025." in answer.content.decode()
    )
    assert into.members == 30


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("Số đảng viên", "mười", "“mười” không phải là số đảng viên (từ 0 đến 9999)."),
        ("Số đảng viên", 12.5, "“12.5” không phải là số đảng viên (từ 0 đến 9999)."),
        ("Số đảng viên", -5, "“-5” không phải là số đảng viên (từ 0 đến 9999)."),
        (
            "Thành lập ngày",
            "31/02/2020",
            "“31/02/2020” không phải là ngày. Hãy ghi như 05/12/2022.",
        ),
    ],
)
def test_bad_numbers_and_days_of_a_file_are_named(province, column, value, problem):
    kind = CellKindFactory(name="Thôn")
    headers = ["Tên", "Cấp ủy quản lý", "Loại hình", column]
    row = ["Chi bộ 1", province.name, kind.name, value]

    result = CellResource().import_data(Dataset(row, headers=headers), dry_run=True)

    (bad,) = result.invalid_rows
    assert [m for texts in bad.error_dict.values() for m in texts] == [problem]
