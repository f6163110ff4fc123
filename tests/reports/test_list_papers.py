"""The lists of a committee on paper say what the summary page says."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from criteria.models import GradeBand
from reports.documents.files import Kind, written
from reports.papers import Paper, paper
from reports.selections import Selection
from scoring.models import Evaluation, Registration, Score
from tests.factories import (
    MONTH,
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    open_month,
    published_framework,
    staff_of,
    supervisor_of,
)
from tests.reports.pages import score, summary_url
from tests.reports.reading import computed, excel, pages_of, row_with, word_tables
from vietnamese.spans import span_of_month

pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 3)
BEFORE = date(2022, 10, 1)
# Of each cell: its two values, each of 50 points; the second indicator is hard.
POINTS = [(48, 50), (45, 50), (40, 50), (50, 30), (30, 50), (None, 50), (20, 50)]


@pytest.fixture
def commune():
    """Seven cells: three excellent, one failing hard, one good, one incomplete, one fair."""
    district = CommitteeFactory(name="Huyện ủy Quỳnh Phụ")
    commune = CommitteeFactory(name="Đảng bộ xã An Thái", parent=district)
    framework = published_framework(commune, hard=(1,))
    for number in range(1, len(POINTS) + 1):
        cell = CellFactory(committee=commune, name=f"Chi bộ {number}")
        RegistrationFactory(cell=cell, framework=framework)
    open_month(MONTH)
    for sheet, points in zip(sheets(), POINTS, strict=True):
        score(sheet, *points)
        Evaluation.objects.filter(pk=sheet.pk).update(
            meeting_on=date(2022, 11, 5), members_present=18, members_due=20
        )
    return commune


def sheets(month=MONTH):
    return list(Evaluation.objects.in_month(month).in_order())


def selection_of(committee, **fields):
    programme = Registration.objects.first().programme
    return Selection(
        committee=committee, programme=programme, span=span_of_month(MONTH), **fields
    ).standing()


def made(name, committee, **fields):
    return paper(name, selection_of(committee, **fields), on=TODAY)


def page_of(client, committee, query=""):
    client.force_login(staff_of(committee))
    return client.get(summary_url(committee, MONTH, query)).context


def test_monthly_list_has_the_ten_columns_of_the_form_and_the_page_s_figures(
    client, commune
):
    shown = {grade.name: grade.count for grade in page_of(client, commune)["grades"]}

    document = made(Paper.MONTHLY, commune)
    [word] = word_tables(written(document, Kind.DOCX))
    book, formulas = excel(written(document, Kind.XLSX))
    total = row_with(book.active, "Tổng cộng")

    assert word[0] == [
        "STT",
        "Tên đơn vị",
        "Số lượng đảng viên",
        "Ngày họp",
        "Mức đánh giá",
        "Ghi chú (thuyết minh điểm trừ)",
    ]
    marks = ["Xuất sắc", "Tốt", "Khá", "Trung bình", "Kém", "Không đạt tiêu chí cứng"]
    assert word[1][4:-1] == ["KQ số điểm", *marks]
    assert word[2] == [str(n) for n in range(1, 13)]
    assert [shown[name] for name in marks] == [3, 1, 1, 0, 0, 1]
    assert total[5:11] == [shown[name] for name in marks]
    assert word[-1][4:10] == [str(shown[name]) for name in marks]
    assert list(computed(formulas.active).values()) == total[5:11]


def test_each_cell_has_one_x_and_what_the_meeting_left(commune):
    [word] = word_tables(written(made(Paper.MONTHLY, commune), Kind.DOCX))

    rows = word[3:-1]
    assert [row[1] for row in rows] == [f"Chi bộ {n}" for n in range(1, 8)]
    assert {tuple(row[2:4]) for row in rows} == {("18/20", "05/11/2022")}
    assert [row[4] for row in rows] == ["98", "95", "90", "80", "80", "", "70"]
    assert [row[5:11].count("x") for row in rows] == [1, 1, 1, 1, 1, 0, 1]
    assert rows[3][10] == "x"
    assert "chưa chấm đủ (1/2 chỉ số)" in rows[5][-1]
    assert word[-1][1] == "126/140"


def test_every_point_lost_is_explained(commune):
    fourth = sheets()[3]
    Score.objects.filter(evaluation=fourth, points=30).update(note="Thiếu sản phẩm")

    [word] = word_tables(written(made(Paper.MONTHLY, commune), Kind.DOCX))

    rows = word[3:-1]
    assert rows[0][-1].replace("\u00a0", " ") == "1.1: −2"
    assert rows[3][-1].replace("\u00a0", " ") == (
        "xếp loại Khá; 1.2: −20 (Thiếu sản phẩm)"
    )


def test_long_explanations_move_to_an_annex_and_none_is_lost(commune):
    story = "Chi bộ chưa hoàn thành sản phẩm đã đăng ký đầu năm. " * 4
    Score.objects.filter(points__lt=50).update(note=story.strip())

    document = made(Paper.MONTHLY, commune)
    first, *others = pages_of(written(document, Kind.PDF))
    book, _ = excel(written(document, Kind.XLSX))

    assert "Tổng cộng" in first
    assert "BÍ THƯ" in first
    assert "chưa hoàn thành" not in first
    losing = Score.objects.losing_points().count()
    assert " ".join(others).count("đã đăng ký đầu năm.") == 4 * losing
    assert len(list(book["Thuyết minh điểm trừ"].values)) == losing + 2


def test_only_model_cells_are_listed_when_the_page_shows_only_them(client, commune):
    Registration.objects.exclude(cell__name__in=["Chi bộ 1", "Chi bộ 2"]).update(
        is_model=False
    )
    total = page_of(client, commune, "?loai=kieu-mau")["total"]

    [word] = word_tables(
        written(made(Paper.MONTHLY, commune, only_models=True), Kind.DOCX)
    )

    assert total.opened == len(word[3:-1]) == 2


def test_cells_of_several_committees_stand_under_their_names(commune):
    other = CommitteeFactory(name="Đảng bộ xã An Ấp", parent=commune.parent)
    framework = Evaluation.objects.first().framework
    RegistrationFactory(
        cell=CellFactory(committee=other, name="Chi bộ thôn Đông"), framework=framework
    )
    open_month(MONTH)

    [word] = word_tables(written(made(Paper.MONTHLY, commune.parent), Kind.DOCX))

    assert ["Đảng bộ xã An Thái"] in word
    assert ["Đảng bộ xã An Ấp"] in word
    assert word.index(["Đảng bộ xã An Ấp"]) + 1 == next(
        at for at, row in enumerate(word) if "Chi bộ thôn Đông" in row
    )


def test_list_by_grade_has_everybody_once_and_the_page_s_numbers(client, commune):
    context = page_of(client, commune)
    shown = [(g.name, g.count) for g in context["grades"] if g.count]

    document = made(Paper.GRADES, commune)
    [word] = word_tables(written(document, Kind.DOCX))
    book, formulas = excel(written(document, Kind.XLSX))

    headings = [row[0] for row in word if len(row) == 1]
    numerals = ("I", "II", "III", "IV", "V")
    told = [*shown, ("Chưa chấm đủ", 1)]
    assert headings == [
        f"{numeral}. {name}: {number} chi bộ"
        for numeral, (name, number) in zip(numerals, told, strict=True)
    ]
    cells = [row[1] for row in word if len(row) == 7 and row[0].isdigit()]
    assert sorted(cells) == [f"Chi bộ {n}" for n in range(1, 8)]
    assert list(computed(formulas.active).values()) == [context["total"].opened] == [7]
    assert row_with(book.active, "Tổng cộng")[2] == 7


def test_ranks_on_paper_are_those_of_the_page(client, commune):
    context = page_of(client, commune)
    shown = {row.sheet.cell_name: row.rank for row in context["page"].object_list}

    [word] = word_tables(written(made(Paper.GRADES, commune), Kind.DOCX))

    told = {row[1]: int(row[3]) for row in word if len(row) == 7 and row[3].isdigit()}
    assert told == shown


def test_the_summary_on_paper_says_what_the_page_says(client, commune):
    district = commune.parent
    page = page_of(client, district)

    document = made(Paper.SUMMARY, district)

    table, failures = document.tables
    total = page["total"]
    counts = (total.registered, total.complete)
    of_commune = next(row for row in table.rows if row.cells[1] == commune.name)
    assert of_commune.cells[2:4] == counts
    assert of_commune.cells[-1] == total.average
    assert [(one.cells[0], one.cells[-1]) for one in failures.rows] == [("1.2", 1)]
    assert "7 chi bộ, trong đó 7 đăng ký kiểu mẫu" in str(document.lead[0])
    book, formulas = excel(written(document, Kind.XLSX))
    assert row_with(book.active, "Tổng cộng")[2:4] == list(counts)
    assert set(computed(formulas.active).values()) >= set(counts)


def test_a_summary_of_a_year_counts_sheets_and_comes_as_all_three(client, commune):
    open_month(BEFORE)
    client.force_login(staff_of(commune))
    year = [commune.pk, "2022", Paper.SUMMARY.value]

    for kind in Kind:
        answer = client.get(reverse("reports:paper_file", args=[*year, kind.value]))
        assert answer.status_code == 200
        assert "bao-cao-tong-hop-2022" in answer["Content-Disposition"]
        if kind is Kind.PDF:
            [page] = pages_of(answer.content)
    assert "năm 2022" in page
    assert "14 lượt phiếu" in page
    assert "Điểm trung bình các tháng" in page
    monthly = [commune.pk, "2022", Paper.MONTHLY.value, "pdf"]
    assert client.get(reverse("reports:paper_file", args=monthly)).status_code == 404


def test_the_months_of_a_summary_begin_with_the_first_result(a_year):
    """September was opened, but nobody scored it."""
    open_month(date(2022, 9, 1))

    (months,) = (t for t in made(Paper.SUMMARY, a_year).tables if t.is_drawn)

    assert [column.title for column in months.columns] == ["Tháng", "10", "11"]
    assert None not in months.rows[0].cells


def test_a_summary_names_the_cells_that_rose_and_fell_as_the_page_does(client, a_year):
    movers = page_of(client, a_year)["movers"]
    named = [one for one, _ in (*movers.rising, *movers.falling)]

    document = made(Paper.SUMMARY, a_year)

    table = document.tables[-1]
    assert table.title == "Phụ lục: Chi bộ thay đổi nhiều nhất so với tháng 10/2022"
    cells = [row.cells for row in table.rows if row.span == 1]
    assert cells == [
        (one.sheet.cell_name, a_year.name, one.average.mean, one.average.change)
        for one in named
    ]
    assert cells
    assert document.tables[0].columns[-1].title == "So tháng trước"


@pytest.fixture
def a_year(commune):
    """October beside November, and a rule: one month of a grade makes the year's."""
    open_month(BEFORE)
    for sheet, points in zip(sheets(BEFORE), POINTS, strict=True):
        first, second = points
        score(sheet, None if first is None else first - 10, second)
    GradeBand.objects.filter(name__in=["Xuất sắc", "Tốt"]).update(year_months=2)
    return commune


def test_year_has_every_month_its_average_and_the_grade_by_the_rule(a_year):
    document = made(Paper.YEAR, a_year)
    [word] = word_tables(written(document, Kind.DOCX))
    book, formulas = excel(written(document, Kind.XLSX))

    rows = {row[1]: row for row in word if row[0].isdigit() and len(row) == 16}
    assert rows["Chi bộ 1"][11:] == ["88", "98", "", "93,00", "Tốt"]
    assert rows["Chi bộ 4"][11:14] == ["70*", "80*", ""]
    assert rows["Chi bộ 6"][2:15] == [""] * 13
    found = computed(formulas.active)
    assert {cell: float(v) for cell, v in found.items()} == {
        cell: book.active[cell].value for cell in found
    }
    for sheet in sheets():
        percents = Evaluation.objects.of_cell(sheet.cell).values_list(
            "percent", flat=True
        )
        known = [percent for percent in percents if percent is not None]
        if known:
            mean = (sum(known) / len(known)).quantize(Decimal("0.01"))
            assert rows[sheet.cell_name][14] == f"{mean}".replace(".", ",")


def test_the_year_s_averages_are_those_of_the_page(client, a_year):
    client.force_login(staff_of(a_year))
    address = reverse("reports:summary", args=[a_year.pk, "2022"])
    rows = client.get(address, {"xem": "chi-bo"}).context["page"].object_list
    shown = {row.cell.sheet.cell_name: row.cell.average.mean for row in rows}

    book, _ = excel(written(made(Paper.YEAR, a_year), Kind.XLSX))

    told = {row[1]: row[14] for row in book.active.values if isinstance(row[0], int)}
    assert len(shown) == len(POINTS)
    assert told == {
        name: None if mean is None else float(mean) for name, mean in shown.items()
    }


def test_year_of_a_framework_without_a_rule_says_so(commune):
    [page] = pages_of(written(made(Paper.YEAR, commune), Kind.PDF))

    assert "không quy định xếp loại năm" in page
    assert "Tính đến tháng 11" in page


def test_a_year_s_result_lies_and_a_long_one_repeats_its_headings(commune):
    framework = Evaluation.objects.first().framework
    for number in range(60):
        cell = CellFactory(committee=commune, name=f"Chi bộ thôn số {number}")
        RegistrationFactory(cell=cell, framework=framework)
    open_month(MONTH)

    pages = pages_of(written(made(Paper.YEAR, commune), Kind.PDF))

    assert len(pages) > 1
    assert all("Trung bình (%)" in page for page in pages)


@pytest.mark.parametrize("name", Paper)
@pytest.mark.parametrize("cells", [1, 12])
def test_a_paper_takes_the_same_queries_however_many_cells(
    name, cells, django_assert_max_num_queries
):
    commune = CommitteeFactory()
    framework = published_framework(commune)
    for _ in range(cells):
        RegistrationFactory(cell=CellFactory(committee=commune), framework=framework)
    open_month(MONTH)
    for sheet in sheets():
        score(sheet, 48, 30)
    selection = selection_of(commune)

    # Of them six read a framework's parts; a list by grade asks once for each grade.
    with django_assert_max_num_queries(10):
        paper(name, selection, on=TODAY)


@pytest.mark.parametrize("who", [staff_of, supervisor_of])
@pytest.mark.parametrize("name", Paper)
def test_people_of_the_committee_fetch_its_papers(client, commune, who, name):
    client.force_login(who(commune))
    place = [commune.pk, MONTH, name.value, "pdf"]

    answer = client.get(
        reverse("reports:paper_file", args=place), {"chuong-trinh": "kieu-mau"}
    )

    assert answer["Content-Type"] == "application/pdf"
    assert "xa-an-thai" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].isascii()


def test_the_summary_page_offers_them_for_what_it_shows(client, commune):
    client.force_login(staff_of(commune))
    query = "?chuong-trinh=kieu-mau&loai=kieu-mau&co-cau=hien-nay"

    page = client.get(summary_url(commune, MONTH, query)).content.decode()

    for name in Paper:
        place = [commune.pk, MONTH, name.value, "xlsx"]
        address = reverse("reports:paper_file", args=place)
        assert f'href="{address}{query}"'.replace("&", "&amp;") in page


def test_a_month_without_sheets_offers_nothing(client, commune):
    open_month(date(2022, 9, 1))
    Evaluation.objects.in_month(date(2022, 9, 1)).delete()
    client.force_login(staff_of(commune))

    page = client.get(summary_url(commune, date(2022, 9, 1))).content.decode()

    assert "/tai-ve/" not in page


@pytest.mark.parametrize(
    ("name", "kind", "programme"),
    [
        ("la", "pdf", "kieu-mau"),
        ("tong-hop-thang", "exe", "kieu-mau"),
        ("tong-hop-thang", "pdf", "la"),
    ],
)
def test_what_no_page_offers_does_not_exist(client, commune, name, kind, programme):
    client.force_login(staff_of(commune))
    address = reverse("reports:paper_file", args=[commune.pk, MONTH, name, kind])

    assert client.get(address, {"chuong-trinh": programme}).status_code == 404
