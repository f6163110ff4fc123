"""The buttons of a sheet: submit, approve, reopen, and who has them."""

import pytest
from django.urls import reverse

from scoring.models import Change
from scoring.workflow import Status
from tests.factories import approver_of, opened_sheet, staff_of, supervisor_of
from tests.scoring.entries import enter_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    return opened_sheet()


@pytest.fixture
def staff(sheet, client):
    staff = staff_of(sheet.committee)
    client.force_login(staff)
    return staff


def url(sheet, name="sheet"):
    return reverse(f"scoring:{name}", args=[sheet.pk])


def test_an_approver_approves_a_complete_sheet_and_reopens_it_with_a_reason(
    client, sheet
):
    approver = approver_of(sheet.committee)
    enter_all(sheet, "45", "45", by=approver)
    client.force_login(approver)

    client.post(url(sheet, "approve"))
    sheet.refresh_from_db()
    approved = sheet.status
    unreasoned = client.post(url(sheet, "reopen"))
    client.post(url(sheet, "reopen"), {"reason": "cộng nhầm"})
    sheet.refresh_from_db()

    assert (approved, unreasoned.status_code, sheet.status) == (
        Status.APPROVED,
        422,
        Status.DRAFT,
    )
    assert Change.objects.of_sheet(sheet).newest_first()[0].reason == "cộng nhầm"


def test_an_incomplete_sheet_is_not_approved_and_what_is_missing_is_linked(
    client, sheet
):
    approver = approver_of(sheet.committee)
    enter_all(sheet, "45", by=approver)
    client.force_login(approver)

    answer = client.post(url(sheet, "approve"))

    sheet.refresh_from_db()
    missing = sheet.scores.in_sheet_order()[1]
    assert (answer.status_code, sheet.status) == (422, Status.DRAFT)
    assert answer.context["problem"] == "Phiếu còn 1 chỉ số chưa chấm."
    assert f'<a href="#chi-so-{missing.pk}">1.2' in answer.content.decode()


def test_buttons_are_there_only_for_who_may(client, sheet):
    words = {}
    people = {
        "staff": staff_of(sheet.committee),
        "approver": approver_of(sheet.committee),
        "supervisor": supervisor_of(sheet.committee),
    }
    for post, person in people.items():
        client.force_login(person)
        moves = client.get(url(sheet)).context["moves"]
        words[post] = [move["words"] for move in moves]

    assert words == {
        "staff": ["Gửi duyệt"],
        "approver": ["Duyệt phiếu"],
        "supervisor": [],
    }


def test_staff_cannot_approve(client, sheet, staff):
    enter_all(sheet, "45", "45", by=staff)

    answer = client.post(url(sheet, "approve"))

    sheet.refresh_from_db()
    assert (answer.status_code, sheet.status) == (422, Status.DRAFT)
