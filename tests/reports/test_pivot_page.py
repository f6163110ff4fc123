"""Bảng tự lập as a page and as a file: its form, its links, its words."""

import csv
import re
from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cells.actions import move_cell
from criteria.models import Framework
from scoring.models import Evaluation
from tests.factories import (
    MONTH,
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    open_month,
    opened_sheet,
    published_framework,
    secretary_of,
    staff_of,
)
from tests.reports.pages import score
from tests.reports.pivot_desk import PAGE, a_scored_district, page_of

pytestmark = pytest.mark.django_db


def test_the_usual_table_tells_of_the_own_committee_since_the_years_first_month(client):
    district = a_scored_district()

    page = page_of(client, staff_of(district))

    assert page.status_code == 200
    text = page.content.decode()
    assert "Phần trăm điểm tối đa theo cấp ủy trực thuộc" in text
    assert "Từ tháng 01/2022 đến tháng 11/2022" in text
    for row in page.context["table"].rows:
        assert row.total in text


@pytest.mark.parametrize(("communes", "cells"), [(1, 1), (4, 6)])
def test_the_page_asks_the_same_number_of_queries(
    client, django_assert_num_queries, communes, cells
):
    district = a_scored_district(communes=communes, cells=cells)
    client.force_login(staff_of(district))
    wishes = {"hang": "chi-bo", "cot": "tieu-chi"}

    with django_assert_num_queries(13):
        assert client.get(PAGE, wishes).context["table"].rows


LINK = re.compile(r'<a href="([^"]+)">([\d.]+)</a>')


def lists_behind(client, page):
    """[(number as printed, the list that it leads to)] of a table of counts."""
    rows = [*page.context["table"].rows, page.context["table"].footer]
    printed = [figure for row in rows for figure in (*row.figures, row.total)]
    found = [LINK.fullmatch(figure) for figure in printed if figure != "–"]
    return [(int(one[2]), client.get(unescape(one[1]))) for one in found if one]


@pytest.mark.parametrize("rows", ["cap-uy", "loai-hinh"])
def test_a_number_leads_to_the_list_of_just_so_many_sheets(client, rows):
    district = a_scored_district()
    wishes = {"hang": rows, "cot": "thang", "so-lieu": "so-luong"}

    page = page_of(client, staff_of(district), **wishes)

    lists = lists_behind(client, page)
    assert len(lists) > 6
    for number, answer in lists:
        assert answer.context["listed"].count == number
        assert answer.context["listed"].label == "Đã chấm đủ"


def test_months_come_together_in_years_and_quarters_of_the_chosen_time(client):
    district = CommitteeFactory()
    framework = published_framework(district)
    Framework.objects.update(effective_from=date(2021, 1, 1))
    unit = CellFactory(committee=district)
    for year in (2021, 2022):
        since = date(year, 1, 1)
        RegistrationFactory(cell=unit, framework=framework, year=year, since=since)
    for month in ((2021, 11), (2021, 12), (2022, 1), (2022, 10), (2022, 11)):
        open_month(date(*month, 1))
    for sheet in Evaluation.objects.all():
        score(sheet, 20, 20)

    time = {"ky": "tu-chon", "tu": "2021-12", "den": "2022-11"}
    shape = {"hang": "nam", "cot": "quy", "so-lieu": "so-luong"}
    page = page_of(client, staff_of(district), **time, **shape)

    table = page.context["table"].pivot
    assert [head.label for head in table.columns] == [
        "Quý IV năm 2021",
        "Quý I năm 2022",
        "Quý IV năm 2022",
    ]
    assert [(row.head.label, row.figures, row.total) for row in table.rows] == [
        ("Năm 2021", (1, 0, 0), 1),
        ("Năm 2022", (0, 1, 2), 3),
    ]
    for number, answer in lists_behind(client, page):
        assert answer.context["listed"].count == number


def test_what_is_no_choice_is_refused_at_its_field(client):
    district = a_scored_district()

    page = page_of(client, staff_of(district), hang="la-lung")
    backwards = page_of(
        client, staff_of(district), ky="tu-chon", tu="2022-11", den="2022-10"
    )

    assert (page.status_code, backwards.status_code) == (422, 422)
    assert "Tháng cuối không được trước tháng đầu." in backwards.content.decode()


def test_a_table_of_too_many_columns_asks_for_less(client):
    district = a_scored_district()
    framework = Evaluation.objects.first().framework
    for _ in range(61):
        RegistrationFactory(cell=CellFactory(committee=district), framework=framework)
    open_month(MONTH)
    for sheet in Evaluation.objects.incomplete().in_month(MONTH):
        score(sheet, 20, 20, 20, 20)

    page = page_of(client, staff_of(district), hang="thang", cot="chi-bo")

    assert page.status_code == 422
    assert "quá nhiều để đọc" in page.content.decode()


def test_a_file_holds_the_figures_of_the_page(client):
    district = a_scored_district()
    wishes = {"hang": "cap-uy", "cot": "thang"}
    table = page_of(client, staff_of(district), **wishes).context["table"]

    as_csv = client.get(reverse("reports:pivot_file", args=["csv"]), wishes)
    as_xlsx = client.get(reverse("reports:pivot_file", args=["xlsx"]), wishes)

    text = as_csv.content.decode()
    assert text.startswith("\ufeff")
    lines = list(csv.reader(StringIO(text[1:]), delimiter=";"))
    assert lines[0] == ["Cấp ủy trực thuộc", "10/2022", "11/2022", "Chung"]
    assert [line[0] for line in lines[1:]] == [
        *(row.label for row in table.rows),
        "Chung",
    ]
    assert [Decimal(line[-1].replace(",", ".")) for line in lines[1:-1]] == [
        row.total for row in table.pivot.rows
    ]
    sheet = load_workbook(BytesIO(as_xlsx.content)).active
    assert sheet["A1"].value == table.title
    values = list(sheet.iter_rows(min_row=6, values_only=True))
    assert [Decimal(str(row[-1])) for row in values[:-1]] == [
        row.total for row in table.pivot.rows
    ]
    assert as_csv["Content-Disposition"].startswith('attachment; filename="phan-tram')


def test_a_table_of_one_framework_says_of_which(client):
    district = a_scored_district()
    wishes = {"hang": "thang", "bo-tieu-chi": "xa-1"}

    table = page_of(client, staff_of(district), **wishes).context["table"]

    assert "theo “Bộ tiêu chí xã 1”" in table.notes[1]


def test_a_name_is_never_run_as_a_formula(client):
    sheet = opened_sheet(CellFactory(name="=1+1"))
    score(sheet, 50, 50)
    client.force_login(staff_of(sheet.committee))

    as_csv = client.get(reverse("reports:pivot_file", args=["csv"]), {"hang": "chi-bo"})
    as_xlsx = client.get(
        reverse("reports:pivot_file", args=["xlsx"]), {"hang": "chi-bo"}
    )

    assert "'=1+1" in as_csv.content.decode()
    cell = load_workbook(BytesIO(as_xlsx.content)).active["A6"]
    assert (cell.value[:4], cell.data_type) == ("=1+1", "s")


def test_a_table_of_a_part_of_the_committee_says_so(client):
    district = a_scored_district()
    cell = Evaluation.objects.complete().exclude(committee=district).first().cell

    def notes_for(user, **wishes):
        wishes = {"hang": "chi-bo", "cap-uy": district.pk, **wishes}
        return page_of(client, user, **wishes).context["table"].notes[1]

    own = notes_for(secretary_of(cell))
    models = notes_for(secretary_of(cell), loai="kieu-mau")

    assert own.startswith("Chỉ phần đồng chí được xem, theo tổ chức")
    assert models.startswith("Chỉ phần đồng chí được xem, chỉ chi bộ đăng ký kiểu mẫu")
    assert notes_for(staff_of(district)).startswith("Tất cả chi bộ")


def test_further_choices_are_open_only_where_one_of_them_counts(client):
    district = a_scored_district()
    sent = {"tu": "2022-11", "den": "2022-11", "loai": "", "loai-hinh": ""}

    def is_open(**wishes):
        page = page_of(client, staff_of(district), **(sent | wishes))
        return '<details class="pivot-more" open>' in page.content.decode()

    assert not is_open(ky="nam-nay")
    assert is_open(ky="tu-chon")
    assert is_open(loai="kieu-mau")


def test_the_list_of_committees_names_the_one_that_the_table_is_about(client):
    district = a_scored_district()
    cell = Evaluation.objects.complete().exclude(committee=district).first().cell

    def chosen_by(user, **wishes):
        field = page_of(client, user, **wishes).context["form"]["committee"]
        option = '<option value="{0.pk}"{1}>{0.name}</option>'
        asked = district if wishes else cell.committee
        return option.format(asked, " selected" if wishes else "") in str(field)

    above = {"cap-uy": district.pk}
    assert chosen_by(secretary_of(cell))
    assert chosen_by(secretary_of(cell), **above)
    assert chosen_by(staff_of(cell.committee), **above)


def test_a_passed_on_table_links_only_to_pages_of_the_readers_own_part(client):
    district = a_scored_district()
    commune = (
        Evaluation.objects.complete().exclude(committee=district).first().committee
    )
    client.force_login(staff_of(commune))
    wishes = {"hang": "cap-uy", "so-lieu": "so-luong", "cap-uy": district.pk}

    page = client.get(PAGE, wishes)

    (number, own), *rest = lists_behind(client, page)
    assert (own.context["committee"], rest) == (commune, [])
    assert own.context["listed"].count == number
    [row] = page.context["table"].rows
    assert client.get(row.url).status_code == 200


def test_a_moved_cell_counts_where_it_was_or_where_it_is_on_wish(client):
    district = a_scored_district(communes=2)
    sheet = Evaluation.objects.complete().in_month(MONTH).first()
    elsewhere = CommitteeFactory(parent=district, name="Đảng bộ xã mới")
    move_cell(cell=sheet.cell, to=elsewhere)

    def children(**wishes):
        page = page_of(client, staff_of(district), ky="moi-nhat", **wishes)
        return {row.label for row in page.context["table"].rows}

    assert "Đảng bộ xã mới" not in children()
    assert "Đảng bộ xã mới" in children(**{"co-cau": "hien-nay"})
