"""The cell says what it thinks of itself; the committee verifies; only that counts."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from scoring.actions.entering import Entry, Verdict, enter
from scoring.actions.repeating import take_over
from scoring.actions.reviewing import move
from scoring.models import Change, Evaluation, Field, Source
from scoring.self_assessment import gap_between
from scoring.values import Value
from scoring.workflow import Status
from tests.factories import (
    NOW,
    CellFactory,
    opened_sheet,
    published_framework,
    secretary_of,
    staff_of,
)

pytestmark = pytest.mark.django_db


def framework_for(cell, *, allows=True, **fields):
    framework = published_framework(cell.committee, **fields)
    framework.allows_self_scoring = allows
    framework.save(update_fields=["allows_self_scoring"])
    return framework


@pytest.fixture
def sheet():
    cell = CellFactory()
    return opened_sheet(cell, framework=framework_for(cell))


@pytest.fixture
def secretary(sheet):
    return secretary_of(sheet.cell)


@pytest.fixture
def staff(sheet):
    return staff_of(sheet.committee)


def url(sheet, name="sheet"):
    return reverse(f"scoring:{name}", args=[sheet.pk])


def at_hand(sheet):
    return Evaluation.objects.with_lock(at=NOW).for_page().get(pk=sheet.pk)


def say(sheet, *texts, by, field=Field.SELF_POINTS):
    entries = [
        Entry(score.pk, field, text, score.version_of(field))
        for score, text in zip(sheet.scores.in_sheet_order(), texts, strict=False)
    ]
    return enter(entries=entries, by=by, at=NOW).outcomes


def test_the_secretary_gives_self_points_on_the_own_sheet_without_script(
    client, sheet, secretary
):
    client.force_login(secretary)
    first, second = sheet.scores.in_sheet_order()

    shown = client.get(url(sheet))
    answer = client.post(
        url(sheet),
        {
            f"diem-{first.pk}": "45",
            f"ghi-chu-{second.pk}": "chưa họp chuyên đề",
            f"ban-{first.pk}": "0",
        },
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert shown.context["obstacle"] == ""
    assert answer.status_code == 302
    assert (first.self_points, first.points) == (45, None)
    assert second.note == "chưa họp chuyên đề"
    assert client.get(url(sheet)).context["figures"]["total"] == "45"


def test_only_verified_points_count(sheet, secretary, staff):
    say(sheet, "50", "50", by=secretary)

    sheet.refresh_from_db()
    assert (sheet.total, sheet.scored, sheet.is_complete) == (0, 0, False)

    say(sheet, "40", "30", by=staff, field=Field.POINTS)
    say(sheet, "10", "10", by=secretary)

    sheet.refresh_from_db()
    assert (sheet.total, sheet.is_complete) == (70, True)


@pytest.mark.parametrize("who", ["staff", "secretary elsewhere"])
def test_nobody_else_speaks_for_the_cell(sheet, staff, who):
    people = {"staff": staff, "secretary elsewhere": secretary_of(CellFactory())}

    outcomes = say(sheet, "50", by=people[who])

    assert outcomes[0].verdict in (Verdict.CLOSED, Verdict.UNKNOWN)
    assert sheet.scores.filter(self_points=None).count() == 2


def test_a_framework_without_self_assessment_takes_none():
    cell = CellFactory()
    sheet = opened_sheet(cell, framework=framework_for(cell, allows=False))

    outcome = say(sheet, "50", by=secretary_of(cell))[0]

    assert outcome.message == "Bộ tiêu chí này không có phần chi bộ tự chấm."


def test_sending_needs_every_self_point_and_names_what_is_missing(
    client, sheet, secretary
):
    say(sheet, "45", by=secretary)
    client.force_login(secretary)

    refused = client.post(url(sheet, "submit"))
    page = refused.content.decode()

    missing = sheet.scores.in_sheet_order()[1]
    assert refused.status_code == 422
    assert "Phiếu còn 1 chỉ số chưa chấm." in page
    assert f'<li><a href="#chi-so-{missing.pk}">1.2' in page
    assert "Gửi cấp ủy thẩm định" in page


def test_a_sent_assessment_stands(client, sheet, secretary):
    say(sheet, "45", "50", by=secretary)
    client.force_login(secretary)

    answer = client.post(url(sheet, "submit"))
    late = say(sheet, "50", by=secretary)[0]
    note = say(sheet, "thêm", by=secretary, field=Field.NOTE)[0]

    assert answer.status_code == 302
    assert at_hand(sheet).status == Status.SUBMITTED
    assert (
        late.message == note.message == "Phiếu đã gửi, không sửa điểm tự chấm được nữa."
    )


def test_staff_do_not_send_a_sheet_that_only_the_cell_has_assessed(
    sheet, secretary, staff
):
    say(sheet, "45", "50", by=secretary)

    with pytest.raises(ValidationError, match="Phiếu còn 2 chỉ số chưa chấm"):
        move(evaluation=at_hand(sheet), to=Status.SUBMITTED, by=staff, at=NOW)


def test_both_stand_side_by_side_with_the_difference_in_words(
    client, sheet, secretary, staff
):
    say(sheet, "45", "50", by=secretary)
    say(sheet, "44,5", by=staff, field=Field.POINTS)
    client.force_login(staff)

    answer = client.get(url(sheet))
    row, other = answer.context["sheet"].rows

    assert (row.self_words, row.gap.words, row.gap.text) == (
        "45",
        "thẩm định thấp hơn tự chấm 0,5 điểm",
        "−0,5",
    )
    assert other.gap is None
    assert "thẩm định thấp hơn tự chấm 0,5 điểm" in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "verified", "direction"),
    [
        (Value(points=Decimal(4)), Value(points=Decimal(5)), "up"),
        (Value(points=Decimal(0)), Value(points=Decimal(0)), "same"),
        (Value(not_applicable=True, reason="x"), Value(points=Decimal(0)), "other"),
        (Value(not_applicable=True), Value(not_applicable=True), "same"),
    ],
)
def test_the_gap_has_a_direction(said, verified, direction):
    assert gap_between(said, verified).direction == direction


def test_one_value_is_verified_as_self_assessed(client, sheet, secretary, staff):
    say(sheet, "45", "50", by=secretary)
    client.force_login(staff)
    first, second = sheet.scores.in_sheet_order()

    answer = client.post(url(sheet, "verify_as_self"), {"chi-so": first.pk})

    first.refresh_from_db()
    second.refresh_from_db()
    change = Change.objects.get(field=Field.POINTS)
    assert answer["Location"] == f"{url(sheet)}#chi-so-{first.pk}"
    assert (first.points, second.points) == (45, None)
    assert (change.source, change.by) == (Source.AS_SELF, staff)


def test_all_empty_values_are_verified_as_self_assessed_and_the_others_stay(
    client, sheet, secretary, staff
):
    say(sheet, "45", "50", by=secretary)
    say(sheet, "30", by=staff, field=Field.POINTS)
    client.force_login(staff)
    page = client.get(url(sheet)).content.decode()

    client.post(url(sheet, "verify_as_self"))

    points = list(sheet.scores.in_sheet_order().values_list("points", flat=True))
    assert "Thẩm định như tự chấm cho 1 chỉ số còn trống" in page
    assert points == [30, 50]


def test_taking_over_what_is_not_applicable_keeps_its_reason():
    cell = CellFactory()
    framework = framework_for(cell, not_applicable="exclude")
    sheet = opened_sheet(cell, framework=framework)
    score = sheet.scores.in_sheet_order()[0]
    entry = Entry(score.pk, Field.SELF_POINTS, "KAD", 0, "không có nhiệm vụ")
    enter(entries=[entry], by=secretary_of(cell), at=NOW)
    score.refresh_from_db()

    taken = take_over(scores=[score], by=staff_of(cell.committee), at=NOW)

    score.refresh_from_db()
    assert (taken, score.not_applicable, score.reason) == (1, True, "không có nhiệm vụ")


def test_a_returned_assessment_opens_only_what_was_named(sheet, secretary, staff):
    say(sheet, "45", "50", by=secretary)
    move(evaluation=at_hand(sheet), to=Status.SUBMITTED, by=secretary, at=NOW)
    first = sheet.scores.in_sheet_order()[0]
    sheet.scores.filter(pk=first.pk).update(returned_because="Thiếu minh chứng")
    Evaluation.objects.filter(pk=sheet.pk).update(status=Status.RETURNED)

    outcomes = say(sheet, "40", "40", by=secretary)

    assert [o.verdict for o in outcomes] == [Verdict.SAVED, Verdict.CLOSED]


def test_the_page_of_the_cell_leads_to_the_self_assessment(
    client, sheet, secretary, staff
):
    client.force_login(secretary)
    address = reverse("reports:cell", args=[sheet.cell_id])

    open_page = client.get(address).content.decode()
    Evaluation.objects.filter(pk=sheet.pk).update(status=Status.SUBMITTED)
    sent_page = client.get(address).content.decode()

    assert f'href="{url(sheet)}"' in open_page
    assert "Tự chấm</a>" in open_page
    assert "Tự chấm</a>" not in sent_page


@pytest.mark.parametrize("indicators", [2, 20])
def test_the_verifiers_sheet_asks_the_same_number_of_queries(
    client, django_assert_num_queries, indicators
):
    cell = CellFactory()
    framework = framework_for(cell, indicators=indicators)
    sheet = opened_sheet(cell, framework=framework)
    secretary = secretary_of(cell)
    say(sheet, *["5"] * indicators, by=secretary)
    move(evaluation=at_hand(sheet), to=Status.SUBMITTED, by=secretary, at=NOW)
    client.force_login(staff_of(cell.committee))

    with django_assert_num_queries(14):
        client.get(url(sheet))
