from django.conf import settings
from django.db import models
from django.db.models import Q

from vietnamese.columns import NameField


class SavedPivotQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(owner=user)

    def newest_first(self):
        return self.order_by("-created_at", "-pk")


class SavedPivot(models.Model):
    """A pivot that somebody named. It keeps the wishes, never figures.

    Whoever has its address may open it and sees only the own part of it.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="saved_pivots",
        verbose_name="người lập",
    )
    name = NameField("tên", max_length=150)
    wishes = models.JSONField("điều kiện", default=dict, blank=True)
    created_at = models.DateTimeField("lập lúc")

    objects = SavedPivotQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng tự lập đã lưu"
        verbose_name_plural = "bảng tự lập đã lưu"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="one_saved_pivot_of_a_name_and_owner",
                violation_error_message="Đồng chí đã có bảng tên này.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="saved_pivot_has_a_name"
            ),
        ]

    def __str__(self):
        return self.name
