from datetime import date

import pytest

from cells.actions import merge_cells
from cells.models import CellKind, Committee
from tests.api.programs import Program
from tests.factories import (
    MONTH,
    CellFactory,
    CellKindFactory,
    CommitteeFactory,
    ProgrammeFactory,
    RegistrationFactory,
    administrator,
    open_month,
    published_framework,
    secretary_of,
    staff_of,
    supervisor_of,
)

pytestmark = pytest.mark.django_db


def a_district(communes=2):
    province = CommitteeFactory(name="Tỉnh ủy Thái Bình")
    district = CommitteeFactory(name="Huyện ủy Quỳnh Phụ", parent=province)
    return district, [
        CommitteeFactory(name=f"Đảng bộ xã {n}", parent=district)
        for n in range(communes)
    ]


@pytest.mark.parametrize("who", [staff_of, supervisor_of])
def test_people_of_a_committee_read_its_part_of_the_tree(who):
    district, communes = a_district()
    CommitteeFactory()

    rows = Program(who(district)).rows("committees")

    assert {row["id"]: row["parent"] for row in rows} == {
        district.pk: None,  # the province is beyond what they may see
        **{commune.pk: district.pk for commune in communes},
    }
    assert rows[0] == {
        "id": district.pk,
        "name": "Huyện ủy Quỳnh Phụ",
        "code": "",
        "parent": None,
        "opened_on": None,
        "closed_on": None,
        "merged_into": None,
    }


def test_an_administrator_reads_the_whole_tree():
    district, communes = a_district()

    rows = Program(administrator()).rows("committees")

    assert [row["parent"] for row in rows] == [
        None,
        district.parent_id,
        *[district.pk] * len(communes),
    ]


def test_committees_can_be_asked_for_by_place_and_day():
    district, (first, second) = a_district()
    Committee.objects.filter(pk=first.pk).update(
        closed_on=date(2022, 7, 1), merged_into=second
    )
    program = Program(staff_of(district))

    assert program.ids("committees", committee=second.pk) == [second.pk]
    assert program.ids("committees", on="2022-06-30") == [
        district.pk,
        first.pk,
        second.pk,
    ]
    assert program.ids("committees", on="2022-07-01") == [district.pk, second.pk]
    assert program.get("committee", first.pk).json()["merged_into"] == second.pk
    outside = Program(staff_of(first)).get("committee", first.pk)
    assert outside.json()["merged_into"] is None


def test_cells_can_be_asked_for_by_place_kind_and_day():
    district, (first, second) = a_district()
    school = CellKindFactory(name="Trường học, bệnh viện")
    village = CellFactory(committee=first, closed_on=date(2022, 7, 1))
    taught = CellFactory(committee=second, kind=school)
    program = Program(staff_of(district))

    assert program.ids("cells") == [village.pk, taught.pk]
    assert program.ids("cells", committee=first.pk) == [village.pk]
    assert program.ids("cells", kind=school.pk) == [taught.pk]
    assert program.ids("cells", on="2022-07-01") == [taught.pk]
    assert program.get("cell", taught.pk).json() == {
        "id": taught.pk,
        "name": taught.name,
        "code": "",
        "committee": second.pk,
        "committee_name": second.name,
        "kind": school.pk,
        "kind_name": "Trường học, bệnh viện",
        "members": 20,
        "opened_on": None,
        "closed_on": None,
        "merged_into": None,
    }


def test_a_merged_cell_names_the_other_one_to_who_may_see_it():
    one, other = CellFactory(), CellFactory()
    merge_cells(cells=[one], into=other, on=date(2022, 7, 1))

    def merged_into(user):
        return Program(user).get("cell", one.pk).json()["merged_into"]

    assert merged_into(administrator()) == other.pk
    assert merged_into(staff_of(one.committee)) is None
    assert merged_into(secretary_of(one)) is None


def test_a_secretary_reads_the_own_cell_only():
    cell = CellFactory()
    CellFactory(committee=cell.committee)
    program = Program(secretary_of(cell))

    assert program.ids("cells") == [cell.pk]
    assert program.rows("committees") == []


def test_registrations_can_be_asked_for_by_programme_year_and_kind():
    committee = CommitteeFactory()
    framework = published_framework(committee)
    model = RegistrationFactory(
        cell=CellFactory(committee=committee), framework=framework
    )
    followed = RegistrationFactory(
        cell=CellFactory(committee=committee), framework=framework, is_model=False
    )
    RegistrationFactory()
    ProgrammeFactory(slug="sinh-hoat", name="Chất lượng sinh hoạt")
    program = Program(staff_of(committee))

    assert program.ids("registrations") == [model.pk, followed.pk]
    assert program.ids("registrations", only_models="true") == [model.pk]
    assert program.ids("registrations", year=2021) == []
    assert program.ids("registrations", programme="sinh-hoat") == []
    assert program.ids("registrations", committee=committee.pk, year=2022) == [
        model.pk,
        followed.pk,
    ]
    row = program.rows("registrations")[0]
    assert (row["since"], row["withdrawn_from"]) == ("2022-01", None)
    assert row["cell_name"] == model.cell.name


def test_months_programmes_and_kinds_are_for_everybody():
    open_month(MONTH)
    ProgrammeFactory()
    kind = CellKindFactory()
    program = Program(secretary_of(CellFactory(kind=kind)))

    months = program.rows("periods")
    assert [(row["month"], row["due_on"]) for row in months] == [
        ("2022-11", "2022-11-28")
    ]
    assert [row["slug"] for row in program.rows("programmes")] == ["kieu-mau"]
    assert program.rows("kinds") == [
        {"id": kind.pk, "name": kind.name} for kind in CellKind.objects.all()
    ]


def test_the_file_of_cells_is_for_people():
    committee = CommitteeFactory(name="Đảng bộ xã An Thái")
    CellFactory(
        committee=committee, name="Chi bộ thôn A Sào", opened_on=date(1990, 2, 3)
    )
    CellFactory(committee=committee, name="=Chi bộ 10")

    header, lines = Program(staff_of(committee)).table("cells")

    assert header[1:5] == ["Tên chi bộ", "Mã tổ chức đảng", "Id cấp ủy", "Cấp ủy"]
    assert header[-1] == "Id chi bộ nhận hợp nhất"
    assert [line[1] for line in lines] == ["'=Chi bộ 10", "Chi bộ thôn A Sào"]
    assert lines[1][-3:] == ["03/02/1990", "", ""]


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("committees", 3), ("cells", 3), ("registrations", 3)],
)
def test_lists_ask_the_same_number_of_queries(
    name, queries, number, django_assert_num_queries
):
    """The token with its person, the assignments, the rows."""
    district, communes = a_district(communes=number)
    framework = published_framework(district)
    for commune in communes:
        RegistrationFactory(cell=CellFactory(committee=commune), framework=framework)
    program = Program(staff_of(district))
    program.get("periods")  # the first use is noted

    with django_assert_num_queries(queries):
        rows = program.get(name).json()["results"]
    assert len(rows) >= number
