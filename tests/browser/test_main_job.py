"""The main job from sign-in to the committee's summary, as the people of the field do it."""

import pytest
from playwright.sync_api import expect

from scoring.models import Evaluation
from tests.factories import (
    PASSWORD,
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    approver_of,
    open_month,
    published_framework,
    secretary_of,
    staff_of,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def committee():
    return CommitteeFactory(name="Đảng bộ Bệnh viện Nhi")


@pytest.fixture
def cell(committee):
    cell = CellFactory(name="Chi bộ 3", committee=committee)
    RegistrationFactory(
        cell=cell, framework=published_framework(committee, indicators=4, hard=[1])
    )
    open_month()
    return cell


def sign_in(page, live_server, user):
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("navigation", name="Các trang chính")).to_be_visible()


def to_the_sheet(page):
    places = page.get_by_role("navigation", name="Các trang chính")
    places.get_by_role("link", name="Chấm điểm").click()
    page.get_by_role("row", name="Chi bộ 3").get_by_role("link").last.click()
    expect(page.get_by_role("heading", name="Chi bộ 3", level=1)).to_be_visible()


def test_from_sign_in_to_the_summary(page, live_server, committee, cell):
    staff, approver = staff_of(committee), approver_of(committee)

    sign_in(page, live_server, staff)
    to_the_sheet(page)
    expect(page.locator("[data-autosaves]")).to_be_visible()
    page.locator("#id_meeting_on").fill("03/11/2022")
    page.locator("#id_meeting_on").press("Enter")
    fields = page.locator("[data-value]")
    for number, typed in enumerate(("24,5", "25", "22.5", "23")):
        fields.nth(number).fill(typed)
        fields.nth(number).press("Enter")
    expect(page.locator("[data-total]")).to_have_text("95")
    expect(page.locator("[data-grade]")).to_have_text("Xuất sắc")
    expect(page.locator("[data-saved]")).to_have_text("Đã lưu mọi giá trị")

    sign_in(page, live_server, approver)
    to_the_sheet(page)
    page.get_by_role("button", name="Duyệt phiếu").click()
    expect(page.get_by_text("Đã duyệt phiếu.")).to_be_visible()
    sheet = Evaluation.objects.get(cell=cell)
    assert (sheet.total, sheet.grade.name, sheet.status) == (95, "Xuất sắc", "approved")

    sign_in(page, live_server, secretary_of(cell))
    expect(page.get_by_role("heading", name="Chi bộ 3", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("95")
    expect(page.get_by_role("main")).to_contain_text("Xuất sắc")

    sign_in(page, live_server, staff)
    places = page.get_by_role("navigation", name="Các trang chính")
    places.get_by_role("link", name="Báo cáo").click()
    expect(page.get_by_role("main")).to_contain_text("Đảng bộ Bệnh viện Nhi")
    expect(page.get_by_role("main")).to_contain_text("Chi bộ 3")
    expect(page.get_by_role("main")).to_contain_text("95")
