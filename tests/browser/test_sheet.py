"""The sheet in a real browser: live totals, saving, refusals, two people, no connection."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from criteria.rules import Measure, NotApplicable
from scoring.models import Change, Score
from tests.factories import (
    CellFactory,
    approver_of,
    opened_sheet,
    published_framework,
    secretary_of,
    staff_of,
)

pytestmark = pytest.mark.django_db(transaction=True)
COOKIE = settings.SESSION_COOKIE_NAME


class Desk:
    """A person in front of the sheet: the fields by the code of their indicator."""

    def __init__(self, page, live_server, sheet):
        self.page, self.sheet = page, sheet
        self.base = live_server.url
        self.url = self.base + reverse("scoring:sheet", args=[sheet.pk])
        self.keys = dict(sheet.scores.values_list("indicator__code", "pk"))

    def sign_in(self, user):
        client = Client()
        client.force_login(user)
        self.page.context.add_cookies(
            [{"name": COOKIE, "value": client.cookies[COOKIE].value, "url": self.base}]
        )
        return self

    def open(self):
        self.page.goto(self.url)
        expect(self.page.locator("[data-autosaves]")).to_be_visible()
        return self

    def field(self, code):
        return self.page.locator(f"#diem-{self.keys[code]}")

    def state(self, code):
        return self.page.locator(f"#loi-{self.keys[code]}")

    def type(self, code, text):
        self.field(code).fill(text)
        self.field(code).press("Tab")

    def total(self):
        return self.page.locator("[data-total]")

    def saved(self):
        expect(self.page.locator("[data-saved]")).to_have_text("Đã lưu mọi giá trị")

    def points(self, code):
        return Score.objects.get(pk=self.keys[code]).written


@pytest.fixture
def sheet():
    return opened_sheet()


@pytest.fixture
def staff(sheet):
    staff = staff_of(sheet.committee)
    staff.full_name = "Cán bộ Đảng ủy"
    staff.save(update_fields=["full_name"])
    return staff


@pytest.fixture
def desk(page, live_server, sheet, staff):
    return Desk(page, live_server, sheet).sign_in(staff).open()


@pytest.fixture
def second_desk(browser, browser_context_args, live_server, sheet):
    """The same sheet open on a colleague's computer."""
    context = browser.new_context(**browser_context_args)
    colleague = approver_of(sheet.committee)
    colleague.full_name = "Cán bộ Huyện ủy"
    colleague.save(update_fields=["full_name"])
    yield Desk(context.new_page(), live_server, sheet).sign_in(colleague).open()
    context.close()


def test_the_total_follows_each_key_and_equals_what_is_stored(desk, sheet):
    desk.field("1.1").press_sequentially("42,5")
    expect(desk.total()).to_have_text("42,5")

    desk.field("1.1").press("Enter")
    expect(desk.field("1.2")).to_be_focused()
    desk.field("1.2").press_sequentially("47.5")
    expect(desk.total()).to_have_text("90")
    expect(desk.page.locator("[data-grade]")).to_have_text("Xuất sắc")
    desk.field("1.2").press("Tab")

    desk.saved()
    sheet.refresh_from_db()
    assert (desk.points("1.1"), desk.points("1.2")) == ("42,5", "47,5")
    assert (sheet.total, sheet.grade.name) == (90, "Xuất sắc")
    expect(desk.field("1.2")).to_have_value("47,5")


def test_the_state_of_a_draft_follows_what_is_scored(desk):
    state = desk.page.locator("[data-draft]")
    told = [state.inner_text()]
    for code in desk.keys:
        desk.type(code, "40")
        told.append(state.inner_text())

    assert told == ["Chưa chấm", "Đang chấm", "Đã chấm đủ"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("51", "Cao hơn điểm tối đa 50."),
        ("chín", "“chín” không phải là số. Hãy nhập số, ví dụ 92,5."),
    ],
)
def test_what_is_no_value_is_kept_and_marked_and_never_sent(desk, typed, message):
    desk.type("1.1", typed)

    expect(desk.state("1.1")).to_have_text(message)
    expect(desk.field("1.1")).to_have_attribute("aria-invalid", "true")
    expect(desk.total()).to_have_text("0")
    desk.page.once("dialog", lambda dialog: dialog.accept())
    desk.open()

    expect(desk.field("1.1")).to_have_value(typed)
    expect(desk.state("1.1")).to_have_text(message)
    assert Change.objects.count() == 0


def test_an_emptied_field_is_unscored_and_zero_is_a_score(desk):
    desk.type("1.1", "0")
    expect(desk.page.locator("[data-scored]")).to_have_text("1")
    desk.saved()
    assert desk.points("1.1") == "0"

    desk.type("1.1", "")
    expect(desk.page.locator("[data-scored]")).to_have_text("0")
    desk.saved()
    assert desk.points("1.1") == ""


def test_saving_once_more_changes_nothing(desk):
    desk.type("1.1", "40")
    desk.saved()

    desk.page.get_by_role("button", name="Lưu phiếu").click()

    expect(desk.page.locator(".toast")).to_have_text("Đã lưu tất cả.")
    assert Change.objects.count() == 1


@pytest.mark.parametrize(("choice", "stored"), [("Giữ 40", "40"), ("Dùng 41", "41")])
def test_two_people_on_one_value_choose(
    desk, second_desk, browser_console, choice, stored
):
    browser_console.expect("status of 409")
    second_desk.type("1.1", "40")
    second_desk.saved()

    desk.type("1.1", "41")
    expect(desk.state("1.1")).to_contain_text("Cán bộ Huyện ủy ghi 40 lúc")
    desk.state("1.1").get_by_role("button", name=choice).click()

    desk.saved()
    expect(desk.field("1.1")).to_have_value(stored)
    expect(desk.total()).to_have_text(stored)
    assert desk.points("1.1") == stored


def test_two_people_on_different_values_keep_both(desk, second_desk):
    second_desk.type("1.1", "40")
    second_desk.saved()
    desk.type("1.2", "30")
    desk.saved()

    desk.page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(desk.field("1.1")).to_have_value("40")
    expect(desk.state("1.1")).to_contain_text("Cán bộ Huyện ủy vừa ghi 40.")
    expect(desk.total()).to_have_text("70")
    assert (desk.points("1.1"), desk.points("1.2")) == ("40", "30")


def test_without_connection_nothing_is_lost_and_it_is_sent_once(desk, browser_console):
    browser_console.expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
    desk.page.route("**/diem/", lambda route: route.abort())
    desk.type("1.1", "40")
    expect(desk.state("1.1")).to_have_text("Chờ mạng")
    expect(desk.page.get_by_text("Mất kết nối", exact=True)).to_be_visible()
    desk.type("1.2", "30")
    desk.page.once("dialog", lambda dialog: dialog.accept())
    desk.open()
    expect(desk.field("1.1")).to_have_value("40")
    expect(desk.field("1.2")).to_have_value("30")
    expect(desk.total()).to_have_text("70")
    assert Change.objects.count() == 0

    desk.page.unroute("**/diem/")
    desk.page.evaluate("window.dispatchEvent(new Event('online'))")

    desk.saved()
    assert (desk.points("1.1"), desk.points("1.2")) == ("40", "30")
    assert Change.objects.count() == 2


def test_an_answer_that_got_lost_is_asked_for_again_without_a_second_write(
    desk, browser_console
):
    browser_console.expect("ERR_FAILED")

    def answer_is_lost(route):
        route.fetch()
        route.abort()

    desk.page.route("**/diem/", answer_is_lost, times=1)
    desk.type("1.1", "40")

    desk.saved()
    assert (desk.points("1.1"), Change.objects.count()) == ("40", 1)


def test_after_the_session_ended_typing_goes_on_once_signed_in_again(
    desk, staff, browser_console
):
    browser_console.expect("status of 401")
    desk.page.context.clear_cookies(name=COOKIE)
    desk.page.locator("#id_members_present").fill("17")
    desk.type("1.1", "40")
    expect(desk.page.get_by_text("Phiên đăng nhập đã hết").first).to_be_visible()
    expect(desk.field("1.1")).to_have_value("40")

    with desk.page.context.expect_page() as opened:
        desk.page.get_by_role("link", name="Đăng nhập lại ở cửa sổ mới").click()
    window = opened.value
    window.get_by_label("Tên đăng nhập").fill(staff.username)
    window.get_by_label("Mật khẩu", exact=True).fill("kieumau2022")
    window.get_by_role("button", name="Đăng nhập").click()
    window.wait_for_load_state()
    window.close()
    desk.page.evaluate("window.dispatchEvent(new Event('focus'))")

    desk.saved()
    expect(desk.page.locator('[data-banner="signed-out"]')).to_be_hidden()
    expect(desk.page.locator("[data-meeting-state]")).to_have_text("Đã lưu")
    assert desk.points("1.1") == "40"


def test_what_one_typed_is_never_shown_to_or_sent_by_another(
    desk, staff, sheet, browser_console
):
    browser_console.expect("status of 401")
    desk.page.context.clear_cookies(name=COOKIE)
    desk.page.locator("#id_members_present").fill("17")
    desk.type("1.1", "40")
    expect(desk.page.get_by_text("Phiên đăng nhập đã hết").first).to_be_visible()
    desk.page.once("dialog", lambda dialog: dialog.accept())

    desk.sign_in(approver_of(sheet.committee)).open()

    expect(desk.field("1.1")).to_have_value("")
    desk.type("1.2", "30")
    desk.saved()
    assert list(Change.objects.values_list("score", "new")) == [
        (desk.keys["1.2"], "30")
    ]


def test_what_was_typed_last_is_saved_when_one_goes_straight_on(desk):
    desk.field("1.1").fill("40")

    desk.page.get_by_role("link", name="Chấm điểm tháng 11/2022").click()

    expect(desk.page).to_have_url(re.compile("/cham-diem/2022-11/"))
    desk.open()
    expect(desk.field("1.1")).to_have_value("40")
    desk.saved()
    assert (desk.points("1.1"), Change.objects.count()) == ("40", 1)


def test_a_note_is_saved_and_comes_back(desk):
    line = desk.page.locator(f"#chi-so-{desk.keys['1.1']}")
    line.locator("[data-note-box] > summary").click()
    line.get_by_label("Ghi chú cho chỉ số 1.1").fill("thiếu biên bản\ntháng này")
    line.get_by_label("Ghi chú cho chỉ số 1.1").press("Tab")
    desk.saved()

    desk.open()

    note = line.get_by_label("Ghi chú cho chỉ số 1.1")
    expect(note).to_have_value("thiếu biên bản\ntháng này")


def test_arrows_move_between_the_numbers(desk):
    desk.field("1.1").focus()

    desk.field("1.1").press("ArrowDown")
    expect(desk.field("1.2")).to_be_focused()
    desk.field("1.2").press("ArrowUp")

    expect(desk.field("1.1")).to_be_focused()


def test_the_meeting_is_saved_when_a_field_is_left(desk, sheet, browser_console):
    browser_console.expect("status of 422")
    page = desk.page
    page.locator("#id_meeting_on").fill("3/11/2022")
    page.locator("#id_members_due").fill("18")
    present = page.locator("#id_members_present")
    present.fill("20")
    present.press("Tab")
    expect(page.get_by_text("không được nhiều hơn số phải dự")).to_be_visible()
    expect(page.locator("[data-saved]")).to_have_text("Buổi họp chưa lưu")

    present.fill("17")
    present.press("Tab")

    expect(page.locator("[data-meeting-state]")).to_have_text("Đã lưu")
    expect(page.locator("[data-saved]")).to_have_text("Đã lưu mọi giá trị")
    sheet.refresh_from_db()
    assert (sheet.members_due, sheet.members_present) == (18, 17)


@pytest.fixture
def measured(page, live_server):
    """Opens a sheet whose two indicators are scored in the way asked for."""

    def open_sheet(**fields):
        cell = CellFactory()
        framework = published_framework(cell.committee, **fields)
        sheet = opened_sheet(cell, framework=framework)
        return Desk(page, live_server, sheet).sign_in(staff_of(cell.committee)).open()

    return open_sheet


def test_yes_or_no_is_one_click_and_can_be_taken_back(measured):
    desk = measured(measure=Measure.YES_NO)
    group = desk.page.locator(f"#chi-so-{desk.keys['1.1']}")

    group.get_by_text("Không đạt (0)").click()
    expect(desk.page.locator("[data-scored]")).to_have_text("1")
    desk.saved()
    assert desk.points("1.1") == "0"
    group.get_by_text("Chưa chấm").click()

    expect(desk.page.locator("[data-scored]")).to_have_text("0")
    desk.saved()
    assert desk.points("1.1") == ""


def test_a_ratio_waits_for_both_numbers_and_shows_its_points(measured):
    desk = measured(measure=Measure.RATIO)
    key = desk.keys["1.1"]

    desk.page.locator(f"#thuc-hien-{key}").fill("18")
    desk.page.locator(f"#thuc-hien-{key}").press("Tab")
    expect(desk.state("1.1")).to_contain_text("Hãy nhập nốt số kế hoạch.")
    desk.page.locator(f"#ke-hoach-{key}").fill("20")
    expect(desk.page.locator(f"#diem-tinh-{key}")).to_contain_text("45")
    desk.page.locator(f"#ke-hoach-{key}").press("Tab")

    desk.saved()
    assert desk.points("1.1") == "18/20"


def test_not_applicable_asks_for_its_reason_and_lowers_the_maximum(measured):
    desk = measured(not_applicable=NotApplicable.EXCLUDE)
    line = desk.page.locator(f"#chi-so-{desk.keys['1.1']}")

    line.get_by_label("Không áp dụng", exact=True).check()
    expect(desk.state("1.1")).to_have_text("Hãy ghi lý do không áp dụng.")
    line.get_by_label("Lý do không áp dụng").fill("không có nhiệm vụ")
    line.get_by_label("Lý do không áp dụng").press("Tab")

    expect(desk.page.locator("[data-total-maximum]")).to_have_text("50")
    desk.saved()
    score = Score.objects.get(pk=desk.keys["1.1"])
    assert (score.not_applicable, score.reason) == (True, "không có nhiệm vụ")


def test_a_failed_hard_criterion_is_told_at_once(measured):
    desk = measured(hard=[0])

    desk.field("1.1").fill("49")

    expect(desk.page.locator("[data-hard]")).to_contain_text("được 49, phải đạt 50")
    expect(desk.page.locator("[data-hard]")).to_contain_text("Xếp loại tối đa: Khá")


def test_a_sheet_that_was_approved_meanwhile_keeps_what_was_typed_and_says_so(
    desk, second_desk, browser_console
):
    browser_console.expect("status of 422")
    for code in ("1.1", "1.2"):
        second_desk.type(code, "45")
    second_desk.saved()
    second_desk.page.get_by_role("button", name="Duyệt phiếu").click()
    expect(second_desk.page.get_by_text("Đã duyệt phiếu.")).to_be_visible()

    desk.type("1.1", "40")
    expect(desk.state("1.1")).to_contain_text("Phiếu đã duyệt.")
    desk.page.once("dialog", lambda dialog: dialog.accept())
    desk.page.goto(desk.url)

    expect(desk.page.locator("[data-lost]")).to_have_text("1.1: “40”")
    assert desk.points("1.1") == "45"


def test_who_only_reads_is_told_that_the_sheet_has_changed(
    page, live_server, sheet, second_desk
):
    reader = Desk(page, live_server, sheet).sign_in(secretary_of(sheet.cell))
    page.goto(reader.url)
    second_desk.type("1.1", "40")
    second_desk.saved()

    page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(page.locator('[data-banner="moved"]')).to_be_visible()
    expect(reader.total()).to_have_text("0")


def test_signing_out_with_something_unsaved_asks_first(desk, browser_console):
    browser_console.expect("ERR_FAILED")
    desk.page.route("**/diem/", lambda route: route.abort())
    desk.type("1.1", "40")
    expect(desk.state("1.1")).to_have_text("Chờ mạng")

    desk.page.locator(".person > summary").click()
    desk.page.get_by_role("button", name="Đăng xuất").click()
    asked = desk.page.get_by_role("dialog", name="Còn giá trị chưa lưu")
    expect(asked).to_be_visible()
    asked.get_by_role("button", name="Ở lại").click()
    expect(desk.field("1.1")).to_have_value("40")

    desk.page.unroute("**/diem/")
    desk.page.evaluate("window.dispatchEvent(new Event('online'))")
    desk.saved()


def test_on_a_phone_the_sheet_is_one_column_and_the_total_stays_in_view(desk):
    desk.page.set_viewport_size({"width": 390, "height": 844})

    wide = desk.page.evaluate("document.documentElement.scrollWidth")

    assert wide == 390
    expect(desk.total()).to_be_in_viewport()
