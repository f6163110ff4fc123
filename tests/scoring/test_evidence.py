"""Minh chứng: what may stand behind a score, who puts it there, and what a sheet asks for."""

import hashlib
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.urls import reverse

from criteria.models import Indicator
from scoring.actions.approving import approve_many
from scoring.actions.evidence import (
    Draft,
    add_evidence,
    attach_evidence,
    detach_evidence,
    revise_evidence,
)
from scoring.actions.periods import lock
from scoring.actions.reviewing import move
from scoring.file_kinds import UnfitFile, kind_of
from scoring.models import Change, Evaluation, Evidence, Field
from scoring.uploads import checked
from scoring.workflow import Status
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    administrator,
    approver_of,
    open_month,
    opened_sheet,
    proof_behind,
    published_framework,
    secretary_of,
    staff_of,
    supervisor_of,
)
from tests.scoring import documents

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


def file(content=documents.PDF, name="bien-ban.pdf"):
    return SimpleUploadedFile(name, content)


def titles(score):
    return sorted(str(one) for one in score.evidence.all())


def held(sheet):
    return Evaluation.objects.with_lock(at=NOW).get(pk=sheet.pk)


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


# --- Adding, once for many


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


# --- What a sheet asks for


def asking_sheet(**fields):
    framework = published_framework(
        CellFactory().committee, requires_evidence=True, **fields
    )
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


# --- Files are served to who sees the sheet, and never as a page


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


def test_the_library_is_searched_without_diacritics(client, sheet, staff):
    score = sheet.scores.first()
    proof_behind(score, title="Biên bản họp Đảng ủy")
    other = Draft(title="Ảnh con đường", document_number="7-BC/CB")
    add_evidence(score=score, draft=other, by=staff, at=NOW)
    address = reverse("scoring:evidence_library", args=[sheet.cell_id])

    def found(text):
        return [str(e) for e in client.get(address, {"q": text}).context["page"]]

    assert found("dang uy") == ["Biên bản họp Đảng ủy"]
    assert found("7-bc") == ["Ảnh con đường (7-BC/CB)"]
    assert found("duong xa") == []


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

    with django_assert_num_queries(11):
        client.get(url(score))
    with django_assert_num_queries(9):
        client.get(reverse("scoring:evidence_library", args=[sheet.cell_id]))


def test_month_and_indicator_of_a_use_are_named(client, sheet, staff):
    proof_behind(sheet.scores.in_sheet_order().first())
    Indicator.objects.update(name="Giữ gìn đoàn kết")

    page = client.get(
        reverse("scoring:evidence_library", args=[sheet.cell_id])
    ).content.decode()

    assert "Giữ gìn đoàn kết" in page
    assert f"tháng {MONTH:%m/%Y}" in page
