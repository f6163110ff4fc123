"""The same figures as on the report page, under `/api/v1/summaries/`."""

from datetime import date
from decimal import Decimal
from operator import attrgetter

import pytest

from cells.actions import move_committee
from reports.ranking import Shown
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
from vietnamese.months import month_slug
from vietnamese.spans import parse_span

pytestmark = pytest.mark.django_db
BEFORE = date(2022, 10, 1)
# The API's name of a figure and the reports' own, where they differ.
RENAMED = {
    "lowest": "spread.lowest",
    "lower_quartile": "spread.lower",
    "upper_quartile": "spread.upper",
    "highest": "spread.highest",
    "cells": "by_cell.cells",
    "compared": "by_cell.compared",
    "change_of_compared": "by_cell.change",
    "compared_year": "by_cell.compared_year",
    "year_change_of_compared": "by_cell.year_change",
}
IN_WORDS = {"committee", "committee_name", "grades", "history"}


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


def as_the_page_has_it(row, page):
    """The figures of the page under the API's names, as the API writes them."""
    total = page["total"]
    figures = {
        name: attrgetter(RENAMED.get(name, name))(total)
        for name in row.keys() - IN_WORDS
    }
    figures = {
        name: f"{figure:.2f}" if isinstance(figure, Decimal) else figure
        for name, figure in figures.items()
    }
    return figures | {
        "grades": [
            {"name": grade.name, "tone": grade.tone, "count": grade.count}
            for grade in page["grades"]
            if grade.key not in (Shown.FAILED, Shown.UNGRADED)
        ],
        "history": [
            {"month": month_slug(month), "average": average and f"{average:.2f}"}
            for month, average in total.history
        ],
    }


def figures_of(row):
    return {
        name: figure
        for name, figure in row.items()
        if name not in ("committee", "committee_name")
    }


@pytest.mark.parametrize(
    ("months", "query", "of_page"),
    [
        ("2022-11", {}, ""),
        ("2022-q4", {}, ""),
        ("2022", {"only_models": "true"}, "?loai=kieu-mau"),
        ("2022-10_2022-11", {"structure": "today"}, "?co-cau=hien-nay"),
    ],
)
def test_the_figures_are_those_of_the_report_pages(client, months, query, of_page):
    district = a_scored_district()
    user = staff_of(district)
    client.force_login(user)

    def page_of(committee):
        url = summary_url(committee, parse_span(months), of_page)
        return client.get(url).context

    asked = asked_for(district, span=months, **query)
    del asked["month"]
    found = Program(user).get("summaries", **asked).json()

    assert figures_of(found["total"]) == as_the_page_has_it(
        found["total"], page_of(district)
    )
    for row, child in zip(found["rows"], district.children.in_order(), strict=False):
        assert (row["committee"], row["committee_name"]) == (child.pk, child.name)
        assert figures_of(row) == as_the_page_has_it(row, page_of(child))
    assert found["total"]["cells"] == 9
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
    assert found["months"] == ["2022-11"]


def test_what_fails_and_what_lacks_is_told_for_the_whole():
    district = a_scored_district()
    sheet = Evaluation.objects.in_month(MONTH).complete().first()
    sheet.scores.first().indicator.criterion.indicators.update(requires_evidence=True)

    found = Program(staff_of(district)).get("summaries", **asked_for(district)).json()

    (failing,) = found["failures"]
    assert (failing["code"], failing["sheets"]) == (
        "1.1",
        found["total"]["hard_failing"],
    )
    assert found["lacking_evidence"] > 0


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

    # token, assignments; committee, programme, months, children, bands; where it stood; the figures
    with django_assert_num_queries(9):
        program.get("summaries", **asked_for(district))
