"""Rows of a framework that change places, and numbers that stand twice, in the admin."""

import pytest

from criteria.models import Criterion
from tests.criteria.test_admin_frameworks import page_of
from tests.desk import Desk
from tests.factories import (
    CriterionFactory,
    FrameworkFactory,
    IndicatorFactory,
    with_bands,
)


@pytest.fixture
def desk(client, db):
    return Desk(client)


def framework_of(*codes):
    framework = FrameworkFactory()
    for place, code in enumerate(codes, start=1):
        CriterionFactory(
            framework=framework, code=code, position=place, name=f"T{code}"
        )
    return framework


def numbered(framework):
    return dict(framework.criteria.values_list("name", "code"))


def test_criteria_change_numbers_with_one_another_in_one_save(desk):
    framework = framework_of("1", "2", "3")
    codes = {"criteria-0-code": "2", "criteria-1-code": "3", "criteria-2-code": "1"}

    desk.send(page_of(framework), **codes)

    assert numbered(framework) == {"T1": "2", "T2": "3", "T3": "1"}


def test_criterion_takes_the_number_of_one_that_is_removed(desk):
    framework = framework_of("1", "2")

    desk.send(page_of(framework), **{"criteria-0-code": "2", "criteria-1-DELETE": "on"})

    assert numbered(framework) == {"T1": "2"}


def test_criterion_makes_room_for_a_new_one_of_its_number(desk):
    framework = framework_of("1", "2")
    new = {"criteria": [{"code": "1", "name": "Mới"}]}

    desk.send(
        page_of(framework), new, **{"criteria-0-code": "2", "criteria-1-code": "3"}
    )

    assert numbered(framework) == {"Mới": "1", "T1": "2", "T2": "3"}


def test_indicators_change_numbers_with_one_another(desk):
    heading = CriterionFactory()
    first = IndicatorFactory(criterion=heading, code="1.1", position=1)
    second = IndicatorFactory(criterion=heading, code="1.2", position=2)

    desk.send(
        page_of(heading), **{"indicators-0-code": "1.2", "indicators-1-code": "1.1"}
    )

    assert list(heading.indicators.values_list("pk", "code").order_by("pk")) == [
        (first.pk, "1.2"),
        (second.pk, "1.1"),
    ]


def test_bounds_of_bands_move_down_in_one_save(desk):
    framework = with_bands(FrameworkFactory())
    bounds = {"Xuất sắc": 80, "Tốt": 70, "Khá": 50, "Trung bình": 30, "Kém": 0}
    moved = {f"bands-{n}-from_points": p for n, p in enumerate(bounds.values())}

    desk.send(page_of(framework), **moved)

    assert dict(framework.bands.values_list("name", "from_points")) == bounds


def test_names_of_bands_change_places(desk):
    framework = with_bands(FrameworkFactory())

    desk.send(page_of(framework), **{"bands-0-name": "Tốt", "bands-1-name": "Xuất sắc"})

    assert [band.name for band in framework.bands.all()][:2] == ["Tốt", "Xuất sắc"]


def test_number_that_another_has_is_refused_on_a_page_of_its_own(desk):
    framework = with_bands(framework_of("1", "2"))
    heading = Criterion.objects.get(code="1")
    indicator = IndicatorFactory(criterion=heading, code="1.1")
    IndicatorFactory(criterion=heading, code="1.2")
    band = framework.bands.get(name="Tốt")

    refused = [
        desk.errors(page_of(heading), code="2"),
        desk.errors(page_of(indicator), code="1.2"),
        desk.errors(page_of(band), name="Khá"),
        desk.errors(page_of(band), from_points="70"),
    ]

    assert refused == [
        ["Số tiêu chí này đã được dùng."],
        ["Số chỉ số này đã được dùng."],
        ["Tên mức xếp loại đã được dùng."],
        ["Đã có mức xếp loại bắt đầu từ điểm này."],
    ]


def test_number_with_a_sign_that_nobody_sees_is_the_same_number(desk):
    framework = framework_of("1")
    pasted = [{"code": "1\u200b", "name": "Dán từ trang khác"}]

    assert "Có hai dòng giống nhau ở “Số”: hãy sửa một trong hai dòng." in desk.errors(
        page_of(framework), {"criteria": pasted}
    )
