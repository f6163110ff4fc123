"""The endpoint that takes values, and the one that tells what others wrote."""

import json
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from scoring.actions.entering import Entry, enter
from scoring.actions.periods import lock
from scoring.models import Change, Field
from tests.factories import (
    NOW,
    CommitteeFactory,
    opened_sheet,
    secretary_of,
    staff_of,
)

pytestmark = pytest.mark.django_db
URL = "/diem/"


@pytest.fixture
def sheet():
    return opened_sheet()


@pytest.fixture
def score(sheet):
    return sheet.scores.in_sheet_order()[0]


@pytest.fixture
def staff(sheet, client):
    staff = staff_of(sheet.committee)
    client.force_login(staff)
    return staff


def value(score, text, **fields):
    return {"score": score.pk, "field": "points", "text": text, "base": 0, **fields}


def send(client, *values, **fields):
    body = {"request_key": str(uuid4()), "values": list(values), **fields}
    return client.post(URL, json.dumps(body), content_type="application/json")


def verdicts(answer):
    return [outcome["verdict"] for outcome in answer.json()["outcomes"]]


@pytest.mark.parametrize("typed", ["42,5", "42.5", " 42,50 "])
def test_a_saved_value_comes_back_as_it_stands_with_the_figures(
    client, sheet, score, staff, typed
):
    answer = send(client, value(score, typed))

    sheet.refresh_from_db()
    outcome = answer.json()["outcomes"][0]
    figures = answer.json()["sheets"][str(sheet.pk)]
    assert (answer.status_code, outcome["verdict"], outcome["text"]) == (
        200,
        "saved",
        "42,5",
    )
    assert (outcome["version"], outcome["points"]) == (1, "42,5")
    assert (figures["total"], figures["scored"], figures["grade"]) == ("42,5", 1, None)
    assert sheet.total == Decimal("42.5")


def test_figures_of_a_complete_sheet_name_grade_and_failed_hard_criterion(client):
    sheet = opened_sheet()
    first, second = sheet.scores.in_sheet_order()
    client.force_login(staff_of(sheet.committee))

    answer = send(client, value(first, "48"), value(second, "47"))

    figures = answer.json()["sheets"][str(sheet.pk)]
    assert figures["percent"] == "95"
    assert figures["grade"] == {"name": "Xuất sắc", "tone": "excellent"}
    assert (figures["is_complete"], figures["hard_failed"]) == (True, [])


def test_a_refused_value_is_told_with_its_reason_and_the_others_are_saved(
    client, sheet, staff
):
    first, second = sheet.scores.in_sheet_order()

    answer = send(client, value(first, "51"), value(second, "40"))

    sheet.refresh_from_db()
    assert answer.status_code == 422
    assert verdicts(answer) == ["invalid", "saved"]
    assert answer.json()["outcomes"][0]["message"] == "Cao hơn điểm tối đa 50."
    assert sheet.total == 40


def test_the_later_writer_is_told_who_wrote_what_and_when(client, sheet, score, staff):
    colleague = staff_of(sheet.committee)
    colleague.full_name = "Cán bộ Huyện ủy"
    colleague.save(update_fields=["full_name"])
    written = Entry(score=score.pk, field=Field.POINTS, text="4,5", base=0)
    enter(entries=[written], by=colleague, at=NOW)

    answer = send(client, value(score, "5"))

    outcome = answer.json()["outcomes"][0]
    assert (answer.status_code, outcome["verdict"]) == (409, "conflict")
    assert (outcome["text"], outcome["version"]) == ("4,5", 1)
    assert outcome["message"] == "Cán bộ Huyện ủy ghi 4,5 lúc 09:00 ngày 03/12/2022."


def test_sending_a_request_twice_changes_nothing_more(client, score, staff):
    key = str(uuid4())

    first = send(client, value(score, "40"), request_key=key)
    second = send(client, value(score, "40"), request_key=key)

    assert (first.status_code, second.status_code) == (200, 200)
    assert Change.objects.count() == 1


def test_an_emptied_value_is_unscored_again(client, sheet, score, staff):
    send(client, value(score, "40"))

    answer = send(client, value(score, "", base=1))

    score.refresh_from_db()
    sheet.refresh_from_db()
    assert (verdicts(answer), score.points, sheet.scored) == (["saved"], None, 0)


def test_a_locked_month_takes_nothing_and_says_so(client, sheet, score, staff):
    lock(period=sheet.period, committee=sheet.committee, by=staff, at=NOW)

    answer = send(client, value(score, "40"))

    score.refresh_from_db()
    assert (answer.status_code, verdicts(answer), score.points) == (
        422,
        ["closed"],
        None,
    )
    assert answer.json()["outcomes"][0]["message"] == (
        "Tháng 11/2022 đã khóa, không nhập được nữa."
    )


def test_the_secretary_cannot_write_verified_points(client, sheet, score):
    client.force_login(secretary_of(sheet.cell))

    answer = send(client, value(score, "40"))

    score.refresh_from_db()
    assert (answer.status_code, verdicts(answer), score.points) == (
        422,
        ["closed"],
        None,
    )


def test_staff_of_another_committee_cannot_tell_that_the_score_exists(client, score):
    client.force_login(staff_of(CommitteeFactory()))

    foreign = send(client, value(score, "40"))
    unknown = send(client, {**value(score, "40"), "score": 987_654})

    score.refresh_from_db()
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert verdicts(foreign) == verdicts(unknown) == ["unknown"]
    assert score.points is None


def test_who_is_signed_out_is_told_so_in_the_same_shape(client, score):
    answer = send(client, value(score, "40"))

    assert answer.status_code == 401
    assert answer.json() == {
        "message": "Phiên đăng nhập đã hết. Đồng chí đăng nhập lại để lưu tiếp.",
        "outcomes": [],
        "sheets": {},
    }


def test_what_one_typed_is_not_saved_in_the_name_of_another(client, score, staff):
    colleague = staff_of(score.evaluation.committee)

    answer = send(client, value(score, "40"), user=colleague.pk)

    score.refresh_from_db()
    assert (answer.status_code, score.points) == (401, None)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"values": []}',
        '{"values": [1]}',
        '{"values": [{"score": "1", "field": "points", "text": "1", "base": 0}]}',
        '{"values": [{"score": 1, "field": "total", "text": "1", "base": 0}]}',
        '{"values": [{"score": 1, "field": "points", "text": 1, "base": 0}]}',
        '{"values": [{"score": 1, "field": "points", "text": "1", "base": -1}]}',
        '{"values": [{"score": 1, "field": "points", "text": "\\u0000", "base": 0}]}',
        '{"request_key": "x", "values": [{"score": 1, "field": "points", "text": "1", "base": 0}]}',
        '{"source": "guess", "values": [{"score": 1, "field": "points", "text": "1", "base": 0}]}',
    ],
)
def test_what_is_no_batch_is_refused_without_harm(client, staff, body):
    answer = client.post(URL, body, content_type="application/json")

    assert (answer.status_code, answer.json()["message"]) == (
        400,
        "Dữ liệu gửi lên không đúng mẫu.",
    )


def test_too_many_values_at_once_are_refused(client, score, staff):
    answer = send(client, *[value(score, "1")] * 2001)

    assert (answer.status_code, answer.json()["message"]) == (
        413,
        "Mỗi lần chỉ gửi được 2000 giá trị.",
    )


def test_changes_tell_what_others_wrote_since_the_marker(client, sheet, staff):
    first, second = sheet.scores.in_sheet_order()
    send(client, value(first, "40"))
    url = reverse("scoring:changes", args=[sheet.pk])
    marker = client.get(url).json()["marker"]
    send(client, value(second, "30"), value(second, "ghi", field="note"))

    answer = client.get(url, {"tu": marker}).json()

    told = {(v["score"], v["field"], v["text"]) for v in answer["values"]}
    assert told == {(second.pk, "points", "30"), (second.pk, "note", "ghi")}
    assert answer["sheets"][str(sheet.pk)]["total"] == "70"
    assert answer["moved"] is False


def test_without_changes_the_marker_stays(client, sheet, staff):
    url = reverse("scoring:changes", args=[sheet.pk])

    answer = client.get(url, {"tu": "12"})

    assert answer.json() == {"marker": 12, "values": []}


def test_changes_of_a_foreign_sheet_are_not_found(client, sheet):
    client.force_login(staff_of(CommitteeFactory()))

    answer = client.get(reverse("scoring:changes", args=[sheet.pk]))

    assert answer.status_code == 404
