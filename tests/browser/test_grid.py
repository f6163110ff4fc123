"""The grid in a real browser: keys, blocks from Excel, two people, no connection."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from criteria.actions import publish
from criteria.rules import NotApplicable
from scoring.actions.entering import Entry, enter
from scoring.actions.periods import lock
from scoring.models import Change, Evaluation, Field, Score, Source
from tests.factories import (
    NOW,
    CellFactory,
    CommitteeFactory,
    CriterionFactory,
    FrameworkFactory,
    IndicatorFactory,
    RegistrationFactory,
    approver_of,
    open_month,
    published_framework,
    secretary_of,
    staff_of,
    with_bands,
)

pytestmark = pytest.mark.django_db(transaction=True)
COOKIE = settings.SESSION_COOKIE_NAME
URL = "/bang-cham-diem/2022-11/"


class Desk:
    """A person in front of the grid: cells by row and column, from 0."""

    def __init__(self, page, live_server):
        self.page, self.base = page, live_server.url
        self.batches = []
        page.on("request", self.note)

    def note(self, request):
        if request.method == "POST" and request.url.endswith("/diem/"):
            self.batches.append(request.post_data_json)

    def sign_in(self, user):
        client = Client()
        client.force_login(user)
        self.page.context.add_cookies(
            [{"name": COOKIE, "value": client.cookies[COOKIE].value, "url": self.base}]
        )
        return self

    def open(self):
        self.page.goto(self.base + URL)
        expect(self.page.locator("[data-tools]")).to_be_visible()
        return self

    def cell(self, y, x):
        row = self.page.locator("[data-row]").nth(y)
        return row.locator("td[tabindex]").nth(x)

    def go(self, y, x):
        self.cell(y, x).click()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text, key="Enter"):
        self.page.keyboard.type(text)
        self.press(key)

    def paste(self, text):
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.press("Control+v")

    def copied(self):
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.press("Control+c")
        return self.page.evaluate("navigator.clipboard.readText()")

    def saved(self):
        expect(self.page.locator("[data-saved]")).to_have_text("Đã lưu mọi giá trị")

    def total(self, y):
        return self.page.locator("[data-row-total]").nth(y)

    def problems(self):
        return self.page.locator("[data-problem-list] li")

    def dialog(self):
        return self.page.locator("dialog[open]")

    def here(self):
        return self.page.locator("[data-here]")


def held(y, x):
    """What the database holds in a cell of the grid."""
    sheet = list(Evaluation.objects.in_month(date(2022, 11, 1)).in_order())[y]
    return list(sheet.scores.in_sheet_order())[x].written


def give(sheet, *texts, by, field=Field.POINTS):
    entries = [
        Entry(score.pk, field, text, base=0)
        for score, text in zip(sheet.scores.in_sheet_order(), texts, strict=False)
    ]
    enter(entries=entries, by=by, at=NOW)


@pytest.fixture
def committee():
    return CommitteeFactory(name="Đảng ủy xã Quỳnh Hải")


@pytest.fixture
def staff(committee):
    staff = staff_of(committee)
    staff.full_name = "Cán bộ Đảng ủy"
    staff.save(update_fields=["full_name"])
    return staff


def registered(committee, framework, cells):
    for number in range(cells):
        cell = CellFactory(name=f"Chi bộ {number + 1}", committee=committee)
        RegistrationFactory(cell=cell, framework=framework)
    open_month()


@pytest.fixture
def month(committee):
    """Three cells with two indicators of 50 points."""
    registered(committee, published_framework(committee), cells=3)


@pytest.fixture
def big_month(committee):
    """Twenty cells with 17 indicators of 100 points."""
    framework = with_bands(FrameworkFactory(committee=committee, max_total=1700))
    criterion = CriterionFactory(framework=framework, code="1")
    for position in range(17):
        IndicatorFactory(
            criterion=criterion,
            code=f"1.{position + 1}",
            position=position,
            max_points=Decimal(100),
        )
    registered(committee, publish(framework=framework, at=NOW), cells=20)


@pytest.fixture
def desk(page, live_server, staff, month):
    return Desk(page, live_server).sign_in(staff).open()


@pytest.fixture
def big_desk(page, live_server, staff, big_month):
    return Desk(page, live_server).sign_in(staff).open()


@pytest.fixture
def second_desk(browser, browser_context_args, live_server, committee, month):
    context = browser.new_context(**browser_context_args)
    colleague = approver_of(committee)
    colleague.full_name = "Cán bộ Huyện ủy"
    colleague.save(update_fields=["full_name"])
    yield Desk(context.new_page(), live_server).sign_in(colleague).open()
    context.close()


# ---- keys


def test_typing_saves_and_the_total_follows_each_key(desk):
    desk.go(0, 0)
    desk.page.keyboard.type("42,5")
    expect(desk.total(0)).to_have_text("42,5")

    desk.press("Enter")
    expect(desk.cell(1, 0)).to_be_focused()
    desk.press("ArrowUp", "ArrowRight")
    desk.type("47.5", key="Tab")

    desk.saved()
    expect(desk.total(0)).to_have_text("90")
    expect(desk.page.locator("[data-row-grade]").first).to_have_text("Xuất sắc")
    expect(desk.page.locator("[data-column-scored]").first).to_have_text("1/3")
    assert (held(0, 0), held(0, 1)) == ("42,5", "47,5")
    expect(desk.cell(0, 1)).to_have_text("47,5")


def test_keys_move_as_in_a_spreadsheet(desk):
    desk.go(0, 0)
    for key, place in [
        ("ArrowDown", (1, 0)),
        ("ArrowRight", (1, 1)),
        ("Home", (1, 0)),
        ("End", (1, 1)),
        ("Control+Home", (0, 0)),
        ("Control+End", (2, 1)),
        ("Control+ArrowUp", (0, 1)),
        ("ArrowLeft", (0, 0)),
        ("Control+ArrowDown", (2, 0)),
        ("Enter", (0, 1)),
        ("Shift+Enter", (2, 0)),
        ("Tab", (2, 1)),
        ("Shift+Tab", (2, 0)),
        ("PageUp", (0, 0)),
    ]:
        desk.press(key)
        expect(desk.cell(*place)).to_be_focused()


@pytest.mark.parametrize(
    "keys", [["End", "Tab"], ["Escape", "Tab"], ["5", "Escape", "Tab"]]
)
def test_the_keyboard_is_not_trapped(desk, keys):
    desk.go(0, 0)

    desk.press(*keys)

    inside = "document.querySelector('[data-grid]').contains(document.activeElement)"
    assert desk.page.evaluate(inside) is False
    desk.press("Shift+Tab")
    assert desk.page.evaluate(inside) is True


def test_the_grid_is_one_tab_stop(desk):
    assert desk.page.locator("[data-grid] [tabindex='0']").count() == 1


def test_escape_gives_back_what_stood_there_and_f2_edits_inside(desk):
    desk.go(0, 0)
    desk.type("42")
    desk.press("ArrowUp")
    desk.page.keyboard.type("7")
    desk.press("Escape")
    expect(desk.cell(0, 0)).to_have_text("42")

    desk.press("F2")
    desk.page.keyboard.type(",5")
    desk.press("ArrowLeft", "ArrowLeft", "Backspace", "Enter")

    desk.saved()
    assert held(0, 0) == "4,5"


def test_delete_clears_to_not_scored_and_zero_is_a_score(desk):
    desk.go(0, 0)
    desk.type("0")
    desk.type("9")
    desk.press("ArrowUp", "Delete")

    desk.saved()
    assert (held(0, 0), held(1, 0)) == ("0", "")
    expect(desk.page.locator("[data-row-scored]").first).to_have_text("1/2")


def test_a_month_of_20_cells_is_done_without_the_mouse(big_desk):
    desk = big_desk
    while not desk.page.evaluate("document.activeElement.matches('[data-grid] td')"):
        desk.press("Tab")
    for _ in range(17):
        for number in range(20):
            desk.page.keyboard.type(f"{number + 50}")
            desk.press("Enter")

    desk.saved()
    totals = Evaluation.objects.in_order().values_list("total", flat=True)
    assert list(totals) == [(number + 50) * 17 for number in range(20)]
    assert Evaluation.objects.complete().count() == 20


def test_f7_goes_to_the_next_empty_and_f8_to_the_next_wrong_one(desk):
    desk.go(0, 0)
    desk.type("1")
    desk.type("99")
    desk.go(0, 0)

    desk.press("F7")
    expect(desk.cell(0, 1)).to_be_focused()
    desk.press("F8")
    expect(desk.cell(1, 0)).to_be_focused()
    expect(desk.here()).to_contain_text("Cao hơn điểm tối đa 50.")


def test_a_value_can_be_left_out_with_its_reason(page, live_server, staff, committee):
    framework = published_framework(committee, not_applicable=NotApplicable.EXCLUDE)
    registered(committee, framework, cells=1)
    desk = Desk(page, live_server).sign_in(staff).open()
    desk.go(0, 0)

    desk.press("k")
    page.keyboard.type("Không có đảng viên mới")
    desk.press("Enter")

    desk.saved()
    expect(desk.cell(0, 0)).to_have_text("KAD")
    score = Score.objects.get(not_applicable=True)
    assert score.reason == "Không có đảng viên mới"
    expect(desk.cell(0, 0)).to_be_focused()


def test_a_screen_reader_hears_cell_indicator_maximum_and_value(desk):
    name = "Chi bộ 3, chỉ số 1.2, tối đa 50, thẩm định trống"

    desk.go(2, 1)

    focused = desk.page.get_by_role("gridcell", name=name, exact=True)
    expect(focused).to_be_focused()
    desk.page.keyboard.type("60")
    desk.press("Enter")
    wrong = f"{name.replace('trống', '60')}, chưa lưu: Cao hơn điểm tối đa 50."
    expect(desk.cell(2, 1)).to_have_attribute("aria-label", wrong)
    expect(desk.cell(2, 1)).to_have_attribute("aria-invalid", "true")


# ---- blocks


def block():
    """20 x 17 values: decimals both ways, blanks, and two that are wrong."""
    rows = [["92,5", "92.5", *["7"] * 15] for _ in range(20)]
    rows[0][5] = ""
    rows[3][2] = "chín"
    rows[19][16] = "101"
    return "\r\n".join("\t".join(row) for row in rows) + "\r\n"


def test_a_block_from_excel_goes_in_at_once_and_can_be_taken_back(big_desk, staff):
    desk, page = big_desk, big_desk.page
    first = Evaluation.objects.in_order()[0]
    give(first, *["1"] * 6, by=staff)
    desk.open()
    desk.go(0, 0)

    desk.paste(block())

    expect(page.locator("[data-saved]")).to_have_text("2 giá trị chưa lưu")
    assert [(len(batch["values"]), batch["source"]) for batch in desk.batches] == [
        (338, "pasted")
    ]
    assert (held(0, 0), held(0, 1), held(0, 5), held(19, 15)) == (
        "92,5",
        "92,5",
        "",
        "7",
    )
    assert (held(3, 2), held(19, 16)) == ("", "")
    assert Change.objects.filter(source=Source.PASTED, new="").count() == 1
    wrong = [
        "Chi bộ 4, 1.3 “chín”: “chín” không phải là số. Hãy nhập số, ví dụ 92,5. Bỏ",
        "Chi bộ 20, 1.17 “101”: Cao hơn điểm tối đa 100. Bỏ",
    ]
    expect(desk.problems()).to_have_text(wrong)

    page.reload()
    expect(desk.cell(3, 2)).to_have_text("chín")
    expect(desk.cell(19, 16)).to_have_text("101")
    expect(desk.cell(19, 15)).to_have_text("7")
    expect(desk.problems()).to_have_text(wrong)


def test_undo_restores_the_whole_block_and_redo_brings_it_back(big_desk, staff):
    desk, page = big_desk, big_desk.page
    give(Evaluation.objects.in_order()[0], *["1"] * 6, by=staff)
    desk.open()
    desk.go(0, 0)
    desk.paste(block())
    expect(page.locator("[data-saved]")).to_have_text("2 giá trị chưa lưu")

    desk.press("Control+z")
    desk.saved()
    expect(desk.problems()).to_have_count(0)
    expect(desk.cell(3, 2)).to_have_text("")
    assert [held(0, x) for x in range(7)] == [*["1"] * 6, ""]
    assert Score.objects.exclude(points=None).count() == 6
    assert len(desk.batches) == 2

    desk.press("Control+y")
    expect(page.locator("[data-saved]")).to_have_text("2 giá trị chưa lưu")
    assert (held(19, 0), held(0, 5)) == ("92,5", "")
    expect(desk.cell(3, 2)).to_have_text("chín")


def test_what_does_not_fit_into_the_grid_is_kept_and_told(desk):
    desk.go(2, 1)

    desk.paste("5\t6\n7\t8\n")

    desk.saved()
    assert held(2, 1) == "5"
    expect(desk.page.locator('[data-banner="overflow"]')).to_contain_text(
        "3 ô nằm ngoài bảng nên chưa dán."
    )
    expect(desk.page.locator("[data-overflow]")).to_have_value("6\n7\t8")


def test_a_chosen_range_is_copied_out_and_one_value_fills_a_range(desk):
    desk.go(0, 0)
    desk.paste("1\t2,5\n3\t4")
    desk.saved()
    desk.go(0, 0)
    desk.press("Shift+ArrowDown", "Shift+ArrowRight")
    assert desk.copied() == "1\t2,5\n3\t4"

    desk.paste("9")
    desk.saved()
    assert [held(0, 0), held(0, 1), held(1, 0), held(1, 1)] == ["9"] * 4


def test_a_block_over_an_approved_row_goes_in_around_it(desk):
    sheet = Evaluation.objects.in_order()[1]
    Evaluation.objects.filter(pk=sheet.pk).update(status="approved", approved_at=NOW)
    desk.open()
    desk.go(0, 0)

    desk.paste("5\r\n6\r\n7\r\n")

    expect(desk.problems()).to_have_text(
        ["Chi bộ 2, 1.1 “6”: Phiếu đã duyệt. Muốn sửa phải mở lại phiếu. Bỏ"]
    )
    expect(desk.page.locator("[data-saved]")).to_have_text("1 giá trị chưa lưu")
    expect(desk.cell(1, 0)).to_have_text("6")
    assert [held(y, 0) for y in range(3)] == ["5", "", "7"]
    desk.go(1, 0)
    desk.press("Delete")
    desk.saved()
    expect(desk.cell(1, 0)).to_have_text("")


def test_a_quoted_cell_of_excel_is_one_value(desk):
    desk.go(0, 0)

    desk.paste('"KAD: không có\nviệc"\t5\n')

    expect(desk.problems()).to_have_count(1)
    expect(desk.cell(0, 1)).to_have_text("5")
    expect(desk.cell(1, 0)).to_have_text("")


def test_values_are_filled_down_and_right(desk):
    desk.go(0, 0)
    desk.type("8")
    desk.go(0, 0)
    desk.press("Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    desk.go(0, 1)
    desk.press("Control+r")

    desk.saved()
    assert [held(0, 0), held(1, 0), held(2, 0), held(0, 1)] == ["8"] * 4
    desk.press("Control+z", "Control+z")
    desk.saved()
    assert [held(0, 0), held(1, 0), held(2, 0), held(0, 1)] == ["8", "", "", ""]


# ---- last month


def test_last_month_is_one_key_away_and_a_row_is_copied_after_asking(
    page, live_server, committee, staff
):
    framework = published_framework(committee)
    cell = CellFactory(name="Chi bộ 1", committee=committee)
    RegistrationFactory(cell=cell, framework=framework)
    open_month(date(2022, 10, 1))
    give(Evaluation.objects.get(), "40", "30", by=staff)
    open_month()
    desk = Desk(page, live_server).sign_in(staff).open()
    desk.go(0, 0)
    desk.press("t")
    expect(desk.cell(0, 0).locator(".grid-hint")).to_have_text("40")
    desk.type("45")
    expect(desk.cell(0, 0).locator(".grid-hint")).to_have_text("40 ↑")

    page.get_by_role("button", name="Hàng như tháng trước").click()
    expect(desk.dialog()).to_contain_text(
        "Chép 1 điểm tháng trước vào các ô trống của Chi bộ 1? "
        "1 ô đã có điểm được giữ nguyên."
    )
    assert held(0, 1) == ""
    page.get_by_role("button", name="Chép", exact=True).click()

    desk.saved()
    assert (held(0, 0), held(0, 1)) == ("45", "30")
    assert Change.objects.latest("pk").source == Source.CARRIED
    expect(desk.cell(0, 1)).to_have_class(re.compile("is-carried"))

    desk.go(0, 0)
    desk.press("=")
    desk.saved()
    assert held(0, 0) == "40"


def test_what_the_cell_said_itself_is_one_key_away(page, live_server, committee, staff):
    framework = published_framework(committee)
    type(framework).objects.update(allows_self_scoring=True)
    registered(committee, framework, cells=1)
    sheet = Evaluation.objects.get()
    give(sheet, "45", "KAD", by=secretary_of(sheet.cell), field=Field.SELF_POINTS)
    desk = Desk(page, live_server).sign_in(staff).open()
    desk.go(0, 0)
    name = "Chi bộ 1, chỉ số 1.1, tối đa 50, tự chấm 45, thẩm định trống"
    expect(desk.cell(0, 0)).to_have_attribute("aria-label", name)

    desk.press("s")

    desk.saved()
    assert held(0, 0) == "45"
    expect(page.get_by_role("link", name="Mở phiếu của Chi bộ 1")).to_be_visible()


# ---- two people, no connection, signed out


def test_two_people_on_one_value_choose_and_on_two_values_both_are_kept(
    desk, second_desk, browser_console
):
    browser_console.expect("409")
    second_desk.go(0, 0)
    second_desk.type("40")
    second_desk.saved()
    desk.go(1, 1)
    desk.type("20")
    desk.saved()

    desk.go(0, 0)
    desk.type("45")

    item = desk.problems()
    expect(item).to_contain_text("Cán bộ Huyện ủy ghi 40 lúc")
    assert held(0, 0) == "40"
    desk.go(2, 0)
    desk.type("10")
    item.get_by_role("button", name="Dùng 45").click()
    desk.saved()
    assert (held(0, 0), held(1, 1), held(2, 0)) == ("45", "20", "10")
    changes = Change.objects.filter(new__in=["40", "45"]).order_by("pk")
    assert [(c.old, c.new) for c in changes] == [("", "40"), ("40", "45")]

    second_desk.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(second_desk.cell(1, 1)).to_have_text("20")
    expect(second_desk.cell(0, 0)).to_have_text("45")
    expect(second_desk.total(0)).to_have_text("45")


def test_the_others_value_can_be_kept(desk, second_desk, browser_console):
    browser_console.expect("409")
    second_desk.go(0, 0)
    second_desk.type("40")
    second_desk.saved()
    desk.go(0, 0)
    desk.type("45")

    desk.page.get_by_role("button", name="Giữ 40").click()

    expect(desk.cell(0, 0)).to_have_text("40")
    expect(desk.total(0)).to_have_text("40")
    desk.saved()
    assert held(0, 0) == "40"


def test_ten_values_typed_without_connection_survive_a_reload_and_are_sent_once(
    big_desk, browser_console
):
    browser_console.expect("ERR_FAILED|ERR_INTERNET_DISCONNECTED|Failed to fetch")
    desk, page = big_desk, big_desk.page
    page.route("**/diem/", lambda route: route.abort())
    desk.go(0, 0)
    for number in range(10):
        desk.type(f"{number}")
    expect(page.locator('[data-banner="offline"]')).to_be_visible()
    expect(desk.cell(9, 0)).to_have_attribute("data-state", re.compile("offline|dirty"))

    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(desk.cell(9, 0)).to_have_text("9")
    assert Change.objects.count() == 0

    page.unroute("**/diem/")
    desk.saved()
    expect(page.locator('[data-banner="offline"]')).to_be_hidden()
    assert [held(y, 0) for y in range(10)] == [str(n) for n in range(10)]
    assert Change.objects.count() == 10


def test_a_session_that_ended_loses_nothing(desk, staff, browser_console):
    browser_console.expect("401")
    desk.page.context.clear_cookies(name=COOKIE)
    desk.go(0, 0)
    desk.type("42")
    expect(desk.page.locator('[data-banner="signed-out"]')).to_be_visible()
    expect(desk.cell(0, 0)).to_have_text("42")
    assert held(0, 0) == ""

    desk.sign_in(staff)
    desk.page.evaluate("window.dispatchEvent(new Event('focus'))")

    desk.saved()
    expect(desk.page.locator('[data-banner="signed-out"]')).to_be_hidden()
    assert held(0, 0) == "42"


def test_a_month_locked_in_between_keeps_what_was_typed(
    desk, committee, browser_console
):
    browser_console.expect("422")
    lock(
        period=Evaluation.objects.first().period,
        committee=committee,
        by=approver_of(committee),
        at=NOW,
    )

    desk.go(0, 0)
    desk.type("42")

    expect(desk.problems()).to_have_text(
        ["Chi bộ 1, 1.1 “42”: Tháng 11/2022 đã khóa, không nhập được nữa. Bỏ"]
    )
    expect(desk.cell(0, 0)).to_have_text("42")
    desk.open()
    expect(desk.cell(0, 0)).to_have_text("42")
    desk.page.get_by_role("button", name="Bỏ").click()
    expect(desk.cell(0, 0)).to_have_text("")
    desk.go(0, 0)
    desk.page.keyboard.type("7")
    expect(desk.cell(0, 0)).to_have_text("")
    expect(desk.here()).to_contain_text("đã khóa, không nhập được nữa.")


# ---- the panel, the phone


def test_the_panel_tells_the_history_and_takes_a_note(desk):
    page = desk.page
    desk.go(0, 0)
    desk.type("40")
    desk.saved()
    desk.press("ArrowUp")
    desk.type("41")
    desk.saved()
    desk.press("ArrowUp", "Control+Enter")
    history = page.locator("[data-panel] .grid-history li")
    expect(history).to_have_count(2)
    expect(history.first).to_contain_text("40 → 41")
    expect(history.first).to_contain_text("Cán bộ Đảng ủy")

    page.keyboard.type("Sinh hoạt muộn một ngày.")
    desk.press("Escape")

    desk.saved()
    expect(desk.cell(0, 0)).to_be_focused()
    score = Score.objects.get(points=41)
    assert score.note == "Sinh hoạt muộn một ngày."


def test_on_a_phone_one_cell_at_a_time_leads_to_its_sheet(desk):
    page = desk.page
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator("[data-grid]")).to_be_hidden()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert page.evaluate(wide) is False

    page.get_by_role("link", name="Chi bộ 2").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Chi bộ 2")
    page.locator("[data-value]").first.fill("42")
    page.locator("[data-value]").first.press("Enter")
    expect(page.locator("[data-saved]")).to_have_text("Đã lưu mọi giá trị")
    assert held(1, 0) == "42"
