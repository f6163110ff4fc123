"""Minh chứng in a browser: sending a picture and a PDF, seeing them, and what goes wrong."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from cells.models import User
from scoring.models import Evidence, EvidenceRevision
from tests.factories import (
    PASSWORD,
    CellFactory,
    CommitteeFactory,
    opened_sheet,
    published_framework,
    secretary_of,
    staff_of,
)
from tests.scoring import documents

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def score():
    return opened_sheet().scores.in_sheet_order().first()


def sign_in(page, live_server, client, user):
    client.force_login(user)
    session = client.cookies["sessionid"].value
    page.context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )


@pytest.fixture
def evidence_page(page, live_server, score, client):
    sign_in(page, live_server, client, secretary_of(score.evaluation.cell))
    page.goto(f"{live_server.url}/phieu/{score.evaluation_id}/")
    page.get_by_role("link", name="Minh chứng (0)").first.click()
    expect(page.get_by_role("heading", name="Thêm minh chứng")).to_be_visible()
    return page


def sent(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def choose(page, *files):
    page.locator("#id_files").set_input_files(list(files))


def send(page):
    page.get_by_role("button", name="Thêm minh chứng").click()


def test_a_picture_and_a_pdf_are_sent_and_seen(evidence_page):
    page = evidence_page

    choose(page, sent("anh.png", documents.png(40, 30)), sent("qd.pdf", documents.PDF))
    expect(page.get_by_text("2 tệp: anh.png; qd.pdf")).to_be_visible()
    send(page)

    expect(page.get_by_text("Đã thêm 2 minh chứng.")).to_be_visible()
    picture = page.get_by_role("img", name="anh", exact=True)
    expect(picture).to_be_visible()
    assert picture.evaluate("picture => picture.naturalWidth") == 40
    with page.expect_response(lambda answer: answer.url.endswith("/xem/")) as shown:
        page.get_by_text("Xem trước").last.click()
    assert shown.value.headers["content-type"] == "application/pdf"
    expect(page.get_by_title("Xem trước qd")).to_be_visible()
    page.get_by_role("link", name="Về phiếu").click()
    expect(page.get_by_role("link", name="Minh chứng (2)")).to_be_visible()


def test_a_refused_file_leaves_the_form_as_it_is(evidence_page, browser_console):
    page = evidence_page
    browser_console.expect("422")
    page.get_by_label("Tên minh chứng").fill("Ảnh buổi họp")
    choose(page, sent("anh.png", documents.EXE))

    send(page)

    expect(page.get_by_role("alert")).to_contain_text("là tệp chương trình")
    expect(page.get_by_label("Tên minh chứng")).to_have_value("Ảnh buổi họp")
    assert page.locator("#id_files").evaluate("field => field.files.length") == 1


def test_a_file_that_is_too_large_is_not_even_sent(evidence_page, settings):
    page = evidence_page
    sent_files = []
    page.on("request", lambda r: r.method == "POST" and sent_files.append(r.url))
    choose(page, sent("to.pdf", documents.PDF + bytes(21 * 1024 * 1024)))

    send(page)

    expect(page.get_by_role("alert")).to_contain_text("lớn hơn 20 MB")
    assert sent_files == []


def test_without_a_connection_nothing_is_lost(evidence_page, browser_console):
    page = evidence_page
    browser_console.expect("ERR_INTERNET_DISCONNECTED")
    choose(page, sent("qd.pdf", documents.PDF))
    page.context.set_offline(True)

    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Mất kết nối")
    page.context.set_offline(False)
    send(page)

    expect(page.get_by_text("Đã thêm 1 minh chứng.")).to_be_visible()
    assert EvidenceRevision.objects.get().name == "qd.pdf"


def test_a_session_that_ended_meanwhile_costs_nothing(evidence_page, live_server):
    page = evidence_page
    page.get_by_label("Tên minh chứng").fill("Nghị quyết tháng 11")
    choose(page, sent("qd.pdf", documents.PDF))
    Session.objects.all().delete()

    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Phiên đăng nhập đã hết")
    elsewhere = page.context.new_page()
    elsewhere.goto(f"{live_server.url}/dang-nhap/")
    elsewhere.get_by_label("Tên đăng nhập").fill(User.objects.get().username)
    elsewhere.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    elsewhere.get_by_role("button", name="Đăng nhập").click()
    expect(elsewhere.get_by_role("heading", level=1)).to_be_visible()
    send(page)

    expect(page.get_by_text("Đã thêm 1 minh chứng.")).to_be_visible()
    assert Evidence.objects.get().title == "Nghị quyết tháng 11"


def test_a_note_takes_the_reminder_of_missing_evidence_away(page, live_server, client):
    committee = CommitteeFactory()
    framework = published_framework(committee, requires_evidence=True)
    sheet = opened_sheet(CellFactory(committee=committee), framework=framework)
    sheet.scores.update(points=40)
    sign_in(page, live_server, client, staff_of(sheet.committee))
    page.goto(f"{live_server.url}/phieu/{sheet.pk}/")
    missing = page.locator("[data-missing-list] li")
    expect(missing).to_have_count(2)

    page.locator("[data-note-box] summary").first.click()
    page.locator("[data-note]").first.fill("Biên bản gốc gửi huyện ủy")

    expect(missing).to_have_count(1)
    expect(missing).to_contain_text("chưa có minh chứng hoặc ghi chú")
