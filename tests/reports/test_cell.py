from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cells.models import Letterhead
from criteria.actions import new_version, publish
from criteria.models import Framework
from criteria.rules import Grading
from scoring.models import Evaluation
from scoring.workflow import Status
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
    proof_behind,
    published_framework,
    secretary_of,
    staff_of,
    supervisor_of,
)
from tests.reports.pages import cell_url, score

pytestmark = pytest.mark.django_db
BEFORE = date(2022, 10, 1)


def page_of(client, sheet, query="", *, user=None):
    client.force_login(user or secretary_of(sheet.cell))
    return client.get(cell_url(sheet.cell, query))


def two_months(*, points_before, points, **fields):
    """A cell's sheets of two months with these points."""
    top = CommitteeFactory()
    framework = published_framework(top, **fields)
    sheet = opened_sheet(CellFactory(committee=top), framework=framework)
    open_month(BEFORE)
    before = Evaluation.objects.get(cell=sheet.cell, period=BEFORE)
    return score(before, *points_before), score(sheet, *points)


def in_force_since(framework, year):
    frameworks = Framework.objects.filter(pk=framework.pk)
    frameworks.update(effective_from=date(year, 1, 1))


@pytest.mark.parametrize("who", [staff_of, approver_of, supervisor_of])
def test_people_of_the_committee_see_its_cell(client, who):
    sheet = opened_sheet()

    assert page_of(client, sheet, user=who(sheet.committee)).status_code == 200


@pytest.mark.parametrize("who", [staff_of, approver_of, supervisor_of])
def test_people_of_another_committee_cannot_tell_that_the_cell_exists(client, who):
    sheet = opened_sheet()

    assert page_of(client, sheet, user=who(CommitteeFactory())).status_code == 404


def test_the_secretary_of_another_cell_cannot_tell_that_the_cell_exists(client):
    sheet = opened_sheet()
    other = CellFactory(committee=sheet.committee)

    assert page_of(client, sheet, user=secretary_of(other)).status_code == 404


def test_the_total_the_grade_and_the_change_stand_on_the_page(client):
    _, sheet = two_months(points_before=[30, 46], points=[50, 42])

    page = page_of(client, sheet)

    assert "+16 điểm phần trăm so với tháng trước" in page.content.decode()
    assert "Xuất sắc" in page.content.decode()
    assert page.context["progress"].change.percent == Decimal(16)
    assert page.context["progress"].change.has_other_framework is False


def test_points_that_are_judged_by_criterion_are_not_added_up(client):
    _, sheet = two_months(points_before=[30, 46], points=[50, 42])
    frameworks = Framework.objects.filter(pk=sheet.framework_id)
    assert "standing-total" in page_of(client, sheet).content.decode()
    frameworks.update(grading=Grading.CRITERIA)

    page = page_of(client, sheet)

    assert "standing-total" not in page.content.decode()
    assert page.context["charts"] == {}
    assert page.context["progress"].change is None


def test_an_incomplete_sheet_is_called_provisional_and_not_graded(client):
    sheet = score(opened_sheet(), 42, None)

    page = page_of(client, sheet)

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

    page = page_of(client, sheet, user=user)

    (task,) = page.context["tasks"]
    assert task.title == f"{words} (hạn {sheet.period.due_on:%d/%m/%Y})"


def test_a_hard_failure_stands_first_with_what_it_costs_and_what_to_do(client):
    _, sheet = two_months(
        points_before=[50, 50],
        points=["49.5", 50],
        hard=[0],
        advice="Nghiệm thu công trình",
    )

    page = page_of(client, sheet)

    text = " ".join(page.content.decode().split())
    failing = text.index("Chưa đạt tiêu chí cứng")
    assert failing < text.index("Nghiệm thu công trình") < text.index("Hạn chấm điểm")
    assert "99,5</span> điểm lẽ ra là Xuất sắc" in text
    assert page.context["progress"].missed_grade.name == "Xuất sắc"


def test_losses_begin_with_hard_criteria_and_tell_the_change(client):
    _, sheet = two_months(
        points_before=[50, 20], points=[49, 40], hard=[0], advice="Làm ngay"
    )

    losses = page_of(client, sheet).context["progress"].losses

    assert [(loss.fails_hard, loss.lost, loss.change) for loss in losses] == [
        (True, Decimal(1), Decimal(1)),
        (False, Decimal(10), Decimal(-20)),
    ]
    assert [loss.trend.text for loss in losses] == ["−1", "+20"]


def test_a_month_before_that_was_not_scored_is_not_compared(client):
    _, sheet = two_months(points_before=[None, None], points=[50, 40])

    progress = page_of(client, sheet).context["progress"]

    assert progress.change is None
    assert [loss.change for loss in progress.losses] == [None]


def test_a_new_version_is_marked_and_its_indicators_compared_with_their_origin(client):
    sheet = opened_sheet(month=BEFORE)
    newer = new_version(framework=sheet.framework, effective_from=MONTH)
    publish(framework=newer, at=NOW)
    open_month(MONTH)
    score(sheet, 50, 30)
    later = score(Evaluation.objects.get(cell=sheet.cell, period=MONTH), 50, 40)

    progress = page_of(client, later).context["progress"]

    assert later.framework == newer
    assert progress.change.has_other_framework is True
    assert [loss.change for loss in progress.losses] == [Decimal(-10)]


def test_the_chart_draws_results_only_and_the_table_has_every_month(client):
    before, sheet = two_months(points_before=[30, 46], points=[50, None])

    page = page_of(client, sheet)

    text = page.content.decode()
    assert "tháng 10: 76" in text
    assert "tháng 11" not in text.partition("<desc")[2].partition("Đang xem")[0]
    assert page.context["progress"].shown_year.sheets == (sheet, before)


def test_the_year_is_graded_by_the_rule_of_the_framework(client):
    before, sheet = two_months(points_before=[50, 42], points=[50, 45])
    sheet.framework.bands.filter(name="Xuất sắc").update(year_months=2)
    sheet.framework.bands.filter(name="Khá").update(year_months=1)

    progress = page_of(client, sheet).context["progress"]

    assert (progress.year_grade.name, progress.months_graded) == ("Xuất sắc", 2)


def test_a_framework_without_a_rule_for_the_year_gives_none(client):
    sheet = score(opened_sheet(), 50, 42)

    assert page_of(client, sheet).context["progress"].year_grade is None


def test_two_programmes_are_two_tabs_with_results_of_their_own(client):
    sheet = score(opened_sheet(), 50, 42)
    other = ProgrammeFactory(name="Chất lượng sinh hoạt", slug="sinh-hoat")
    framework = published_framework(CommitteeFactory())
    framework.programme = other
    framework.save(update_fields=["programme"])
    RegistrationFactory(cell=sheet.cell, framework=framework)
    open_month()

    page = page_of(client, sheet, "?chuong-trinh=sinh-hoat")

    assert [tab["label"] for tab in page.context["tabs"]] == [
        "Chi bộ kiểu mẫu",
        "Chất lượng sinh hoạt",
    ]
    assert page.context["sheet"].programme == other
    assert page.context["progress"].shown_year.sheets == (page.context["sheet"],)


@pytest.mark.parametrize("query", ["?thang=2022-13", "?thang=hai", "?chuong-trinh=la"])
def test_a_wrong_month_or_programme_does_not_exist(client, query):
    sheet = opened_sheet()

    assert page_of(client, sheet, query).status_code == 404


def test_a_month_without_a_sheet_says_so(client):
    page = page_of(client, opened_sheet(), "?thang=2022-01")

    assert "không có phiếu trong tháng này" in page.content.decode()


def test_a_cell_that_never_took_part_has_an_empty_page(client):
    cell = CellFactory()
    client.force_login(secretary_of(cell))

    page = client.get(cell_url(cell))

    assert page.status_code == 200
    assert "chưa có phiếu chấm điểm nào" in page.content.decode()


def test_the_registered_content_is_shown_as_text_never_as_markup(client):
    sheet = opened_sheet(content="<b>Mở đường</b> trục thôn")

    text = page_of(client, sheet).content.decode()

    assert "&lt;b&gt;Mở đường&lt;/b&gt;" in text


def test_the_way_down_begins_at_the_highest_committee_that_one_may_see(client):
    province = CommitteeFactory(name="Tỉnh ủy")
    district = CommitteeFactory(name="Huyện ủy", parent=province)
    commune = CommitteeFactory(name="Đảng bộ xã", parent=district)
    sheet = opened_sheet(CellFactory(committee=commune))

    steps = page_of(client, sheet, user=staff_of(district)).context["steps"]

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

    with django_assert_num_queries(15):
        page = client.get(cell_url(cell))

    assert len(page.context["progress"].years) == 2


def test_numbers_lead_to_the_sheet(client):
    sheet = score(opened_sheet(), 50, 42)

    text = page_of(client, sheet).content.decode()

    lost = sheet.scores.get(points=42)
    assert f"{reverse('scoring:sheet', args=[sheet.pk])}#chi-so-{lost.pk}" in text


def test_an_incomplete_month_tells_the_last_result_and_starts_the_way_from_it(client):
    before, sheet = two_months(points_before=[50, 31], points=[50, None])

    page = page_of(client, sheet)

    progress = page.context["progress"]
    assert progress.latest == before
    assert progress.way.sheet == before
    assert progress.way.title == "Đường ngắn nhất lên mức Xuất sắc"
    assert progress.way.words == "Còn thiếu 9 điểm. Nâng chỉ số sau là đủ:"
    text = " ".join(page.content.decode().split())
    assert "Kết quả gần nhất, tháng 10/2022" in text
    assert "Theo kết quả tháng 10/2022" in text


def test_the_way_names_indicators_with_advice_and_a_link_to_act(client):
    framework_fields = {"advice": "Giao việc rõ người", "indicators": 4}
    _, sheet = two_months(
        points_before=[25, 25, 25, 25], points=[25, 20, 18, 24], **framework_fields
    )

    page = page_of(client, sheet)

    (lift,) = page.context["progress"].way.improvements
    assert (lift.step.now, lift.step.target) == (Decimal(18), Decimal(21))
    text = page.content.decode()
    way = text.partition("Đường ngắn nhất lên mức Xuất sắc")[2].partition("</section>")[
        0
    ]
    assert "Giao việc rõ người" in way
    address = reverse("scoring:sheet", args=[sheet.pk])
    assert f"{address}#chi-so-{lift.entry.score.pk}" in way


def test_three_losses_stand_open_and_the_others_behind_them(client):
    _, sheet = two_months(points_before=[25] * 4, points=[20, 21, 22, 23], indicators=4)

    progress = page_of(client, sheet).context["progress"]

    assert [loss.lost for loss in progress.first_losses] == [5, 4, 3]
    assert [loss.lost for loss in progress.other_losses] == [2]
    assert progress.losses_words == "Mất 14 điểm ở 4 chỉ số"


def test_the_same_month_of_last_year_is_compared_and_its_year_can_be_drawn(client):
    top = CommitteeFactory()
    framework = published_framework(top)
    in_force_since(framework, 2021)
    cell = CellFactory(committee=top)
    last_year = {"month": date(2021, 11, 1), "since": date(2021, 1, 1)}
    a_year_ago = score(opened_sheet(cell, framework=framework, **last_year), 40, 30)
    sheet = score(opened_sheet(cell, framework=framework), 50, 45)

    page = page_of(client, sheet)

    change = page.context["progress"].change_in_a_year
    assert change.trend.text == "+25 điểm phần trăm so với cùng kỳ năm trước"
    assert [(y["label"], y["is_current"]) for y in page.context["years"]] == [
        ("Năm 2022", True),
        ("Năm 2021", False),
    ]

    page = client.get(page.context["years"][1]["url"])

    assert page.context["sheet"] == sheet
    assert page.context["progress"].shown_year.sheets == (a_year_ago,)
    assert "Kết quả các tháng năm 2021" in page.content.decode()


@pytest.mark.parametrize("year", ["1999", "hai", ""])
def test_a_year_without_sheets_draws_the_months_own_year(client, year):
    sheet = score(opened_sheet(), 50, 42)

    page = page_of(client, sheet, f"?nam={year}")

    assert page.context["progress"].shown_year.number == 2022
    assert page.context["years"] == []


def test_missing_evidence_and_explanations_are_things_to_do(client):
    _, sheet = two_months(
        points_before=[50, 50],
        points=[50, 42],
        requires_evidence=True,
        evidence_hint="biên bản",
    )
    Framework.objects.filter(pk=sheet.framework_id).update(explain_deductions=True)
    first, second = sheet.scores.in_sheet_order()
    proof_behind(first)

    tasks = page_of(client, sheet).context["tasks"]

    assert [task.title for task in tasks] == [
        "1 chỉ số còn thiếu minh chứng",
        "1 chỉ số mất điểm chưa có thuyết minh",
    ]
    assert [[e.score for e in task.entries] for task in tasks] == [[second], [second]]


def test_indicators_that_came_back_stand_with_their_reasons(client):
    _, sheet = two_months(points_before=[50, 50], points=[50, 42])
    wrong = sheet.scores.get(points=42)
    wrong.returned_because = "Chưa có biên bản"
    wrong.save(update_fields=["returned_because"])
    Evaluation.objects.filter(pk=sheet.pk).update(status=Status.RETURNED)

    page = page_of(client, sheet)

    (task,) = page.context["tasks"]
    assert [entry.score for entry in task.entries] == [wrong]
    assert "Chưa có biên bản" in page.content.decode()


def test_what_the_cell_said_of_itself_stands_beside_what_was_verified(client):
    _, sheet = two_months(points_before=[50, 50], points=[48, 50])
    sheet.scores.update(self_points=50)

    own = page_of(client, sheet).context["progress"].self_assessment

    assert [(one.said, one.verified, one.trend.text) for one in own.differences] == [
        ("50", "48", "−2")
    ]
    assert own.words == (
        "Chi bộ tự chấm 100/100 điểm; thẩm định khớp 1/2 chỉ số đã có cả hai, "
        "cộng lại thấp hơn 2 điểm"
    )


def test_a_cell_that_does_not_assess_itself_has_no_such_part(client):
    sheet = score(opened_sheet(), 50, 42)

    page = page_of(client, sheet)

    assert page.context["progress"].self_assessment is None
    assert "Tự chấm và thẩm định" not in page.content.decode()


def test_the_first_month_of_a_cell_has_nothing_to_be_compared_with(client):
    sheet = score(opened_sheet(), 50, 42)

    page = page_of(client, sheet)

    progress = page.context["progress"]
    assert progress.changes is None
    assert progress.change is None
    assert progress.profile[0].before is None
    assert progress.profile[0].average == progress.profile[0].share == Decimal(92)
    assert "Thay đổi so với tháng trước" not in page.content.decode()


def test_a_cell_without_any_result_is_told_what_is_missing(client):
    sheet = opened_sheet()

    page = page_of(client, sheet)

    progress = page.context["progress"]
    assert (progress.way, progress.latest, progress.losses) == (None, None, ())
    assert page.context["charts"] == {}
    assert page.context["profile"] == {}
    text = page.content.decode()
    assert "Phiếu chưa có điểm nào." in text
    assert "tạm tính" not in text


def test_the_printed_page_has_the_heading_of_the_committee_and_both_signatures(client):
    district = CommitteeFactory(name="Huyện ủy Quỳnh Phụ")
    Letterhead.objects.create(committee=district, place="Quỳnh Phụ")
    top = CommitteeFactory(name="Đảng bộ xã Quỳnh Hải", parent=district)
    cell = CellFactory(committee=top, name="Chi bộ thôn Đông")
    sheet = score(opened_sheet(cell), 50, 42)

    text = " ".join(page_of(client, sheet).content.decode().split())

    paper = text.partition('class="print-only sheet-paper cell-paper"')[2]
    for words in (
        "ĐẢNG BỘ XÃ QUỲNH HẢI",
        "CHI BỘ THÔN ĐÔNG",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Quỳnh Phụ, ngày …… tháng",
        "Chi bộ kiểu mẫu, tháng 11 năm 2022",
        "92/100 điểm, xếp loại Xuất sắc",
        "CẤP ỦY CẤP TRÊN PHỤ TRÁCH",
    ):
        assert words in paper
