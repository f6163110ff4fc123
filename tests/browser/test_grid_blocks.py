"""Blocks in the grid: pasted from Excel, filled, copied out, taken back."""

import pytest
from playwright.sync_api import expect

from scoring.models import Change, Evaluation, Score, Source
from tests.factories import (
    NOW,
)
from tests.grid_desk import give, held

pytestmark = pytest.mark.django_db(transaction=True)


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
    expect(desk.page.locator("[data-toasts]")).to_contain_text("3 ô nằm ngoài bảng")


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


def test_undo_over_a_refused_text_saves_again_what_stood_below_it(desk):
    desk.go(0, 0)
    desk.type("5")
    desk.saved()
    desk.go(0, 0)
    desk.type("101")
    desk.go(0, 0)
    desk.paste("8")
    desk.saved()

    desk.press("Control+z")
    expect(desk.problems()).to_have_count(1)
    expect(desk.cell(0, 0)).to_have_text("101")
    expect(desk.total(0)).to_have_text("5")
    assert held(0, 0) == "5"

    desk.press("Control+y")
    expect(desk.total(0)).to_have_text("8")
    desk.saved()
    assert held(0, 0) == "8"
    desk.press("Control+z", "Control+z")
    desk.saved()
    expect(desk.cell(0, 0)).to_have_text("5")
    assert held(0, 0) == "5"
