"""What stands behind the question mark: checked, and refused by name."""

import pytest

from tests.api.programs import Program
from tests.factories import (
    CellFactory,
    CommitteeFactory,
    UserFactory,
    administrator,
    opened_sheet,
    secretary_of,
    staff_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "query", "refused"),
    [
        ("cells", {"thang": "2022-11"}, {"thang"}),
        ("cells", {"on": "05/12/2022", "committee": "ba"}, {"on", "committee"}),
        ("cells", {"committee": 0}, {"committee"}),
        ("cells", {"committee": 10**30}, {"committee"}),
        ("cells", {"page_size": 0}, {"page_size"}),
        ("cells", {"page_size": 1001, "after": -1}, {"page_size", "after"}),
        ("cells", {"format": "xml"}, {"format"}),
        ("cells", {"format": "csv", "after": 3}, {"after"}),
        ("cells", {"kind": ["1", "2"]}, {"kind"}),
        ("periods", {"page_size": 10}, {"page_size"}),
        ("registrations", {"programme": "la"}, {"programme"}),
        ("registrations", {"programme": "\x00"}, {"programme"}),
        ("registrations", {"only_models": "co"}, {"only_models"}),
        ("registrations", {"year": 22}, {"year"}),
        ("frameworks", {"month": "2022-13"}, {"month"}),
        ("evaluations", {}, {"month"}),
        ("evaluations", {"month": ""}, {"month"}),
        ("evaluations", {"month": "0001-01"}, {"month"}),
        ("evaluations", {"month": "2022-11", "span": "2022"}, {"span"}),
        ("evaluations", {"span": "2022-q5"}, {"span"}),
        ("evaluations", {"span": "2015-01_2022-01"}, {"span"}),
        ("evaluations", {"span": "2022-05_2022-04"}, {"span"}),
        ("evaluations", {"month": "2022-11", "state": "xong"}, {"state"}),
        ("evaluations", {"month": "2022-11", "structure": "x"}, {"structure"}),
        ("evaluations", {"month": "2022-11", "family": "ộ"}, {"family"}),
        ("scores", {"month": "2022-11", "page_size": 201}, {"page_size"}),
        ("summaries", {}, {"committee", "programme"}),
        (
            "summaries",
            {"month": "hai", "x": "1"},
            {"committee", "programme", "month", "x"},
        ),
    ],
)
def test_a_wrong_parameter_is_refused_by_its_name(name, query, refused):
    answer = Program(administrator()).get(name, **query)

    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == refused
    assert answer.json()["detail"].startswith("Tham số chưa đúng")


def test_a_summary_asks_for_its_months():
    sheet = opened_sheet()
    query = {"committee": sheet.committee_id, "programme": sheet.programme.slug}

    answer = Program(staff_of(sheet.committee)).get("summaries", **query)

    assert answer.status_code == 400
    assert answer.json()["errors"] == {"month": ["Phải ghi month hoặc span."]}


@pytest.mark.parametrize("name", ["committee", "cell", "framework", "evaluation"])
def test_one_row_takes_no_parameters(name):
    sheet = opened_sheet()
    ids = {
        "committee": sheet.committee_id,
        "cell": sheet.cell_id,
        "framework": sheet.framework_id,
        "evaluation": sheet.pk,
    }

    answer = Program(administrator()).get(name, ids[name], month="2022-11")

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["month"])


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("committees", "committee"),
        ("cells", "committee"),
        ("registrations", "committee"),
        ("evaluations", "committee"),
        ("evaluations", "cell"),
        ("scores", "committee"),
        ("scores", "cell"),
        ("scores", "evaluation"),
        ("summaries", "committee"),
    ],
)
def test_what_one_may_not_see_is_not_found_like_what_does_not_exist(name, parameter):
    own, foreign = opened_sheet(), opened_sheet()
    months = (
        {"month": "2022-11"} if name in ("evaluations", "scores", "summaries") else {}
    )
    if name == "summaries":
        months["programme"] = own.programme.slug
    ids = {"committee": "committee_id", "cell": "cell_id", "evaluation": "pk"}
    program = Program(staff_of(own.committee))

    def ask(pk):
        return program.get(name, **{parameter: pk}, **months)

    assert ask(getattr(own, ids[parameter])).status_code == 200
    for pk in (getattr(foreign, ids[parameter]), 999_999):
        answer = ask(pk)
        assert answer.status_code == 404
        assert answer.json() == {"detail": f"Không tìm thấy {parameter}={pk}."}


def test_a_secretary_cannot_ask_by_the_committee():
    sheet = opened_sheet()
    program = Program(secretary_of(sheet.cell))

    answer = program.get("cells", committee=sheet.committee_id)

    assert answer.status_code == 404
    assert program.ids("cells") == [sheet.cell_id]


def test_pages_follow_one_another_without_gap_or_repetition():
    committee = CommitteeFactory()
    cells = [CellFactory(committee=committee).pk for _ in range(5)]
    CellFactory()
    program = Program(staff_of(committee))

    first = program.get("cells", page_size=2).json()

    assert [row["id"] for row in first["results"]] == cells[:2]
    assert f"after={cells[1]}" in first["next"]
    assert program.ids("cells", page_size=2) == cells
    assert program.ids("cells", page_size=5) == cells
    assert program.get("cells", after=cells[-1]).json() == {"next": None, "results": []}


def test_who_has_no_role_gets_empty_lists():
    opened_sheet()
    program = Program(UserFactory())

    for name in ("committees", "cells", "registrations", "frameworks"):
        assert program.rows(name) == []
    assert program.rows("evaluations", month="2022-11") == []
    assert program.rows("scores", month="2022-11") == []
