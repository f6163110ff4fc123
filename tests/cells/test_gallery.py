import re

import pytest

from tests.factories import UserFactory, administrator

pytestmark = pytest.mark.django_db

URL = "/thu-vien-giao-dien/"


@pytest.fixture
def gallery(client):
    client.force_login(administrator())
    return client.get(URL).text


def test_gallery_does_not_exist_for_others(client):
    client.force_login(UserFactory())

    assert client.get(URL).status_code == 404


@pytest.mark.parametrize("tone", ["excellent", "good", "fair", "average", "poor"])
def test_gallery_shows_every_grade(gallery, tone):
    assert f'<span class="badge tone-{tone}">' in gallery


@pytest.mark.parametrize(
    "word",
    [
        "Chưa chấm",
        "Đang chấm",
        "Đã chấm đủ",
        "Đã gửi",
        "Trả lại",
        "Đã duyệt",
        "Đã khóa",
    ],
)
def test_gallery_shows_every_state_by_its_word(gallery, word):
    assert f"</svg>\n{word}</span>" in gallery


def test_a_bar_writes_its_value_with_a_point_and_its_words_with_a_comma(gallery):
    assert '<progress value="92.5" max="100"' in gallery
    assert "92,5/100" in gallery


def test_errors_stand_on_top_and_beside_their_field(gallery):
    assert '<a href="#id_points">Điểm</a>: Hãy nhập một số.' in gallery
    assert '<ul class="field-errors" id="id_points_error">' in gallery


def test_pager_counts_in_vietnamese_and_keeps_the_filters(client):
    client.force_login(administrator())

    answer = client.get(URL, {"tim": "a sao", "trang": "2"}).text

    assert "51–100 trong 10.000 chi bộ" in answer
    assert 'href="?tim=a+sao&amp;trang=3"' in answer


def test_sorted_column_says_its_order_and_turns_it_round(client):
    client.force_login(administrator())

    answer = client.get(URL, {"sap-xep": "total"}).text

    assert 'aria-sort="ascending"><a class="sort" href="?sap-xep=-total">' in answer


def test_a_sign_with_a_label_speaks(gallery):
    signs = re.findall(r"<svg[^>]*aria-label=[^>]*>", gallery)

    assert signs
    assert [sign for sign in signs if 'aria-hidden="true"' in sign] == []
