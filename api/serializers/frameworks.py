"""Frameworks: one flat row in lists; with all its parts when one is asked for."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers.fields import MonthField, PointsField, word_of
from criteria.models import Framework, GradeBand, Indicator


@extend_schema_field({"type": "array", "items": {"type": "integer"}})
class MonthsOfYearField(serializers.Field):
    """A bit mask, bit 0 = January, as the numbers of the months."""

    def to_representation(self, value):
        return [month for month in range(1, 13) if value >> (month - 1) & 1]


class OptionSerializer(serializers.Serializer):
    label = serializers.CharField(label="Phương án")
    points = PointsField(label="Điểm")


class ThresholdSerializer(serializers.Serializer):
    at_least = PointsField(label="Từ", help_text="Phần trăm, hoặc chính số thực hiện.")
    points = PointsField(label="Điểm")
    members_from = serializers.IntegerField(label="Chi bộ từ (đảng viên)")
    members_below = serializers.IntegerField(
        label="Đến dưới (đảng viên)", allow_null=True
    )


class IndicatorSerializer(serializers.Serializer):
    id = serializers.IntegerField(label="Id")
    code = serializers.CharField(label="Số")
    name = serializers.CharField(label="Nội dung")
    guidance = serializers.CharField(label="Hướng dẫn chấm")
    max_points = PointsField(label="Điểm tối đa")
    measure = word_of(Indicator, "measure")
    effect = word_of(Indicator, "effect")
    step = PointsField(label="Bước điểm")
    ratio_of = word_of(Indicator, "ratio_of")
    unit = serializers.CharField(label="Đơn vị tính")
    not_applicable = word_of(Indicator, "not_applicable")
    months = MonthsOfYearField(label="Chấm vào các tháng")
    is_occasional = serializers.BooleanField(label="Chỉ chấm khi phát sinh")
    is_hard = serializers.BooleanField(label="Tiêu chí cứng")
    pass_mark = PointsField(
        label="Điểm đạt",
        source="passes_from",
        help_text="Dưới điểm này là không đạt, nếu là tiêu chí cứng.",
    )
    requires_evidence = serializers.BooleanField(label="Phải có minh chứng")
    origin = serializers.IntegerField(
        label="Id chỉ số gốc", source="origin_id", allow_null=True
    )
    options = OptionSerializer(many=True, label="Phương án")
    thresholds = ThresholdSerializer(many=True, label="Ngưỡng")


class CriterionSerializer(serializers.Serializer):
    id = serializers.IntegerField(label="Id")
    code = serializers.CharField(label="Số")
    name = serializers.CharField(label="Tên tiêu chí")
    origin = serializers.IntegerField(
        label="Id tiêu chí gốc",
        source="origin_id",
        allow_null=True,
        help_text="Tiêu chí tương ứng của bộ cấp trên hoặc của phiên bản trước.",
    )
    indicators = IndicatorSerializer(many=True, label="Chỉ số")


class RequirementSerializer(serializers.Serializer):
    criterion = serializers.IntegerField(
        label="Id tiêu chí", source="criterion_id", allow_null=True
    )
    indicator = serializers.IntegerField(
        label="Id chỉ số", source="indicator_id", allow_null=True
    )
    min_percent = PointsField(
        label="Đạt ít nhất (% điểm tối đa)",
        help_text="Không ghi tiêu chí, chỉ số nào: áp dụng cho mọi tiêu chí.",
    )


class BandSerializer(serializers.Serializer):
    id = serializers.IntegerField(label="Id")
    name = serializers.CharField(label="Mức xếp loại")
    from_points = PointsField(
        label="Từ điểm", help_text="Bao gồm chính điểm này, đến dưới mức liền trên."
    )
    tone = word_of(GradeBand, "tone")
    is_cap = serializers.BooleanField(label="Mức cao nhất khi không đạt tiêu chí cứng")
    requirements = RequirementSerializer(many=True, label="Điều kiện kèm theo")
    year_months = serializers.IntegerField(
        label="Số tháng đạt mức này để cả năm đạt", allow_null=True
    )
    year_floor = serializers.IntegerField(
        label="Id mức mà không tháng nào được thấp hơn",
        source="year_floor_id",
        allow_null=True,
    )
    quota_percent = serializers.IntegerField(label="Tỷ lệ tối đa (%)", allow_null=True)
    quota_base = word_of(GradeBand, "quota_base")


class FrameworkRowSerializer(serializers.Serializer):
    id = serializers.IntegerField(label="Id")
    code = serializers.CharField(
        label="Mã bộ tiêu chí", help_text="Chung cho mọi phiên bản của một bộ."
    )
    version = serializers.IntegerField(label="Phiên bản")
    name = serializers.CharField(label="Tên")
    programme = serializers.CharField(label="Mã chương trình", source="programme.slug")
    committee = serializers.IntegerField(
        label="Id cấp ủy ban hành", source="committee_id"
    )
    committee_name = serializers.CharField(
        label="Cấp ủy ban hành", source="committee.name"
    )
    specialises = serializers.IntegerField(
        label="Id bộ tiêu chí cấp trên", source="specialises_id", allow_null=True
    )
    decision = serializers.CharField(label="Văn bản ban hành")
    max_total = PointsField(label="Tổng điểm tối đa")
    grading = word_of(Framework, "grading")
    effective_from = MonthField(label="Áp dụng từ tháng")
    published_at = serializers.DateTimeField(label="Ban hành lúc")


class FrameworkSerializer(FrameworkRowSerializer):
    criteria = CriterionSerializer(many=True, label="Tiêu chí")
    bands = BandSerializer(many=True, label="Mức xếp loại, từ cao xuống thấp")
