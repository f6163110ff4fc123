from django.core.management.base import BaseCommand, CommandError

from cells.models import Committee, User
from criteria.models import Framework
from scoring.demo.people import ACCOUNTS, PASSWORD
from scoring.demo.year import create_demo


class Command(BaseCommand):
    help = (
        "Tạo dữ liệu trình diễn (tỉnh Thái Bình, năm 2022) trong cơ sở dữ liệu trống."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="Không báo lỗi khi đã có dữ liệu, chỉ giữ nguyên dữ liệu đó.",
        )

    def handle(self, *, if_empty, **options):
        held = _held()
        if held and not if_empty:
            raise CommandError(
                f"Cơ sở dữ liệu đã có {held}. Dữ liệu trình diễn chỉ được tạo trong "
                "cơ sở dữ liệu trống; không có gì bị thay đổi."
            )
        if not held:
            self.stdout.write("Đang tạo dữ liệu trình diễn …")
            create_demo()
        if held and not _is_demo():
            self.stdout.write(f"Đã có {held}: không tạo dữ liệu trình diễn.")
            return
        self.stdout.write(f"Tài khoản trình diễn, mật khẩu chung: {PASSWORD}")
        for username, post in ACCOUNTS.items():
            self.stdout.write(f"  {username:<18} {post}")


def _held():
    """What the database holds already, in words; "" when it is empty."""
    counts = {
        "cấp ủy": Committee.objects.count(),
        "người dùng": User.objects.count(),
        "bộ tiêu chí": Framework.objects.count(),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def _is_demo():
    names = User.objects.filter(username__in=ACCOUNTS)
    return names.count() == len(ACCOUNTS)
