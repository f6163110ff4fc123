"""What may be sent as evidence: by its content, not by its name, and not too large."""

import hashlib
from io import BytesIO

import pytest
from django.urls import reverse

from scoring.file_kinds import UnfitFile, kind_of
from scoring.models import Evidence
from scoring.uploads import checked
from tests.factories import opened_sheet, proof_behind, staff_of
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


# --- What a file is


@pytest.mark.parametrize(
    ("name", "content"), documents.GOOD.items(), ids=list(documents.GOOD)
)
def test_good_files_are_known_by_their_content(client, score, staff, name, content):
    answer = client.post(url(score, "evidence_add"), {"files": file(content, "ảnh")})

    suffix = f".{name.rpartition('.')[2]}"
    revision = score.evidence.get().revisions.get()
    assert answer.status_code == 302
    assert revision.name == f"ảnh{suffix}"
    assert revision.sha256 == hashlib.sha256(content).hexdigest()
    assert revision.size == len(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (documents.EXE, "là tệp chương trình"),
        (documents.HTML, "là trang web hoặc ảnh SVG"),
        (documents.SVG, "là trang web hoặc ảnh SVG"),
        (documents.HEIC, "là ảnh HEIC"),
        (documents.ZIP, "là tệp nén"),
        (documents.DOCM, "có macro"),
        (documents.ole2("WordDocument", "Macros"), "có macro"),
        (documents.ole2("EncryptedPackage"), "có mật khẩu"),
        (documents.MSI, "không phải tệp PDF"),
        (documents.DOCX[:60], "bị hỏng"),
        (documents.DOC[:100], "bị hỏng"),
        (documents.EXE + documents.DOCX, "là tệp chương trình"),
        (b"Thon A Sao", "không phải tệp PDF"),
        (b"", "là tệp rỗng"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_disguised_files_are_refused_whatever_their_name(
    client, score, staff, content, words
):
    answer = client.post(
        url(score, "evidence_add"),
        {"files": file(content, "anh.png"), "title": "Ảnh buổi họp"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"“anh.png” {words}" in page
    assert 'value="Ảnh buổi họp"' in page
    assert not Evidence.objects.exists()


def test_directory_of_an_old_word_file_may_lie_far_behind():
    names = [f"Stream{number}" for number in range(40)]

    assert kind_of(BytesIO(documents.ole2(*names, "WordDocument"))).label == (
        "Word 97-2003"
    )


def test_a_chain_that_bites_its_tail_ends():
    endless = bytearray(documents.MSI)
    endless[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")

    with pytest.raises(UnfitFile):
        kind_of(BytesIO(bytes(endless)))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("báo cáo.exe", "báo cáo.exe.pdf"),
        ("C:\\fakepath\\anh.PDF", "anh.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("hop\u202egpj.exe", "hopgpj.exe.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("a" * 400 + ".pdf", "a" * 140 + ".pdf"),
    ],
)
def test_names_cannot_deceive(sent, kept):
    upload = file()
    upload._name = sent

    assert checked(upload, limit=LIMIT).name == kept


def test_a_name_full_of_signs_is_only_text(client, score, staff):
    name = '"><script>alert(1)<x>.pdf'
    proof_behind(score, name="x.pdf", title=name)
    revision = score.evidence.get().revisions.get()
    type(revision).objects.update(name=name)

    page = client.get(url(score)).content.decode()
    answer = client.get(reverse("scoring:evidence_file", args=[revision.key]))

    assert "<script>alert" not in page
    assert answer["Content-Disposition"] == (
        'attachment; filename="\\"><script>alert(1)<x>.pdf"'
    )


# --- Too large


def test_a_file_beyond_the_limit_is_told_and_what_was_typed_stays(
    client, score, staff, settings
):
    settings.UPLOAD_LIMIT = LIMIT
    large = documents.PDF + bytes(3 * LIMIT)

    answer = client.post(
        url(score, "evidence_add"),
        {"files": file(large), "title": "Nghị quyết", "document_number": "15-NQ/CB"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“bien-ban.pdf” lớn hơn 1 MB, chưa gửi được." in page
    assert 'value="Nghị quyết"' in page
    assert 'value="15-NQ/CB"' in page
    assert not Evidence.objects.exists()


def test_the_script_of_the_page_is_told_the_same(client, score, staff, settings):
    settings.UPLOAD_LIMIT = LIMIT

    answer = client.post(
        url(score, "evidence_add"),
        {"files": [file(), file(documents.PDF + bytes(2 * LIMIT), "to.pdf")]},
        headers={"accept": "application/json"},
    )

    assert (answer.status_code, answer.json()) == (
        422,
        {
            "problems": [
                "“to.pdf” lớn hơn 1 MB, chưa gửi được. "
                "Hãy giảm dung lượng hoặc chia nhỏ."
            ]
        },
    )
