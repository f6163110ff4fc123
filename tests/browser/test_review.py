"""From self-assessment to approval, and a return of two among seventeen, with two accounts."""

import re

import pytest
from playwright.sync_api import expect

from criteria.actions import publish
from scoring.models import Change, Evaluation, Field
from tests.factories import (
    NOW,
    PASSWORD,
    CellFactory,
    CommitteeFactory,
    CriterionFactory,
    FrameworkFactory,
    IndicatorFactory,
    RegistrationFactory,
    approver_of,
    open_month,
    secretary_of,
    with_bands,
)

pytestmark = pytest.mark.django_db(transaction=True)
POINTS = [6] * 15 + [5] * 2  # 17 indicators, 100 points


@pytest.fixture
def committee():
    return CommitteeFactory(name="Đảng bộ Bệnh viện Nhi")


@pytest.fixture
def sheet(committee):
    framework = with_bands(
        FrameworkFactory(committee=committee, allows_self_scoring=True)
    )
    criterion = CriterionFactory(framework=framework, code="1")
    for number, most in enumerate(POINTS, start=1):
        IndicatorFactory(
            criterion=criterion, code=f"1.{number}", position=number, max_points=most
        )
    framework = publish(framework=framework, at=NOW)
    cell = CellFactory(name="Chi bộ 3", committee=committee)
    registration = RegistrationFactory(cell=cell, framework=framework)
    open_month()
    return registration.evaluations.get()


class Person:
    """Somebody at a screen of their own, with the sheet open."""

    def __init__(self, page, live_server, user, sheet):
        self.page, self.user = page, user
        self.address = f"{live_server.url}/phieu/{sheet.pk}/"
        page.goto(f"{live_server.url}/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(user.username)
        page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_role("navigation", name="Các trang chính")).to_be_visible()

    def open(self):
        self.page.goto(self.address)
        expect(self.page.locator("[data-sheet]")).to_be_visible()

    def fields(self):
        return self.page.locator("[data-value]")

    def type(self, code, text):
        field = self.page.get_by_label(f"Điểm {code} ", exact=False).first
        field.fill(text)
        field.press("Tab")

    def saved(self):
        expect(self.page.locator("[data-saved]")).to_have_text("Đã lưu mọi giá trị")

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def secretary(page, live_server, sheet):
    return Person(page, live_server, secretary_of(sheet.cell), sheet)


@pytest.fixture
def verifier(browser, browser_context_args, browser_console, live_server, sheet):
    context = browser.new_context(**browser_context_args)
    browser_console.watch(context)
    yield Person(context.new_page(), live_server, approver_of(sheet.committee), sheet)
    context.close()


def assess(secretary):
    secretary.open()
    expect(secretary.page.locator("[data-autosaves]")).to_be_visible()
    for number, most in enumerate(POINTS):
        field = secretary.fields().nth(number)
        field.fill(str(most))
        field.press("Enter")
    secretary.saved()
    secretary.press("Gửi cấp ủy thẩm định")
    expect(secretary.page.get_by_text("Đã gửi phiếu để duyệt.")).to_be_visible()


def test_from_self_assessment_to_approval(secretary, verifier, sheet):
    secretary.open()
    secretary.fields().first.fill("6")
    secretary.fields().first.press("Enter")
    expect(secretary.page.locator("[data-total]")).to_have_text("6")
    secretary.saved()
    expect(secretary.page.locator("[data-missing-list] li")).to_have_count(16)
    assess(secretary)
    expect(secretary.fields()).to_have_count(0)

    verifier.open()
    expect(verifier.page.locator("[data-total]")).to_have_text("0")
    verifier.fields().first.fill("5")
    verifier.fields().first.press("Enter")
    verifier.saved()
    verifier.open()
    expect(verifier.page.locator("[data-gap]").first).to_contain_text(
        "thẩm định thấp hơn tự chấm 1 điểm"
    )
    one = re.compile(r"Thẩm định như tự chấm.*chỉ số 1\.2$")
    verifier.page.get_by_role("button", name=one).click()
    expect(verifier.page.locator("[data-total]")).to_have_text("11")
    verifier.press("Thẩm định như tự chấm cho 15 chỉ số còn trống")
    verifier.press("Thẩm định 15 chỉ số")
    expect(verifier.page.locator("[data-total]")).to_have_text("99")
    verifier.press("Duyệt phiếu")
    expect(verifier.page.get_by_text("Đã duyệt phiếu.")).to_be_visible()
    expect(verifier.page.get_by_label("Các bước của phiếu")).to_contain_text("Duyệt")

    sheet.refresh_from_db()
    assert (sheet.total, sheet.status) == (99, "approved")


def test_two_of_seventeen_are_returned_corrected_and_seen(secretary, verifier, sheet):
    assess(secretary)
    verifier.open()
    verifier.press("Trả lại để sửa")
    dialog = verifier.page.get_by_role("dialog", name="Trả lại để sửa")
    dialog.get_by_role("button", name="Trả lại để sửa").click()
    why = dialog.get_by_label("Lý do chung")
    assert why.evaluate("field => field.validationMessage") == "Hãy điền mục này."
    why.fill("Đề nghị xem lại hai chỉ số")
    for code in ("1.3", "1.16"):
        dialog.get_by_role("checkbox", name=f"{code} ").check()
        reasons = dialog.get_by_label(re.compile(rf"^Vì sao trả lại {code} "))
        reasons.select_option("Thiếu minh chứng")
    dialog.get_by_label(re.compile(r"^Nói rõ về 1\.3 ")).fill("biên bản tháng 11")
    dialog.get_by_role("button", name="Trả lại để sửa").click()
    expect(verifier.page.get_by_text("Đã trả lại phiếu.")).to_be_visible()

    secretary.open()
    expect(secretary.fields()).to_have_count(2)
    expect(secretary.page.get_by_text("Bị trả lại:").first).to_be_visible()
    expect(secretary.page.locator(".is-returned").first).to_contain_text(
        "Thiếu minh chứng: biên bản tháng 11"
    )
    expect(secretary.page.locator("[data-total]")).to_have_text("100")
    for number, text in enumerate(("4,5", "4")):
        secretary.fields().nth(number).fill(text)
        secretary.fields().nth(number).press("Enter")
    secretary.saved()
    expect(secretary.page.locator("[data-total]")).to_have_text("97,5")
    secretary.press("Gửi cấp ủy thẩm định")
    expect(secretary.page.get_by_text("Đã gửi phiếu để duyệt.")).to_be_visible()

    verifier.open()
    changes = verifier.page.locator(".differences li")
    expect(changes).to_have_count(2)
    expect(changes.nth(0)).to_contain_text("6 → 4,5")
    expect(changes.nth(1)).to_contain_text("5 → 4")
    assert Evaluation.objects.get().status == "submitted"
    assert Change.objects.filter(field=Field.RETURNED).count() == 2
