from datetime import date

import pytest

from criteria.actions import new_version, publish
from tests.api.programs import Program
from tests.factories import (
    NOW,
    CellFactory,
    CommitteeFactory,
    FrameworkFactory,
    published_framework,
    secretary_of,
    staff_of,
)

pytestmark = pytest.mark.django_db


def test_the_own_frameworks_and_those_of_committees_above_are_read():
    province = CommitteeFactory()
    commune = CommitteeFactory(parent=province)
    above, own = published_framework(province), published_framework(commune)
    published_framework(CommitteeFactory())
    FrameworkFactory(committee=commune, name="Bản nháp")

    for user in (staff_of(commune), secretary_of(CellFactory(committee=commune))):
        assert Program(user).ids("frameworks")[:1] == [above.pk]
    assert Program(staff_of(commune)).ids("frameworks") == [above.pk, own.pk]


def test_a_draft_or_a_foreign_framework_is_not_found():
    committee = CommitteeFactory()
    program = Program(staff_of(committee))

    for framework in (
        FrameworkFactory(committee=committee),
        published_framework(CommitteeFactory()),
    ):
        assert program.get("framework", framework.pk).status_code == 404


def test_the_version_in_force_in_a_month_is_found():
    committee = CommitteeFactory()
    old = published_framework(committee)
    draft = new_version(framework=old, effective_from=date(2022, 7, 1))
    new = publish(framework=draft, at=NOW)
    program = Program(staff_of(committee))

    assert program.ids("frameworks", programme="kieu-mau") == [old.pk, new.pk]
    assert program.ids("frameworks", month="2022-06") == [old.pk]
    assert program.ids("frameworks", month="2022-07") == [new.pk]


def test_a_framework_comes_with_criteria_indicators_and_bands():
    committee = CommitteeFactory()
    framework = published_framework(committee, indicators=2, hard=[0])

    found = Program(staff_of(committee)).get("framework", framework.pk).json()

    assert (found["code"], found["version"]) == (framework.code, 1)
    assert found["effective_from"] == "2022-01"
    (criterion,) = found["criteria"]
    assert [
        (one["code"], one["max_points"], one["is_hard"], one["pass_mark"])
        for one in criterion["indicators"]
    ] == [("1.1", "50.00", True, "50.00"), ("1.2", "50.00", False, "50.00")]
    assert criterion["indicators"][0]["months"] == list(range(1, 13))
    assert [(band["name"], band["from_points"]) for band in found["bands"]] == [
        ("Xuất sắc", "90.00"),
        ("Tốt", "80.00"),
        ("Khá", "70.00"),
        ("Trung bình", "50.00"),
        ("Kém", "0.00"),
    ]


def test_the_file_says_the_words_of_choices():
    committee = CommitteeFactory()
    published_framework(committee)

    header, (line,) = Program(staff_of(committee)).table("frameworks")

    row = dict(zip(header, line, strict=True))
    assert row["Cách xếp loại"] == "Theo tổng điểm"
    assert row["Áp dụng từ tháng"] == "01/2022"
    assert row["Tổng điểm tối đa"] == "100"


@pytest.mark.parametrize("number", [1, 25])
def test_the_number_of_queries_does_not_depend_on_that_of_rows(
    number, django_assert_num_queries
):
    committee = CommitteeFactory()
    frameworks = [published_framework(committee, indicators=number) for _ in range(2)]
    program = Program(staff_of(committee))
    program.get("periods")

    with django_assert_num_queries(3):
        program.get("frameworks")
    with django_assert_num_queries(9):  # and six for all its parts
        program.get("framework", frameworks[0].pk)
