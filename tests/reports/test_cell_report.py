"""What the cell's page tells beside where it stands: the way up, losses, things to do."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cells.models import Letterhead
from criteria.models import Framework
from scoring.models import Evaluation
from scoring.workflow import Status
from tests.factories import (
    CellFactory,
    CommitteeFactory,
    opened_sheet,
    proof_behind,
    published_framework,
)
from tests.reports.pages import (
    cell_page_of,
    in_force_since,
    score,
    two_months,
)

pytestmark = pytest.mark.django_db


def test_an_incomplete_month_tells_the_last_result_and_starts_the_way_from_it(client):
    before, sheet = two_months(points_before=[50, 31], points=[50, None])

    page = cell_page_of(client, sheet)

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

    page = cell_page_of(client, sheet)

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

    progress = cell_page_of(client, sheet).context["progress"]

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

    page = cell_page_of(client, sheet)

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

    page = cell_page_of(client, sheet, f"?nam={year}")

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

    tasks = cell_page_of(client, sheet).context["tasks"]

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

    page = cell_page_of(client, sheet)

    (task,) = page.context["tasks"]
    assert [entry.score for entry in task.entries] == [wrong]
    assert "Chưa có biên bản" in page.content.decode()


def test_what_the_cell_said_of_itself_stands_beside_what_was_verified(client):
    _, sheet = two_months(points_before=[50, 50], points=[48, 50])
    sheet.scores.update(self_points=50)

    own = cell_page_of(client, sheet).context["progress"].self_assessment

    assert [(one.said, one.verified, one.trend.text) for one in own.differences] == [
        ("50", "48", "−2")
    ]
    assert own.words == (
        "Chi bộ tự chấm 100/100 điểm; thẩm định khớp 1/2 chỉ số đã có cả hai, "
        "cộng lại thấp hơn 2 điểm"
    )


def test_a_cell_that_does_not_assess_itself_has_no_such_part(client):
    sheet = score(opened_sheet(), 50, 42)

    page = cell_page_of(client, sheet)

    assert page.context["progress"].self_assessment is None
    assert "Tự chấm và thẩm định" not in page.content.decode()


def test_the_first_month_of_a_cell_has_nothing_to_be_compared_with(client):
    sheet = score(opened_sheet(), 50, 42)

    page = cell_page_of(client, sheet)

    progress = page.context["progress"]
    assert progress.changes is None
    assert progress.change is None
    assert progress.profile[0].before is None
    assert progress.profile[0].average == progress.profile[0].share == Decimal(92)
    assert "Thay đổi so với tháng trước" not in page.content.decode()


def test_a_cell_without_any_result_is_told_what_is_missing(client):
    sheet = opened_sheet()

    page = cell_page_of(client, sheet)

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

    text = " ".join(cell_page_of(client, sheet).content.decode().split())

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
