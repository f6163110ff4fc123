"""Units that have ended, where others are put under them or chosen."""

from datetime import date

import pytest
from django.urls import reverse

from tests.desk import Desk
from tests.factories import CellFactory, CellKindFactory, CommitteeFactory

ENDED = date(2022, 7, 1)
SENTENCE = "Đảng bộ xã cũ đã kết thúc hoạt động từ ngày 01/07/2022."


@pytest.fixture
def desk(client, db):
    return Desk(client)


@pytest.fixture
def old(db):
    return CommitteeFactory(name="Đảng bộ xã cũ", closed_on=ENDED)


def test_nothing_is_put_under_a_committee_that_has_ended(desk, old):
    cell, committee = CellFactory(), CommitteeFactory()
    new = {"name": "Mới", "kind": CellKindFactory().pk, "members": "3"}

    refused = [
        desk.errors(reverse("admin:cells_cell_add"), committee=old.pk, **new),
        desk.errors(
            reverse("admin:cells_cell_change", args=[cell.pk]), committee=old.pk
        ),
        desk.errors(
            reverse("admin:cells_committee_change", args=[committee.pk]), parent=old.pk
        ),
    ]

    assert refused == [[SENTENCE]] * 3


def test_cell_of_a_committee_that_has_ended_can_still_be_corrected(desk, old):
    cell = CellFactory(committee=old, closed_on=ENDED)

    desk.send(reverse("admin:cells_cell_change", args=[cell.pk]), name="Đúng tên")

    cell.refresh_from_db()
    assert cell.name == "Đúng tên"


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("committee", "Đảng bộ xã cũ (kết thúc ngày 01/07/2022)"),
        ("cell", "Chi bộ 1 – Đảng bộ xã cũ (kết thúc ngày 01/07/2022)"),
    ],
)
def test_units_that_have_ended_say_so_where_they_are_chosen(desk, old, field, name):
    CellFactory(name="Chi bộ 1", committee=old, closed_on=ENDED)
    asked = {"app_label": "cells", "model_name": "assignment", "field_name": field}

    answer = desk.client.get(reverse("admin:autocomplete"), asked)

    assert name in [row["text"] for row in answer.json()["results"]]
