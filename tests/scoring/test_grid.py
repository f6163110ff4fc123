"""The grid: which cells stand in it, what each shows, what others wrote meanwhile."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from criteria.rules import NotApplicable
from scoring.actions.entering import Entry, enter
from scoring.actions.periods import lock
from scoring.actions.reviewing import move, send_back
from scoring.models import Change, Evaluation, Field, Source
from scoring.workflow import Status
from tests.factories import (
    NOW,
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    approver_of,
    open_month,
    opened_sheet,
    published_framework,
    renumbered_version,
    secretary_of,
    staff_of,
    supervisor_of,
)

pytestmark = pytest.mark.django_db
URL = "/bang-cham-diem/2022-11/"


@pytest.fixture
def committee():
    return CommitteeFactory(name="Đảng ủy xã Quỳnh Hải")


@pytest.fixture
def framework(committee):
    return published_framework(committee)


def registered(committee, framework, *names):
    for name in names:
        cell = CellFactory(name=name, committee=committee)
        RegistrationFactory(cell=cell, framework=framework)
    open_month()
    return list(Evaluation.objects.filter(committee=committee).in_order())


def give(sheet, *texts, field=Field.POINTS, by=None, source=Source.TYPED, reason=""):
    entries = [
        Entry(score.pk, field, text, base=0, reason=reason)
        for score, text in zip(sheet.scores.in_sheet_order(), texts, strict=False)
    ]
    by = by or approver_of(sheet.committee)
    return enter(
        entries=entries, by=by, at=NOW, request_key=uuid4(), source=source
    ).outcomes


def shown(answer):
    """Name and values of each row."""
    return [
        (row.sheet.cell_name, [cell.score.written for cell in row.cells])
        for row in answer.context["grid"].rows
    ]


def test_each_cell_of_the_committee_is_a_row_with_its_values_and_figures(
    client, committee, framework
):
    first, second = registered(committee, framework, "Chi bộ 2", "Chi bộ 10")
    give(first, "42,5", "47,5")
    give(second, "0")
    client.force_login(staff_of(committee))

    answer = client.get(URL)

    assert shown(answer) == [("Chi bộ 2", ["42,5", "47,5"]), ("Chi bộ 10", ["0", ""])]
    figures = [row.figures for row in answer.context["grid"].rows]
    assert [(f["total"], f["scored"], f["is_complete"]) for f in figures] == [
        ("90", 2, True),
        ("0", 1, False),
    ]
    columns = answer.context["grid"].columns
    assert [(c.rule.code, c.scored, c.asked) for c in columns] == [
        ("1.1", 2, 2),
        ("1.2", 1, 2),
    ]


def test_cells_of_another_committee_are_no_rows(client, committee, framework):
    registered(committee, framework, "Chi bộ thôn A Sào")
    elsewhere = CommitteeFactory(name="Đảng ủy xã An Bài")
    registered(elsewhere, framework, "Chi bộ thôn Đông")
    client.force_login(staff_of(committee))

    assert shown(client.get(URL)) == [("Chi bộ thôn A Sào", ["", ""])]
    assert client.get(URL, {"cap-uy": elsewhere.pk}).status_code == 404


def test_the_framework_of_most_cells_comes_first_and_another_can_be_chosen(
    client, committee, framework
):
    other = published_framework(committee, indicators=4)
    registered(committee, framework, "Chi bộ 1", "Chi bộ 2")
    registered(committee, other, "Chi bộ 3")
    client.force_login(staff_of(committee))

    assert [name for name, _ in shown(client.get(URL))] == ["Chi bộ 1", "Chi bộ 2"]
    chosen = client.get(URL, {"bo-tieu-chi": other.pk})
    assert shown(chosen) == [("Chi bộ 3", ["", "", "", ""])]
    unknown = client.get(URL, {"bo-tieu-chi": other.pk + 99})
    assert [name for name, _ in shown(unknown)] == ["Chi bộ 1", "Chi bộ 2"]


@pytest.mark.parametrize(
    "query", ["chuong-trinh=khong-co", "cap-uy=abc", "bo-tieu-chi=-1"]
)
def test_an_address_that_names_nothing_is_not_found(
    client, committee, framework, query
):
    registered(committee, framework, "Chi bộ 1")
    client.force_login(staff_of(committee))

    assert client.get(f"{URL}?{query}").status_code == 404


def test_a_month_that_was_not_opened_is_not_found(client, committee):
    client.force_login(staff_of(committee))

    assert client.get("/bang-cham-diem/2022-05/").status_code == 404


def test_a_month_without_sheets_says_so(client, committee, framework):
    registered(CommitteeFactory(), framework, "Chi bộ 9")
    client.force_login(staff_of(committee))

    assert "Không có phiếu nào" in client.get(URL).content.decode()


def test_a_locked_row_is_flat_and_says_why(client, committee, framework):
    registered(committee, framework, "Chi bộ 1")
    lock(
        period=Evaluation.objects.get().period,
        committee=committee,
        by=approver_of(committee),
        at=NOW,
    )
    client.force_login(staff_of(committee))

    answer = client.get(URL)

    (row,) = answer.context["grid"].rows
    assert row.obstacle == "Tháng 11/2022 đã khóa, không nhập được nữa."
    assert "Bảng chỉ để xem" in answer.content.decode()


@pytest.mark.parametrize("reader", [supervisor_of, "secretary"])
def test_who_may_only_read_sees_flat_rows(client, committee, framework, reader):
    (sheet,) = registered(committee, framework, "Chi bộ 1")
    user = secretary_of(sheet.cell) if reader == "secretary" else reader(committee)
    client.force_login(user)

    (row,) = client.get(URL).context["grid"].rows

    assert row.obstacle == "Mục này do cấp ủy nhập."


def test_last_months_value_stands_beside_the_own_one(client, committee, framework):
    cell = CellFactory(committee=committee)
    before = opened_sheet(cell, month=date(2022, 10, 1), framework=framework)
    give(before, "40", "30")
    open_month()
    client.force_login(staff_of(committee))

    answer = client.get(URL)

    told = answer.context["data"]["rows"][0]["scores"]
    assert [score[6] for score in told] == ["40", "30"]
    assert [score[1] for score in told] == ["", ""]


def test_after_a_new_version_only_what_means_the_same_stands_beside(
    client, committee, django_assert_max_num_queries
):
    framework = published_framework(committee, indicators=4)
    cell = CellFactory(committee=committee)
    before = opened_sheet(cell, month=date(2022, 10, 1), framework=framework)
    give(before, "10", "12", "14", "16")
    renumbered_version(framework, effective_from=date(2022, 11, 1))
    open_month()
    client.force_login(staff_of(committee))

    with django_assert_max_num_queries(15):
        answer = client.get(URL, {"cap-uy": committee.pk})

    told = answer.context["data"]["rows"][0]["scores"]
    assert [score[6] for score in told] == ["14", "12", "", ""]


def test_a_value_left_out_keeps_its_reason_when_it_is_carried(client, committee):
    framework = published_framework(committee, not_applicable=NotApplicable.EXCLUDE)
    cell = CellFactory(committee=committee)
    before = opened_sheet(cell, month=date(2022, 10, 1), framework=framework)
    give(before, "KAD", reason="Không có đảng viên mới")
    open_month()
    client.force_login(staff_of(committee))

    told = client.get(URL).context["data"]["rows"][0]["scores"]

    assert told[0][6] == ["KAD", "Không có đảng viên mới"]


def test_a_value_copied_from_last_month_is_marked_until_somebody_writes_or_confirms_it(
    client, committee
):
    framework = published_framework(committee, indicators=4)
    (sheet,) = registered(committee, framework, "Chi bộ 1")
    staff = staff_of(committee)
    give(sheet, "20", "20", "20", "20", source=Source.CARRIED)
    _, anew, confirmed, typed_again = sheet.scores.in_sheet_order()
    for score, text, source in [
        (anew, "21", Source.TYPED),
        (confirmed, "20", Source.CHECKED),
        (typed_again, "20", Source.TYPED),
    ]:
        entry = Entry(score.pk, Field.POINTS, text, base=1)
        enter(entries=[entry], by=staff, at=NOW, source=source)
    client.force_login(staff)

    (row,) = client.get(URL).context["grid"].rows

    assert [cell.is_carried for cell in row.cells] == [True, False, False, True]


def test_a_return_leaves_only_what_it_named_open(client, committee, framework):
    (sheet,) = registered(committee, framework, "Chi bộ 1")
    give(sheet, "40", "30")
    named = sheet.scores.in_sheet_order()[1]
    sent = Evaluation.objects.with_lock(at=NOW).for_page().get()
    move(evaluation=sent, to=Status.SUBMITTED, by=staff_of(committee), at=NOW)
    send_back(
        evaluation=sent,
        wrong={named.pk: "Thiếu minh chứng"},
        by=approver_of(committee),
        at=NOW,
        reason="Đề nghị xem lại",
    )
    client.force_login(staff_of(committee))

    answer = client.get(URL)

    (row,) = answer.context["grid"].rows
    assert [cell.is_shut for cell in row.cells] == [True, False]
    (told,) = answer.context["data"]["rows"]
    assert (told["obstacle"], told["whyShut"]) == (
        "",
        "Chỉ các chỉ số bị trả lại mới được sửa.",
    )
    assert [score[9:] for score in told["scores"]] == [[1, ""], [0, "Thiếu minh chứng"]]


@pytest.mark.parametrize("cells", [1, 30])
def test_the_grid_asks_the_same_number_of_queries(
    client, django_assert_num_queries, committee, framework, cells
):
    names = [f"Chi bộ {number + 1}" for number in range(cells)]
    for sheet in registered(committee, framework, *names):
        give(sheet, "40", "30")
    staff = staff_of(committee)
    staff.last_login = timezone.now()
    staff.save(update_fields=["last_login"])
    client.force_login(staff)

    with django_assert_num_queries(15):
        answer = client.get(URL, {"cap-uy": committee.pk})
    assert len(answer.context["grid"].rows) == cells


def test_the_month_leads_to_the_grid(client, committee, framework):
    registered(committee, framework, "Chi bộ 1")
    client.force_login(staff_of(committee))

    address = client.get("/cham-diem/2022-11/").context["grid_url"]

    assert address == f"{URL}?chuong-trinh=kieu-mau"
    assert client.get(address).status_code == 200


# ---- what others wrote


def ask(client, sheets, marker=0):
    return client.get(
        f"{URL}thay-doi/", {"phieu": [s.pk for s in sheets], "tu": marker}
    ).json()


@pytest.mark.parametrize("cells", [1, 30])
def test_what_others_wrote_on_the_rows_comes_in_a_fixed_number_of_queries(
    client, django_assert_num_queries, committee, framework, cells
):
    names = [f"Chi bộ {number + 1}" for number in range(cells)]
    sheets = registered(committee, framework, *names)
    for sheet in sheets:
        give(sheet, "40")
    client.force_login(staff_of(committee))
    client.get(URL)

    with django_assert_num_queries(4):
        answer = ask(client, sheets)
    assert [value["text"] for value in answer["values"]] == ["40"] * cells
    assert answer["marker"] == Change.objects.latest("pk").pk
    assert answer["moved"] is False


def test_nothing_is_told_of_sheets_out_of_reach(client, committee, framework):
    (own,) = registered(committee, framework, "Chi bộ 1")
    (foreign,) = registered(CommitteeFactory(), framework, "Chi bộ 2")
    give(foreign, "40")
    client.force_login(staff_of(committee))

    assert ask(client, [own, foreign])["values"] == []
