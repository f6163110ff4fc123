"""A remark's life as its people see it, from the meeting to the next month and the history."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import (
    CellFactory,
    open_month,
    opened_sheet,
    secretary_of,
    supervisor_of,
)
from tests.signed_in import as_user

pytestmark = pytest.mark.django_db(transaction=True)
DECEMBER = date(2022, 12, 1)


@pytest.fixture
def sheet():
    return opened_sheet(CellFactory(name="Chi bộ 3"))


def test_a_remark_follows_its_cell_until_it_is_resolved(page, live_server, sheet):
    supervisor, secretary = supervisor_of(sheet.committee), secretary_of(sheet.cell)
    november = reverse("scoring:sheet", args=[sheet.pk])
    text = "Biên bản họp chưa ghi kết luận"

    as_user(page, live_server, supervisor, november)
    page.get_by_role("link", name="Nêu kiến nghị về chỉ số 1.2").click()
    page.get_by_label("Vướng mắc").check()
    page.get_by_label("Nội dung").fill(text)
    page.get_by_label("Hạn giải quyết").fill("05/12/2022")
    page.get_by_role("button", name="Nêu kiến nghị").click()
    expect(page.get_by_text("Đã ghi kiến nghị với Chi bộ 3.")).to_be_visible()

    as_user(page, live_server, secretary, "/")
    places = page.get_by_role("navigation", name="Các trang chính")
    expect(places.get_by_role("link", name="Kiến nghị 1")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(text)
    places.get_by_role("link", name="Kiến nghị").click()
    page.get_by_role("link", name=text).click()
    page.get_by_label("Nội dung trả lời").fill("Chi ủy đã bổ sung, gửi lại ngày 30/11.")
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_text("Đã ghi trả lời.")).to_be_visible()
    expect(places.get_by_role("link", name="Kiến nghị", exact=True)).to_be_visible()

    open_month(DECEMBER)
    later = sheet.registration.evaluations.get(period=DECEMBER)
    december = reverse("scoring:sheet", args=[later.pk])
    as_user(page, live_server, supervisor, december)
    line = page.get_by_role("group", name="1.2")
    expect(line).to_contain_text(text)
    expect(line).to_contain_text("Chờ xác nhận")
    line.get_by_role("link", name="Vướng mắc").click()
    page.get_by_label("Kết quả giải quyết").fill("Đã kiểm tra biên bản mới.")
    page.get_by_role("button", name="Đã giải quyết").click()
    expect(page.get_by_text("Đã xác nhận kiến nghị được giải quyết.")).to_be_visible()

    page.goto(live_server.url + december)
    expect(page.get_by_role("group", name="1.2")).not_to_contain_text(text)
    page.goto(live_server.url + reverse("reports:cell", args=[sheet.cell_id]))
    page.get_by_role("link", name="1 kiến nghị đã giải quyết").click()
    page.get_by_role("link", name=text).click()
    expect(page.get_by_role("main")).to_contain_text("Chi ủy đã bổ sung")
    expect(page.get_by_role("main")).to_contain_text("Đã kiểm tra biên bản mới.")
