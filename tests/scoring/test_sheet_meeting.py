"""The meeting on the sheet: how its form is sent, and what it answers."""

from datetime import date

import pytest
from django.urls import reverse

from scoring.actions.periods import lock
from tests.factories import NOW, opened_sheet, staff_of

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


def meeting(client, sheet, *, json=False, **fields):
    form = {"base": 0, "meeting_on": "", "members_due": "", "members_present": ""}
    headers = {"accept": "application/json"} if json else {}
    return client.post(url(sheet, "meeting"), form | fields, headers=headers)


@pytest.mark.parametrize("typed", ["03/11/2022", "3/11/2022", "2022-11-03"])
def test_the_meeting_is_saved_from_either_way_of_writing_a_date(
    client, sheet, staff, typed
):
    answer = meeting(
        client, sheet, meeting_on=typed, members_due="20", members_present="18"
    )

    sheet.refresh_from_db()
    assert answer.status_code == 302
    assert (sheet.meeting_on, sheet.members_due, sheet.members_present) == (
        date(2022, 11, 3),
        20,
        18,
    )


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        (
            {"members_due": "18", "members_present": "20"},
            "members_present",
            "Số đảng viên dự không được nhiều hơn số phải dự.",
        ),
        (
            {"meeting_on": "03/12/2022"},
            "meeting_on",
            "Ngày họp phải trong tháng 11/2022.",
        ),
        (
            {"meeting_on": "mai"},
            "meeting_on",
            "Hãy nhập ngày có trong lịch, dạng 03/11/2022.",
        ),
        ({"members_due": "chín"}, "members_due", "Hãy nhập một số nguyên."),
    ],
)
def test_a_wrong_meeting_is_refused_beside_its_field(
    client, sheet, staff, fields, field, message
):
    page = meeting(client, sheet, **fields)
    answer = meeting(client, sheet, json=True, **fields)

    sheet.refresh_from_db()
    assert (page.status_code, answer.status_code) == (422, 422)
    assert answer.json()["errors"] == {field: message}
    assert message in page.content.decode()
    assert (sheet.meeting_on, sheet.members_due, sheet.meeting_version) == (
        None,
        None,
        0,
    )


def test_a_month_locked_meanwhile_keeps_what_was_typed_of_the_meeting(
    client, sheet, staff
):
    lock(period=sheet.period, committee=sheet.committee, by=staff, at=NOW)

    page = meeting(client, sheet, members_due="20", members_present="18")
    answer = meeting(client, sheet, json=True, members_due="20")

    assert (page.status_code, answer.status_code) == (422, 422)
    assert 'name="members_present" value="18"' in page.content.decode()
    assert "Tháng 11/2022 đã khóa" in page.content.decode()
    assert answer.json()["errors"] == {
        "__all__": "Tháng 11/2022 đã khóa, không nhập được nữa."
    }


def test_a_meeting_that_somebody_else_wrote_meanwhile_is_not_overwritten_unasked(
    client, sheet, staff
):
    meeting(client, sheet, members_due="20", members_present="19")

    stale = meeting(client, sheet, json=True, members_due="20", members_present="18")
    meant = meeting(
        client,
        sheet,
        json=True,
        base=stale.json()["base"],
        members_due="20",
        members_present="18",
    )

    sheet.refresh_from_db()
    assert (stale.status_code, meant.status_code) == (409, 200)
    assert "dự 19/20" in stale.json()["errors"]["__all__"]
    assert sheet.members_present == 18
