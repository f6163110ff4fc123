from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from cells.models import Cell, CellKind, Committee
from cells.paths import WIDTH
from criteria.models import Framework, GradeBand, Programme
from scoring.models.evaluation_queries import EvaluationQuerySet
from scoring.models.period import Period
from scoring.models.registration import Registration
from scoring.models.waiting import UNAPPROVED, UNFINISHED
from scoring.workflow import State, Status
from vietnamese.columns import NameField
from vietnamese.months import format_month


class Evaluation(models.Model):
    """One cell's scores for one month, with what the sheet must remember of its month.

    `total` to `is_complete` are kept: written in the transaction that writes the scores,
    always equal to `scoring.rules.evaluate`. `percent` and `grade` are empty until the
    sheet is complete.
    """

    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="evaluations", verbose_name="đăng ký"
    )
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="evaluations", verbose_name="kỳ"
    )
    # Copies of the registration's, which never change: most questions start from them.
    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="evaluations", verbose_name="chi bộ"
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name="chương trình"
    )
    framework = models.ForeignKey(
        Framework,
        models.PROTECT,
        related_name="evaluations",
        verbose_name="bộ tiêu chí",
    )
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="evaluations", verbose_name="cấp ủy"
    )
    committee_path = models.CharField(max_length=20 * WIDTH, editable=False)
    cell_name = NameField("tên chi bộ", max_length=250)
    kind = models.ForeignKey(
        CellKind, models.PROTECT, related_name="+", verbose_name="loại hình"
    )
    members = models.PositiveIntegerField("số đảng viên", default=0)

    meeting_on = models.DateField("ngày họp", null=True, blank=True)
    members_due = models.PositiveIntegerField(
        "đảng viên phải dự", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    members_present = models.PositiveIntegerField("đảng viên dự", null=True, blank=True)
    meeting_version = models.PositiveIntegerField(default=0, editable=False)

    status = models.CharField(
        "trạng thái", max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    submitted_at = models.DateTimeField("gửi lúc", null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField("duyệt lúc", null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    # Set by a return that names the meeting, kept until the sheet is judged again.
    meeting_returned_because = models.CharField(
        "buổi sinh hoạt bị trả lại vì", max_length=300, blank=True, editable=False
    )

    # The id of the change with which the sheet was submitted when it was last judged:
    # what came after it is what the verifier has not seen yet.
    submitted_marker = models.BigIntegerField(null=True, editable=False)

    total = models.DecimalField(
        "điểm", max_digits=7, decimal_places=2, default=0, editable=False
    )
    maximum = models.DecimalField(
        "điểm tối đa", max_digits=7, decimal_places=2, default=0, editable=False
    )
    percent = models.DecimalField(
        "phần trăm", max_digits=6, decimal_places=2, null=True, editable=False
    )
    grade = models.ForeignKey(
        GradeBand,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="xếp loại",
    )
    hard_failed = models.BooleanField(
        "không đạt tiêu chí cứng", default=False, editable=False
    )
    scored = models.PositiveSmallIntegerField("đã chấm", default=0, editable=False)
    required = models.PositiveSmallIntegerField("phải chấm", default=0, editable=False)
    is_complete = models.BooleanField("đã chấm đủ", default=False, editable=False)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu chấm điểm"
        verbose_name_plural = "phiếu chấm điểm"
        ordering = ["-period_id", "committee_path", "pk"]
        indexes = [
            # With the result: averages by month and by cell read nothing else.
            models.Index(
                fields=["period", "programme", "committee_path", "percent"],
                name="evaluation_month",
            ),
            models.Index(
                fields=["cell", "programme", "period", "percent"],
                name="evaluation_cell",
            ),
            models.Index(
                fields=["period", "programme", "committee_path"],
                condition=Q(hard_failed=True),
                name="evaluation_hard_failed",
            ),
            # What waits for somebody is counted on every page.
            models.Index(
                fields=["period", "committee_path"],
                condition=UNFINISHED,
                name="evaluation_unfinished",
            ),
            models.Index(
                fields=["cell"], condition=UNFINISHED, name="evaluation_unfinished_cell"
            ),
            models.Index(
                fields=["period", "programme", "committee_path"],
                condition=UNAPPROVED,
                name="evaluation_unapproved",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "period"],
                name="one_evaluation_of_a_registration_a_period",
            ),
            models.CheckConstraint(
                condition=Q(is_complete=True) | Q(grade=None, percent=None),
                name="only_a_complete_evaluation_has_a_result",
            ),
            models.CheckConstraint(
                condition=Q(scored__lte=F("required")),
                name="no_more_scored_than_required",
            ),
            models.CheckConstraint(
                condition=Q(members_present=None)
                | Q(members_due=None)
                | Q(members_present__lte=F("members_due")),
                name="no_more_present_than_due",
                violation_error_message=(
                    "Số đảng viên dự không được nhiều hơn số phải dự."
                ),
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) ^ Q(status=Status.APPROVED),
                name="approved_means_approved_at_a_time",
            ),
        ]

    def __str__(self):
        # As the period names itself, which would be a query for each row of a list.
        return f"{self.cell_name}, Tháng {format_month(self.period_id)}"

    @property
    def month(self):
        return self.period_id

    @property
    def state(self):
        if self.status != Status.DRAFT:
            return State(self.status)
        if self.is_complete:
            return State.COMPLETE
        return State.IN_PROGRESS if self.scored else State.UNTOUCHED

    @property
    def waits_to_be_verified(self):
        """The cell has sent what it says itself; the committee has not scored it all yet."""
        return self.status == Status.SUBMITTED and not self.is_complete
