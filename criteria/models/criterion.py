from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from criteria.models.framework import Framework
from criteria.rules import (
    ALL_MONTHS,
    CriterionRule,
    Effect,
    IndicatorRule,
    Measure,
    NotApplicable,
    RatioOf,
    Threshold,
)
from vietnamese.columns import NameField
from vietnamese.numbers import format_decimal


class Criterion(models.Model):
    """A heading of a framework; `origin` is the same heading of the framework it came from."""

    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="criteria", verbose_name="bộ tiêu chí"
    )
    code = NameField("số", max_length=10)
    name = NameField("tên", max_length=250)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    origin = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="descendants",
        verbose_name="tiêu chí gốc",
        help_text="Tiêu chí tương ứng của bộ tiêu chí cấp trên hoặc phiên bản trước.",
    )

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        ordering = ["framework_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"],
                name="one_criterion_of_a_code_in_a_framework",
                violation_error_message="Số tiêu chí này đã được dùng.",
            ),
        ]

    def __str__(self):
        return f"{self.code}. {self.name}"

    def rule(self):
        return CriterionRule(id=self.pk, code=self.code, name=self.name)


class Indicator(models.Model):
    """What is scored. See `criteria.rules.IndicatorRule` for what the fields do."""

    criterion = models.ForeignKey(
        Criterion, models.CASCADE, related_name="indicators", verbose_name="tiêu chí"
    )
    code = NameField("số", max_length=10)
    name = NameField("nội dung", max_length=300)
    guidance = models.TextField("hướng dẫn chấm", blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    max_points = models.DecimalField("điểm tối đa", max_digits=6, decimal_places=2)
    measure = models.CharField(
        "cách chấm",
        max_length=10,
        default=Measure.POINTS,
        choices=[
            (Measure.POINTS.value, "Cho điểm"),
            (Measure.YES_NO.value, "Đạt / không đạt"),
            (Measure.OPTIONS.value, "Chọn phương án"),
            (Measure.RATIO.value, "Theo tỷ lệ hoặc số lượng"),
        ],
    )
    step = models.DecimalField(
        "bước điểm", max_digits=4, decimal_places=2, default=Decimal("0.5")
    )
    ratio_of = models.CharField(
        "tỷ lệ tính trên",
        max_length=10,
        default=RatioOf.PLAN,
        choices=[
            (RatioOf.PLAN.value, "Thực hiện so với kế hoạch (%)"),
            (RatioOf.AMOUNT.value, "Chính số thực hiện"),
        ],
        help_text="Chỉ dùng khi chấm theo tỷ lệ hoặc số lượng.",
    )
    unit = models.CharField(
        "đơn vị tính", max_length=30, blank=True, help_text="Ví dụ: phút, đảng viên."
    )
    effect = models.CharField(
        "tính vào tổng",
        max_length=10,
        default=Effect.ORDINARY,
        choices=[
            (Effect.ORDINARY.value, "Điểm thường, nằm trong tổng"),
            (Effect.BONUS.value, "Điểm thưởng, cộng ngoài tổng"),
            (Effect.PENALTY.value, "Điểm trừ, trừ ngoài tổng"),
            (Effect.CONDITION.value, "Điều kiện, không cộng vào tổng"),
        ],
    )
    not_applicable = models.CharField(
        "khi không áp dụng",
        max_length=12,
        default=NotApplicable.NOT_ALLOWED,
        choices=[
            (NotApplicable.NOT_ALLOWED.value, "Không cho phép"),
            (NotApplicable.FULL.value, "Được điểm tối đa"),
            (NotApplicable.EXCLUDE.value, "Không tính, giảm tổng tối đa"),
        ],
    )
    months = models.PositiveSmallIntegerField("chấm vào các tháng", default=ALL_MONTHS)
    is_occasional = models.BooleanField(
        "chỉ chấm khi phát sinh",
        default=False,
        help_text="Người chấm chọn “Không phát sinh” mà không phải ghi lý do.",
    )
    is_hard = models.BooleanField("tiêu chí cứng", default=False)
    pass_mark = models.DecimalField(
        "điểm đạt",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Dưới điểm này là không đạt tiêu chí cứng. Để trống: phải đạt điểm tối đa.",
    )
    advice = models.TextField(
        "gợi ý khi mất điểm",
        blank=True,
        help_text="Việc chi bộ nên làm để lấy lại điểm ở chỉ số này.",
    )
    requires_evidence = models.BooleanField("phải có minh chứng", default=False)
    evidence_hint = models.CharField(
        "minh chứng cần có",
        max_length=200,
        blank=True,
        help_text="Ví dụ: biên bản họp.",
    )
    change_threshold = models.DecimalField(
        "chênh lệch cần ghi chú",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Lệch so với tháng trước từ số điểm này thì nhắc ghi chú.",
    )
    origin = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="descendants",
        verbose_name="chỉ số gốc",
    )

    class Meta:
        verbose_name = "chỉ số"
        verbose_name_plural = "chỉ số"
        ordering = ["criterion_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "code"],
                name="one_indicator_of_a_code_in_a_criterion",
                violation_error_message="Số chỉ số này đã được dùng.",
            ),
            models.CheckConstraint(
                condition=Q(max_points__gt=0),
                name="indicator_maximum_is_positive",
                violation_error_message="Điểm tối đa phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(step__gt=0),
                name="indicator_step_is_positive",
                violation_error_message="Bước điểm phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(pass_mark=None)
                | Q(pass_mark__gt=0, pass_mark__lte=F("max_points")),
                name="pass_mark_is_within_the_points",
                violation_error_message="Điểm đạt phải lớn hơn 0 và không quá điểm tối đa.",
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=ALL_MONTHS),
                name="indicator_counts_in_some_month",
                violation_error_message="Chọn ít nhất một tháng.",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    @property
    def passes_from(self):
        return self.max_points if self.pass_mark is None else self.pass_mark

    def rule(self):
        return IndicatorRule(
            id=self.pk,
            criterion=self.criterion_id,
            code=self.code,
            name=self.name,
            max_points=self.max_points,
            measure=Measure(self.measure),
            effect=Effect(self.effect),
            step=self.step,
            options=tuple(option.points for option in self.options.all()),
            ratio_of=RatioOf(self.ratio_of),
            thresholds=tuple(row.rule() for row in self.thresholds.all()),
            not_applicable=NotApplicable(self.not_applicable),
            months=self.months,
            is_occasional=self.is_occasional,
            is_hard=self.is_hard,
            pass_mark=self.pass_mark,
        )


class Option(models.Model):
    """One of the named steps of an indicator; its points tell which one was chosen."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="options", verbose_name="chỉ số"
    )
    label = NameField("phương án", max_length=250)
    points = models.DecimalField("điểm", max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = "phương án"
        verbose_name_plural = "phương án"
        ordering = ["indicator_id", "-points"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "points"],
                name="one_option_of_so_many_points",
                violation_error_message="Đã có phương án với số điểm này.",
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0),
                name="option_is_not_negative",
                violation_error_message="Điểm không được âm.",
            ),
        ]

    def __str__(self):
        return self.label


class IndicatorThreshold(models.Model):
    """From this percent or amount on, a ratio earns these points."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="thresholds", verbose_name="chỉ số"
    )
    at_least = models.DecimalField("từ", max_digits=12, decimal_places=2)
    points = models.DecimalField("điểm", max_digits=6, decimal_places=2)
    members_from = models.PositiveIntegerField("chi bộ từ (đảng viên)", default=0)
    members_below = models.PositiveIntegerField(
        "đến dưới (đảng viên)", null=True, blank=True
    )

    class Meta:
        verbose_name = "ngưỡng"
        verbose_name_plural = "ngưỡng"
        ordering = ["indicator_id", "members_from", "-at_least"]
        constraints = [
            models.CheckConstraint(
                condition=Q(points__gte=0) & Q(at_least__gte=0),
                name="threshold_is_not_negative",
                violation_error_message="Ngưỡng và điểm không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(members_below=None)
                | Q(members_below__gt=F("members_from")),
                name="threshold_is_for_some_cells",
                violation_error_message="“Đến dưới” phải lớn hơn “từ”.",
            ),
        ]

    def __str__(self):
        at_least, points = format_decimal(self.at_least), format_decimal(self.points)
        return f"từ {at_least}: {points} điểm"

    def rule(self):
        return Threshold(
            at_least=self.at_least,
            points=self.points,
            members_from=self.members_from,
            members_below=self.members_below,
        )
