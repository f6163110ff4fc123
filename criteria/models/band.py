from django.db import models
from django.db.models import Q

from criteria.models.criterion import Criterion, Indicator
from criteria.models.framework import Framework
from criteria.rules import BandRule, Requirement
from vietnamese.columns import NameField
from vietnamese.numbers import format_decimal


class Tone(models.TextChoices):
    """How a grade looks; the word always stands beside the colour."""

    EXCELLENT = "excellent", "Xuất sắc"
    GOOD = "good", "Tốt"
    FAIR = "fair", "Khá"
    AVERAGE = "average", "Trung bình"
    POOR = "poor", "Kém"


class QuotaBase(models.TextChoices):
    """The number a quota's percentage is taken of (the regulation's wording is ambiguous)."""

    GRADED = "graded", "Tổng số chi bộ được xếp loại"
    NEXT_OR_BETTER = "next_or_better", "Số chi bộ từ mức liền dưới trở lên"
    NEXT = "next", "Số chi bộ ở mức liền dưới"


class GradeBand(models.Model):
    """A named band of totals: from `from_points` up to, not including, the next band."""

    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="bands", verbose_name="bộ tiêu chí"
    )
    name = NameField("tên mức", max_length=80)
    from_points = models.DecimalField(
        "từ điểm", max_digits=6, decimal_places=2, help_text="Bao gồm chính điểm này."
    )
    tone = models.CharField(
        "màu hiển thị", max_length=10, choices=Tone.choices, default=Tone.FAIR
    )
    is_cap = models.BooleanField(
        "mức cao nhất khi không đạt tiêu chí cứng", default=False
    )
    year_months = models.PositiveSmallIntegerField(
        "số tháng đạt mức này để cả năm đạt", null=True, blank=True
    )
    year_floor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="không tháng nào dưới mức",
    )
    quota_percent = models.PositiveSmallIntegerField(
        "tỷ lệ tối đa (%)",
        null=True,
        blank=True,
        help_text="Vượt tỷ lệ này thì báo cáo cảnh báo, tính theo từng loại hình chi bộ.",
    )
    quota_base = models.CharField(
        "tính trên", max_length=15, choices=QuotaBase.choices, default=QuotaBase.GRADED
    )

    class Meta:
        verbose_name = "mức xếp loại"
        verbose_name_plural = "mức xếp loại"
        ordering = ["framework_id", "-from_points"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "from_points"],
                name="one_band_from_a_number_of_points",
                violation_error_message="Đã có mức xếp loại bắt đầu từ điểm này.",
            ),
            models.UniqueConstraint(
                fields=["framework", "name"],
                name="one_band_of_a_name",
                violation_error_message="Tên mức xếp loại đã được dùng.",
            ),
            models.UniqueConstraint(
                fields=["framework"],
                condition=Q(is_cap=True),
                name="one_band_caps_hard_failures",
                violation_error_message=(
                    "Chỉ một mức được là mức cao nhất khi không đạt tiêu chí cứng."
                ),
            ),
            models.CheckConstraint(
                condition=Q(from_points__gte=0),
                name="band_starts_at_zero_or_above",
                violation_error_message="Điểm bắt đầu không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(quota_percent=None) | Q(quota_percent__lte=100),
                name="quota_is_a_percentage",
                violation_error_message="Tỷ lệ phải từ 0 đến 100.",
            ),
        ]

    def __str__(self):
        return self.name

    def rule(self):
        return BandRule(
            id=self.pk,
            name=self.name,
            from_points=self.from_points,
            is_cap=self.is_cap,
            requirements=tuple(row.rule() for row in self.requirements.all()),
            year_months=self.year_months,
            year_floor=self.year_floor_id,
        )


class BandRequirement(models.Model):
    """What a band asks beside the total; with no part named, of every criterion."""

    band = models.ForeignKey(
        GradeBand,
        models.CASCADE,
        related_name="requirements",
        verbose_name="mức xếp loại",
    )
    criterion = models.ForeignKey(
        Criterion,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tiêu chí",
    )
    indicator = models.ForeignKey(
        Indicator,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chỉ số",
    )
    min_percent = models.DecimalField(
        "đạt ít nhất (% điểm tối đa)", max_digits=5, decimal_places=2
    )

    class Meta:
        verbose_name = "điều kiện kèm theo"
        verbose_name_plural = "điều kiện kèm theo"
        ordering = ["band_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(criterion=None) | Q(indicator=None),
                name="requirement_names_one_part",
                violation_error_message="Chọn một tiêu chí hoặc một chỉ số, không chọn cả hai.",
            ),
            models.CheckConstraint(
                condition=Q(min_percent__gt=0, min_percent__lte=100),
                name="requirement_is_a_percentage",
                violation_error_message="Tỷ lệ phải lớn hơn 0 và không quá 100.",
            ),
        ]

    def __str__(self):
        part = self.criterion or self.indicator or "mọi tiêu chí"
        return f"{self.band}: {part} từ {format_decimal(self.min_percent)} %"

    def rule(self):
        return Requirement(
            min_percent=self.min_percent,
            indicator=self.indicator_id,
            criterion=self.criterion_id,
        )
