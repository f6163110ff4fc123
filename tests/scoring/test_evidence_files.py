"""Files are served to who sees the sheet, and never as a page."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from tests.factories import (
    CellFactory,
    opened_sheet,
    proof_behind,
    secretary_of,
    staff_of,
)
from tests.scoring import documents

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


def test_a_download_is_a_file_and_nothing_else(client, score, staff):
    revision = proof_behind(score, name="biên bản.pdf").revisions.get()

    answer = client.get(reverse("scoring:evidence_file", args=[revision.key]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''bi%C3%AAn%20b%E1%BA%A3n.pdf"
    )
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "status"),
    [("anh.png", 200), ("bien-ban.pdf", 200), ("bao-cao.docx", 404), ("bang.xls", 404)],
)
def test_only_pictures_and_pdf_are_shown_in_the_browser(
    client, score, staff, name, status
):
    content = documents.GOOD[name]
    revision = proof_behind(score, name=name, content=content).revisions.get()

    answer = client.get(reverse("scoring:evidence_preview", args=[revision.key]))

    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Disposition"].startswith("inline")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_where_a_file_lies_cannot_be_guessed_and_nothing_serves_it(
    client, score, staff
):
    revision = proof_behind(score).revisions.get()

    assert revision.file.name == (
        f"minh-chung/{revision.key.hex[:2]}/{revision.key.hex}"
    )
    assert default_storage.exists(revision.file.name)
    assert client.get(f"/media/{revision.file.name}").status_code == 404
    assert client.get(f"/{revision.file.name}").status_code == 404


def test_evidence_of_another_cell_is_out_of_reach_of_a_secretary(client, sheet):
    neighbour = CellFactory(committee=sheet.committee)
    revision = proof_behind(sheet.scores.first()).revisions.get()
    client.force_login(secretary_of(neighbour))

    for name in ("evidence_file", "evidence_preview"):
        address = reverse(f"scoring:{name}", args=[revision.key])
        assert client.get(address).status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_found(client, score, staff):
    revision = proof_behind(score).revisions.get()
    default_storage.delete(revision.file.name)

    answer = client.get(reverse("scoring:evidence_file", args=[revision.key]))

    assert answer.status_code == 404
