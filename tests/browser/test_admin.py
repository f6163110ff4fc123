"""The admin in a browser: scripts and styles of the packages hold to our strict CSP.

Every test here also fails on console errors, of which a breach of the CSP is one.
"""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import Workbook

from tests.factories import (
    PASSWORD,
    CellFactory,
    CommitteeFactory,
    FrameworkFactory,
    IndicatorFactory,
    UserFactory,
    with_bands,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admin(live_server, page):
    UserFactory(username="quantri", is_staff=True, is_superuser=True)
    page.goto(f"{live_server.url}/dang-nhap/?next=/quan-tri/")
    page.get_by_label("Tên đăng nhập").fill("quantri")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/quan-tri/")
    return page


def opened(page, live_server, name, *args):
    page.goto(f"{live_server.url}{reverse(name, args=args)}")
    return page


def test_rows_are_added_to_a_draft_by_the_button(admin, live_server):
    draft = with_bands(FrameworkFactory())
    page = opened(admin, live_server, "admin:criteria_framework_change", draft.pk)

    page.get_by_text("Thêm một Tiêu chí nữa").click()
    page.locator("#id_criteria-2-code").fill("1")
    page.locator("#id_criteria-2-name").fill("Sinh hoạt tốt")
    page.get_by_role("button", name="Lưu", exact=True).click()

    page.get_by_role("link", name="0 chỉ số…").wait_for()
    assert draft.criteria.get().name == "Sinh hoạt tốt"


def test_committee_is_found_while_typing_without_diacritics(admin, live_server):
    cell = CellFactory(name="Chi bộ 1")
    CommitteeFactory(name="Đảng bộ xã An Thái")
    page = opened(admin, live_server, "admin:cells_cell_change", cell.pk)

    page.locator(".field-committee .select2-selection").click()
    page.keyboard.type("an thai")
    page.get_by_role("option", name="Đảng bộ xã An Thái").click()
    page.get_by_role("button", name="Lưu", exact=True).click()

    page.get_by_role("link", name="Chi bộ 1").first.wait_for()
    cell.refresh_from_db()
    assert cell.committee.name == "Đảng bộ xã An Thái"


def test_file_is_previewed_with_old_and_new_values(admin, live_server):
    indicator = IndicatorFactory(code="1.1", name="Tên cũ")
    book = Workbook()
    book.active.append(["Tiêu chí số", "Số", "Nội dung", "Điểm tối đa"])
    book.active.append([indicator.criterion.code, "1.1", "Tên mới", 10])
    saved = BytesIO()
    book.save(saved)
    page = opened(admin, live_server, "admin:criteria_indicator_import")

    page.get_by_label("Nhập vào bộ tiêu chí").select_option(index=1)
    page.get_by_label("Tệp cần nhập").set_input_files(
        {
            "name": "a.xlsx",
            "mimeType": "application/octet-stream",
            "buffer": saved.getvalue(),
        }
    )
    page.get_by_role("button", name="Xem trước").click()

    assert page.locator("del").inner_text() == "Tên cũ"
    assert page.locator("ins").inner_text() == "Tên mới"


@pytest.mark.parametrize("name", ["history", "delete", "change"])
def test_pages_of_a_committee_have_no_inline_style_or_script(admin, live_server, name):
    committee = CommitteeFactory(name="Tỉnh ủy Thái Bình")

    page = opened(admin, live_server, f"admin:cells_committee_{name}", committee.pk)

    assert page.get_by_text("Tỉnh ủy Thái Bình").first.is_visible()


def test_export_page_has_no_inline_style_or_script(admin, live_server):
    page = opened(admin, live_server, "admin:cells_cell_export")

    assert page.get_by_role("heading", name="Xuất dữ liệu").is_visible()
