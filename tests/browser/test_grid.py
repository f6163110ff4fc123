"""The grid in a real browser: keys, last month, history, phone."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from criteria.rules import NotApplicable
from scoring.models import Change, Evaluation, Field, Score, Source
from tests.factories import (
    CellFactory,
    RegistrationFactory,
    RemarkFactory,
    open_month,
    proof_behind,
    published_framework,
    secretary_of,
)
from tests.grid_desk import Desk, give, held, registered

pytestmark = pytest.mark.django_db(transaction=True)


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

    desk.press("k")  # may not be left out here: said where it is seen
    expect(desk.page.locator("[data-toasts]")).to_contain_text("không được chọn")


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


def test_last_month_is_one_key_away_and_a_row_is_filled_after_asking(
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

    page.get_by_role("button", name="Ghi nhanh").click()
    desk.fill_from_menu("row", "before")
    expect(desk.dialog()).to_contain_text(
        "Ghi như tháng trước cho 1 ô trống của hàng Chi bộ 1? "
        "1 ô đã có điểm được giữ nguyên."
    )
    assert held(0, 1) == ""
    page.get_by_role("button", name="Ghi 1 ô").click()

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


def test_the_panel_tells_the_history_and_takes_a_note(desk, staff):
    page = desk.page
    score = Evaluation.objects.in_order()[0].scores.in_sheet_order()[0]
    proof_behind(score, by=staff, title="Biên bản họp")
    RemarkFactory(
        cell=score.evaluation.cell,
        period=score.evaluation.period,
        indicator=score.indicator,
        text="Chưa gửi nghị quyết",
    )
    desk.go(0, 0)
    desk.type("40")
    desk.saved()
    desk.press("ArrowUp")
    desk.type("41")
    desk.saved()
    desk.press("ArrowUp", "Control+Enter")
    history = page.locator("[data-panel-history] li")
    expect(history).to_have_count(3)
    expect(history.first).to_contain_text("40 → 41")
    expect(history.first).to_contain_text("Cán bộ Đảng ủy")
    panel = page.locator("[data-panel]")
    expect(panel).to_contain_text("Chưa gửi nghị quyết")
    expect(panel.get_by_role("link", name="Biên bản họp")).to_have_attribute(
        "target", "_blank"
    )

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
