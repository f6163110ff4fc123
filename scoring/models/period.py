from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from simple_history.models import HistoricalRecords

from cells.models import Cell, Committee
from cells.paths import WIDTH
from cells.scope import MAY_APPROVE, reach
from vietnamese.months import format_month


class PeriodQuerySet(models.QuerySet):
    def latest_first(self):
        return self.order_by("-month")

    def in_months(self, months):
        return self.filter(month__in=list(months))

    def in_year(self, year):
        return self.filter(month__year=year).order_by("month")

    def current(self):
        """The newest month that has sheets, or the newest of all; None without any.

        A month may be opened before the cells are registered for its year.
        """
        filled = self.model.objects.filter(pk=OuterRef("pk"), evaluations__isnull=False)
        return self.order_by(Exists(filled).desc(), "-month").first()


class Period(models.Model):
    """One month, named by its first day: opened, due on a date, then locked."""

    month = models.DateField("tháng", primary_key=True)
    due_on = models.DateField("hạn chấm điểm")
    opened_at = models.DateTimeField("mở lúc", editable=False)

    history = HistoricalRecords(verbose_name="lịch sử kỳ chấm điểm")
    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ chấm điểm"
        verbose_name_plural = "kỳ chấm điểm"
        ordering = ["-month"]
        get_latest_by = "month"
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gt=models.F("month")),
                name="period_is_due_after_it_began",
                violation_error_message="Hạn chấm điểm phải sau ngày đầu tháng.",
            ),
        ]

    def __str__(self):
        return f"Tháng {format_month(self.month)}"


class PeriodLockQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Locks within the user's part, and those that lie over it."""
        part = reach(user, path="path", cell=None)
        if user.is_administrator or user.is_anonymous:
            return self.filter(part)
        return self.filter(part | Q(path__in=_above(user)))

    def in_period(self, month):
        return self.filter(period=month)

    def over(self, period, path):
        """Those that close `path` in `period`; both may be references to another row."""
        return self.filter(period=period, path__lte=path, path_end__gt=path)

    def liftable_by(self, user):
        """Those of the user's committees and of committees below: nobody lifts from below."""
        return self.filter(reach(user, path="path", cell=None, roles=MAY_APPROVE))

    def for_page(self):
        return self.select_related("committee", "locked_by", "period").order_by(
            "path", "pk"
        )


def _above(user):
    """The paths of all committees above the user's own places."""
    paths = {
        a.committee.path if a.committee_id else a.cell.committee.path
        for a in user.assignments_in_force
    }
    return {path[:end] for path in paths for end in range(WIDTH, len(path) + 1, WIDTH)}


class PeriodLock(models.Model):
    """Makes a month read-only in the part of the tree that `path` had when locked."""

    period = models.ForeignKey(
        Period, models.CASCADE, related_name="locks", verbose_name="kỳ chấm điểm"
    )
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="locks", verbose_name="cấp ủy khóa"
    )
    path = models.CharField(max_length=20 * WIDTH, editable=False)
    # The open end of the range of paths that `path` closes, for the database to compare.
    path_end = models.CharField(max_length=20 * WIDTH, editable=False)
    locked_at = models.DateTimeField("khóa lúc")
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người khóa",
    )

    history = HistoricalRecords(verbose_name="lịch sử khóa kỳ")
    objects = PeriodLockQuerySet.as_manager()

    class Meta:
        verbose_name = "khóa kỳ"
        verbose_name_plural = "khóa kỳ"
        constraints = [
            models.UniqueConstraint(
                fields=["period", "committee"],
                name="one_lock_of_a_period_by_a_committee",
                violation_error_message="Cấp ủy này đã khóa kỳ.",
            ),
        ]

    def __str__(self):
        return f"{self.period}: {self.committee}"


class LockExceptionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(reach(user, path="cell__committee__path", cell="cell"))

    def in_period(self, month):
        return self.filter(period=month)

    def in_force(self, *, at):
        return self.filter(until__gt=at)

    def counted_by_month(self):
        counted = self.order_by().values_list("period").annotate(number=Count("pk"))
        return dict(counted)

    def for_page(self):
        return self.select_related("cell__committee", "granted_by").order_by(
            "-until", "cell__sort_key", "pk"
        )


class LockException(models.Model):
    """Lets one cell be scored in a locked month until a point in time."""

    period = models.ForeignKey(
        Period, models.CASCADE, related_name="exceptions", verbose_name="kỳ chấm điểm"
    )
    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="lock_exceptions", verbose_name="chi bộ"
    )
    until = models.DateTimeField("mở đến")
    reason = models.CharField("lý do", max_length=300)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người cho phép",
    )

    objects = LockExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = "ngoại lệ khóa kỳ"
        verbose_name_plural = "ngoại lệ khóa kỳ"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="lock_exception_has_a_reason",
                violation_error_message="Hãy ghi lý do.",
            ),
        ]

    def __str__(self):
        return f"{self.cell}: {self.period}"
