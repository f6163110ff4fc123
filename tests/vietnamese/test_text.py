import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.text import fold, nfc, one_line, sort_key

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
vietnamese_names = st.text(
    alphabet=LETTERS + LETTERS.upper() + " 0123456789-,()", max_size=40
)


def apart(text):
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("thon a sao", "Chi bộ thôn A Sào"),
        ("duong", "Chi bộ Đường sắt"),
        ("đường", "CHI BỘ ĐƯỜNG SẮT"),
        ("quy 2", "Quỹ  2"),
        ("xa nguyen xa", "Đảng bộ xã Nguyên Xá"),
    ],
)
def test_search_finds_a_name_typed_without_accents(typed, name):
    assert fold(typed) in fold(name)


def test_search_tells_different_letters_apart():
    assert fold("Chi bộ Đông") != fold("Chi bộ Tông")


def test_search_ignores_what_cannot_be_seen():
    assert fold(" Chi\u00a0bộ\u200b thôn\n\tA Sào\ufeff ") == "chi bo thon a sao"


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(vietnamese_names)
def test_composed_and_decomposed_text_are_the_same_to_search_and_order(name):
    assert fold(apart(name)) == fold(name)
    assert sort_key(apart(name)) == sort_key(name)
    assert nfc(apart(name)) == nfc(name)


@given(vietnamese_names)
def test_folded_names_are_plain_ascii(name):
    assert fold(name).isascii()


def test_one_line_keeps_a_name_readable():
    assert one_line(apart("  Chi bộ \n thôn\u00a0A   Sào ")) == "Chi bộ thôn A Sào"


def test_one_line_drops_what_nobody_sees():
    """Soft hyphens, zero-width spaces and joiners of a text that was copied from a page."""
    assert one_line("\ufeffChi\u00ad bộ\u200b \u200dA\u2060") == "Chi bộ A"


@pytest.mark.parametrize(
    "in_order",
    [
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g"],
        ["o", "ô", "ơ", "p", "u", "ư", "v"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["Dũng", "Dương", "Đà", "Đường", "E"],
        ["Chi bộ 1", "Chi bộ 2", "Chi bộ 10", "Chi bộ 100"],
        ["Chi bộ 2", "Chi bộ 2A", "Chi bộ 2B", "Chi bộ 02C", "Chi bộ 3"],
        ["Chi bộ", "Chi bộ 1", "Chi bộ thôn", "Chi bộ thôn A"],
        ["an", "An", "ân"],
        ["ba", "bà con", "bạc"],
        ["Bá An", "Bà Bình"],
        ["Thôn - A", "Thôn (A)", "Thôn 1", "Thôn A"],
        ["Mu", "Mü", "Mư"],
    ],
)
def test_names_sort_as_in_a_vietnamese_list(in_order):
    backwards = in_order[::-1]

    assert sorted(backwards, key=sort_key) == in_order


@given(st.text(max_size=60))
def test_sort_key_has_digits_only(text):
    assert set(sort_key(text)) <= set("0123456789")


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_in_names_sort_by_value(first, second):
    is_before = sort_key(f"Chi bộ {first}") < sort_key(f"Chi bộ {second}")

    assert is_before == (first < second)


@given(vietnamese_names, vietnamese_names)
def test_a_name_sorts_before_the_names_that_go_on_after_it(name, rest):
    assert sort_key(name) <= sort_key(name + " " + rest)


@given(
    st.text(alphabet=LETTERS + LETTERS.upper(), max_size=20),
    st.text(alphabet=LETTERS + LETTERS.upper(), max_size=20),
)
def test_different_words_have_different_keys(first, second):
    assert (sort_key(first) == sort_key(second)) == (first == second)
