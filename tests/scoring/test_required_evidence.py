"""What a sheet asks for before it is sent or approved: evidence, or a note why there is none."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F
from django.urls import reverse

from scoring.actions.approving import approve_many
from scoring.actions.evidence import detach_evidence
from scoring.actions.reviewing import move
from scoring.models import Evaluation
from scoring.workflow import Status
from tests.factories import (
    NOW,
    CellFactory,
    administrator,
    approver_of,
    opened_sheet,
    proof_behind,
    published_framework,
    secretary_of,
)

pytestmark = pytest.mark.django_db


def url(score, name="evidence", *more):
    return reverse(f"scoring:{name}", args=[score.pk, *more])


def titles(score):
    return sorted(str(one) for one in score.evidence.all())


def held(sheet):
    return Evaluation.objects.with_lock(at=NOW).get(pk=sheet.pk)


def asking_sheet(*, allows_self_scoring=False, **fields):
    framework = published_framework(
        CellFactory().committee, requires_evidence=True, **fields
    )
    framework.allows_self_scoring = allows_self_scoring
    framework.save(update_fields=["allows_self_scoring"])
    cell = CellFactory(committee=framework.committee)
    sheet = opened_sheet(cell, framework=framework)
    sheet.scores.update(points=45)
    return sheet


def test_without_evidence_or_explanation_a_sheet_is_neither_sent_nor_approved(client):
    sheet = asking_sheet()
    first, second = sheet.scores.in_sheet_order()
    approver = approver_of(sheet.committee)
    client.force_login(approver)

    for name in ("submit", "approve"):
        answer = client.post(reverse(f"scoring:{name}", args=[sheet.pk]))
        page = answer.content.decode()
        codes = [score.indicator.code for score in (first, second)]
        assert answer.status_code == 422
        assert answer.context["problem"] == (
            "Chưa có minh chứng, cũng chưa ghi chú vì sao không có, ở chỉ số "
            f"{', '.join(codes)}."
        )
        for score in (first, second):
            assert f'href="#chi-so-{score.pk}"' in page
            assert url(score) in page
    sheets = Evaluation.objects.filter(pk=sheet.pk).with_lock(at=NOW)
    sheets.update(scored=F("required"), is_complete=True)
    [(refused, why)] = approve_many(evaluations=sheets, by=approver, at=NOW).refused
    assert (refused, why.startswith("Chưa có minh chứng")) == (sheet, True)


def test_evidence_on_one_and_a_note_on_the_other_are_enough(client):
    sheet = asking_sheet()
    first, second = sheet.scores.in_sheet_order()
    approver = approver_of(sheet.committee)
    client.force_login(approver)
    proof_behind(first)
    assert titles(second) == []
    second.note = "Biên bản gốc đang ở huyện ủy"
    second.save(update_fields=["note"])

    approved = move(evaluation=held(sheet), to=Status.APPROVED, by=approver, at=NOW)

    assert approved.status == Status.APPROVED


def test_a_cell_that_assesses_itself_is_asked_before_it_sends(client):
    sheet = asking_sheet(allows_self_scoring=True)
    sheet.scores.update(points=None, self_points=45)
    first, second = sheet.scores.in_sheet_order()
    secretary = secretary_of(sheet.cell)
    client.force_login(secretary)
    submit = reverse("scoring:submit", args=[sheet.pk])

    refused = client.post(submit)
    proof_behind(first)
    sheet.scores.filter(pk=second.pk).update(note="Văn bản còn ở huyện ủy")
    sent = client.post(submit)

    alert = refused.content.decode().split("Chưa làm được")[1].split("</ul>")[0]
    assert (refused.status_code, sent.status_code) == (422, 302)
    assert refused.context["problem"].startswith("Chưa có minh chứng")
    for score in (first, second):
        assert f'href="#chi-so-{score.pk}"' in alert
        assert url(score) in alert
    assert held(sheet).status == Status.SUBMITTED


def test_what_the_committee_did_not_score_asks_the_cell_for_nothing(client):
    sheet = asking_sheet(indicators=1, allows_self_scoring=True)
    client.force_login(secretary_of(sheet.cell))

    page = client.get(reverse("scoring:sheet", args=[sheet.pk]))

    assert page.context["sheet"].unproven == []  # it has said nothing itself yet


def test_evidence_that_was_taken_away_is_asked_for_again():
    sheet = asking_sheet(indicators=1)
    score = sheet.scores.get()
    approver = approver_of(sheet.committee)
    proof = proof_behind(score)
    detach_evidence(score=score, evidence=proof, by=approver, at=NOW)

    with pytest.raises(ValidationError, match="Chưa có minh chứng"):
        move(evaluation=held(sheet), to=Status.SUBMITTED, by=approver, at=NOW)


def test_what_does_not_apply_needs_no_evidence():
    sheet = asking_sheet(indicators=1, not_applicable="full")
    sheet.scores.update(points=None, not_applicable=True, reason="Không phát sinh")

    moved = move(
        evaluation=held(sheet), to=Status.SUBMITTED, by=administrator(), at=NOW
    )

    assert moved.status == Status.SUBMITTED
