"""The sheet on paper says what its page says, in all three kinds of files."""

import random
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from criteria.actions import publish
from criteria.models import Option
from criteria.rules import Effect, Measure, NotApplicable
from reports.documents.files import Kind, written
from reports.documents.form_rules import HD_36
from reports.papers import sheet_papers
from scoring.actions.totals import keep_results, results_of, rules_of
from scoring.models import Evaluation, Score
from tests.factories import (
    NOW,
    CellFactory,
    CriterionFactory,
    FrameworkFactory,
    IndicatorFactory,
    opened_sheet,
    published_framework,
    secretary_of,
    staff_of,
    with_bands,
)
from tests.reports.pages import score
from tests.reports.reading import (
    computed,
    excel,
    pages_of,
    row_with,
    word_tables,
    word_text,
)
from vietnamese.numbers import format_decimal

pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 3)


@pytest.fixture
def sheet():
    """With every kind of indicator: the total is not simply a column's sum."""
    cell = CellFactory(name="Chi bộ thôn A Sào")
    framework = with_bands(FrameworkFactory(committee=cell.committee))
    first = CriterionFactory(
        framework=framework, code="1", name="Sinh hoạt", position=1
    )
    second = CriterionFactory(
        framework=framework, code="2", name="Sản phẩm", position=2
    )

    def indicator(criterion, code, points, name="Chỉ số", **fields):
        return IndicatorFactory(
            criterion=criterion,
            code=code,
            name=f"{name} {code}",
            max_points=Decimal(points),
            position=int(code[-1]),
            **fields,
        )

    indicator(first, "1.1", 40)
    steps = indicator(first, "1.2", 20, measure=Measure.OPTIONS)
    for label, points in (("Đủ 90 phút", 20), ("Thiếu dưới 15 phút", 12), ("Thiếu", 0)):
        Option.objects.create(indicator=steps, label=label, points=points)
    indicator(first, "1.3", 10, not_applicable=NotApplicable.FULL)
    indicator(second, "2.1", 20, not_applicable=NotApplicable.EXCLUDE)
    indicator(second, "2.2", 10, name="Có sản phẩm", is_hard=True)
    indicator(second, "2.3", 5, effect=Effect.BONUS)
    indicator(second, "2.4", 5, effect=Effect.PENALTY)
    publish(framework=framework, at=NOW)
    return opened_sheet(cell, framework=framework)


def fill(sheet, **values):
    """Points by code (as c1_1=...); "KAD" is not applicable."""
    for name, value in values.items():
        is_left_out = value == "KAD"
        Score.objects.filter(
            evaluation=sheet, indicator__code=name[1:].replace("_", ".")
        ).update(
            points=None if is_left_out or value is None else Decimal(value),
            not_applicable=is_left_out,
            reason="Không có chi ủy" if is_left_out else "",
        )
    keep_results(results_of([sheet], rules_of([sheet.framework_id])))
    sheet.refresh_from_db()
    return sheet


def paper_of(sheet, **choices):
    [held] = Evaluation.objects.filter(pk=sheet.pk).for_papers()
    return sheet_papers([held], on=TODAY, **choices)[0]


def test_paper_in_three_kinds_has_the_figures_of_the_page(client, sheet):
    fill(sheet, c1_1=35.5, c1_2=12, c1_3="KAD", c2_1="KAD", c2_2=10, c2_3=2, c2_4=1)
    client.force_login(staff_of(sheet.committee))
    page = client.get(reverse("scoring:sheet", args=[sheet.pk])).context
    figures = page["figures"]
    told = [figures["maximum"], figures["total"], f"{figures['percent']}%"]

    document = paper_of(sheet)
    [word] = word_tables(written(document, Kind.DOCX))
    paper = " ".join(pages_of(written(document, Kind.PDF)))
    book, _ = excel(written(document, Kind.XLSX))

    assert told == ["80", "68,5", "85,62%"]
    assert word[-1] == ["TỔNG ĐIỂM", *told]
    assert f"TỔNG ĐIỂM {' '.join(told)}" in paper
    total = row_with(book.active, "TỔNG ĐIỂM")
    assert [format_decimal(Decimal(str(n))) for n in total[2:4]] == told[:2]
    assert f"Xếp loại: {figures['grade']['name']}" in paper
    subtotals = [
        (s.subtotal.maximum, s.subtotal.points) for s in page["sheet"].sections
    ]
    assert [(row[2], row[3]) for row in word if row[0] in {"1", "2"}] == [
        (format_decimal(m), format_decimal(p)) for m, p in subtotals
    ]


def test_columns_are_those_of_the_form(sheet):
    [word] = word_tables(written(paper_of(sheet), Kind.DOCX))

    assert word[0] == ["STT", "TIÊU CHÍ ĐÁNH GIÁ", "Thang điểm", "Điểm chấm", "Ghi chú"]


def test_each_option_has_a_line_and_the_chosen_one_an_x(sheet):
    fill(sheet, c1_2=12)

    [word] = word_tables(written(paper_of(sheet), Kind.DOCX))

    assert [row for row in word if row[1].startswith("–")] == [
        ["", "– Đủ 90 phút", "20", "", ""],
        ["", "– Thiếu dưới 15 phút", "12", "x", ""],
        ["", "– Thiếu", "0", "", ""],
    ]


def test_zero_nothing_and_not_applicable_are_three_things(sheet):
    fill(sheet, c1_1=0, c1_3="KAD")

    book, _ = excel(written(paper_of(sheet), Kind.XLSX))

    rows = {row[0]: row for row in book.active.values if row[0]}
    assert rows["1.1"][3] == 0
    assert rows["1.2"][3] is None
    assert rows["1.3"][3] == "KAD"
    assert rows["1.3"][4] == "Không có chi ủy"
    assert row_with(book.active, "TỔNG")[0] == "TỔNG ĐIỂM (tạm tính, chưa chấm đủ)"


@pytest.mark.parametrize("seed", range(3))
def test_formulas_in_excel_find_the_totals_of_the_rules(sheet, seed):
    chance = random.Random(seed)  # noqa: S311 - test data
    for _ in range(4):
        fill(
            sheet,
            c1_1=chance.randrange(0, 81) / 2,
            c1_2=chance.choice([20, 12, 0]),
            c1_3=chance.choice([0, 7.5, "KAD"]),
            c2_1=chance.choice([0, 13.5, "KAD", None]),
            c2_2=chance.choice([0, 10]),
            c2_3=chance.choice([None, 0, 4.5]),
            c2_4=chance.choice([None, 0, 5]),
        )

        book, formulas = excel(written(paper_of(sheet), Kind.XLSX))
        found = computed(formulas.active)

        kept = {cell: book.active[cell].value for cell in found}
        assert len(found) == 6
        assert {cell: float(value) for cell, value in found.items()} == kept
        assert Decimal(str(row_with(book.active, "TỔNG")[3])) == sheet.total
        assert Decimal(str(row_with(book.active, "TỔNG")[2])) == sheet.maximum


def test_what_failed_hard_comes_first_in_words(sheet):
    fill(sheet, c1_1=40, c1_2=20, c1_3=10, c2_1=20, c2_2=4)

    [page] = pages_of(written(paper_of(sheet), Kind.PDF))

    said = (
        "Không đạt tiêu chí cứng: 2.2 Có sản phẩm 2.2: được 4, phải đạt 10 điểm. "
        "Xếp loại tối đa: Khá."
    )
    assert page.index(said) < page.index("TIÊU CHÍ ĐÁNH GIÁ")
    assert "Có sản phẩm 2.2 (tiêu chí cứng)" in page
    assert "Xếp loại: Khá" in page


def test_a_cell_that_assessed_itself_has_its_points_beside_the_verified_ones(sheet):
    fill(sheet, c1_1=30, c1_2=20, c1_3=10, c2_1=20, c2_2=10)
    sheet.scores.exclude(indicator__code__in=["2.3", "2.4"]).update(self_points=10)

    [word] = word_tables(written(paper_of(sheet), Kind.DOCX))
    text = word_text(written(paper_of(sheet), Kind.DOCX))

    assert word[0][3:5] == ["Điểm tự chấm", "Điểm thẩm định"]
    assert word[-1] == ["TỔNG ĐIỂM", "100", "50", "90", "90%"]
    assert "Chi bộ tự xếp loại: Trung bình" in text
    assert "Xếp loại sau thẩm định: Xuất sắc" in text


def test_a_blank_sheet_has_nothing_filled_in_but_adds_up_in_excel(sheet):
    fill(sheet, c1_1=35.5, c1_3="KAD", c2_2=10)
    Score.objects.filter(evaluation=sheet).update(note="Thiếu biên bản")
    Evaluation.objects.filter(pk=sheet.pk).update(meeting_on=TODAY)

    document = paper_of(sheet, is_blank=True)
    paper = " ".join(pages_of(written(document, Kind.PDF)))
    _, formulas = excel(written(document, Kind.XLSX))
    typed = formulas.active
    for row in typed.iter_rows():
        if row[0].value in {"1.1", "2.2"}:
            row[3].value = 8

    assert "Điểm tự chấm" in paper
    assert "35,5" not in paper
    assert "Thiếu biên bản" not in paper
    assert "KAD" not in paper
    assert "03/12/2022" not in paper
    assert "Tiêu chí cứng, phải đạt: 2.2 (từ 10 điểm)" in paper
    assert sorted(computed(typed).values()) == [8, 8, 16, 30, 70, 100]


def test_the_day_of_the_meeting_dates_the_paper_and_chooses_its_form(sheet):
    Evaluation.objects.filter(pk=sheet.pk).update(
        meeting_on=date(2022, 11, 6), members_present=17, members_due=18
    )

    document = paper_of(sheet)
    [page] = pages_of(written(document, Kind.PDF))

    assert "ngày 06 tháng 11 năm 2022" in page
    assert "Ngày họp: 06/11/2022. Đảng viên dự: 17/18." in page
    assert document.form == HD_36


def test_two_sign_the_sheet(sheet):
    [page] = pages_of(written(paper_of(sheet), Kind.PDF))

    for words in ("T/M BAN CHI ỦY", "BÍ THƯ", "CẤP ỦY CẤP TRÊN PHỤ TRÁCH"):
        assert words in page
    assert "Mức xếp loại: Xuất sắc: từ 90 điểm; Tốt: từ 80 đến dưới 90 điểm" in page


@pytest.mark.parametrize("kind", Kind)
def test_a_secretary_fetches_the_sheet_under_a_name_without_diacritics(
    client, sheet, kind
):
    client.force_login(secretary_of(sheet.cell))

    answer = client.get(reverse("reports:sheet_file", args=[sheet.pk, kind.value]))

    name = f"phieu-cham-diem-2022-11-chi-bo-thon-a-sao.{kind.value}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Type"] == kind.content_type
    assert answer["Cache-Control"] == "private, no-store"


def test_an_unknown_kind_of_file_does_not_exist(client, sheet):
    client.force_login(staff_of(sheet.committee))

    address = reverse("reports:sheet_file", args=[sheet.pk, "exe"])

    assert client.get(address).status_code == 404


def test_the_sheet_s_page_offers_the_files_and_a_blank_one(client, sheet):
    client.force_login(staff_of(sheet.committee))

    page = client.get(reverse("scoring:sheet", args=[sheet.pk])).content.decode()

    for kind in Kind:
        address = reverse("reports:sheet_file", args=[sheet.pk, kind.value])
        assert f'href="{address}"' in page
        assert f'href="{address}?trong=1"' in page


@pytest.mark.parametrize("number", [1, 8])
def test_a_paper_takes_the_same_queries_however_many_indicators(
    client, number, django_assert_num_queries
):
    cell = CellFactory()
    framework = published_framework(cell.committee, indicators=number)
    held = score(opened_sheet(cell, framework=framework), *[1] * number)

    with django_assert_num_queries(9):
        paper_of(held)
