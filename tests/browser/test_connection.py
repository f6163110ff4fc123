"""Kết nối dữ liệu and its document, as a person at a desk and one with a phone see them."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import PASSWORD, CommitteeFactory, staff_of

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 780}


def test_a_token_is_made_copied_and_revoked(live_server, page):
    user = staff_of(CommitteeFactory())
    page.goto(f"{live_server.url}/dang-nhap/?next=/tai-khoan/ket-noi/")
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()

    page.get_by_label("Mã này dùng cho").fill("Báo cáo tỉnh")
    page.get_by_role("button", name="Tạo mã truy cập").click()
    secret = page.get_by_label("Mã truy cập dùng cho “Báo cáo tỉnh”")
    expect(secret).to_have_value(re.compile("^cbkm_"))

    page.get_by_role("button", name="Chép mã").click()
    expect(page.get_by_role("button", name="Đã chép")).to_be_visible()
    page.get_by_label("Mã này dùng cho").press("Control+v")
    expect(page.get_by_label("Mã này dùng cho")).to_have_value(secret.input_value())

    page.get_by_role("button", name="Thu hồi mã dùng cho Báo cáo tỉnh").click()
    page.get_by_role("dialog").get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_text("Đã thu hồi mã truy cập “Báo cáo tỉnh”.")).to_be_visible()

    page.get_by_role("link", name="tài liệu kết nối").click()
    page.get_by_role("link", name="/api/v1/scores/").click()
    expect(page.locator("#scores")).to_be_in_viewport()
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
