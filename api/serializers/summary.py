"""A committee's figures, as the report page shows them."""

from rest_framework import serializers

from api.parameters.fields import Structure
from api.serializers.fields import PointsField, WordField
from criteria.models import Tone


def count(name, label, **kwargs):
    return serializers.IntegerField(source=f"figures.{name}", label=label, **kwargs)


def percent(name, label, **kwargs):
    return PointsField(source=f"figures.{name}", label=label, allow_null=True, **kwargs)


class GradeSerializer(serializers.Serializer):
    name = serializers.CharField(label="Mức xếp loại")
    tone = WordField(choices=Tone.choices, label="Nhóm xếp loại")
    count = serializers.IntegerField(label="Số lượng")


class SummaryRowSerializer(serializers.Serializer):
    """Of a month the counts are of cells, of several months of their sheets."""

    committee = serializers.IntegerField(
        source="committee_id",
        label="Id cấp ủy",
        allow_null=True,
        help_text="null: các chi bộ trực thuộc thẳng cấp ủy được tổng hợp.",
    )
    committee_name = serializers.CharField(source="name", label="Đơn vị")
    registered = count(
        "registered", "Tham gia", help_text="Số chi bộ có phiếu hoặc đang đăng ký."
    )
    models = count("models", "Đăng ký kiểu mẫu")
    opened = count("opened", "Có phiếu")
    complete = count("complete", "Đã chấm đủ")
    incomplete = count("incomplete", "Chưa chấm đủ")
    unopened = count("unopened", "Chưa có phiếu")
    approved = count("approved", "Đã duyệt")
    completeness = percent("completeness", "Tỷ lệ chấm đủ (%)")
    average = percent(
        "average", "Điểm trung bình (%)", help_text="Của các phiếu đã chấm đủ."
    )
    average_before = percent(
        "average_before",
        "Điểm trung bình kỳ trước (%)",
        help_text="Kỳ trước là khoảng dài bằng vậy ngay trước đó.",
    )
    average_change = percent("average_change", "Thay đổi so với kỳ trước")
    change_of_compared = percent(
        "change_of_compared", "Thay đổi của chi bộ có điểm cả hai kỳ"
    )
    failed = count(
        "failed", "Không đạt tiêu chí cứng", help_text="Trong số đã chấm đủ."
    )
    hard_failing = count(
        "hard_failing", "Đang không đạt tiêu chí cứng", help_text="Kể cả chưa chấm đủ."
    )
    ungraded = count("ungraded", "Không thuộc mức nào")
    grades = GradeSerializer(
        many=True,
        label="Xếp loại",
        help_text="Không gồm phiếu không đạt tiêu chí cứng.",
    )


class SummarySerializer(serializers.Serializer):
    committee = serializers.IntegerField(
        source="selection.committee.pk", label="Id cấp ủy"
    )
    committee_name = serializers.CharField(
        source="selection.committee.name", label="Cấp ủy"
    )
    programme = serializers.CharField(
        source="selection.programme.slug", label="Mã chương trình"
    )
    span = serializers.CharField(source="selection.span.slug", label="Thời gian")
    structure = WordField(choices=Structure.choices, label="Cơ cấu tổ chức")
    only_models = serializers.BooleanField(
        source="selection.only_models", label="Chỉ chi bộ đăng ký kiểu mẫu"
    )
    kind = serializers.IntegerField(
        source="selection.kind.pk",
        label="Id loại hình",
        default=None,
        allow_null=True,
        help_text="null: mọi loại hình.",
    )
    family = serializers.CharField(
        source="selection.family",
        label="Mã bộ tiêu chí",
        help_text="Chuỗi rỗng: mọi bộ tiêu chí.",
    )
    total = SummaryRowSerializer(label="Tổng cộng")
    rows = SummaryRowSerializer(many=True, label="Từng đơn vị")
