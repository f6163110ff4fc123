from functools import cached_property

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models

from cells.scope import MAY_APPROVE, MAY_ENTER, MAY_REMARK
from vietnamese.columns import NameField


class PersonManager(UserManager):
    def with_mail(self):
        """Who can be written to and wants it."""
        wanted = self.filter(is_active=True, wants_mail=True).exclude(email="")
        return wanted.order_by("pk")


class User(AbstractUser):
    """Somebody who signs in: a name for the trail and a post, nothing more personal."""

    first_name = None
    last_name = None
    full_name = NameField("họ tên", max_length=150, blank=True)
    post = NameField(
        "chức vụ",
        max_length=200,
        blank=True,
        help_text="Ví dụ: Chuyên viên Ban Tổ chức Huyện ủy.",
    )

    wants_mail = models.BooleanField(
        "nhận thư nhắc việc",
        default=True,
        help_text="Mỗi việc chỉ nhắc một lần, khi sắp đến hạn, quá hạn hoặc bị trả lại.",
    )

    REQUIRED_FIELDS = []

    objects = PersonManager()

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["username"]

    def __str__(self):
        return self.full_name or self.post or self.username

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    @cached_property
    def assignments_in_force(self):
        """This user's assignments with their committees, read once a request."""
        return list(self.assignments.with_places())

    @property
    def is_administrator(self):
        return self.is_active and self.is_superuser

    @property
    def works_at_committee(self):
        return any(a.committee_id for a in self.assignments_in_force)

    @property
    def is_secretary(self):
        return any(a.is_secretary for a in self.assignments_in_force)

    @property
    def may_enter_scores(self):
        return self._has_one_of(MAY_ENTER)

    @property
    def may_approve(self):
        return self._has_one_of(MAY_APPROVE)

    @property
    def may_open_months(self):
        """A month is opened for everybody: by those at the top only."""
        return self.is_administrator or any(
            a.role in MAY_APPROVE and a.committee_id and a.committee.parent_id is None
            for a in self.assignments_in_force
        )

    @property
    def may_remark(self):
        return self._has_one_of(MAY_REMARK)

    def _has_one_of(self, roles):
        return self.is_administrator or any(
            a.role in roles for a in self.assignments_in_force
        )
