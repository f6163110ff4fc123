from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from cells.models.cell import Cell
from cells.models.committee import Committee
from cells.scope import Role


class AssignmentQuerySet(models.QuerySet):
    def with_places(self):
        return self.select_related("committee", "cell__committee").order_by("pk")


class Assignment(models.Model):
    """A user's role at a committee (with all below it) or at one cell."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="assignments",
        verbose_name="người dùng",
    )
    role = models.CharField("vai trò", max_length=12, choices=Role.choices)
    committee = models.ForeignKey(
        Committee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="tại cấp ủy",
    )
    cell = models.ForeignKey(
        Cell,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="tại chi bộ",
    )

    objects = AssignmentQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="lịch sử phân công")

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        constraints = [
            models.CheckConstraint(
                condition=Q(committee=None) ^ Q(cell=None),
                name="assignment_is_at_a_committee_or_at_a_cell",
                violation_error_message="Chọn một cấp ủy hoặc một chi bộ, không chọn cả hai.",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.SUPERVISOR)
                | Q(role=Role.SECRETARY, committee=None)
                | Q(role__in=[Role.STAFF, Role.APPROVER], cell=None),
                name="role_fits_the_place_of_the_assignment",
                violation_error_message=(
                    "Bí thư, chi ủy được phân công tại chi bộ; "
                    "cán bộ và lãnh đạo được phân công tại cấp ủy."
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "committee"],
                name="one_assignment_of_a_role_at_a_committee",
                violation_error_message="Người này đã có vai trò đó tại cấp ủy này.",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "cell"],
                name="one_assignment_of_a_role_at_a_cell",
                violation_error_message="Người này đã có vai trò đó tại chi bộ này.",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.committee or self.cell}"

    @property
    def is_secretary(self):
        return self.role == Role.SECRETARY
