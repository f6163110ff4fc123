from django.core.management.base import BaseCommand, CommandError

from scoring.actions.totals import sheets_with_wrong_results
from scoring.models import Evaluation


class Command(BaseCommand):
    help = "Chứng minh rằng tổng điểm, xếp loại đã lưu đúng bằng kết quả tính lại."

    def handle(self, **options):
        wrong = 0
        for sheet in sheets_with_wrong_results():
            wrong += 1
            self.stderr.write(f"Phiếu {sheet.pk}: {sheet} ({sheet.committee})")
        if wrong:
            raise CommandError(
                f"{wrong} phiếu có kết quả đã lưu khác kết quả tính lại."
            )
        count = Evaluation.objects.count()
        self.stdout.write(f"Đúng: {count} phiếu đều khớp với kết quả tính lại.")
