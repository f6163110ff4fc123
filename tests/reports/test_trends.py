"""Months, children and cells over time, against plain Python over a generated province."""

from datetime import date
from decimal import Decimal
from statistics import median

import pytest
from django.urls import reverse

from cells.models import Cell
from criteria.models import GradeBand
from reports.by_month import cells_by_month, children_by_month
from reports.grades import grade_groups
from reports.monthly import figures_by_month
from reports.presenting_trends import months_known, months_of_heat
from reports.staying_below import low_cells, staying_below
from scoring.models import Evaluation
from tests.factories import (
    MONTH,
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    open_month,
    opened_sheet,
    published_framework,
    staff_of,
)
from tests.reports.generated import Truth, generated_province, mean
from tests.reports.pages import score
from vietnamese.spans import Span, month_after, span_of_month, span_of_year

pytestmark = pytest.mark.django_db
SELECTIONS = 6


def selections(seed):
    """(selection that knows where its committee stood, the months that the page is about)."""
    for selection in generated_province(seed).selections(SELECTIONS):
        known = months_known(selection.span)
        yield selection.standing_in(known), known


def percents(sheets):
    return [sheet.percent for sheet in sheets if sheet.percent is not None]


def half_up(value):
    return Decimal(value).quantize(Decimal("0.01"), "ROUND_HALF_UP")


def change_of(values):
    known = [value for value in values if value is not None]
    return known[-1] - known[0] if len(known) > 1 else None


@pytest.mark.parametrize("seed", range(2))
def test_months_years_children_and_cells_are_those_of_plain_python(seed):
    for selection, known in selections(seed):
        truth = Truth(selection)
        check_months(selection, truth, known)
        check_children(selection, truth)
        check_cells(selection, truth)
        check_who_stays_below(selection, truth, known)


def check_months(selection, truth, known):
    found = figures_by_month(selection, known)

    for month in known:
        sheets, figures = truth.sheets([month]), found.of(month)
        assert (figures.opened, figures.complete, figures.failed) == (
            len(sheets),
            sum(s.is_complete for s in sheets),
            sum(s.is_complete and s.hard_failed for s in sheets),
        )
        results = percents(sheets)
        assert figures.average == mean(results)
        assert figures.median == (half_up(median(results)) if results else None)
    for year, figures in found.by_year().items():
        results = percents(truth.sheets([m for m in known if m.year == year]))
        assert (figures.average, figures.number) == (mean(results), len(results))
    assert found.frameworks == {s.framework_id for s in truth.sheets(known)}


def check_children(selection, truth):
    months = months_of_heat(selection.span)

    found = children_by_month(selection, months)

    wanted = truth.by_child(truth.sheets(months))
    assert {child.committee and child.committee.pk for child in found} == wanted.keys()
    for child in found:
        sheets = wanted[child.committee and child.committee.pk]
        of_month = {m: [s for s in sheets if s.month == m] for m in months}
        for month, figures in child.of_month.items():
            assert figures.opened == len(of_month[month])
            assert figures.complete == sum(s.is_complete for s in of_month[month])
            assert figures.average == mean(percents(of_month[month]))
        assert child.average == mean(percents(sheets))
        averages = [mean(percents(of_month[month])) for month in months]
        assert child.change == change_of(averages)


def check_cells(selection, truth):
    months = months_of_heat(selection.span)
    sheets = truth.sheets(months)
    cells = {sheet.cell_id for sheet in sheets}
    asked = selection.sheets_in(months)

    found = cells_by_month(selection, cells, months)

    own = {cell: [s for s in sheets if s.cell_id == cell] for cell in cells}
    ordered = {
        cell: percents(sorted(sheets, key=lambda s: s.month))
        for cell, sheets in own.items()
    }
    averages = {cell: mean(results) for cell, results in ordered.items()}
    changes = {cell: change_of(results) for cell, results in ordered.items()}
    assert {c: one.average for c, one in found.items()} == averages
    assert {c: one.change for c, one in found.items()} == changes
    for is_falling in (False, True):
        by_average = list(asked.cells_by_average(is_falling=is_falling))
        by_change = list(asked.cells_by_change(months, is_falling=is_falling))
        assert_in_order(by_average, averages, is_falling=is_falling)
        assert_in_order(by_change, changes, is_falling=is_falling)
    assert sorted(asked.cells_in_place()) == sorted(cells)


def assert_in_order(cells, figures, *, is_falling):
    """Each cell once, those without the figure last."""
    assert sorted(cells) == sorted(figures)
    shown = [figures[cell] for cell in cells]
    known = [figure for figure in shown if figure is not None]
    assert shown == known + [None] * (len(shown) - len(known))
    assert known == sorted(known, reverse=is_falling)


def check_who_stays_below(selection, truth, known):
    groups = grade_groups(GradeBand.objects.select_related("framework"))
    good = [group.name for group in groups[:2]]

    found = staying_below(selection, groups, groups[1])

    months = [month_after(selection.month, -back) for back in (2, 1, 0)]
    low = [s for s in truth.sheets(known) if s.is_complete and s.grade.name not in good]
    wanted = {
        cell: mean(s.percent for s in low if s.cell_id == cell and s.month in months)
        for cell in {s.cell_id for s in low}
        if all(any((s.cell_id, s.month) == (cell, m) for s in low) for m in months)
    }
    assert dict(found.cells) == wanted
    assert [average for _, average in found.cells] == sorted(wanted.values())
    histories = cells_by_month(selection, wanted, known)
    for row in low_cells(found, found.cells, histories, known_from=known[0]):
        run = 0
        months_low = {s.month for s in low if s.cell_id == row.sheet.cell_id}
        while month_after(selection.month, -run) in months_low:
            run += 1
        assert row.number == run
        assert row.since == month_after(selection.month, 1 - run)


def test_a_year_is_drawn_whole_and_a_heat_map_of_a_month_shows_twelve():
    year, month = span_of_year(2022), span_of_month(date(2022, 1, 1))
    long = Span(date(2020, 5, 1), date(2022, 4, 1))

    assert months_known(year)[0] == date(2021, 1, 1)
    assert months_known(month)[-1] == date(2022, 1, 1)
    assert months_of_heat(month) == list(Span(date(2021, 2, 1), date(2022, 1, 1)))
    assert months_of_heat(year) == year.months
    assert months_of_heat(long) == long.months[-12:]


# --- The page


def trends_url(committee, span, query=""):
    return reverse("reports:trends", args=[committee.pk, span]) + query


def page_of(client, committee, query="", *, span="2022"):
    client.force_login(staff_of(committee))
    return client.get(trends_url(committee, span, query))


def a_year(committee, *cells, months=(9, 10, 11)):
    """Sheets of these months; each of `cells` has its results in their order."""
    framework = published_framework(committee, hard=[0])
    units = [
        RegistrationFactory(
            cell=CellFactory(name=name, committee=committee), framework=framework
        ).cell
        for name, _ in cells
    ]
    for at, month in enumerate(months):
        open_month(date(2022, month, 1))
        for unit, (_, results) in zip(units, cells, strict=True):
            sheet = Evaluation.objects.get(cell=unit, period=date(2022, month, 1))
            if results[at] is not None:
                score(sheet, 50, results[at] - 50)
    return units


def test_the_answer_tells_the_way_from_first_to_last_result(client):
    committee = CommitteeFactory()
    a_year(committee, ("Chi bộ 1", (70, 80, 85)), ("Chi bộ 2", (72, 74, None)))

    answer = page_of(client, committee).context["answer"]

    assert answer == (
        "Điểm trung bình tăng 14 điểm phần trăm: từ 71% tháng 09/2022 lên 85% tháng "
        "11/2022 (mới có 1 trong 2 phiếu chấm đủ)."
    )


def test_each_field_of_a_cell_leads_to_its_sheet_and_says_what_colour_means(client):
    committee = CommitteeFactory()
    a_year(committee, ("Chi bộ 1", (70, 92.5, None)))

    heat = page_of(client, committee).context["heat"]

    (row,) = heat.rows
    sheets = {s.month.month: s for s in Evaluation.objects.all()}
    september, october, november = row.fields[8:11]
    assert (september.text, september.tone, september.words) == ("70", "fair", "Khá")
    assert (october.text, october.tone) == ("92,5", "excellent")
    assert october.url == reverse("scoring:sheet", args=[sheets[10].pk])
    assert november.is_unscored
    assert row.fields[0].text == row.fields[0].url == ""
    assert row.figures == ("81,25", "+22,50")


def test_a_hard_failure_is_marked_in_the_fields_of_cell_and_committee(client):
    top = CommitteeFactory()
    child = CommitteeFactory(parent=top)
    sheet = opened_sheet(
        CellFactory(committee=child), framework=published_framework(top, hard=[0])
    )
    score(sheet, 40, 50)

    by_child = page_of(client, top).context["heat"]
    by_cell = page_of(client, top, "?bang=chi-bo").context["heat"]

    assert by_child.rows[0].fields[10].is_failed
    assert by_cell.rows[0].fields[10].words == "Khá, không đạt tiêu chí cứng"
    assert by_child.has_failed
    assert by_cell.has_failed


def test_cells_directly_under_the_committee_are_a_row_that_leads_to_them(client):
    top = CommitteeFactory()
    framework = published_framework(top)
    own = opened_sheet(CellFactory(committee=top), framework=framework)
    opened_sheet(
        CellFactory(committee=CommitteeFactory(parent=top)), framework=framework
    )

    rows = page_of(client, top).context["heat"].rows
    direct = client.get(rows[-1].url).context

    assert rows[-1].name == direct["branch"] == "Chi bộ trực thuộc"
    assert [row.name for row in direct["heat"].rows] == [own.cell_name]


def test_three_months_below_the_second_best_grade_are_told_with_how_long(client):
    committee = CommitteeFactory()
    low, _, late = a_year(
        committee,
        ("Chi bộ thấp", (70, 75, 70, 79.5)),
        ("Chi bộ tốt", (80, 80, 80, 80)),
        ("Chi bộ chậm", (60, 60, 60, None)),
        months=(8, 9, 10, 11),
    )

    page = page_of(client, committee, span="2022-q4").context
    before = page_of(client, committee, span="2022-10").context
    stricter = page_of(client, committee, "?duoi=xuat-sac", span="2022-11").context

    assert page["below"].words == (
        "Không chi bộ nào dưới mức Tốt cả ba tháng 10/2022, 11/2022, 12/2022."
    )
    assert [(row.sheet.cell, row.number) for row in before["low_cells"]] == [
        (late, 3),
        (low, 3),
    ]
    assert before["low_cells"][0].since == date(2022, 8, 1)
    assert {row.sheet.cell.name: row.number for row in stricter["low_cells"]} == {
        "Chi bộ thấp": 4,
        "Chi bộ tốt": 4,
    }


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?duoi=khong-co", 404),
        ("?bang=la-lung", 404),
        ("?bang=chi-bo&nhanh=999", 404),
        ("?bang=chi-bo&nhanh=truc-thuoc", 200),
        ("?bang=chi-bo&sap-xep=-thay-doi&trang=99", 200),
    ],
)
def test_a_wish_that_does_not_exist_is_a_404(client, query, status):
    committee = CommitteeFactory()
    a_year(committee, ("Chi bộ 1", (70, 80, 85)))

    assert page_of(client, committee, query).status_code == status


def test_the_picture_has_its_figures_behind_it_and_each_leads_to_its_list(client):
    committee = CommitteeFactory()
    a_year(committee, ("Chi bộ 1", (70, 80, 85)), ("Chi bộ 2", (72, 74, None)))

    page = page_of(client, committee)

    rows = page.context["lines"].rows
    assert [row.label for row in rows] == ["09/2022", "10/2022", "11/2022"]
    last = rows[-1]
    assert (last.figures.complete, last.figures.opened) == (1, 2)
    listed = client.get(last.complete_url.partition("#")[0])
    assert listed.context["listed"].count == 1
    assert "chart-rong" in page.content.decode()


def test_a_committee_without_sheets_says_so(client):
    opened_sheet()
    committee = CommitteeFactory()

    page = page_of(client, committee, span=MONTH)

    assert page.status_code == 200
    assert "Chưa có chi bộ nào" in page.content.decode()


@pytest.mark.parametrize("cells", [1, 12])
@pytest.mark.parametrize(("way", "queries"), [("cap-uy", 14), ("chi-bo", 13)])
def test_the_page_asks_the_same_number_of_queries(
    client, cells, way, queries, django_assert_num_queries
):
    top = CommitteeFactory()
    for _ in range(2):
        results = [(f"Chi bộ {n}", (70, 71, 72)) for n in range(cells)]
        a_year(CommitteeFactory(parent=top), *results)
    client.force_login(staff_of(top))

    with django_assert_num_queries(queries):
        client.get(trends_url(top, "2022-11", f"?bang={way}&sap-xep=-diem"))

    assert Cell.objects.count() == cells * 2
