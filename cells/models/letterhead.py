from django.db import models

from cells.models.committee import Committee
from cells.paths import ancestors
from vietnamese.columns import NameField

ABOVE = "Để trống: như cấp ủy cấp trên."


class LetterheadQuerySet(models.QuerySet):
    def on_the_ways_to(self, paths):
        """Those of the committees at `paths` and of all above them."""
        return self.filter(
            committee__in={pk for path in paths for pk in ancestors(path)}
        )


class Letterhead(models.Model):
    """What a committee's documents carry beside their matter, printed as it is typed.

    What is left empty comes from the nearest committee above, except the names: those of
    bodies are then the names in the tree, and a person signs for one committee only.
    """

    INHERITED = ("place", "authority", "post", "recipients")

    committee = models.OneToOneField(
        Committee, models.CASCADE, related_name="letterhead", verbose_name="cấp ủy"
    )
    superior_name = NameField(
        "tên cấp ủy cấp trên",
        max_length=200,
        blank=True,
        help_text="Dòng trên cùng bên trái, ví dụ: HUYỆN ỦY QUỲNH PHỤ. Để trống: tên cấp ủy cấp trên.",
    )
    own_name = NameField(
        "tên cơ quan ban hành",
        max_length=200,
        blank=True,
        help_text="Ví dụ: ĐẢNG ỦY XÃ AN THÁI. Để trống: tên cấp ủy.",
    )
    document_sign = NameField(
        "ký hiệu văn bản",
        max_length=50,
        blank=True,
        help_text="Phần sau số, ví dụ: BC/ĐU. Số để ghi tay. Để trống: không in số, ký hiệu.",
    )
    place = NameField(
        "địa danh", max_length=100, blank=True, help_text=f"Ví dụ: An Thái. {ABOVE}"
    )
    authority = NameField(
        "quyền hạn của người ký",
        max_length=150,
        blank=True,
        help_text=f"Ví dụ: T/M ĐẢNG ỦY, T/M BAN THƯỜNG VỤ. {ABOVE}",
    )
    post = NameField(
        "chức vụ người ký",
        max_length=150,
        blank=True,
        help_text=f"Ví dụ: BÍ THƯ, PHÓ BÍ THƯ. {ABOVE}",
    )
    signatory = NameField(
        "họ tên người ký",
        max_length=150,
        blank=True,
        help_text="Để trống: ghi tay khi ký.",
    )
    recipients = models.TextField(
        "nơi nhận",
        blank=True,
        help_text=f"Mỗi nơi một dòng, không cần gạch đầu dòng. {ABOVE}",
    )

    objects = LetterheadQuerySet.as_manager()

    class Meta:
        verbose_name = "thể thức văn bản"
        verbose_name_plural = "thể thức văn bản"

    def __str__(self):
        return str(self.committee)
