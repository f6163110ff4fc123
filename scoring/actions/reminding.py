"""Keeping in mind of what somebody was reminded, so that it happens once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from scoring.models import Reminder


def claim(*, user, reminders: Iterable[Reminder], at: datetime) -> list[Reminder]:
    """Those of `reminders` (not saved yet) that are new to `user`, now kept as sent.

    Kept before the mail goes out: a crash in between loses a mail rather than sending two.
    Nothing is returned when another process is just reminding the same person.
    """
    held = {_key(reminder) for reminder in Reminder.objects.to(user)}
    new = [reminder for reminder in reminders if _key(reminder) not in held]
    for reminder in new:
        reminder.user, reminder.sent_at = user, at
    try:
        with transaction.atomic():
            return Reminder.objects.bulk_create(new)
    except IntegrityError:
        return []


def release(*, reminders: Iterable[Reminder]) -> None:
    """Forget reminders whose mail could not be sent: the next run tries again."""
    Reminder.objects.filter(pk__in=[reminder.pk for reminder in reminders]).delete()


def _key(reminder):
    return reminder.occasion, reminder.thing, reminder.turn
