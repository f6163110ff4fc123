from django.db import models
from django.db.models import Count, F, Q
from simple_history.models import HistoricalRecords

from cells.models import Cell
from cells.paths import within
from cells.scope import MAY_SEE, reach
from criteria.models import Framework, Programme
from scoring.models.figures import child_segment


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user, roles=MAY_SEE):
        return self.filter(
            reach(user, path="cell__committee__path", cell="cell", roles=roles)
        )

    def under(self, committee):
        return self.filter(within(committee.path, "cell__committee__path"))

    def active_in(self, month):
        """Those that take part in `month` with a cell that exists in it."""
        return (
            self.filter(year=month.year, since__lte=month)
            .filter(Q(withdrawn_from=None) | Q(withdrawn_from__gt=month))
            .filter(Q(cell__closed_on=None) | Q(cell__closed_on__gt=month))
        )

    def of_programme(self, programme):
        return self.filter(programme=programme)

    def of_year(self, year):
        return self.filter(year=year)

    def models(self):
        return self.filter(is_model=True)

    def of_kind(self, kind):
        return self.filter(cell__kind=kind)

    def of_family(self, code):
        """Under any version of the framework with this code."""
        return self.filter(framework__code=code)

    def without_sheet_in(self, month):
        return self.exclude(evaluations__period=month)

    def named(self):
        """By committee and name, with the cell that a page names."""
        return self.select_related("cell").order_by(
            "cell__committee__path", "cell__sort_key", "pk"
        )

    def counted_by_child_of(self, committee):
        """How many registrations (and model ones) each child has, by today's structure."""
        child = child_segment([committee.path], "cell__committee__path")
        return (
            self.order_by()
            .values(child=child)
            .annotate(number=Count("pk"), models=Count("pk", filter=Q(is_model=True)))
        )


class Registration(models.Model):
    """A cell takes part in a programme for a year under one framework."""

    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="registrations", verbose_name="chi bộ"
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        related_name="registrations",
        verbose_name="chương trình",
    )
    year = models.PositiveSmallIntegerField("năm")
    framework = models.ForeignKey(
        Framework,
        models.PROTECT,
        related_name="registrations",
        verbose_name="bộ tiêu chí",
        help_text="Mỗi tháng dùng phiên bản mới nhất đang có hiệu lực của bộ này.",
    )
    is_model = models.BooleanField(
        "đăng ký chi bộ kiểu mẫu",
        default=True,
        help_text="Bỏ chọn nếu chi bộ chỉ được chấm điểm theo dõi.",
    )
    content = models.TextField(
        "nội dung, sản phẩm đăng ký",
        blank=True,
        help_text="Việc cụ thể mà chi bộ đăng ký, ví dụ: giải phóng mặt bằng mở đường.",
    )
    since = models.DateField("tham gia từ tháng", help_text="Ngày đầu của tháng.")
    withdrawn_from = models.DateField("rút khỏi từ tháng", null=True, blank=True)
    reason = models.CharField("lý do rút", max_length=300, blank=True)

    history = HistoricalRecords(verbose_name="lịch sử đăng ký")
    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "đăng ký"
        verbose_name_plural = "đăng ký"
        ordering = ["-year", "programme", "cell"]
        constraints = [
            models.UniqueConstraint(
                fields=["cell", "programme", "year"],
                name="one_registration_of_a_cell_in_a_programme_a_year",
                violation_error_message="Chi bộ đã đăng ký chương trình này trong năm.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_from=None)
                | Q(withdrawn_from__gt=F("since")) & ~Q(reason=""),
                name="withdrawal_has_a_reason_and_comes_later",
                violation_error_message="Rút khỏi phải sau tháng tham gia và có lý do.",
            ),
        ]
        indexes = [models.Index(fields=["year", "programme"], name="registration_year")]

    def __str__(self):
        return f"{self.cell} – {self.programme} {self.year}"
