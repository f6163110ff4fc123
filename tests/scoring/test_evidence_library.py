"""Thư viện minh chứng: a document stands in it once, behind however many scores."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from criteria.models import Indicator
from scoring.actions.evidence import Draft, add_evidence, attach_evidence
from scoring.models import Evidence
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    open_month,
    opened_sheet,
    proof_behind,
    published_framework,
    secretary_of,
    staff_of,
)
from tests.scoring.documents import file

pytestmark = pytest.mark.django_db


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


def test_one_decision_behind_three_indicators_in_two_months_stands_once(client):
    framework = published_framework(CellFactory().committee, indicators=4)
    cell = CellFactory(committee=framework.committee)
    sheet = opened_sheet(cell, framework=framework)
    open_month(date(2022, 12, 1))
    december = sheet.registration.evaluations.get(period=date(2022, 12, 1))
    client.force_login(secretary_of(cell))
    typed = {"title": "Quyết định công nhận", "document_number": "12-QĐ/ĐU"}
    scores = [*sheet.scores.all()[:3], *december.scores.all()[:3]]

    for number, score in enumerate(scores):
        # The same words, in capitals and with other spaces, are the same document.
        title = typed["title"].upper() if number % 2 else f" {typed['title']} "
        sent = {**typed, "title": title}
        assert client.post(url(score, "evidence_add"), sent).status_code == 302

    decision = Evidence.objects.get()
    assert decision.scores.count() == 6
    library = client.get(reverse("scoring:evidence_library", args=[cell.pk]))
    assert [str(one) for one in library.context["page"]] == [
        "Quyết định công nhận (12-QĐ/ĐU)"
    ]


def test_the_same_file_again_is_the_same_evidence(client, sheet, staff):
    first, second = sheet.scores.all()

    client.post(url(first, "evidence_add"), {"files": file()})
    answer = client.post(
        url(second, "evidence_add"), {"files": file(name="ten-khac.pdf")}, follow=True
    )

    assert Evidence.objects.get().scores.count() == 2
    assert "Thư viện đã có sẵn: bien-ban." in answer.content.decode()


def test_a_number_under_another_title_is_asked_about(client, sheet, staff):
    first, second = sheet.scores.all()
    proof_behind(first, title="Nghị quyết tháng 1", document_number="01-NQ/CB")
    typed = {"title": "Nghị quyết tháng 11", "document_number": "01-NQ/CB"}

    refused = client.post(url(second, "evidence_add"), typed)
    client.post(url(second, "evidence_add"), {**typed, "is_another": "on"})

    assert (
        "đã có văn bản mang số này: “Nghị quyết tháng 1”"
        in (refused.context["form"].errors["document_number"][0])
    )
    assert titles(second) == ["Nghị quyết tháng 11 (01-NQ/CB)"]


def test_evidence_of_the_library_is_attached_and_detached(client, sheet, staff):
    first, second = sheet.scores.all()
    proof = proof_behind(first)

    client.post(url(second, "evidence_attach"), {"evidence": [proof.pk]})
    assert titles(second) == ["bien-ban"]
    client.post(url(second, "evidence_detach", proof.pk))

    assert (titles(first), titles(second)) == (["bien-ban"], [])


def test_evidence_of_another_cell_cannot_be_attached(client, score, staff):
    foreign = proof_behind(opened_sheet().scores.first())

    answer = client.post(url(score, "evidence_attach"), {"evidence": [foreign.pk]})

    assert answer.status_code == 422
    assert titles(score) == []
    with pytest.raises(ValidationError, match="chi bộ khác"):
        attach_evidence(score=score, evidence=[foreign], by=staff, at=NOW)


def test_the_library_is_searched_without_diacritics(client, sheet, staff):
    score = sheet.scores.first()
    proof_behind(score, title="Biên bản họp Đảng ủy")
    other = Draft(title="Ảnh con đường", document_number="7-BC/CB")
    add_evidence(score=score, draft=other, by=staff, at=NOW)
    address = reverse("scoring:evidence_library", args=[sheet.cell_id])

    def found(text):
        return [str(e) for e in client.get(address, {"tim": text}).context["page"]]

    assert found("dang uy") == ["Biên bản họp Đảng ủy"]
    assert found("7-bc") == ["Ảnh con đường (7-BC/CB)"]
    assert found("duong xa") == []


def test_month_and_indicator_of_a_use_are_named(client, sheet, staff):
    proof_behind(sheet.scores.in_sheet_order().first())
    Indicator.objects.update(name="Giữ gìn đoàn kết")

    page = client.get(
        reverse("scoring:evidence_library", args=[sheet.cell_id])
    ).content.decode()

    assert "Giữ gìn đoàn kết" in page
    assert f"tháng {MONTH:%m/%Y}" in page
