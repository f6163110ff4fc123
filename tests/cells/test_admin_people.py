"""People and their roles in the admin."""

import pytest
from django.urls import reverse

from cells.models import Assignment
from cells.scope import Role
from tests.desk import Desk
from tests.factories import CommitteeFactory, staff_of


@pytest.fixture
def desk(client, db):
    return Desk(client)


def test_roles_of_a_person_change_places_in_one_save(desk):
    here, there = CommitteeFactory(), CommitteeFactory()
    person = staff_of(here)
    Assignment.objects.create(user=person, committee=there, role=Role.STAFF)
    page = reverse("admin:cells_user_change", args=[person.pk])

    desk.send(
        page,
        **{"assignments-0-committee": there.pk, "assignments-1-role": Role.APPROVER},
    )
    desk.send(page, **{"assignments-0-DELETE": "on", "assignments-1-role": Role.STAFF})

    held = person.assignments.values_list("committee", "role")
    assert list(held) == [(there.pk, Role.STAFF)]
