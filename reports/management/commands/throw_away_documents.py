from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.actions.jobs import throw_away

DAYS = 7


class Command(BaseCommand):
    help = "Xóa các tài liệu tạo sẵn đã quá hạn lưu, cùng tệp của chúng."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=DAYS, help="Số ngày lưu.")

    def handle(self, *, days, **options):
        if days < 1:
            raise CommandError("Số ngày lưu phải từ 1 trở lên.")
        number = throw_away(before=timezone.now() - timedelta(days=days))
        self.stdout.write(f"Đã xóa {number} tài liệu.")
