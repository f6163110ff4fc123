from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cells.scope import Role
from criteria.actions import publish
from tests.factories import (
    NOW,
    AssignmentFactory,
    CellFactory,
    CommitteeFactory,
    CriterionFactory,
    FrameworkFactory,
    GradeBandFactory,
    IndicatorFactory,
    ProgrammeFactory,
    published_framework,
    with_bands,
)

pytestmark = pytest.mark.django_db


def signed_in(client, role=Role.STAFF, **place):
    user = AssignmentFactory(role=role, **place).user
    client.force_login(user)
    return user


def test_secretary_reads_the_framework_of_a_committee_above(client):
    province = CommitteeFactory(name="Tỉnh ủy Thái Bình")
    hospital = CommitteeFactory(name="Đảng bộ Bệnh viện Nhi", parent=province)
    framework = published_framework(province, hard=[0])
    signed_in(client, Role.SECRETARY, cell=CellFactory(committee=hospital))

    page = client.get(
        reverse("criteria:framework", args=[framework.pk])
    ).content.decode()

    assert "Tỉnh ủy Thái Bình" in page
    assert "Tiêu chí cứng: phải đạt điểm tối đa." in page
    assert "từ 70 đến dưới 80" in page
    assert "Không đạt tiêu chí cứng thì xếp loại cao nhất là Khá." in page


def test_administrator_reads_every_framework_and_its_drafts(client, admin_user):
    draft = with_bands(FrameworkFactory())
    client.force_login(admin_user)

    answer = client.get(reverse("criteria:framework", args=[draft.pk]))

    assert "Bản nháp" in answer.content.decode()


def test_draft_of_a_committee_above_does_not_exist_for_those_below(client):
    province = CommitteeFactory()
    draft = FrameworkFactory(committee=province)
    signed_in(client, committee=CommitteeFactory(parent=province))

    answer = client.get(reverse("criteria:framework", args=[draft.pk]))

    assert answer.status_code == 404


def test_framework_of_another_branch_does_not_exist(client):
    other = published_framework(CommitteeFactory(name="Đảng bộ khác"))
    signed_in(client, committee=CommitteeFactory())

    answer = client.get(reverse("criteria:framework", args=[other.pk]))
    listed = client.get(reverse("criteria:frameworks"))

    assert answer.status_code == 404
    assert "Đảng bộ khác" not in listed.content.decode()


def test_list_names_only_the_version_in_force(client):
    committee = CommitteeFactory()
    parts = {"committee": committee, "code": "bo-mot"}
    for version, start in [
        (1, date(2022, 1, 1)),
        (2, date(2023, 1, 1)),
        (3, date(2999, 1, 1)),
    ]:
        framework = FrameworkFactory(version=version, effective_from=start, **parts)
        heading = CriterionFactory(framework=with_bands(framework), code="1")
        IndicatorFactory(criterion=heading, max_points=100)
        publish(framework=framework, at=NOW)
    signed_in(client, committee=committee)

    page = client.get(reverse("criteria:frameworks")).content.decode()

    assert "phiên bản 2" in page
    assert "phiên bản 1" not in page
    assert "phiên bản 3" not in page


def test_list_groups_by_programme_and_says_when_it_is_empty(client):
    committee = CommitteeFactory()
    signed_in(client, committee=committee)

    empty = client.get(reverse("criteria:frameworks")).content.decode()
    published_framework(committee)
    listed = client.get(reverse("criteria:frameworks")).content.decode()

    assert "Chưa có bộ tiêu chí nào đang áp dụng" in empty
    assert ProgrammeFactory().name in listed


def test_each_programme_is_named_once_whatever_the_codes_of_its_frameworks(client):
    committee = CommitteeFactory()
    programmes = [
        ProgrammeFactory(slug=slug, name=f"Chương trình {slug}")
        for slug in ("mot", "hai")
    ]
    for number in range(4):
        framework = published_framework(committee)
        framework.programme = programmes[number % 2]
        framework.save(update_fields=["programme"])
    signed_in(client, committee=committee)

    page = client.get(reverse("criteria:frameworks")).content.decode()

    assert [page.count(programme.name) for programme in programmes] == [1, 1]


@pytest.mark.parametrize("indicators", [1, 20])
def test_framework_page_asks_the_same_number_of_queries(
    client, django_assert_num_queries, indicators
):
    committee = CommitteeFactory()
    framework = published_framework(committee, indicators=indicators)
    signed_in(client, committee=committee)

    with django_assert_num_queries(10):
        client.get(reverse("criteria:framework", args=[framework.pk]))


@pytest.mark.parametrize("frameworks", [1, 10])
def test_list_asks_the_same_number_of_queries(
    client, django_assert_num_queries, frameworks
):
    committee = CommitteeFactory()
    for _ in range(frameworks):
        published_framework(committee)
    signed_in(client, committee=committee)

    with django_assert_num_queries(4):
        client.get(reverse("criteria:frameworks"))


def test_band_says_its_requirement_and_its_rule_for_the_year(client, admin_user):
    framework = FrameworkFactory()
    heading = CriterionFactory(framework=framework, code="2")
    floor = GradeBandFactory(framework=framework, name="Khá", from_points=0)
    band = GradeBandFactory(
        framework=framework, name="Tốt", from_points=90, year_months=7, year_floor=floor
    )
    band.requirements.create(criterion=heading, min_percent=Decimal("62.5"))
    client.force_login(admin_user)

    page = client.get(
        reverse("criteria:framework", args=[framework.pk])
    ).content.decode()

    assert "Tiêu chí 2 phải đạt từ 62,5% điểm tối đa." in page
    assert (
        "Cả năm: ít nhất 7 tháng đạt mức này trở lên và không tháng nào dưới mức Khá."
        in page
    )
