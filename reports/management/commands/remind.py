from datetime import datetime, time
from smtplib import SMTPException

from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cells.models import User
from reports.reminders import items_for, mail
from scoring.actions.reminding import claim, release


class Command(BaseCommand):
    help = "Gửi thư nhắc việc cho người có địa chỉ thư; mỗi việc chỉ nhắc mỗi người một lần."

    def add_arguments(self, parser):
        parser.add_argument(
            "--on", metavar="NGÀY", help="Tính theo ngày này, ví dụ 2022-12-04."
        )

    def handle(self, *, on, **options):
        at = _morning_of(on) if on else timezone.now()
        connection = get_connection()
        sent = failed = 0
        for user in User.objects.with_mail():
            outcome = _remind(user, at, connection)
            sent += outcome is True
            failed += outcome is False
        self.stdout.write(f"Đã gửi {sent} thư nhắc việc.")
        if failed:
            raise CommandError(f"Không gửi được {failed} thư; lần chạy sau sẽ gửi lại.")


def _remind(user, at, connection):
    """Whether a mail went out; None when there was nothing new."""
    items = items_for(user, at=at)
    new = claim(user=user, reminders=[item.reminder for item in items], at=at)
    if not new:
        return None
    told = [item for item in items if item.reminder in new]
    try:
        mail(user, told, connection=connection).send()
    except (SMTPException, OSError):
        release(reminders=new)
        return False
    return True


def _morning_of(text):
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise CommandError("Hãy nhập ngày dạng 2022-12-04.") from None
    return timezone.make_aware(datetime.combine(day, time(hour=7)))
