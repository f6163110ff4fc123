"""Sheets and scores, as flat rows. What is not known yet is null, never a zero."""

from django.db.models import TextChoices
from rest_framework import serializers

from api.serializers.fields import MonthField, PointsField, WordField
from criteria.models import Tone
from scoring.workflow import State


class ValueState(TextChoices):
    SCORED = "scored", "Đã chấm"
    NOT_SCORED = "not_scored", "Chưa chấm"
    NOT_APPLICABLE = "not_applicable", "Không áp dụng"


class ResultField(PointsField):
    """A total or percent: where the framework has one, and not before all is scored.

    `so_far`: also while points are still missing.
    """

    def __init__(self, *, so_far=False, **kwargs):
        self.so_far = so_far
        super().__init__(allow_null=True, **kwargs)

    def get_attribute(self, sheet):
        if sheet.framework.has_total and (sheet.is_complete or self.so_far):
            return super().get_attribute(sheet)
        return None


class SheetSerializer(serializers.Serializer):
    id = serializers.IntegerField(label="Id phiếu")
    month = MonthField(label="Tháng")
    programme = serializers.CharField(label="Mã chương trình", source="programme.slug")
    cell = serializers.IntegerField(label="Id chi bộ", source="cell_id")
    cell_name = serializers.CharField(
        label="Chi bộ", help_text="Tên trong tháng đó, cũng như loại hình và cấp ủy."
    )
    committee = serializers.IntegerField(label="Id cấp ủy", source="committee_id")
    committee_name = serializers.CharField(label="Cấp ủy", source="committee.name")
    kind = serializers.IntegerField(label="Id loại hình", source="kind_id")
    kind_name = serializers.CharField(label="Loại hình", source="kind.name")
    members = serializers.IntegerField(label="Số đảng viên")
    is_model = serializers.BooleanField(
        label="Đăng ký kiểu mẫu", source="registration.is_model"
    )
    registration = serializers.IntegerField(
        label="Id đăng ký", source="registration_id"
    )
    framework = serializers.IntegerField(label="Id bộ tiêu chí", source="framework_id")
    framework_code = serializers.CharField(
        label="Mã bộ tiêu chí", source="framework.code"
    )
    state = WordField(label="Trạng thái", choices=State.choices)
    scored = serializers.IntegerField(label="Số chỉ số đã chấm")
    required = serializers.IntegerField(label="Số chỉ số phải chấm")
    is_complete = serializers.BooleanField(label="Đã chấm đủ")
    total = ResultField(
        label="Tổng điểm",
        help_text="null: chưa chấm đủ, hoặc bộ tiêu chí không lấy tổng.",
    )
    total_so_far = ResultField(label="Điểm tạm tính", source="total", so_far=True)
    maximum = PointsField(label="Điểm tối đa")
    percent = ResultField(label="Phần trăm")
    grade = serializers.CharField(
        label="Xếp loại",
        source="grade.name",
        default=None,
        allow_null=True,
        help_text="null: chưa chấm đủ, hoặc không thuộc mức nào.",
    )
    grade_tone = WordField(
        label="Nhóm xếp loại",
        source="grade.tone",
        choices=Tone.choices,
        default=None,
        allow_null=True,
        help_text="Để so các bộ tiêu chí đặt tên mức khác nhau.",
    )
    hard_failed = serializers.BooleanField(label="Không đạt tiêu chí cứng")
    meeting_on = serializers.DateField(label="Ngày họp", allow_null=True)
    members_due = serializers.IntegerField(label="Đảng viên phải dự", allow_null=True)
    members_present = serializers.IntegerField(label="Đảng viên dự", allow_null=True)
    submitted_at = serializers.DateTimeField(label="Gửi lúc", allow_null=True)
    approved_at = serializers.DateTimeField(label="Duyệt lúc", allow_null=True)


class StateField(WordField):
    """Which of the three states the value is in; `own` is that of the cell's own."""

    def __init__(self, *, of="", **kwargs):
        self.of = of
        super().__init__(choices=ValueState.choices, **kwargs)

    def get_attribute(self, score):
        if getattr(score, f"{self.of}not_applicable"):
            return ValueState.NOT_APPLICABLE
        if getattr(score, f"{self.of}points") is None:
            return ValueState.NOT_SCORED
        return ValueState.SCORED


def points_or_nothing(label, **kwargs):
    return PointsField(label=label, allow_null=True, **kwargs)


class ScoreSerializer(serializers.Serializer):
    """`points` are those that count, verified by the committee; `self_…` the cell's own."""

    indicator = serializers.IntegerField(label="Id chỉ số", source="indicator_id")
    criterion_code = serializers.CharField(
        label="Số tiêu chí", source="indicator.criterion.code"
    )
    criterion_name = serializers.CharField(
        label="Tiêu chí", source="indicator.criterion.name"
    )
    indicator_code = serializers.CharField(label="Số chỉ số", source="indicator.code")
    indicator_name = serializers.CharField(label="Chỉ số", source="indicator.name")
    max_points = PointsField(label="Điểm tối đa", source="indicator.max_points")
    is_hard = serializers.BooleanField(
        label="Tiêu chí cứng", source="indicator.is_hard"
    )
    state = StateField(
        label="Tình trạng điểm",
        help_text="Số 0 là điểm 0; chưa chấm thì points là null.",
    )
    points = points_or_nothing("Điểm thẩm định", help_text="Điểm được tính vào tổng.")
    actual = points_or_nothing("Thực hiện")
    plan = points_or_nothing("Kế hoạch")
    reason = serializers.CharField(label="Lý do không áp dụng")
    self_state = StateField(label="Tình trạng điểm tự chấm", of="self_")
    self_points = points_or_nothing("Điểm tự chấm")
    self_actual = points_or_nothing("Thực hiện (tự chấm)")
    self_plan = points_or_nothing("Kế hoạch (tự chấm)")
    self_reason = serializers.CharField(label="Lý do không áp dụng (tự chấm)")
    note = serializers.CharField(label="Ghi chú")
    evidence_count = serializers.IntegerField(label="Số minh chứng")


class ScoreRowSerializer(ScoreSerializer):
    """A score that says as well whose it is."""

    evaluation = serializers.IntegerField(label="Id phiếu", source="evaluation_id")
    month = MonthField(label="Tháng", source="evaluation.period_id")
    cell = serializers.IntegerField(label="Id chi bộ", source="evaluation.cell_id")
    cell_name = serializers.CharField(label="Chi bộ", source="evaluation.cell_name")
    framework = serializers.IntegerField(
        label="Id bộ tiêu chí", source="evaluation.framework_id"
    )

    def get_fields(self):
        """Whose it is stands first."""
        fields = super().get_fields()
        own = ("evaluation", "month", "cell", "cell_name", "framework")
        return {name: fields.pop(name) for name in own} | fields


class SheetWithScoresSerializer(SheetSerializer):
    scores = ScoreSerializer(
        many=True, label="Điểm từng chỉ số", source="scores_listed"
    )
