from datetime import date

from django.db import models
from django.db.models import (
    Case,
    Count,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Least
from simple_history.models import HistoricalRecords

from cells.models import Cell
from cells.paths import within
from cells.scope import MAY_SEE, reach
from criteria.models import Framework, Programme

NEVER = Value(date.max)


def taking_part_in(month):
    """The condition that a registration is active in `month`, with a cell that exists in it."""
    return (
        Q(year=month.year, since__lte=month)
        & (Q(withdrawn_from=None) | Q(withdrawn_from__gt=month))
        & (Q(cell__closed_on=None) | Q(cell__closed_on__gt=month))
    )


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user, roles=MAY_SEE):
        return self.filter(
            reach(user, path="cell__committee__path", cell="cell", roles=roles)
        )

    def under(self, committee):
        return self.at_or_below(committee.path)

    def at_or_below(self, path):
        """By today's structure."""
        return self.filter(within(path, "cell__committee__path"))

    def directly_under(self, committee):
        return self.filter(cell__committee=committee)

    def active_in(self, month):
        return self.filter(taking_part_in(month))

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

    def without_sheet_by_month(self, months):
        """Rows of those that take part in one of `months` and have no sheet of it.

        Each names its cell and committee (of today) and says the `month`.
        """
        rows = [
            self.active_in(month)
            .without_sheet_in(month)
            .order_by()
            .values(
                "cell_id",
                name=F("cell__name"),
                committee=F("cell__committee__name"),
                path=F("cell__committee__path"),
                sort_key=F("cell__sort_key"),
                month=Cast(Value(month), models.DateField()),
            )
            for month in months
        ]
        every = self.none().union(*rows, all=True)
        return every.order_by("path", "sort_key", "cell_id", "month")

    def sheets_due_and_opened(self, months):
        """For each registration that takes part in some of `months`: in how many, and how
        many sheets it has of just those. Its cell's path is `place`, by today's structure.
        Of a single month only those without a sheet.
        """
        months = list(months)
        if not months:
            return self.none()
        place = {
            "place": F("cell__committee__path"),
            "model": Case(When(is_model=True, then=1), default=0),
        }
        if len(months) == 1:  # in a third of the time
            lacking = self.active_in(months[0]).without_sheet_in(months[0])
            return lacking.order_by().values(due=Value(1), opened=Value(0), **place)
        due = sum(
            Case(
                When(taking_part_in(month), then=1),
                default=0,
                output_field=models.IntegerField(),
            )
            for month in months
        )
        sheets = self.model._meta.get_field("evaluations").related_model.objects
        opened = (
            sheets.filter(
                registration=OuterRef("pk"),
                period__gte=Greatest(OuterRef("since"), Value(min(months))),
                period__lte=max(months),
                period__lt=Least(
                    Coalesce(OuterRef("withdrawn_from"), NEVER),
                    Coalesce(OuterRef("cell__closed_on"), NEVER),
                ),
            )
            .order_by()
            .values("registration")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return (
            self.filter(year__in={month.year for month in months})
            .order_by()
            .values(due=due, opened=Coalesce(Subquery(opened), 0), **place)
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
