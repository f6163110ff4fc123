from django.conf import settings
from django.db import models
from django.db.models import Q

from scoring.models.remark import LONGEST_TEXT, Remark


class ReplyKind(models.TextChoices):
    ANSWER = "answer", "Trả lời"
    RESOLVED = "resolved", "Xác nhận đã giải quyết"
    REOPENED = "reopened", "Mở lại"


class ReplyQuerySet(models.QuerySet):
    def of_remark(self, remark):
        """In the order in which they were said."""
        return self.filter(remark=remark).select_related("by").order_by("pk")


class Reply(models.Model):
    """One word of the thread under a remark, append-only: who, when, what."""

    remark = models.ForeignKey(
        Remark, models.CASCADE, related_name="replies", verbose_name="kiến nghị"
    )
    kind = models.CharField("loại", max_length=10, choices=ReplyKind.choices)
    text = models.TextField("nội dung", max_length=LONGEST_TEXT)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="người viết",
    )
    at = models.DateTimeField("lúc")

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "trao đổi"
        verbose_name_plural = "trao đổi về kiến nghị"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="reply_says_something"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:60]}"
