from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cells.actions import move_cell
from criteria.actions import new_version, publish
from criteria.models import Framework
from criteria.rules import Grading
from scoring.models import Evaluation
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CommitteeFactory,
    ProgrammeFactory,
    RegistrationFactory,
    RemarkFactory,
    approver_of,
    open_month,
    opened_sheet,
    published_framework,
    secretary_of,
    staff_of,
    supervisor_of,
)
from tests.reports.pages import (
    BEFORE,
    cell_page_of,
    cell_url,
    in_force_since,
    score,
    two_months,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", [staff_of, approver_of, supervisor_of])
def test_people_of_the_committee_see_its_cell(client, who):
    sheet = opened_sheet()

    assert cell_page_of(client, sheet, user=who(sheet.committee)).status_code == 200


@pytest.mark.parametrize("who", [staff_of, approver_of, supervisor_of])
def test_people_of_another_committee_cannot_tell_that_the_cell_exists(client, who):
    sheet = opened_sheet()

    assert cell_page_of(client, sheet, user=who(CommitteeFactory())).status_code == 404


def test_of_a_cell_that_moved_away_its_old_committee_opens_the_sheets_of_then(client):
    sheet = opened_sheet()
    old, new = sheet.committee, CommitteeFactory()
    move_cell(cell=sheet.cell, to=new)

    answer = cell_page_of(client, sheet, user=staff_of(old))

    assert answer.status_code == 302
    assert answer.url == reverse("scoring:sheet", args=[sheet.pk])
    assert client.get(answer.url).status_code == 200
    assert client.get(cell_url(sheet.cell, "?thang=2031-01")).status_code == 404
    assert cell_page_of(client, sheet, user=staff_of(new)).status_code == 200


def test_the_secretary_of_another_cell_cannot_tell_that_the_cell_exists(client):
    sheet = opened_sheet()
    other = CellFactory(committee=sheet.committee)

    assert cell_page_of(client, sheet, user=secretary_of(other)).status_code == 404


def test_a_sheet_leads_to_its_cell(client):
    sheet = opened_sheet()
    client.force_login(staff_of(sheet.committee))

    page = client.get(reverse("scoring:sheet", args=[sheet.pk])).content.decode()

    assert f'href="{cell_url(sheet.cell)}?chuong-trinh=' in page


def test_the_total_the_grade_and_the_change_stand_on_the_page(client):
    _, sheet = two_months(points_before=[30, 46], points=[50, 42])

    page = cell_page_of(client, sheet)

    assert "+16 điểm phần trăm so với tháng trước" in page.content.decode()
    assert "Xuất sắc" in page.content.decode()
    assert page.context["progress"].change.percent == Decimal(16)
    assert page.context["progress"].change.has_other_framework is False


def test_points_that_are_judged_by_criterion_are_not_added_up(client):
    _, sheet = two_months(points_before=[30, 46], points=[50, 42])
    frameworks = Framework.objects.filter(pk=sheet.framework_id)
    assert "standing-total" in cell_page_of(client, sheet).content.decode()
    frameworks.update(grading=Grading.CRITERIA)

    page = cell_page_of(client, sheet)

    assert "standing-total" not in page.content.decode()
    assert page.context["charts"] == {}
    assert page.context["progress"].change is None


def test_an_incomplete_sheet_is_called_provisional_and_not_graded(client):
    sheet = score(opened_sheet(), 42, None)

    page = cell_page_of(client, sheet)

    text = " ".join(page.content.decode().split())
    assert "tạm tính" in text
    assert "Còn <strong>1 chỉ số</strong> chưa chấm" in text
    assert page.context["progress"].change is None


@pytest.mark.parametrize(
    ("who", "words"),
    [(staff_of, "Còn 1 chỉ số chưa chấm"), (None, "Cấp ủy còn phải chấm 1 chỉ số")],
)
def test_who_cannot_score_reads_that_the_committee_has_to(client, who, words):
    sheet = score(opened_sheet(), 42, None)
    user = who(sheet.committee) if who else secretary_of(sheet.cell)

    page = cell_page_of(client, sheet, user=user)

    (task,) = page.context["tasks"]
    assert task.title == f"{words} (hạn {sheet.period.due_on:%d/%m/%Y})"


def test_a_hard_failure_stands_first_with_what_it_costs_and_what_to_do(client):
    _, sheet = two_months(
        points_before=[50, 50],
        points=["49.5", 50],
        hard=[0],
        advice="Nghiệm thu công trình",
    )

    page = cell_page_of(client, sheet)

    text = " ".join(page.content.decode().split())
    failing = text.index("Chưa đạt tiêu chí cứng")
    assert failing < text.index("Nghiệm thu công trình") < text.index("Hạn chấm điểm")
    assert "99,5</span> điểm lẽ ra là Xuất sắc" in text
    assert page.context["progress"].missed_grade.name == "Xuất sắc"


def test_losses_begin_with_hard_criteria_and_tell_the_change(client):
    _, sheet = two_months(
        points_before=[50, 20], points=[49, 40], hard=[0], advice="Làm ngay"
    )

    losses = cell_page_of(client, sheet).context["progress"].losses

    assert [(loss.fails_hard, loss.lost, loss.change) for loss in losses] == [
        (True, Decimal(1), Decimal(1)),
        (False, Decimal(10), Decimal(-20)),
    ]
    assert [loss.trend.text for loss in losses] == ["−1", "+20"]


def test_a_month_before_that_was_not_scored_is_not_compared(client):
    _, sheet = two_months(points_before=[None, None], points=[50, 40])

    progress = cell_page_of(client, sheet).context["progress"]

    assert progress.change is None
    assert [loss.change for loss in progress.losses] == [None]


def test_a_new_version_is_marked_and_its_indicators_compared_with_their_origin(client):
    sheet = opened_sheet(month=BEFORE)
    newer = new_version(framework=sheet.framework, effective_from=MONTH)
    publish(framework=newer, at=NOW)
    open_month(MONTH)
    score(sheet, 50, 30)
    later = score(Evaluation.objects.get(cell=sheet.cell, period=MONTH), 50, 40)

    progress = cell_page_of(client, later).context["progress"]

    assert later.framework == newer
    assert progress.change.has_other_framework is True
    assert [loss.change for loss in progress.losses] == [Decimal(-10)]


def test_the_chart_draws_results_only_and_the_table_has_every_month(client):
    before, sheet = two_months(points_before=[30, 46], points=[50, None])

    page = cell_page_of(client, sheet)

    text = page.content.decode()
    assert "tháng 10: 76" in text
    assert "tháng 11" not in text.partition("<desc")[2].partition("Đang xem")[0]
    assert page.context["progress"].shown_year.sheets == (sheet, before)


def test_the_year_is_graded_by_the_rule_of_the_framework(client):
    before, sheet = two_months(points_before=[50, 42], points=[50, 45])
    sheet.framework.bands.filter(name="Xuất sắc").update(year_months=2)
    sheet.framework.bands.filter(name="Khá").update(year_months=1)

    progress = cell_page_of(client, sheet).context["progress"]

    assert (progress.year_grade.name, progress.months_graded) == ("Xuất sắc", 2)


def test_a_framework_without_a_rule_for_the_year_gives_none(client):
    sheet = score(opened_sheet(), 50, 42)

    assert cell_page_of(client, sheet).context["progress"].year_grade is None


def test_two_programmes_are_two_tabs_with_results_of_their_own(client):
    sheet = score(opened_sheet(), 50, 42)
    other = ProgrammeFactory(name="Chất lượng sinh hoạt", slug="sinh-hoat")
    framework = published_framework(CommitteeFactory())
    framework.programme = other
    framework.save(update_fields=["programme"])
    RegistrationFactory(cell=sheet.cell, framework=framework)
    open_month()

    page = cell_page_of(client, sheet, "?chuong-trinh=sinh-hoat")

    assert [tab["label"] for tab in page.context["tabs"]] == [
        "Chi bộ kiểu mẫu",
        "Chất lượng sinh hoạt",
    ]
    assert page.context["sheet"].programme == other
    assert page.context["progress"].shown_year.sheets == (page.context["sheet"],)


@pytest.mark.parametrize("query", ["?thang=2022-13", "?thang=hai", "?chuong-trinh=la"])
def test_a_wrong_month_or_programme_does_not_exist(client, query):
    sheet = opened_sheet()

    assert cell_page_of(client, sheet, query).status_code == 404


def test_a_month_without_a_sheet_says_so(client):
    page = cell_page_of(client, opened_sheet(), "?thang=2022-01")

    assert "không có phiếu trong tháng này" in page.content.decode()


def test_a_cell_that_never_took_part_has_an_empty_page(client):
    cell = CellFactory()
    client.force_login(secretary_of(cell))

    page = client.get(cell_url(cell))

    assert page.status_code == 200
    assert "chưa có phiếu chấm điểm nào" in page.content.decode()


def test_the_registered_content_is_shown_as_text_never_as_markup(client):
    sheet = opened_sheet(content="<b>Mở đường</b> trục thôn")

    text = cell_page_of(client, sheet).content.decode()

    assert "&lt;b&gt;Mở đường&lt;/b&gt;" in text


def test_the_way_down_begins_at_the_highest_committee_that_one_may_see(client):
    province = CommitteeFactory(name="Tỉnh ủy")
    district = CommitteeFactory(name="Huyện ủy", parent=province)
    commune = CommitteeFactory(name="Đảng bộ xã", parent=district)
    sheet = opened_sheet(CellFactory(committee=commune))

    steps = cell_page_of(client, sheet, user=staff_of(district)).context["steps"]

    assert [label for label, _ in steps] == ["Huyện ủy", "Đảng bộ xã"]


@pytest.mark.parametrize(("months", "indicators", "remarks"), [(1, 2, 0), (11, 20, 12)])
def test_the_page_asks_the_same_number_of_queries(
    client, months, indicators, remarks, django_assert_num_queries
):
    top = CommitteeFactory()
    framework = published_framework(
        top, indicators=indicators, hard=[0], requires_evidence=True
    )
    in_force_since(framework, 2021)
    cell = CellFactory(committee=top)
    for year in (2021, 2022):
        RegistrationFactory(
            cell=cell, framework=framework, year=year, since=date(year, 1, 1)
        )
    open_month(date(2021, 12, 1))
    for month in range(12 - months, 12):
        open_month(date(2022, month, 1))
    for sheet in Evaluation.objects.all():
        score(sheet, *[sheet.month.month % 3 + 1] * indicators)
    RemarkFactory.create_batch(remarks, cell=cell, period_id=MONTH)
    client.force_login(staff_of(top))

    with django_assert_num_queries(14):
        page = client.get(cell_url(cell))

    assert len(page.context["progress"].years) == 2


def test_numbers_lead_to_the_sheet(client):
    sheet = score(opened_sheet(), 50, 42)

    text = cell_page_of(client, sheet).content.decode()

    lost = sheet.scores.get(points=42)
    assert f"{reverse('scoring:sheet', args=[sheet.pk])}#chi-so-{lost.pk}" in text
