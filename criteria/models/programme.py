from django.db import models

from vietnamese.columns import NameField


class Programme(models.Model):
    """What is being judged; results of two programmes are never mixed in one average."""

    name = NameField("tên", max_length=150, unique=True)
    slug = models.SlugField(
        "mã",
        max_length=60,
        unique=True,
        help_text="Chữ thường không dấu, dùng trong địa chỉ trang. Ví dụ: kieu-mau.",
    )
    description = models.TextField("mô tả", blank=True)
    position = models.PositiveSmallIntegerField(
        "thứ tự",
        default=0,
        help_text="Chương trình đứng đầu được mở sẵn trên các trang.",
    )

    class Meta:
        verbose_name = "chương trình đánh giá"
        verbose_name_plural = "chương trình đánh giá"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name
