"""What is typed in the grid is never lost: two people, no connection, a lock."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from scoring.actions.periods import lock, unlock
from scoring.models import Change, Evaluation
from tests.factories import (
    NOW,
    approver_of,
)
from tests.grid_desk import held

pytestmark = pytest.mark.django_db(transaction=True)
COOKIE = settings.SESSION_COOKIE_NAME


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
    page.set_viewport_size({"width": 1280, "height": 640})
    desk.go(19, 0)
    desk.type("9", "ArrowRight")
    expect(page.locator('[data-banner="offline"]')).to_be_visible()
    expect(desk.cell(19, 1)).to_be_in_viewport(ratio=1)  # the banner pushed it down
    desk.go(0, 0)
    for number in range(9):
        desk.type(f"{number}")
    expect(desk.cell(8, 0)).to_have_attribute("data-state", re.compile("offline|dirty"))

    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(desk.cell(19, 0)).to_have_text("9")
    assert Change.objects.count() == 0

    page.unroute("**/diem/")
    desk.saved()
    expect(page.locator('[data-banner="offline"]')).to_be_hidden()
    assert [held(y, 0) for y in [*range(9), 19]] == [str(n) for n in range(10)]
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
    expect(desk.problems()).to_have_count(1)
    desk.page.get_by_role("button", name="Bỏ").click()
    expect(desk.cell(0, 0)).to_have_text("")
    desk.go(0, 0)
    desk.page.keyboard.type("7")
    expect(desk.cell(0, 0)).to_have_text("")
    expect(desk.here()).to_contain_text("đã khóa, không nhập được nữa.")


def test_what_a_lock_refused_is_saved_when_the_month_is_open_again(
    desk, committee, browser_console
):
    browser_console.expect("422")
    approver = approver_of(committee)
    period = Evaluation.objects.first().period
    lock(period=period, committee=committee, by=approver, at=NOW)
    desk.go(0, 0)
    desk.type("42")
    expect(desk.problems()).to_have_count(1)
    unlock(period=period, committee=committee, by=approver)

    desk.open()

    desk.saved()
    assert held(0, 0) == "42"
