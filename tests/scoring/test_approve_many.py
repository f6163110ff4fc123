"""Duyệt nhiều phiếu: the page that previews, and the deed."""

import pytest
from django.urls import reverse

from scoring.models import Change, Evaluation, Field
from scoring.workflow import Status
from tests.factories import (
    MONTH,
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    approver_of,
    open_month,
    opened_sheet,
    published_framework,
    staff_of,
)

pytestmark = pytest.mark.django_db
ADDRESS = reverse("scoring:approve_many", args=[MONTH])


def sheets_under(committee, number, *, incomplete=0):
    """Scored sheets of one framework; the last ones lack an indicator."""
    framework = published_framework(committee)
    for _ in range(number):
        cell = CellFactory(committee=committee)
        RegistrationFactory(cell=cell, framework=framework)
    open_month()
    sheets = list(Evaluation.objects.under(committee).order_by("pk"))
    ready = [sheet.pk for sheet in sheets[: number - incomplete]]
    for sheet in sheets:
        sheet.scores.update(points=40)
    Evaluation.objects.filter(pk__in=ready).update(scored=2, is_complete=True)
    return sheets


@pytest.fixture
def committee(client):
    committee = CommitteeFactory()
    client.force_login(approver_of(committee))
    return committee


def test_all_of_the_filter_are_approved_beyond_the_page(client, committee):
    sheets = sheets_under(committee, 62, incomplete=7)
    month = client.get(reverse("scoring:month", args=[MONTH]))
    everything = f"{ADDRESS}?tat-ca=1"

    preview = client.get(everything).context["approval"]
    answer = client.post(everything, follow=True)

    assert f'href="{ADDRESS}?tat-ca=1"' in month.content.decode()
    assert (len(preview.ready), len(preview.refused)) == (55, 7)
    assert "Đã duyệt 55 phiếu." in answer.content.decode()
    left = answer.context["approval"]
    assert (left.ready, len(left.refused), len(left.done)) == ([], 7, 55)
    assert {why for _, why in left.refused} == {"Phiếu còn 2 chỉ số chưa chấm."}
    assert f"/phieu/{sheets[-1].pk}/" in answer.content.decode()

    client.post(everything)

    assert Change.objects.filter(field=Field.STATUS).count() == 55


def test_the_filter_narrows_what_is_approved(client, committee):
    sheets = sheets_under(committee, 3)
    wanted = sheets[0].cell
    wanted.name = "Chi bộ thôn A Sào"
    wanted.save(update_fields=["name", "search", "sort_key"])

    client.post(f"{ADDRESS}?tat-ca=1&tim=a+sao")

    approved = Evaluation.objects.filter(status=Status.APPROVED)
    assert list(approved) == [sheets[0]]


def test_the_ticked_ones_are_approved_and_foreign_ids_are_nothing(client, committee):
    first, second = sheets_under(committee, 2)
    foreign = opened_sheet()
    foreign.scores.update(points=40)
    Evaluation.objects.filter(pk=foreign.pk).update(scored=2, is_complete=True)

    client.post(f"{ADDRESS}?phieu={first.pk}&phieu={foreign.pk}&phieu=abc")

    statuses = dict(Evaluation.objects.values_list("pk", "status"))
    assert statuses == {
        first.pk: "approved",
        second.pk: "draft",
        foreign.pk: "draft",
    }


def test_staff_have_no_boxes_and_no_page(client, committee):
    sheets_under(committee, 1)
    client.force_login(staff_of(committee))

    month = client.get(reverse("scoring:month", args=[MONTH])).content.decode()

    assert 'name="phieu"' not in month
    assert client.get(f"{ADDRESS}?tat-ca=1").status_code == 404
    assert client.post(f"{ADDRESS}?tat-ca=1").status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_preview_asks_the_same_number_of_queries(
    client, committee, django_assert_num_queries, number
):
    sheets_under(committee, number)

    with django_assert_num_queries(7):
        client.get(f"{ADDRESS}?tat-ca=1")
