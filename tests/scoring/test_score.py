"""The panel of a value: months, changes, evidence, remarks, why it came back."""

from datetime import date

import pytest
from django.urls import reverse

from scoring.actions.entering import Entry, enter
from scoring.models import Evaluation, Field, Score, Source
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CommitteeFactory,
    RemarkFactory,
    open_month,
    opened_sheet,
    proof_behind,
    published_framework,
    staff_of,
    supervisor_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee():
    return CommitteeFactory(name="Đảng ủy xã Quỳnh Hải")


@pytest.fixture
def framework(committee):
    return published_framework(committee)


@pytest.fixture
def cell(committee):
    return CellFactory(committee=committee)


@pytest.fixture
def staff(committee):
    staff = staff_of(committee)
    staff.full_name = "Nguyễn Văn An"
    staff.save(update_fields=["full_name"])
    return staff


@pytest.fixture
def score(cell, framework):
    return opened_sheet(cell, framework=framework).scores.in_sheet_order()[0]


def type_in(score, text, *, by, base=0, source=Source.TYPED):
    entry = Entry(score.pk, Field.POINTS, text, base=base)
    enter(entries=[entry], by=by, at=NOW, source=source)


def panel_of(client, score):
    return client.get(reverse("scoring:score_panel", args=[score.pk]))


def test_the_panel_tells_months_and_every_change(
    client, committee, cell, framework, staff
):
    before = opened_sheet(cell, month=date(2022, 10, 1), framework=framework)
    type_in(before.scores.in_sheet_order()[0], "40", by=staff)
    open_month()
    score = Evaluation.objects.get(period=MONTH).scores.in_sheet_order()[0]
    type_in(score, "30", by=staff, source=Source.PASTED)
    type_in(score, "35,5", by=staff, base=1)
    client.force_login(supervisor_of(committee))

    answer = panel_of(client, score)

    months = [(m.evaluation.month, m.written) for m in answer.context["months"]]
    assert months == [(MONTH, "35,5"), (date(2022, 10, 1), "40")]
    told = [(c.old, c.new, str(c.by), c.source) for c in answer.context["changes"]]
    assert told == [
        ("30", "35,5", "Nguyễn Văn An", "typed"),
        ("", "30", "Nguyễn Văn An", "pasted"),
    ]
    assert "Nguyễn Văn An, 09:00 ngày 03/12/2022 · Dán" in answer.content.decode()


def test_the_panel_shows_evidence_remarks_and_why_the_value_came_back(
    client, score, staff
):
    sheet = score.evaluation
    proof_behind(score, by=staff, title="Biên bản họp tháng 11")
    other = sheet.scores.in_sheet_order()[1]
    for indicator, text in [
        (score.indicator, "Chưa gửi nghị quyết"),
        (other.indicator, "Thiếu chữ ký"),
        (None, "Chậm nộp hồ sơ"),
    ]:
        RemarkFactory(
            cell=sheet.cell, period=sheet.period, indicator=indicator, text=text
        )
    Score.objects.filter(pk=score.pk).update(returned_because="Chấm cao hơn thực tế")
    client.force_login(staff)

    page = panel_of(client, score).content.decode()

    assert "Biên bản họp tháng 11" in page
    assert "Minh chứng (1)" in page
    assert "Chưa gửi nghị quyết" in page
    assert "Bị trả lại:</strong> Chấm cao hơn thực tế" in page
    assert "Thiếu chữ ký" not in page
    assert "Chậm nộp hồ sơ" not in page


@pytest.mark.parametrize("number", [1, 20])
def test_the_panel_asks_the_same_number_of_queries(
    client, django_assert_num_queries, score, staff, number
):
    for base in range(number):
        type_in(score, f"{base + 1}", by=staff, base=base)
        proof_behind(score, by=staff, content=b"%%PDF-1.7\n%d\n" % base)
        RemarkFactory(
            cell=score.evaluation.cell,
            period=score.evaluation.period,
            indicator=score.indicator,
        )
    client.force_login(staff)
    client.get("/")

    with django_assert_num_queries(12):
        answer = panel_of(client, score)
    assert len(answer.context["changes"]) >= number
    assert len(answer.context["proofs"]) == number
    assert len(answer.context["row"].remarks) == number


def test_the_panel_of_a_foreign_value_does_not_exist(client, staff):
    foreign = opened_sheet(CellFactory(committee=CommitteeFactory()))
    client.force_login(staff)

    assert panel_of(client, foreign.scores.first()).status_code == 404
