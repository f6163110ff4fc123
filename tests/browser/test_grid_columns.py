"""Many cells of the grid at once: a column from its head, chosen cells by a key."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from scoring.actions.reviewing import move, send_back
from scoring.models import Change, Evaluation, Field, Score, Source
from scoring.workflow import Status
from tests.factories import (
    NOW,
    CellFactory,
    RegistrationFactory,
    approver_of,
    open_month,
    published_framework,
    secretary_of,
)
from tests.grid_desk import Desk, give, held

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page, live_server, committee, staff):
    """Three cells that scored 40, 41, 42 last month and say 30 of themselves now."""
    framework = published_framework(committee)
    type(framework).objects.update(allows_self_scoring=True)
    for number in range(3):
        cell = CellFactory(name=f"Chi bộ {number + 1}", committee=committee)
        RegistrationFactory(cell=cell, framework=framework)
    open_month(date(2022, 10, 1))
    for number, sheet in enumerate(Evaluation.objects.in_order()):
        give(sheet, f"{40 + number}", by=staff)
    open_month()
    for sheet in november():
        give(sheet, "30", by=secretary_of(sheet.cell), field=Field.SELF_POINTS)
    return Desk(page, live_server).sign_in(staff).open()


def november():
    return list(Evaluation.objects.in_month(date(2022, 11, 1)).in_order())


def column(x):
    return [held(y, x) for y in range(3)]


def test_a_column_gets_full_marks_from_its_head_by_keys_and_can_be_taken_back(desk):
    desk.go(1, 0)
    desk.type("7")
    desk.saved()
    desk.press("Control+ArrowUp", "ArrowUp")
    expect(desk.head(0)).to_be_focused()

    desk.press("Enter")
    desk.page.get_by_role("button", name=re.compile("Điểm tối đa 2 ô")).press("Enter")
    expect(desk.dialog()).to_contain_text(
        "Ghi điểm tối đa cho 2 ô trống của cột 1.1? 1 ô đã có điểm được giữ nguyên."
    )
    assert column(0) == ["", "7", ""]
    desk.press("Enter")

    desk.saved()
    assert column(0) == ["50", "7", "50"]
    assert [len(batch["values"]) for batch in desk.batches] == [1, 2]
    expect(desk.page.locator("[data-toasts]")).to_contain_text("Đã ghi 2 ô.")
    expect(desk.cell(0, 0)).to_be_focused()
    desk.press("Control+z")
    desk.saved()
    assert column(0) == ["", "7", ""]


def test_last_months_values_stay_marked_until_they_are_confirmed(desk):
    desk.go(0, 0)
    desk.press("Alt+ArrowDown")
    desk.fill_from_menu("column", "before")
    expect(desk.dialog()).to_contain_text("Ghi như tháng trước cho 3 ô trống")
    desk.press("Enter")
    desk.saved()
    assert column(0) == ["40", "41", "42"]
    assert {batch["source"] for batch in desk.batches} == {"carried"}

    desk.type("40")
    desk.press("v")
    desk.saved()
    marked = re.compile("is-carried")
    expect(desk.cell(0, 0)).not_to_have_class(marked)
    expect(desk.cell(1, 0)).not_to_have_class(marked)
    expect(desk.cell(2, 0)).to_have_class(marked)
    confirmed = Change.objects.filter(source=Source.CHECKED)
    assert sorted(confirmed.values_list("old", "new")) == [("40", "40"), ("41", "41")]

    desk.open()
    expect(desk.cell(0, 0)).not_to_have_class(marked)
    expect(desk.cell(2, 0)).to_have_class(marked)


def test_chosen_cells_become_as_self_scored_by_a_key_after_the_count(desk):
    desk.go(0, 0)
    desk.type("9")
    desk.saved()
    desk.go(0, 0)
    desk.press("Shift+ArrowDown", "s")

    expect(desk.dialog()).to_contain_text(
        "Ghi như chi bộ tự chấm cho 2 ô đang chọn? "
        "Trong đó 1 ô đã có điểm sẽ được thay."
    )
    desk.page.get_by_role("button", name="Ghi 2 ô").click()

    desk.saved()
    assert column(0) == ["30", "30", ""]
    assert desk.batches[-1]["source"] == "as_self"
    desk.press("Control+z")
    desk.saved()
    assert column(0) == ["9", "", ""]


def test_a_partly_returned_sheet_opens_only_what_the_return_named(
    desk, committee, staff
):
    first = november()[0]
    give(first, "40", "30", by=staff)
    named = first.scores.in_sheet_order()[1]
    sent = Evaluation.objects.with_lock(at=NOW).for_page().get(pk=first.pk)
    move(evaluation=sent, to=Status.SUBMITTED, by=staff, at=NOW)
    send_back(
        evaluation=sent,
        wrong={named.pk: "Thiếu minh chứng"},
        by=approver_of(committee),
        at=NOW,
        reason="Đề nghị xem lại",
    )
    desk.open()

    desk.go(0, 0)
    desk.type("5")
    expect(desk.cell(0, 0)).to_have_text("40")
    expect(desk.cell(0, 0)).to_have_attribute("aria-label", re.compile("chỉ xem$"))
    desk.go(0, 0)
    expect(desk.here()).to_contain_text("Chỉ các chỉ số bị trả lại mới được sửa.")
    desk.go(0, 1)
    expect(desk.here()).to_contain_text("bị trả lại: Thiếu minh chứng")
    desk.go(0, 0)
    desk.press("Alt+ArrowDown")
    desk.fill_from_menu("column", "most")
    expect(desk.dialog()).to_contain_text("Ghi điểm tối đa cho 2 ô trống của cột 1.1?")
    desk.press("Enter")
    desk.go(0, 1)
    desk.type("45")

    desk.saved()
    assert column(0) == ["40", "50", "50"]
    assert Score.objects.get(pk=named.pk).points == 45


def test_a_touch_screen_chooses_types_and_fills(browser, live_server, desk, staff):
    context = browser.new_context(
        viewport={"width": 1024, "height": 768},
        has_touch=True,
        is_mobile=True,
        locale="vi-VN",
    )
    touch = Desk(context.new_page(), live_server).sign_in(staff).open()
    try:
        touch.cell(0, 1).tap()
        expect(touch.page.locator(".grid-input")).to_be_focused()
        touch.page.keyboard.type("42,5")
        touch.cell(1, 1).tap()
        touch.saved()
        expect(touch.total(0)).to_have_text("42,5")

        touch.page.get_by_role("button", name="Chọn nhiều ô").tap()
        touch.cell(2, 0).tap()
        expect(touch.page.locator("td[aria-selected]")).to_have_count(4)
        touch.page.get_by_role("button", name="Ghi nhanh").tap()
        touch.page.locator("[data-scope=chosen] [data-fills=most]").tap()
        touch.page.get_by_role("button", name="Ghi 4 ô").tap()
        touch.saved()
        assert (column(0), column(1)) == (["", "50", "50"], ["42,5", "50", "50"])

        touch.head(0).tap()
        touch.page.locator("[data-scope=column] [data-fills=before]").tap()
        touch.page.get_by_role("button", name="Ghi 1 ô").tap()
        touch.saved()
        assert held(0, 0) == "40"
    finally:
        context.close()
