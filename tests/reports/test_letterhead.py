"""What stands on a committee's papers, and what it takes from the committee above."""

from datetime import date

import pytest
from django.urls import reverse

from cells.models import Committee, Letterhead
from reports.documents.letterhead import office_among, office_of, offices_of
from tests.desk import Desk
from tests.factories import CommitteeFactory

pytestmark = pytest.mark.django_db
DAY = date(2022, 12, 5)


@pytest.fixture
def district():
    province = CommitteeFactory(name="Tỉnh ủy Thái Bình")
    district = CommitteeFactory(name="Huyện ủy Quỳnh Phụ", parent=province)
    Letterhead.objects.create(
        committee=district,
        place="Quỳnh Phụ",
        authority="T/M BAN THƯỜNG VỤ",
        post="PHÓ BÍ THƯ",
        signatory="Nguyễn Văn A",
        document_sign="BC/HU",
        recipients="- Ban Tổ chức Tỉnh ủy,\n\n- Lưu Văn phòng.",
    )
    return district


def test_without_any_words_the_names_of_the_tree_are_printed(db):
    commune = CommitteeFactory(
        name="Đảng bộ xã An Thái", parent=CommitteeFactory(name="Huyện ủy Quỳnh Phụ")
    )

    office = office_of(commune)

    head = office.letterhead(DAY)
    assert (head.superior, head.issuer) == ("HUYỆN ỦY QUỲNH PHỤ", "ĐẢNG BỘ XÃ AN THÁI")
    assert head.place_and_date == "…………, ngày 05 tháng 12 năm 2022"
    assert head.number == ""
    assert office.signature.authority == "T/M ĐẢNG ỦY"
    assert office.recipients[-1] == "Lưu Đảng bộ xã An Thái"


def test_what_is_empty_comes_from_the_nearest_above_except_names_and_sign(district):
    commune = CommitteeFactory(name="Đảng bộ xã An Thái", parent=district)
    Letterhead.objects.create(committee=commune, own_name="ĐẢNG ỦY XÃ AN THÁI")
    hamlet = CommitteeFactory(name="Đảng bộ bộ phận", parent=commune)

    office = office_of(hamlet)

    assert (office.superior, office.name) == ("ĐẢNG ỦY XÃ AN THÁI", "ĐẢNG BỘ BỘ PHẬN")
    assert (office.place, office.sign) == ("Quỳnh Phụ", "")
    assert (office.signature.authority, office.signature.post) == (
        "T/M BAN THƯỜNG VỤ",
        "PHÓ BÍ THƯ",
    )
    assert office.signature.name == ""
    assert office.recipients == ("Ban Tổ chức Tỉnh ủy", "Lưu Văn phòng")


def test_the_committee_s_own_words_win(district):
    head = office_of(district).letterhead(DAY)

    assert head.superior == "TỈNH ỦY THÁI BÌNH"
    assert head.number.endswith("-BC/HU")
    assert head.place_and_date == "Quỳnh Phụ, ngày 05 tháng 12 năm 2022"
    assert office_of(district).signature.name == "Nguyễn Văn A"


def test_committees_at_hand_make_the_same_office_without_a_query(
    district, django_assert_num_queries
):
    commune = CommitteeFactory(name="Đảng bộ xã An Thái", parent=district)
    found = list(
        Committee.objects.on_the_ways_to([commune.path]).select_related("letterhead")
    )
    asked = office_of(commune)

    with django_assert_num_queries(0):
        assert office_among(commune, found) == asked


def test_a_cell_writes_under_its_committee(district):
    head = office_of(district).letterhead_of_cell("Chi bộ thôn A Sào", None)

    assert (head.superior, head.issuer) == ("HUYỆN ỦY QUỲNH PHỤ", "CHI BỘ THÔN A SÀO")
    assert head.place_and_date == "Quỳnh Phụ, ngày …… tháng …… năm ………"


@pytest.mark.parametrize("number", [1, 12])
def test_letterheads_of_many_committees_take_the_same_queries(
    district, number, django_assert_num_queries
):
    communes = [CommitteeFactory(parent=district) for _ in range(number)]

    with django_assert_num_queries(2):
        offices = offices_of(communes)

    assert {office.place for office in offices.values()} == {"Quỳnh Phụ"}


def test_an_administrator_writes_the_letterhead_on_the_committee_s_page(client):
    desk = Desk(client)
    commune = CommitteeFactory(name="Đảng bộ xã An Thái")

    desk.send(
        reverse("admin:cells_committee_change", args=[commune.pk]),
        {"letterhead": [{"own_name": "ĐẢNG ỦY XÃ AN THÁI", "place": "An Thái"}]},
    )

    office = office_of(commune)
    assert (office.name, office.place) == ("ĐẢNG ỦY XÃ AN THÁI", "An Thái")


def test_a_page_left_empty_keeps_no_letterhead(client):
    desk = Desk(client)
    commune = CommitteeFactory()

    desk.send(reverse("admin:cells_committee_change", args=[commune.pk]), name="Xã")

    assert not Letterhead.objects.exists()
