"""Reminders by mail: for whom, of what, and never twice."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from scoring.actions.remarks import answer, raise_remark
from scoring.models import RemarkKind, Reminder
from tests.factories import (
    NOW,
    approver_of,
    opened_sheet,
    secretary_of,
    staff_of,
    supervisor_of,
)
from tests.reports.pages import score

pytestmark = pytest.mark.django_db
AFTER = "2022-12-04"


@pytest.fixture
def sheet():
    return opened_sheet()


def writes_to(user, address="can.bo@example.vn"):
    user.email = address
    user.save(update_fields=["email"])
    return user


def remark_on(sheet, by):
    return raise_remark(
        cell=sheet.cell,
        period=sheet.period,
        kind=RemarkKind.DIFFICULTY,
        text="Thiếu biên bản",
        by=by,
        at=NOW,
    )


def test_who_has_an_address_is_told_what_waits_with_links(sheet, mailoutbox, settings):
    settings.SITE_URL = "https://kieumau.example.vn"
    writes_to(staff_of(sheet.committee))
    staff_of(sheet.committee)

    call_command("remind", on=AFTER)

    (mail,) = mailoutbox
    assert mail.to == ["can.bo@example.vn"]
    assert "1 phiếu tháng 11/2022 chưa xong, đã quá hạn 28/11/2022." in mail.body
    assert "https://kieumau.example.vn/chua-nop/2022-11/" in mail.body


def test_the_same_thing_is_never_told_twice(sheet, mailoutbox):
    writes_to(staff_of(sheet.committee))

    for day in (AFTER, AFTER, "2022-12-05"):
        call_command("remind", on=day)

    assert len(mailoutbox) == 1
    assert Reminder.objects.count() == 1


def test_due_and_overdue_are_two_things(sheet, mailoutbox):
    writes_to(staff_of(sheet.committee))

    for day in ("2022-11-24", "2022-11-26", "2022-11-27", "2022-11-29"):
        call_command("remind", on=day)

    said = ["hạn 28/11/2022." in mail.body for mail in mailoutbox]
    assert said == [True, True]
    assert [r.occasion for r in Reminder.objects.order_by("pk")] == ["due", "overdue"]


def test_an_approver_is_told_once_what_waits_when_the_month_should_be_done(
    sheet, mailoutbox
):
    writes_to(approver_of(sheet.committee))
    score(sheet, 50, 40)

    call_command("remind", on="2022-11-28")
    assert mailoutbox == []  # it is the last day: others may still score
    for day in ("2022-11-29", AFTER):
        call_command("remind", on=day)

    (mail,) = mailoutbox
    assert f"1 phiếu tháng 11/2022 chờ duyệt ({sheet.programme})." in mail.body
    assert "/cham-diem/2022-11/duyet/?cho-duyet=1" in mail.body


def test_each_new_word_under_a_remark_is_a_new_thing(sheet, mailoutbox):
    secretary = writes_to(secretary_of(sheet.cell))
    supervisor = supervisor_of(sheet.committee)
    remark = remark_on(sheet, supervisor)
    call_command("remind", on=AFTER)

    answer(remark=remark, text="Đã gửi", by=secretary, at=NOW)
    answer(remark=remark, text="Chưa thấy", by=supervisor, at=NOW)
    call_command("remind", on=AFTER)
    call_command("remind", on=AFTER)

    assert len(mailoutbox) == 2
    assert "Thiếu biên bản" in mailoutbox[1].body


def test_who_does_not_want_mail_gets_none(client, sheet, mailoutbox):
    staff = writes_to(staff_of(sheet.committee))
    client.force_login(staff)

    client.post(reverse("cells:profile"), {"email": staff.email})
    call_command("remind", on=AFTER)
    assert mailoutbox == []

    client.post(reverse("cells:profile"), {"email": staff.email, "wants_mail": "on"})
    call_command("remind", on=AFTER)
    assert len(mailoutbox) == 1


def test_a_wrong_address_is_refused_on_the_own_page(client, sheet):
    client.force_login(writes_to(staff_of(sheet.committee)))

    answer = client.post(reverse("cells:profile"), {"email": "can.bo@"})

    assert answer.status_code == 422
    assert "Địa chỉ chưa đúng" in answer.content.decode()


def test_a_mail_that_could_not_be_sent_is_tried_again(sheet, mailoutbox, settings):
    writes_to(staff_of(sheet.committee))
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    with pytest.raises(CommandError, match="Không gửi được 1 thư"):
        call_command("remind", on=AFTER)
    settings.EMAIL_BACKEND = working
    call_command("remind", on=AFTER)

    assert len(mailoutbox) == 1


def test_a_day_that_is_none_is_refused():
    with pytest.raises(CommandError, match="2022-12-04"):
        call_command("remind", on="04/13/2022")
