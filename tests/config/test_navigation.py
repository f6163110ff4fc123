import pytest
from django.test import RequestFactory
from django.urls import reverse

from cells.models import User
from cells.scope import Role
from config.navigation import entries_for
from tests.factories import (
    AssignmentFactory,
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    UserFactory,
    administrator,
    open_month,
    published_framework,
    secretary_of,
    staff_of,
)

pytestmark = pytest.mark.django_db


def entries_of(user, path="/"):
    request = RequestFactory().get(path)
    request.user = User.objects.get(pk=user.pk)
    return entries_for(request)


def labels(user, path="/"):
    return [
        f"[{entry.label}]" if entry.is_current else entry.label
        for entry in entries_of(user, path)
    ]


def test_staff_go_from_overview_to_scores_and_reports():
    staff = staff_of(CommitteeFactory())

    assert labels(staff, "/cham-diem/2022-11/") == [
        "Tổng quan",
        "[Chấm điểm]",
        "Kiến nghị",
        "Báo cáo",
        "Bộ tiêu chí",
    ]


def test_the_menu_counts_no_further_than_it_can_say(monkeypatch):
    monkeypatch.setattr("config.navigation.MOST", 1)
    monkeypatch.setattr("reports.attention.MOST", 1)
    committee = CommitteeFactory()
    framework = published_framework(committee)
    counted = []
    for _ in range(3):
        RegistrationFactory(cell=CellFactory(committee=committee), framework=framework)
        open_month()
        counted.append(entries_of(staff_of(committee))[0].count)

    assert counted == ["1", "1+", "1+"]


def test_secretary_goes_to_the_own_cell():
    assert labels(secretary_of(CellFactory())) == [
        "[Chi bộ của tôi]",
        "Kiến nghị",
        "Bộ tiêu chí",
    ]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/phieu/7/", "[Chấm điểm]"),
        ("/diem/7/minh-chung/", "[Chấm điểm]"),
        ("/chi-bo/7/", "[Báo cáo]"),
    ],
)
def test_pages_below_a_place_mark_it(path, place):
    staff = staff_of(CommitteeFactory())

    marked = [label for label in labels(staff, path) if label.startswith("[")]

    assert marked == [place]


def test_administrator_goes_to_the_admin_as_well():
    assert labels(administrator())[-1] == "Quản trị"


def test_navigation_asks_two_queries_for_any_number_of_assignments(
    django_assert_num_queries,
):
    staff = UserFactory()
    for _ in range(3):
        AssignmentFactory(user=staff, role=Role.STAFF, committee=CommitteeFactory())
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=staff.pk)

    with django_assert_num_queries(2):
        entries_for(request)


def test_raising_a_remark_on_a_cell_belongs_to_the_remarks():
    staff = staff_of(CommitteeFactory())

    assert "[Kiến nghị]" in labels(staff, reverse("scoring:new_remark", args=[1]))
