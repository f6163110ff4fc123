"""Selective return: what is named opens again, nothing else; what changed is shown."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from criteria.models import Indicator
from scoring.actions.entering import Entry, Verdict, enter
from scoring.actions.evidence import detach_evidence
from scoring.actions.meetings import Meeting, enter_meeting
from scoring.actions.reviewing import move, send_back
from scoring.models import Change, Evaluation, Field
from scoring.timeline import course_of
from scoring.workflow import Status
from tests.factories import (
    NOW,
    CellFactory,
    approver_of,
    opened_sheet,
    proof_behind,
    published_framework,
    secretary_of,
    staff_of,
)

pytestmark = pytest.mark.django_db
ONLY_RETURNED = "Chỉ các chỉ số bị trả lại mới được sửa."


def at_hand(sheet):
    return Evaluation.objects.with_lock(at=NOW).for_page().get(pk=sheet.pk)


def type_in(score, text, *, by, field=Field.POINTS):
    score.refresh_from_db()
    entry = Entry(score.pk, field, text, score.version_of(field))
    return enter(entries=[entry], by=by, at=NOW).outcomes[0]


@pytest.fixture
def sheet():
    """Twenty indicators, entered and submitted by staff."""
    cell = CellFactory()
    framework = published_framework(cell.committee, indicators=20)
    sheet = opened_sheet(cell, framework=framework)
    staff = staff_of(cell.committee)
    fours = [Entry(score.pk, Field.POINTS, "4", 0) for score in sheet.scores.all()]
    enter(entries=fours, by=staff, at=NOW)
    move(evaluation=at_hand(sheet), to=Status.SUBMITTED, by=staff, at=NOW)
    return sheet


@pytest.fixture
def scores(sheet):
    return list(sheet.scores.in_sheet_order())


@pytest.fixture
def staff(sheet):
    return staff_of(sheet.committee)


@pytest.fixture
def approver(sheet):
    return approver_of(sheet.committee)


def give_back(sheet, scores, *, by, reason="Đề nghị xem lại", meeting=""):
    wrong = {score.pk: "Thiếu minh chứng" for score in scores}
    wrong |= {None: meeting} if meeting else {}
    send_back(evaluation=at_hand(sheet), wrong=wrong, by=by, at=NOW, reason=reason)


def test_only_the_named_indicators_open_again(sheet, scores, staff, approver):
    give_back(sheet, scores[:2], by=approver)

    outcomes = [type_in(score, "5", by=staff) for score in scores[:3]]
    note = type_in(scores[2], "đã xem", by=staff, field=Field.NOTE)

    assert [o.verdict for o in outcomes] == [
        Verdict.SAVED,
        Verdict.SAVED,
        Verdict.CLOSED,
    ]
    assert outcomes[2].message == note.message == ONLY_RETURNED
    assert [s.points for s in sheet.scores.in_sheet_order()[:3]] == [5, 5, 4]


def test_a_return_without_names_opens_the_whole_sheet(sheet, scores, staff, approver):
    give_back(sheet, [], by=approver)

    assert type_in(scores[16], "5", by=staff).verdict == Verdict.SAVED


def meet(sheet, *, by):
    meeting = Meeting(on=date(2022, 11, 3), due=20, present=18)
    base = at_hand(sheet).meeting_version
    return enter_meeting(
        evaluation=at_hand(sheet), meeting=meeting, base=base, by=by, at=NOW
    )


def test_the_meeting_opens_again_only_when_it_is_named(sheet, scores, staff, approver):
    give_back(sheet, scores[:1], by=approver)
    with pytest.raises(ValidationError, match="không sửa buổi sinh hoạt"):
        meet(sheet, by=staff)
    move(evaluation=at_hand(sheet), to=Status.SUBMITTED, by=staff, at=NOW)
    give_back(sheet, [], by=approver, meeting="Thiếu ngày họp")

    meet(sheet, by=staff)

    refused = type_in(scores[0], "5", by=staff)
    move(evaluation=at_hand(sheet), to=Status.SUBMITTED, by=staff, at=NOW)
    _, differences = course_of(at_hand(sheet))
    assert refused.message == ONLY_RETURNED
    assert [(d.label, d.new) for d in differences.returned] == [
        ("buổi sinh hoạt", "03/11/2022, dự 18/20")
    ]
    assert differences.others == []


def test_a_return_without_names_opens_the_meeting_too(sheet, staff, approver):
    give_back(sheet, [], by=approver)

    assert meet(sheet, by=staff).members_present == 18


def test_evidence_changes_only_behind_what_was_named(sheet, scores, staff, approver):
    proof = proof_behind(scores[5])
    give_back(sheet, scores[:1], by=approver)

    proof_behind(scores[0])
    with pytest.raises(ValidationError, match=ONLY_RETURNED):
        detach_evidence(score=scores[5], evidence=proof, by=staff, at=NOW)


def test_what_lacks_its_evidence_stays_open_or_nobody_could_send_the_sheet_again(
    sheet, scores, approver
):
    Indicator.objects.filter(pk=scores[5].indicator_id).update(requires_evidence=True)
    give_back(sheet, scores[:1], by=approver)

    proof_behind(scores[5])

    assert scores[5].evidence.count() == 1


def test_each_named_indicator_needs_a_reason_and_so_does_the_return(
    sheet, scores, approver
):
    for wrong, reason in (({scores[0].pk: " "}, "Xem lại"), ({}, "")):
        with pytest.raises(ValidationError):
            send_back(
                evaluation=at_hand(sheet),
                wrong=wrong,
                by=approver,
                at=NOW,
                reason=reason,
            )

    assert at_hand(sheet).status == Status.SUBMITTED
    assert not Change.objects.filter(field=Field.RETURNED).exists()


def test_an_indicator_of_another_sheet_cannot_be_named(sheet, approver):
    foreign = opened_sheet().scores.first()

    with pytest.raises(ValidationError, match="không có trên phiếu"):
        give_back(sheet, [foreign], by=approver)


def test_the_verifier_sees_old_and_new_of_what_was_named_and_of_the_rest(
    sheet, scores, staff, approver
):
    type_in(scores[5], "3", by=staff)  # after the submission, before the return
    give_back(sheet, scores[:2], by=approver)
    type_in(scores[0], "4,5", by=staff)
    type_in(scores[0], "5", by=staff)
    type_in(scores[1], "3,5", by=staff)
    move(evaluation=at_hand(sheet), to=Status.SUBMITTED, by=staff, at=NOW)

    steps, differences = course_of(at_hand(sheet))

    assert [step.words for step in steps] == ["Gửi", "Trả lại", "Gửi lại"]
    assert [(d.code, d.old, d.new) for d in differences.returned] == [
        (scores[0].indicator.code, "4", "5"),
        (scores[1].indicator.code, "4", "3,5"),
    ]
    assert [(d.old, d.new) for d in differences.others] == [("4", "3")]


def test_the_verifier_sees_what_was_named_and_sent_again_as_it_was(
    client, sheet, scores, staff, approver
):
    give_back(sheet, scores[:2], by=approver)
    type_in(scores[0], "5", by=staff)
    move(evaluation=at_hand(sheet), to=Status.SUBMITTED, by=staff, at=NOW)
    client.force_login(approver)

    answer = client.get(reverse("scoring:sheet", args=[sheet.pk]))

    assert [row.score for row in answer.context["unchanged"]] == [scores[1]]
    assert "Bị trả lại mà chưa thay đổi" in answer.content.decode()


def test_a_second_return_compares_with_the_second_submission(
    sheet, scores, staff, approver
):
    give_back(sheet, scores[:1], by=approver)
    type_in(scores[0], "5", by=staff)
    move(evaluation=at_hand(sheet), to=Status.SUBMITTED, by=staff, at=NOW)
    give_back(sheet, scores[1:2], by=approver)
    refused = type_in(scores[0], "2", by=staff)
    type_in(scores[1], "2", by=staff)
    move(evaluation=at_hand(sheet), to=Status.SUBMITTED, by=staff, at=NOW)

    _, differences = course_of(at_hand(sheet))

    assert refused.message == ONLY_RETURNED
    assert [(d.old, d.new) for d in differences.returned] == [("4", "2")]
    assert differences.others == []


def test_reasons_are_kept_in_the_history_and_the_author_of_a_score_stays(
    sheet, scores, approver
):
    author = Change.objects.filter(score=scores[0], field=Field.POINTS).get().by

    give_back(sheet, scores[:1], by=approver)
    move_on = {"by": approver, "at": NOW}
    move(evaluation=at_hand(sheet), to=Status.SUBMITTED, **move_on)
    move(evaluation=at_hand(sheet), to=Status.APPROVED, **move_on)

    change = Change.objects.get(field=Field.RETURNED)
    assert (change.new, change.by) == ("Thiếu minh chứng", approver)
    assert Change.objects.filter(score=scores[0], field=Field.POINTS).get().by == author
    assert not sheet.scores.returned().exists()


def test_the_form_names_indicators_with_a_reason_from_the_list_and_words(
    client, sheet, scores, approver
):
    client.force_login(approver)
    first, second = scores[:2]
    form = {
        "reason": "Đề nghị xem lại",
        f"sai-{first.pk}": "1",
        f"vi-sao-{first.pk}": "Thiếu minh chứng",
        f"noi-ro-{first.pk}": "biên bản tháng 11",
        f"sai-{second.pk}": "1",
        f"vi-sao-{second.pk}": "Lý do khác",
        f"noi-ro-{second.pk}": "Nhập nhầm dòng",
        "sai-buoi-sinh-hoat": "1",
        "vi-sao-buoi-sinh-hoat": "Chưa khớp biên bản, báo cáo",
    }

    answer = client.post(reverse("scoring:send_back", args=[sheet.pk]), form)

    page = client.get(reverse("scoring:sheet", args=[sheet.pk])).content.decode()
    named = dict(sheet.scores.returned().values_list("pk", "returned_because"))
    assert answer.status_code == 302
    assert named == {
        first.pk: "Thiếu minh chứng: biên bản tháng 11",
        second.pk: "Nhập nhầm dòng",
    }
    assert "Nhập nhầm dòng" in page
    assert "Buổi sinh hoạt</a>: Chưa khớp biên bản" in page
    assert 'name="meeting_on"' in page
    assert f'name="diem-{first.pk}"' in page
    assert f'name="diem-{scores[2].pk}"' not in page


@pytest.mark.parametrize("choice", ["", "Lý do khác", "Bịa ra"])
def test_a_refused_return_keeps_what_was_ticked(
    client, sheet, scores, approver, choice
):
    client.force_login(approver)
    key = scores[0].pk
    form = {"reason": "Xem lại", f"sai-{key}": "1", f"vi-sao-{key}": choice}

    answer = client.post(reverse("scoring:send_back", args=[sheet.pk]), form)

    assert answer.status_code == 422
    assert answer.context["flags"][0].is_ticked
    assert "Hãy ghi lý do cho từng chỗ bị trả lại." in answer.content.decode()


def test_a_crafted_form_does_not_touch_a_third_indicator(
    client, sheet, scores, staff, approver
):
    give_back(sheet, scores[:2], by=approver)
    client.force_login(staff)
    third = scores[2]
    form = {f"diem-{third.pk}": "1", f"truoc-{third.pk}": "4", f"ban-{third.pk}": "1"}

    answer = client.post(reverse("scoring:sheet", args=[sheet.pk]), form)

    third.refresh_from_db()
    assert (answer.status_code, third.points) == (422, 4)
    assert ONLY_RETURNED in answer.content.decode()


def test_the_secretary_sees_the_reason_beside_the_indicator(
    client, sheet, scores, approver
):
    give_back(sheet, scores[:1], by=approver, reason="Bổ sung rồi gửi lại")
    client.force_login(secretary_of(sheet.cell))

    page = client.get(reverse("scoring:sheet", args=[sheet.pk])).content.decode()

    assert "“Bổ sung rồi gửi lại”" in page
    assert "<strong>Bị trả lại:</strong> Thiếu minh chứng" in page
