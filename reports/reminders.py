"""The mail that reminds a person: which things, in which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate

from reports import links
from scoring.models import Evaluation, Occasion, Remark, Reminder
from scoring.workflow import SOON, State
from vietnamese.months import format_month

SHEETS = {
    Occasion.OVERDUE: "{} phiếu tháng {} chưa xong, đã quá hạn {:%d/%m/%Y}.",
    Occasion.DUE: "{} phiếu tháng {} chưa xong, hạn {:%d/%m/%Y}.",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the mail, and the reminder that is kept of it."""

    reminder: Reminder
    words: str
    url: str

    @property
    def title(self) -> str:
        return Occasion(self.reminder.occasion).label


def items_for(user, *, at: datetime) -> list[Item]:
    """Everything of which `user` is to be reminded at `at`, sent or not. At most four queries.

    To approve is called to mind when the month should be done, not sheet by sheet.
    """
    today = localdate(at)
    sheets = Evaluation.objects.to_do_of(user, at=at)
    items = [
        item
        for row in sheets.counted_by_month_and_need(on=today)
        for item in _of_month(row)
    ]
    items += [_of_returned(sheet) for sheet in sheets.in_state(State.RETURNED)]
    if user.may_approve:
        ready = Evaluation.objects.to_approve_by(user, at=at).past_due(on=today)
        items += [_of_ready(row) for row in ready.counted_by_month_and_programme()]
    waiting = Remark.objects.waiting_for(user, on=today).with_last_reply()
    remarks = waiting.select_related("cell").most_urgent_first()
    return items + [_of_remark(remark, today) for remark in remarks]


def mail(user, items: Sequence[Item], *, connection) -> EmailMessage:
    body = render_to_string(
        "reports/reminder.txt",
        {"user": user, "items": items, "profile_url": _url(reverse("cells:profile"))},
    )
    subject = f"Nhắc việc: {len(items)} việc trên Chi bộ kiểu mẫu"
    return EmailMessage(subject, body, to=[user.email], connection=connection)


def _of_month(row):
    month, due_on = row["period_id"], row["period__due_on"]
    for occasion, words in SHEETS.items():
        if row[occasion]:
            yield _item(
                occasion,
                f"period:{month}",
                due_on,
                words.format(row[occasion], format_month(month), due_on),
                links.missing_page(month),
            )


def _of_returned(sheet):
    sent = sheet.submitted_at.isoformat() if sheet.submitted_at else ""
    words = f"{sheet.cell_name}: phiếu tháng {format_month(sheet.month)} bị trả lại."
    path = reverse("scoring:sheet", args=[sheet.pk])
    return _item(Occasion.RETURNED, f"sheet:{sheet.pk}", sent, words, path)


def _of_ready(row):
    month, programme = row["period_id"], row["programme__slug"]
    number, name = row["number"], row["programme__name"]
    return _item(
        Occasion.TO_APPROVE,
        f"period:{month}:{row['programme']}",
        row["period__due_on"],
        f"{number} phiếu tháng {format_month(month)} chờ duyệt ({name}).",
        links.approval_page(month, programme),
    )


def _of_remark(remark, today: date):
    occasion = _occasion_of(remark, today)
    by_day = occasion in (Occasion.OVERDUE, Occasion.DUE)
    due = f" (hạn {remark.due_on:%d/%m/%Y})" if remark.due_on else ""
    return _item(
        occasion,
        f"remark:{remark.pk}",
        remark.due_on if by_day else remark.last_reply or 0,
        f"{remark.cell.name}, {remark.get_kind_display().lower()}: {remark}{due}",
        reverse("scoring:remark", args=[remark.pk]),
    )


def _occasion_of(remark, today):
    if remark.is_answered:
        return Occasion.TO_CONFIRM
    if remark.due_on and remark.due_on < today:
        return Occasion.OVERDUE
    if remark.due_on and remark.due_on <= today + SOON:
        return Occasion.DUE
    return Occasion.TO_ANSWER


def _item(occasion, thing, turn, words, path):
    reminder = Reminder(occasion=occasion, thing=thing, turn=str(turn))
    return Item(reminder, words, _url(path))


def _url(path):
    return f"{settings.SITE_URL}{path}"
