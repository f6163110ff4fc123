"""A committee's figures, as the report page shows them."""

from rest_framework import serializers

from api.parameters.fields import Structure
from api.serializers.fields import PointsField, WordField
from criteria.models import Tone


def count(label, **kwargs):
    return serializers.IntegerField(label=label, **kwargs)


def percent(label, **kwargs):
    return PointsField(label=label, allow_null=True, **kwargs)


class GradeSerializer(serializers.Serializer):
    name = serializers.CharField(label="Mức xếp loại")
    tone = WordField(choices=Tone.choices, label="Nhóm xếp loại")
    count = serializers.IntegerField(label="Số chi bộ")


class SummaryRowSerializer(serializers.Serializer):
    committee = serializers.IntegerField(
        label="Id cấp ủy",
        allow_null=True,
        help_text="null: các chi bộ trực thuộc thẳng cấp ủy được tổng hợp.",
    )
    committee_name = serializers.CharField(label="Đơn vị")
    registered = count("Tham gia", help_text="Số chi bộ có phiếu hoặc đang đăng ký.")
    models = count("Đăng ký kiểu mẫu")
    opened = count("Có phiếu")
    complete = count("Đã chấm đủ")
    incomplete = count("Chưa chấm đủ")
    unopened = count("Chưa có phiếu")
    approved = count("Đã duyệt")
    completeness = percent("Tỷ lệ chấm đủ (%)")
    average = percent("Điểm trung bình (%)", help_text="Của các phiếu đã chấm đủ.")
    average_before = percent("Điểm trung bình kỳ trước (%)")
    average_change = percent("Thay đổi so với kỳ trước")
    change_of_compared = percent(
        "Thay đổi của chi bộ có điểm cả hai kỳ",
    )
    failed = count("Không đạt tiêu chí cứng", help_text="Trong số đã chấm đủ.")
    hard_failing = count(
        "Đang không đạt tiêu chí cứng", help_text="Kể cả chưa chấm đủ."
    )
    ungraded = count("Không thuộc mức nào")
    grades = GradeSerializer(
        many=True,
        label="Xếp loại",
        help_text="Không gồm chi bộ không đạt tiêu chí cứng.",
    )


class SummarySerializer(serializers.Serializer):
    committee = serializers.IntegerField(label="Id cấp ủy")
    committee_name = serializers.CharField(label="Cấp ủy")
    programme = serializers.CharField(label="Mã chương trình")
    span = serializers.CharField(label="Thời gian")
    structure = WordField(choices=Structure.choices, label="Cơ cấu tổ chức")
    only_models = serializers.BooleanField(label="Chỉ chi bộ đăng ký kiểu mẫu")
    total = SummaryRowSerializer(label="Tổng cộng")
    rows = SummaryRowSerializer(many=True, label="Từng đơn vị")
