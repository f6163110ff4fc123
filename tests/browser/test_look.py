"""What every page owes its readers: it fits a phone, answers to keys, keeps the scheme."""

import pytest

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 780}


@pytest.fixture
def gallery(live_server, page):
    UserFactory(username="quantri", is_staff=True, is_superuser=True)
    page.goto(f"{live_server.url}/dang-nhap/?next=/thu-vien-giao-dien/")
    page.get_by_label("Tên đăng nhập").fill("quantri")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/thu-vien-giao-dien/")
    return page


def test_sign_in_shows_the_password_on_request(live_server, page):
    page.goto(f"{live_server.url}/dang-nhap/")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)

    page.get_by_label("Hiện mật khẩu").check()

    assert page.locator("#id_password").get_attribute("type") == "text"


def test_nothing_scrolls_sideways_on_a_small_phone(gallery):
    gallery.set_viewport_size(PHONE)

    wide = gallery.evaluate("document.documentElement.scrollWidth")

    assert wide == PHONE["width"]


def test_user_menu_opens_and_closes_by_keys(gallery):
    summary = gallery.locator(".person > summary")
    summary.focus()

    gallery.keyboard.press("Enter")
    opened = gallery.get_by_role("link", name="Đổi mật khẩu").is_visible()
    gallery.keyboard.press("Tab")
    gallery.keyboard.press("Escape")

    assert opened
    assert gallery.get_by_role("link", name="Đổi mật khẩu").is_hidden()
    assert summary.evaluate("node => node === document.activeElement")


def test_chosen_scheme_is_remembered(gallery):
    gallery.locator(".person > summary").click()
    gallery.get_by_role("button", name="Tối").click()

    gallery.reload()

    assert gallery.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize("chosen", ["", "dark"])
def test_paper_is_light_whatever_the_screen(gallery, chosen):
    def tone():
        root = "getComputedStyle(document.documentElement)"
        return gallery.evaluate(f"{root}.getPropertyValue('--grade-good-soft')")

    gallery.emulate_media(color_scheme="light")
    light = tone()
    gallery.emulate_media(color_scheme="dark")
    gallery.locator("html").evaluate("(root, to) => root.dataset.theme = to", chosen)
    dark = tone()

    gallery.emulate_media(media="print", color_scheme="dark")

    assert (tone() == light, dark == light) == (True, False)


def test_dialog_opens_and_gives_way_to_escape(gallery):
    gallery.get_by_role("button", name="Mở hộp thoại").click()
    opened = gallery.get_by_role("dialog").is_visible()

    gallery.keyboard.press("Escape")

    assert opened
    assert gallery.locator("dialog[open]").count() == 0


def test_toast_is_read_out_as_text_and_never_as_markup(gallery):
    gallery.evaluate(
        """() => document.body.dispatchEvent(new CustomEvent("toast",
             {bubbles: true, detail: {text: "<b>Đã lưu</b>", tone: "success"}}))"""
    )

    assert gallery.locator("[data-toasts]").inner_text() == "<b>Đã lưu</b>"
