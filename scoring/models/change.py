from django.conf import settings
from django.db import models

from scoring.models.evaluation import Evaluation
from scoring.models.score import Score


class Field(models.TextChoices):
    """What of a sheet can change."""

    POINTS = "points", "Điểm thẩm định"
    SELF_POINTS = "self_points", "Điểm tự chấm"
    NOTE = "note", "Ghi chú"
    MEETING = "meeting", "Buổi sinh hoạt"
    STATUS = "status", "Trạng thái"
    RETURNED = "returned", "Chỗ bị trả lại"
    EVIDENCE = "evidence", "Minh chứng"


class Source(models.TextChoices):
    TYPED = "typed", "Nhập tay"
    PASTED = "pasted", "Dán"
    FILE = "file", "Từ tệp"
    CARRIED = "carried", "Như tháng trước"
    CHECKED = "checked", "Xác nhận điểm đã chép"
    AS_SELF = "as_self", "Như tự chấm"
    RESTORED = "restored", "Khôi phục"


VALUES = frozenset({Field.POINTS, Field.SELF_POINTS, Field.NOTE})


class AppendOnly(Exception):
    """Somebody tried to change or delete what is history."""


class ChangeQuerySet(models.QuerySet):
    def update(self, **fields):
        raise AppendOnly("history is never changed")

    def delete(self):
        raise AppendOnly("history is never deleted")

    def of_sheet(self, evaluation):
        return self.filter(evaluation=evaluation)

    def of_sheets(self, evaluations):
        return self.filter(evaluation__in=evaluations)

    def of_score(self, score):
        return self.filter(score=score)

    def since(self, marker):
        """Everything recorded after the change with the id `marker`."""
        return self.filter(pk__gt=marker)

    def newest_first(self):
        return self.order_by("-pk")

    def oldest_first(self):
        return self.order_by("pk")

    def moves(self):
        """Submitted, returned, approved, reopened."""
        return self.filter(field=Field.STATUS)

    def of_values(self):
        return self.filter(field__in=VALUES)

    def moves_and_since(self, marker):
        """The moves, and what was entered after the change `marker` (None: nothing)."""
        entered = models.Q(field__in=[*VALUES, Field.MEETING], pk__gt=marker or 0)
        nothing = models.Q(pk__in=[])
        is_move = models.Q(field=Field.STATUS)
        return self.filter(is_move | (nothing if marker is None else entered))

    def by_person(self, user):
        return self.filter(by=user)

    def for_page(self):
        return self.select_related("by", "score__indicator")


class Change(models.Model):
    """One row for each change of a sheet, append-only: who, when, from, to, why.

    `old` and `new` are texts as `scoring.values.written` makes them. A change of the whole
    sheet (meeting, status) has no score.
    """

    evaluation = models.ForeignKey(
        Evaluation, models.CASCADE, related_name="changes", verbose_name="phiếu"
    )
    score = models.ForeignKey(
        Score, models.CASCADE, null=True, related_name="changes", verbose_name="điểm"
    )
    field = models.CharField("mục", max_length=12, choices=Field.choices)
    old = models.TextField("cũ", blank=True)
    new = models.TextField("mới", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="người thực hiện",
    )
    at = models.DateTimeField("lúc")
    source = models.CharField(
        "cách nhập", max_length=8, choices=Source.choices, default=Source.TYPED
    )
    reason = models.CharField("lý do", max_length=500, blank=True)
    request_key = models.UUIDField(null=True, editable=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "thay đổi"
        verbose_name_plural = "lịch sử phiếu"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["evaluation", "id"], name="change_of_a_sheet"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["score", "field", "request_key"],
                name="a_request_changes_a_value_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_field_display()}: {self.old} → {self.new}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnly("history is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("history is never deleted")
