"""Tokens with which a program asks in somebody's name."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from api.secret import BEGINNING
from vietnamese.columns import NameField

USE_IS_NOTED_AFTER = timedelta(
    hours=1
)  # a write a request would cost more than it tells


class TokenQuerySet(models.QuerySet):
    def of_person(self, user):
        return self.filter(user=user)

    def kept(self):
        """Those that nobody has revoked; some of them may have expired."""
        return self.filter(revoked_at=None)

    def in_force(self, *, at):
        """Those that open the door: not revoked, not expired, of somebody active."""
        return self.kept().filter(expires_at__gt=at, user__is_active=True)

    def newest_first(self):
        return self.order_by("-made_at", "-pk")


class Token(models.Model):
    """Mã truy cập: only its digest is kept, so nobody can read it here and use it.

    It sees what its person sees at the moment of asking.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="tokens",
        verbose_name="người dùng",
    )
    name = NameField(
        "dùng cho",
        max_length=100,
        help_text="Ví dụ: Hệ thống báo cáo của Tỉnh ủy.",
    )
    beginning = models.CharField("bắt đầu bằng", max_length=BEGINNING)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("tạo lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    last_used_at = models.DateTimeField("dùng lần cuối", null=True, blank=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người thu hồi",
    )

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = "mã truy cập"
        verbose_name_plural = "mã truy cập"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="token_expires_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="token_is_revoked_at_a_time_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=Q(revoked_at=None),
                name="one_kept_token_of_a_name_a_person",
                violation_error_message=(
                    "Đã có mã truy cập mang tên này. Đồng chí thu hồi mã cũ hoặc ghi tên khác."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.beginning}…)"

    def has_expired(self, *, at):
        return self.expires_at <= at

    def was_used_lately(self, *, at):
        """Within the time in which a further use is not noted."""
        return bool(self.last_used_at) and at - self.last_used_at < USE_IS_NOTED_AFTER
