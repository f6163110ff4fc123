"""The same figures as on the report page, under `/api/v1/summaries/`."""

from datetime import date
from decimal import Decimal

import pytest

from cells.actions import move_committee
from scoring.models import Evaluation
from tests.api.programs import Program
from tests.factories import (
    MONTH,
    CellFactory,
    CellKindFactory,
    CommitteeFactory,
    RegistrationFactory,
    administrator,
    open_month,
    published_framework,
    secretary_of,
    staff_of,
)
from tests.reports.pages import score, summary_url

pytestmark = pytest.mark.django_db
BEFORE = date(2022, 10, 1)
COUNTS = (
    "registered",
    "models",
    "opened",
    "complete",
    "incomplete",
    "unopened",
    "approved",
    "failed",
    "hard_failing",
    "ungraded",
)
MEANS = (
    "completeness",
    "average",
    "average_before",
    "average_change",
    "change_of_compared",
)


def a_scored_district(*, communes=2, cells=3):
    """Two months of all kinds of results, a cell without sheet, cells directly below."""
    district = CommitteeFactory(name="Huyện ủy Quỳnh Phụ")
    framework = published_framework(district, hard=[0])
    places = [
        CommitteeFactory(name=f"Đảng bộ xã {n}", parent=district)
        for n in range(communes)
    ]
    for place in [*places, district]:
        for _ in range(cells):
            RegistrationFactory(cell=CellFactory(committee=place), framework=framework)
    for month in (BEFORE, MONTH):
        open_month(month)
    results = [(50, 45), (50, 35), (40, 50), (50, None), (None, None), (50, "41.5")]
    for at, sheet in enumerate(Evaluation.objects.order_by("period_id", "pk")):
        score(sheet, *results[at % len(results)])
    RegistrationFactory(cell=CellFactory(committee=district), framework=framework)
    return district


def asked_for(committee, **query):
    return {
        "committee": committee.pk,
        "programme": "kieu-mau",
        "month": "2022-11",
    } | query


def as_the_page_has_it(name, figures, grades):
    """A row of the page's context as the API writes it."""
    means = {name: getattr(figures, name) for name in MEANS}
    return {
        "committee_name": name,
        **{count: getattr(figures, count) for count in COUNTS},
        **{mean: value and f"{value:.2f}" for mean, value in means.items()},
        "grades": [
            {"name": grade.name, "tone": grade.tone, "count": grade.count}
            for grade in grades
            if grade.tone != "error"
        ],
    }


def without_ids(row):
    return {name: value for name, value in row.items() if name != "committee"}


@pytest.mark.parametrize(
    ("query", "of_page"),
    [
        ({}, ""),
        ({"only_models": "true"}, "?loai=kieu-mau"),
        ({"structure": "today"}, "?co-cau=hien-nay"),
    ],
)
def test_the_figures_are_those_of_the_report_page(client, query, of_page):
    district = a_scored_district()
    user = staff_of(district)
    client.force_login(user)
    page = client.get(summary_url(district, MONTH, of_page)).context

    found = Program(user).get("summaries", **asked_for(district, **query)).json()

    assert without_ids(found["total"]) == as_the_page_has_it(
        district.name, page["total"], page["grades"]
    )
    assert [without_ids(row) for row in found["rows"]] == [
        as_the_page_has_it(row.name, row.figures, row.grades) for row in page["rows"]
    ]
    assert found["total"]["registered"] == 10
    assert Decimal(found["total"]["average"]) > 80


def test_rows_name_the_child_committees_and_last_the_cells_directly_below():
    district = a_scored_district()

    found = Program(staff_of(district)).get("summaries", **asked_for(district)).json()

    ids = [committee.pk for committee in district.children.in_order()]
    assert [row["committee"] for row in found["rows"]] == [*ids, None]
    assert found["rows"][-1]["committee_name"] == "Chi bộ trực thuộc"
    assert (found["programme"], found["span"]) == ("kieu-mau", "2022-11")
    assert (found["structure"], found["only_models"]) == ("month", False)
    assert (found["kind"], found["family"]) == (None, "")


def test_a_summary_can_be_of_one_kind_of_cells_and_one_family_of_frameworks():
    district = a_scored_district()
    school = CellKindFactory(name="Trường học, bệnh viện")
    sheet = Evaluation.objects.in_month(MONTH).first()
    Evaluation.objects.filter(pk=sheet.pk).update(kind=school)
    program = Program(staff_of(district))

    def opened(**query):
        answer = program.get("summaries", **asked_for(district, **query)).json()
        return answer["total"]["opened"]

    assert opened(kind=school.pk) == 1
    assert opened(family=sheet.framework.code) == 9
    assert opened(family="la") == 0


def test_people_of_a_commune_read_neither_the_district_nor_its_neighbour():
    district = a_scored_district()
    own, neighbour = district.children.all()
    program = Program(staff_of(own))

    def status(committee):
        return program.get("summaries", **asked_for(committee)).status_code

    assert [status(one) for one in (own, neighbour, district)] == [200, 404, 404]


def test_a_secretary_has_no_committee_to_sum_up():
    district = a_scored_district()
    cell = Evaluation.objects.filter(committee=district).first().cell

    answer = Program(secretary_of(cell)).get("summaries", **asked_for(district))

    assert answer.status_code == 404


def test_a_month_that_is_not_open_is_not_found():
    district = a_scored_district()
    program = Program(staff_of(district))

    for query in ({"month": "2023-05"}, {"month": "2100-12"}):
        answer = program.get("summaries", **asked_for(district, **query))
        assert answer.status_code == 404
        assert "Chưa mở kỳ chấm điểm" in answer.json()["detail"]


def test_a_committee_that_moved_keeps_its_summary():
    district = a_scored_district()
    child = district.children.first()
    move_committee(committee=child, to=CommitteeFactory(name="Huyện ủy mới"))

    found = Program(administrator()).get("summaries", **asked_for(child)).json()

    assert found["total"]["opened"] == 3


def test_the_file_has_a_line_for_each_child_and_one_for_all():
    district = a_scored_district()
    program = Program(staff_of(district))
    found = program.get("summaries", **asked_for(district)).json()

    header, lines = program.table("summaries", **asked_for(district))

    assert header[1] == "Đơn vị"
    assert header[-5:] == ["Xuất sắc", "Tốt", "Khá", "Trung bình", "Kém"]
    assert [line[1] for line in lines] == [
        *(row["committee_name"] for row in found["rows"]),
        "Tổng cộng",
    ]
    total = dict(zip(header, lines[-1], strict=True))
    assert total["Tham gia"] == str(found["total"]["registered"])
    average = Decimal(total["Điểm trung bình (%)"].replace(",", "."))
    assert average == Decimal(found["total"]["average"])
    assert [int(number) for number in lines[-1][-5:]] == [
        grade["count"] for grade in found["total"]["grades"]
    ]


@pytest.mark.parametrize(("communes", "cells"), [(1, 1), (5, 6)])
def test_the_number_of_queries_does_not_depend_on_that_of_cells(
    communes, cells, django_assert_num_queries
):
    district = a_scored_district(communes=communes, cells=cells)
    program = Program(staff_of(district))
    program.get("periods")  # the first use is noted

    # token, assignments; committee, programme, months, where it stood; the figures: five
    with django_assert_num_queries(11):
        program.get("summaries", **asked_for(district))
