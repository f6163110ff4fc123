from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from scoring.actions.periods import open_period
from scoring.models import Period
from vietnamese.months import format_month, parse_month


class Command(BaseCommand):
    help = "Mở một kỳ chấm điểm và tạo phiếu cho mọi đăng ký; chạy lại chỉ thêm phiếu thiếu."

    def add_arguments(self, parser):
        parser.add_argument(
            "month",
            nargs="?",
            help="Tháng cần mở, ví dụ 12/2022; để trống là tháng này.",
        )
        parser.add_argument(
            "--due",
            metavar="NGÀY",
            help=(
                "Hạn chấm điểm, ví dụ 05/01/2023; để trống là hạn đã đặt, hoặc ngày 05 "
                "tháng sau."
            ),
        )

    def handle(self, *, month, due, **options):
        now = timezone.now()
        try:
            first = _month(month)
            due_on = _day(due) if due else _usual_due(first)
            made = open_period(month=first, due_on=due_on, at=now)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Kỳ {format_month(first)}: đã tạo {made} phiếu, hạn chấm {due_on:%d/%m/%Y}."
        )


def _month(text):
    return parse_month(text) if text else timezone.localdate().replace(day=1)


def _day(text):
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        raise ValueError("Hãy nhập ngày, ví dụ 05/01/2023.") from None


def _usual_due(month):
    """What was set before, so that running it again changes nothing."""
    held = Period.objects.filter(month=month).first()
    if held:
        return held.due_on
    return date(month.year + month.month // 12, month.month % 12 + 1, 5)
