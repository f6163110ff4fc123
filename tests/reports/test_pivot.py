"""Bảng tự lập: any two dimensions, against a plain count in Python, as page and as file."""

import csv
import random
import re
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cells.actions import move_cell
from criteria.actions import publish, specialise
from criteria.models import Framework
from reports.models import SavedPivot
from reports.pivots.dimensions import By
from reports.pivots.measures import Measure
from reports.pivots.tables import Question, Sort, pivot
from reports.selections import Selection
from scoring.models import Evaluation, Score
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CellKindFactory,
    CommitteeFactory,
    RegistrationFactory,
    open_month,
    opened_sheet,
    published_framework,
    secretary_of,
    staff_of,
)
from tests.reports.pages import score
from vietnamese.spans import Span, parse_span, span_of_year

pytestmark = pytest.mark.django_db
BEFORE = date(2022, 10, 1)
BOTH = Span(BEFORE, MONTH)
PAGE, SAVE = reverse("reports:pivot"), reverse("reports:save_pivot")


def a_scored_district(seed=0, *, communes=3, cells=4):
    """Communes under a district, two frameworks of one origin, two months of scores."""
    chance = random.Random(seed)  # noqa: S311 - test data
    district = CommitteeFactory(name="Huyện ủy Quỳnh Phụ")
    common = published_framework(district, indicators=4)
    for number in range(communes):
        commune = CommitteeFactory(name=f"Đảng bộ xã {number}", parent=district)
        own = specialise(
            framework=common,
            committee=commune,
            name=f"Bộ tiêu chí xã {number}",
            code=f"xa-{number}",
            effective_from=common.effective_from,
        )
        publish(framework=own, at=NOW)
        for _ in range(cells):
            kind = CellKindFactory(name=chance.choice(["Thôn", "Cơ quan"]))
            RegistrationFactory(
                cell=CellFactory(committee=commune, kind=kind),
                framework=chance.choice([common, own]),
            )
    RegistrationFactory(cell=CellFactory(committee=district), framework=common)
    for month in BOTH:
        open_month(month)
    for sheet in Evaluation.objects.all():
        missing = chance.random() < 0.2
        points = [Decimal(chance.randrange(0, 51)) / 2 for _ in range(4)]
        score(sheet, *(points[:3] + [None] if missing else points))
    return district


def asked(district, rows, columns=None, measure=Measure.PERCENT, **fields):
    programme = Evaluation.objects.first().programme
    wishes = {"committee": district, "programme": programme, "span": BOTH}
    return Question(Selection(**wishes), rows, columns, measure, **fields)


def answer(question):
    return pivot(question, question.selection.sheets())


def first_origin(criterion):
    while criterion.origin_id:
        criterion = criterion.origin
    return criterion.pk


def key_of(by, score, district):
    """What a score is counted under, told in Python."""
    sheet, indicator = score.evaluation, score.indicator
    match by:
        case None:
            return None
        case By.CHILD:
            own = sheet.committee_id
            return 0 if own == district.pk else own
        case By.CELL:
            return sheet.cell_id
        case By.KIND:
            return sheet.kind_id
        case By.YEAR:
            return span_of_year(sheet.period_id.year)
        case By.QUARTER:
            return parse_span("2022-q4")
        case By.MONTH:
            return sheet.period_id
        case By.CRITERION:
            return first_origin(indicator.criterion)
        case By.INDICATOR:  # every framework here has one version
            return indicator.pk


def rounded(number):
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


def scores_of_complete_sheets():
    return list(
        Score.objects.filter(evaluation__is_complete=True).select_related(
            "evaluation__framework", "indicator__criterion__origin"
        )
    )


def plainly(district, scores, rows, columns, measure):
    """The whole table as plain Python makes it: {(row, column): figure}."""
    of_scores = {rows, columns} & {By.CRITERION, By.INDICATOR}
    fields, seen = defaultdict(list), defaultdict(set)
    for one in scores:
        place = key_of(rows, one, district), key_of(columns, one, district)
        if of_scores:
            fields[place].append((one.points, one.indicator.max_points))
        elif one.evaluation_id not in seen[place]:
            seen[place].add(one.evaluation_id)
            fields[place].append((one.evaluation.total, Decimal(100)))
    figures = {}
    for place, pairs in fields.items():
        points = sum(earned for earned, _ in pairs)
        figures[place] = {
            Measure.COUNT: len(pairs),
            Measure.SUM: rounded(points),
            Measure.AVERAGE: rounded(points / len(pairs)),
            Measure.PERCENT: rounded(points * 100 / sum(most for _, most in pairs)),
        }[measure]
    return figures


@pytest.mark.parametrize("seed", range(2))
def test_every_table_of_two_dimensions_is_that_of_plain_python(seed):
    district = a_scored_district(seed)
    pairs = [
        (rows, columns) for rows in By for columns in [None, *By] if rows != columns
    ]
    scores = scores_of_complete_sheets()

    for at, (rows, columns) in enumerate(pairs):
        measure = list(Measure)[at % 4]
        table = answer(asked(district, rows, columns, measure))

        expected = plainly(district, scores, rows, columns, measure)
        heads = [head.key for head in table.columns] or [None]
        found = {
            (row.head.key, column): figure
            for row in table.rows
            for column, figure in zip(heads, row.figures, strict=True)
        }
        empty = {place: found.pop(place) for place in found.keys() - expected.keys()}
        assert found == expected
        assert set(empty.values()) <= {None, 0}


@pytest.mark.parametrize("measure", list(Measure))
def test_totals_are_made_of_the_sums_and_not_of_the_figures(measure):
    district = a_scored_district()

    table = answer(asked(district, By.CHILD, By.MONTH, measure))

    scores = scores_of_complete_sheets()
    by_row = plainly(district, scores, By.CHILD, None, measure)
    by_column = plainly(district, scores, By.MONTH, None, measure)
    assert {row.head.key: row.total for row in table.rows} == {
        key: figure for (key, _), figure in by_row.items()
    }
    assert dict(zip(BOTH, table.total.figures, strict=True)) == {
        key: figure for (key, _), figure in by_column.items()
    }


def test_a_row_and_a_column_stand_in_their_order_and_the_highest_first_on_wish():
    district = a_scored_district()

    table = answer(asked(district, By.CHILD, By.MONTH))
    sorted_table = answer(asked(district, By.CHILD, By.MONTH, sort=Sort.HIGHEST))

    assert [row.head.label for row in table.rows] == [
        *(f"Đảng bộ xã {number}" for number in range(3)),
        "Chi bộ trực thuộc",
    ]
    assert [head.label for head in table.columns] == ["10/2022", "11/2022"]
    totals = [row.total for row in sorted_table.rows]
    assert totals == sorted(totals, reverse=True)


def test_criteria_of_one_origin_are_one_row_and_indicators_of_frameworks_are_not():
    district = a_scored_district()

    criteria = answer(asked(district, By.CRITERION)).rows
    indicators = answer(asked(district, By.INDICATOR)).rows

    used = Evaluation.objects.complete().values("framework").distinct().count()
    assert len(criteria) == 1
    assert len(indicators) == 4 * used


def page_of(client, user, **wishes):
    client.force_login(user)
    return client.get(PAGE, wishes)


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


def saved_by(client, user, name="Điểm các xã", **wishes):
    client.force_login(user)
    return client.post(SAVE, {"name": name, **wishes})


def test_a_saved_table_opens_by_its_address_and_is_listed_for_its_owner(client):
    district = a_scored_district()
    owner = staff_of(district)

    sent = saved_by(client, owner, hang="cap-uy", cot="thang")

    saved = SavedPivot.objects.get()
    assert sent.url == reverse("reports:saved_pivot", args=[saved.pk])
    page = client.get(sent.url)
    assert page.context["table"].pivot.columns
    assert "Điểm các xã" in client.get(PAGE).content.decode()


def test_a_colleague_sees_only_the_own_part_of_a_saved_table(client):
    district = a_scored_district()
    saved_by(client, staff_of(district), hang="chi-bo", **{"cap-uy": district.pk})
    address = reverse("reports:saved_pivot", args=[SavedPivot.objects.get().pk])
    cell = Evaluation.objects.complete().exclude(committee=district).first().cell

    def cells_seen_by(user):
        client.force_login(user)
        return {row.head.key for row in client.get(address).context["table"].pivot.rows}

    of_commune = set(
        Evaluation.objects.complete()
        .filter(committee=cell.committee)
        .values_list("cell", flat=True)
    )
    assert cells_seen_by(staff_of(cell.committee)) == of_commune
    assert cells_seen_by(secretary_of(cell)) == {cell.pk}
    client.force_login(staff_of(CommitteeFactory()))
    assert client.get(address).status_code == 404


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


def test_a_table_that_cannot_be_made_is_not_called_unsaved(client):
    page = page_of(client, staff_of(a_scored_district()), hang="xyz")

    assert page.status_code == 422
    assert "Chưa lập được bảng. Đồng chí xem lại 1 chỗ sau" in page.content.decode()


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


def test_a_name_is_given_once_and_a_table_is_deleted_by_its_owner_only(client):
    district = a_scored_district()
    owner, colleague = staff_of(district), staff_of(district)
    saved_by(client, owner)

    again = saved_by(client, owner)
    forget = reverse("reports:forget_pivot", args=[SavedPivot.objects.get().pk])

    assert again.status_code == 422
    assert "Đồng chí đã có bảng tên này." in again.content.decode()
    client.force_login(colleague)
    assert client.post(forget).status_code == 404
    client.force_login(owner)
    assert client.post(forget).status_code == 302
    assert not SavedPivot.objects.exists()


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
