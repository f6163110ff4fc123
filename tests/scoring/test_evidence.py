"""Minh chứng: what may stand behind a score, and who puts it there."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from scoring.actions.evidence import (
    Draft,
    add_evidence,
    attach_evidence,
    detach_evidence,
    revise_evidence,
)
from scoring.actions.periods import lock
from scoring.actions.reviewing import move
from scoring.models import Change, Evaluation, Field
from scoring.uploads import checked
from scoring.workflow import Status
from tests.factories import (
    NOW,
    administrator,
    open_month,
    opened_sheet,
    proof_behind,
    secretary_of,
    staff_of,
    supervisor_of,
)
from tests.scoring import documents
from tests.scoring.documents import file

pytestmark = pytest.mark.django_db
LIMIT = 1024 * 1024


@pytest.fixture
def sheet():
    return opened_sheet()


@pytest.fixture
def score(sheet):
    return sheet.scores.first()


@pytest.fixture
def staff(sheet, client):
    staff = staff_of(sheet.committee)
    client.force_login(staff)
    return staff


def url(score, name="evidence", *more):
    return reverse(f"scoring:{name}", args=[score.pk, *more])


def titles(score):
    return sorted(str(one) for one in score.evidence.all())


def held(sheet):
    return Evaluation.objects.with_lock(at=NOW).get(pk=sheet.pk)


# --- Adding


def test_several_pictures_become_one_piece_of_evidence_each(client, score, staff):
    client.post(
        url(score, "evidence_add"),
        {
            "files": [file(name="mot.pdf")],
            "photos": [file(documents.png(), "hai.png")],
        },
    )

    assert titles(score) == ["hai", "mot"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Hãy chọn tệp, hoặc ghi số văn bản, hoặc dán đường dẫn."),
        ({"url": "https://a.vn"}, "Hãy ghi tên minh chứng."),
        ({"title": "x", "url": "javascript:alert(1)"}, "dạng https://"),
        ({"title": "x", "url": "ftp://a.vn/x"}, "dạng https://"),
        ({"title": "x" * 251, "document_number": "1"}, "250"),
    ],
)
def test_a_draft_that_proves_nothing_is_refused(client, score, staff, typed, words):
    answer = client.post(url(score, "evidence_add"), typed)

    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors)


def test_who_sees_a_sheet_but_may_not_write_cannot_name_its_evidence(client, sheet):
    score = sheet.scores.first()
    proof = proof_behind(score)
    client.force_login(supervisor_of(sheet.committee))

    assert client.get(url(score)).context["is_open"] is False
    for name in ("evidence_detach", "evidence_revise"):
        assert client.post(url(score, name, proof.pk)).status_code == 404


# --- Revisions


def test_a_new_file_is_a_new_revision_and_the_old_one_can_be_downloaded(
    client, score, staff
):
    proof = proof_behind(score)
    sent = {f"ban-{proof.pk}-file": file(documents.png(), "anh.png")}

    client.post(url(score, "evidence_revise", proof.pk), sent)

    page = client.get(url(score)).content.decode()
    for revision, content in zip(
        proof.revisions.order_by("number"),
        (b"%PDF-1.7\n%%EOF\n", documents.png()),
        strict=True,
    ):
        answer = client.get(reverse("scoring:evidence_file", args=[revision.key]))
        assert b"".join(answer) == content
        assert revision.sha256 == hashlib.sha256(content).hexdigest()
        assert revision.sha256 in page


def test_the_same_file_is_no_new_revision(client, score, staff):
    proof = proof_behind(score, content=documents.PDF)

    answer = client.post(
        url(score, "evidence_revise", proof.pk), {f"ban-{proof.pk}-file": file()}
    )

    assert "giống hệt bản đang có" in answer.content.decode()
    assert proof.revisions.count() == 1


def test_an_approved_sheet_shows_the_file_that_it_was_approved_with(
    client, sheet, staff
):
    score = sheet.scores.first()
    proof = proof_behind(score)
    sheet.scores.update(points=45)
    move(evaluation=held(sheet), to=Status.APPROVED, by=administrator(), at=NOW)
    open_month(date(2022, 12, 1))
    december = sheet.registration.evaluations.get(period=date(2022, 12, 1))
    later = december.scores.first()
    attach_evidence(score=later, evidence=[proof], by=staff, at=NOW)
    revise_evidence(
        score=later,
        evidence=proof,
        file=checked(file(documents.png(), "anh.png"), limit=LIMIT),
        by=staff,
        at=NOW + timedelta(days=9),
    )

    assert [p.revision.number for p in client.get(url(score)).context["proofs"]] == [1]
    assert [p.revision.number for p in client.get(url(later)).context["proofs"]] == [2]
    assert not Change.objects.of_sheet(sheet).filter(new__contains="bản 2").exists()


# --- Closed sheets


def test_on_an_approved_sheet_nothing_changes_and_what_was_typed_stays(client, sheet):
    score = sheet.scores.first()
    proof = proof_behind(score)
    sheet.scores.update(points=45)
    move(evaluation=held(sheet), to=Status.APPROVED, by=administrator(), at=NOW)
    client.force_login(secretary_of(sheet.cell))

    added = client.post(
        url(score, "evidence_add"), {"title": "Nghị quyết", "document_number": "1"}
    )
    gone = client.post(url(score, "evidence_detach", proof.pk))

    assert (added.status_code, gone.status_code) == (422, 422)
    assert "Phiếu đã duyệt." in added.content.decode()
    assert titles(score) == ["bien-ban"]


def test_a_locked_month_takes_no_evidence(sheet, staff):
    score = sheet.scores.first()
    lock(period=sheet.period, committee=sheet.committee, by=administrator(), at=NOW)

    with pytest.raises(ValidationError, match="đã khóa"):
        add_evidence(
            score=score,
            draft=Draft(title="Nghị quyết", document_number="1"),
            by=staff,
            at=NOW,
        )


# --- History and pages


def test_history_tells_what_was_attached_replaced_and_taken_away(score, staff):
    proof = proof_behind(score, by=staff, title="Biên bản", document_number="3-BB/CB")
    new = checked(file(documents.png(), "anh.png"), limit=LIMIT)
    revise_evidence(score=score, evidence=proof, file=new, by=staff, at=NOW)
    detach_evidence(score=score, evidence=proof, by=staff, at=NOW)

    name = "Biên bản (3-BB/CB)"
    told = Change.objects.filter(score=score, field=Field.EVIDENCE).order_by("pk")
    assert [(c.old, c.new, c.by) for c in told] == [
        ("", name, staff),
        (f"{name}, bản 1", f"{name}, bản 2", staff),
        (name, "", staff),
    ]


def test_a_change_of_evidence_is_no_news_of_a_value(client, sheet, staff):
    proof_behind(sheet.scores.first(), by=staff)

    answer = client.get(reverse("scoring:changes", args=[sheet.pk]))

    assert answer.json()["values"] == []


def test_a_batch_cannot_write_evidence_as_a_value(client, score, staff):
    value = {"score": score.pk, "field": "evidence", "text": "x", "base": 0}

    answer = client.post(
        reverse("scoring:enter"), {"values": [value]}, content_type="application/json"
    )

    assert answer.status_code == 400


def test_each_indicator_of_the_sheet_tells_how_much_stands_behind_it(
    client, sheet, staff
):
    proof_behind(sheet.scores.in_sheet_order().first())

    page = client.get(reverse("scoring:sheet", args=[sheet.pk])).content.decode()

    assert page.count("Minh chứng (1)") == 1
    assert page.count("Minh chứng (0)") == 1


@pytest.mark.parametrize("number", [1, 12])
def test_pages_ask_the_same_number_of_queries(
    client, sheet, staff, django_assert_num_queries, number
):
    score, other = sheet.scores.all()
    for n in range(number):
        proof = proof_behind(
            score, content=b"%PDF-1.7\n" + b"x" * (n + 1), title=f"{n}"
        )
        proof_behind(other, content=b"%PDF-1.7\n" + b"y" * (n + 1), title=f"{n} khác")
        attach_evidence(score=other, evidence=[proof], by=staff, at=NOW)

    with django_assert_num_queries(10):
        client.get(url(score))
    with django_assert_num_queries(8):
        client.get(reverse("scoring:evidence_library", args=[sheet.cell_id]))
