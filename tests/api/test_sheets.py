from datetime import date

import pytest

from cells.actions import move_cell, move_committee
from scoring.models import Evaluation, Score
from scoring.workflow import Status
from tests.api.programs import Program
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CellKindFactory,
    CommitteeFactory,
    RegistrationFactory,
    administrator,
    approver_of,
    open_month,
    opened_sheet,
    proof_behind,
    published_framework,
    secretary_of,
    staff_of,
    supervisor_of,
)
from tests.reports.pages import score

pytestmark = pytest.mark.django_db
OCTOBER = date(2022, 10, 1)
NOVEMBER = {"month": "2022-11"}


def a_commune(*, cells=2, months=(MONTH,), framework=None, **fields):
    """A committee with so many registered cells and the sheets of the months."""
    committee = CommitteeFactory(name="Đảng bộ xã An Thái")
    framework = framework or published_framework(committee, **fields)
    for _ in range(cells):
        RegistrationFactory(cell=CellFactory(committee=committee), framework=framework)
    for month in months:
        open_month(month)
    return committee


def sheets_of(committee, month=MONTH):
    return list(Evaluation.objects.in_month(month).under_today(committee).in_order())


@pytest.mark.parametrize("who", [staff_of, approver_of, supervisor_of])
def test_people_of_a_committee_read_its_sheets_and_no_others(who):
    committee = a_commune(cells=2)
    opened_sheet()
    program = Program(who(committee))
    own = {sheet.pk for sheet in sheets_of(committee)}

    assert set(program.ids("evaluations", **NOVEMBER)) == own
    assert {row["evaluation"] for row in program.rows("scores", **NOVEMBER)} == own


def test_a_secretary_reads_the_own_sheet_only():
    committee = a_commune(cells=2)
    own, other = sheets_of(committee)
    program = Program(secretary_of(own.cell))

    assert program.ids("evaluations", **NOVEMBER) == [own.pk]
    assert {row["evaluation"] for row in program.rows("scores", **NOVEMBER)} == {own.pk}
    assert program.get("evaluation", own.pk).status_code == 200
    refused = program.get("evaluation", other.pk)
    assert refused.status_code == 404
    assert refused.json() == {"detail": "Không tìm thấy, hoặc ngoài phạm vi của mã."}


def test_a_sheet_tells_what_the_pages_tell():
    committee = a_commune(cells=1, hard=[0])
    sheet = score(sheets_of(committee)[0], 50, "42.5")

    (row,) = Program(staff_of(committee)).rows("evaluations", **NOVEMBER)

    assert row == {
        "id": sheet.pk,
        "month": "2022-11",
        "programme": "kieu-mau",
        "cell": sheet.cell_id,
        "cell_name": sheet.cell_name,
        "committee": committee.pk,
        "committee_name": "Đảng bộ xã An Thái",
        "kind": sheet.kind_id,
        "kind_name": sheet.kind.name,
        "members": 20,
        "is_model": True,
        "registration": sheet.registration_id,
        "framework": sheet.framework_id,
        "framework_code": sheet.framework.code,
        "state": "complete",
        "scored": 2,
        "required": 2,
        "is_complete": True,
        "total": "92.50",
        "total_so_far": "92.50",
        "maximum": "100.00",
        "percent": "92.50",
        "grade": "Xuất sắc",
        "grade_tone": "excellent",
        "hard_failed": False,
        "meeting_on": None,
        "members_due": None,
        "members_present": None,
        "submitted_at": None,
        "approved_at": None,
    }


def test_an_incomplete_sheet_has_no_total_yet():
    committee = a_commune(cells=1)
    score(sheets_of(committee)[0], 0, None)

    (row,) = Program(staff_of(committee)).rows("evaluations", **NOVEMBER)

    assert (row["state"], row["is_complete"]) == ("in_progress", False)
    assert (row["total"], row["percent"], row["grade"]) == (None, None, None)
    assert row["total_so_far"] == "0.00"


def test_a_framework_without_total_shows_none():
    committee = a_commune(cells=1)
    sheet = score(sheets_of(committee)[0], 50, 45)
    type(sheet.framework).objects.update(grading="criteria")

    (row,) = Program(staff_of(committee)).rows("evaluations", **NOVEMBER)

    assert (row["total"], row["total_so_far"], row["percent"]) == (None, None, None)
    assert row["grade"] == "Xuất sắc"


def test_the_three_states_of_a_value_never_mix():
    committee = a_commune(cells=1, indicators=4, not_applicable="exclude")
    sheet = score(sheets_of(committee)[0], 0, None, 25, None)
    ids = list(sheet.scores.in_sheet_order().values_list("pk", flat=True))
    Score.objects.filter(pk=ids[3]).update(
        not_applicable=True, reason="Không có chi ủy"
    )
    Score.objects.filter(pk=ids[1]).update(self_points=20, note="Chờ biên bản")
    proof_behind(Score.objects.get(pk=ids[2]))

    rows = Program(staff_of(committee)).get("evaluation", sheet.pk).json()["scores"]

    assert [
        (row["indicator_code"], row["state"], row["points"], row["reason"])
        for row in rows
    ] == [
        ("1.1", "scored", "0.00", ""),
        ("1.2", "not_scored", None, ""),
        ("1.3", "scored", "25.00", ""),
        ("1.4", "not_applicable", None, "Không có chi ủy"),
    ]
    assert [(row["self_state"], row["self_points"]) for row in rows[:2]] == [
        ("not_scored", None),
        ("scored", "20.00"),
    ]
    assert [row["evidence_count"] for row in rows] == [0, 0, 1, 0]
    assert rows[1]["note"] == "Chờ biên bản"


def test_sheets_can_be_asked_for_by_all_that_tells_them_apart():
    committee = a_commune(cells=2, months=(OCTOBER, MONTH))
    october, _ = sheets_of(committee, OCTOBER)
    first, second = sheets_of(committee)
    Evaluation.objects.filter(pk=first.pk).update(status=Status.SUBMITTED)
    school = CellKindFactory(name="Trường học, bệnh viện")
    Evaluation.objects.filter(pk=second.pk).update(kind=school)
    second.registration.is_model = False
    second.registration.save(update_fields=["is_model"])
    program = Program(staff_of(committee))

    def found(**query):
        return program.ids(
            "evaluations", **(query if "cell" in query else NOVEMBER | query)
        )

    assert found() == [first.pk, second.pk]
    assert found(state="submitted") == [first.pk]
    assert found(kind=school.pk) == [second.pk]
    assert found(only_models=True) == [first.pk]
    assert found(family=first.framework.code) == [first.pk, second.pk]
    assert found(family="la") == []
    assert found(programme="kieu-mau", committee=committee.pk) == [first.pk, second.pk]
    assert found(cell=first.cell_id) == [october.pk, first.pk]
    assert len(program.ids("evaluations", span="2022-q4")) == 4
    assert program.ids("evaluations", span="2022-11_2022-12") == [first.pk, second.pk]
    assert program.ids("evaluations", span="2022-6t1") == []


def test_the_structure_is_that_of_the_month_or_that_of_today():
    old, new = a_commune(cells=1), CommitteeFactory(name="Đảng bộ xã mới")
    (sheet,) = sheets_of(old)
    move_cell(cell=sheet.cell, to=new)
    program = Program(administrator())

    def found(committee, structure):
        asked = {"committee": committee.pk, "structure": structure}
        return program.ids("evaluations", **NOVEMBER, **asked)

    assert found(old, "month") == [sheet.pk]
    assert found(new, "month") == []
    assert found(old, "today") == []
    assert found(new, "today") == [sheet.pk]


def test_sheets_of_a_committee_that_moved_are_found_where_it_stood():
    commune, province = a_commune(cells=1), CommitteeFactory()
    (sheet,) = sheets_of(commune)
    move_committee(committee=commune, to=province)
    program = Program(administrator())

    assert program.ids("evaluations", **NOVEMBER, committee=commune.pk) == [sheet.pk]
    assert program.ids("evaluations", **NOVEMBER, committee=province.pk) == []


def test_pages_of_scores_hold_whole_sheets():
    committee = a_commune(cells=3, indicators=4)
    first, second, third = (sheet.pk for sheet in sheets_of(committee))
    program = Program(staff_of(committee))

    page = program.get("scores", page_size=2, **NOVEMBER).json()
    rows = program.rows("scores", page_size=2, **NOVEMBER)

    assert [row["evaluation"] for row in page["results"]] == [first] * 4 + [second] * 4
    assert [row["evaluation"] for row in rows[8:]] == [third] * 4
    assert program.rows("scores", evaluation=third) == rows[8:]
    assert list(rows[0])[:5] == [
        "evaluation",
        "month",
        "cell",
        "cell_name",
        "framework",
    ]


def test_the_file_of_sheets_opens_right_in_excel():
    committee = a_commune(cells=2)
    first, second = sheets_of(committee)
    score(first, 50, "42.5")
    Evaluation.objects.filter(pk=first.pk).update(
        status=Status.APPROVED, approved_at=NOW, meeting_on=date(2022, 11, 3)
    )

    header, lines = Program(staff_of(committee)).table("evaluations", **NOVEMBER)

    told, empty = (dict(zip(header, line, strict=True)) for line in lines)
    assert told["Tháng"] == "11/2022"
    assert told["Tổng điểm"] == "92,5"
    assert told["Trạng thái"] == "Đã duyệt"
    assert told["Nhóm xếp loại"] == "Xuất sắc"
    assert told["Đã chấm đủ"] == "Có"
    assert told["Ngày họp"] == "03/11/2022"
    assert told["Duyệt lúc"] == "03/12/2022 09:00"
    assert (empty["Tổng điểm"], empty["Xếp loại"], empty["Nhóm xếp loại"]) == (
        "",
        "",
        "",
    )


def test_the_file_of_scores_holds_all_of_them():
    committee = a_commune(cells=3, indicators=4)
    score(sheets_of(committee)[0], 25, 0, None, "12.5")

    header, lines = Program(staff_of(committee)).table("scores", **NOVEMBER)

    at = header.index("Điểm thẩm định")
    assert len(lines) == 12
    assert [line[at] for line in lines[:4]] == ["25", "0", "", "12,5"]
    states = [line[header.index("Tình trạng điểm")] for line in lines[:4]]
    assert states == ["Đã chấm", "Đã chấm", "Chưa chấm", "Đã chấm"]


@pytest.mark.parametrize("cells", [1, 30])
def test_lists_ask_the_same_number_of_queries(cells, django_assert_num_queries):
    committee = a_commune(cells=cells, indicators=4)
    sheet = sheets_of(committee)[0]
    program = Program(staff_of(committee))
    program.get("periods")  # the first use is noted
    asked = {"committee": committee.pk, "programme": "kieu-mau", **NOVEMBER}

    # token, assignments; committee, where it stood, programme; rows
    with django_assert_num_queries(6):
        assert len(program.get("evaluations", **asked).json()["results"]) == cells
    with django_assert_num_queries(7):
        assert len(program.get("scores", **asked).json()["results"]) == 4 * cells
    with django_assert_num_queries(6):
        assert len(program.table("scores", **asked)[1]) == 4 * cells
    with django_assert_num_queries(4):
        program.get("evaluation", sheet.pk)
