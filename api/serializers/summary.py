"""A committee's figures, as the report page shows them."""

from rest_framework import serializers

from api.parameters.fields import Structure
from api.serializers.fields import MonthField, PointsField, WordField
from criteria.models import Tone

BEFORE = "Kỳ trước là khoảng dài bằng vậy ngay trước đó."
# What stands in a list of its own: the CSV file has the grades as columns.
LISTS = ("grades", "history")


def count(name, label, **kwargs):
    return serializers.IntegerField(source=f"figures.{name}", label=label, **kwargs)


def percent(name, label, **kwargs):
    source = f"figures.{name}"
    return PointsField(source=source, label=label, allow_null=True, **kwargs)


class GradeSerializer(serializers.Serializer):
    name = serializers.CharField(label="Mức xếp loại")
    tone = WordField(choices=Tone.choices, label="Nhóm xếp loại")
    count = serializers.IntegerField(label="Số lượng")


class MonthAverageSerializer(serializers.Serializer):
    month = MonthField(label="Tháng")
    average = PointsField(label="Điểm trung bình (%)", allow_null=True)


class IndicatorFailuresSerializer(serializers.Serializer):
    indicator = serializers.IntegerField(
        label="Id chỉ số", help_text="Của phiên bản mới nhất."
    )
    code = serializers.CharField(label="Số chỉ số")
    name = serializers.CharField(label="Chỉ số")
    sheets = serializers.IntegerField(label="Số phiếu không đạt")


class SummaryRowSerializer(serializers.Serializer):
    """Counts are of sheets: of cells in a month, of cells times months in a longer span."""

    committee = serializers.IntegerField(
        source="committee_id",
        label="Id cấp ủy",
        allow_null=True,
        help_text="null: các chi bộ trực thuộc thẳng cấp ủy được tổng hợp.",
    )
    committee_name = serializers.CharField(source="name", label="Đơn vị")
    cells = count(
        "by_cell.cells",
        "Số chi bộ có phiếu",
        help_text="Khác nhau; các số khác đếm phiếu: nhiều tháng thì một chi bộ có nhiều phiếu.",
    )
    registered = count(
        "registered",
        "Tham gia",
        help_text="Có phiếu hoặc đang đăng ký mà chưa có phiếu.",
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
    lowest = percent("spread.lowest", "Thấp nhất (%)")
    lower_quartile = percent("spread.lower", "Tứ phân vị dưới (%)")
    median = percent("median", "Trung vị (%)")
    upper_quartile = percent("spread.upper", "Tứ phân vị trên (%)")
    highest = percent("spread.highest", "Cao nhất (%)")
    average_before = percent(
        "average_before", "Điểm trung bình kỳ trước (%)", help_text=BEFORE
    )
    average_change = percent("average_change", "Thay đổi so với kỳ trước")
    compared = count("by_cell.compared", "Số chi bộ có điểm cả hai kỳ")
    change_of_compared = percent(
        "by_cell.change", "Thay đổi của chi bộ có điểm cả hai kỳ"
    )
    average_year_before = percent(
        "average_year_before", "Điểm trung bình cùng kỳ năm trước (%)"
    )
    year_change = percent("year_change", "Thay đổi so với cùng kỳ năm trước")
    compared_year = count(
        "by_cell.compared_year", "Số chi bộ có điểm cả cùng kỳ năm trước"
    )
    year_change_of_compared = percent(
        "by_cell.year_change", "Thay đổi của chi bộ có điểm cả cùng kỳ năm trước"
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
    history = MonthAverageSerializer(
        many=True,
        label="Điểm trung bình từng tháng",
        help_text="Của các tháng được hỏi; hỏi một tháng thì cả mười một tháng trước đó.",
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
    months = serializers.ListField(
        child=MonthField(), source="summary.opened", label="Các tháng đã mở"
    )
    lacking_evidence = serializers.IntegerField(
        source="summary.lacking", label="Số phiếu còn thiếu minh chứng"
    )
    failures = IndicatorFailuresSerializer(
        many=True, source="summary.failures", label="Tiêu chí cứng không đạt"
    )
    total = SummaryRowSerializer(label="Tổng cộng")
    rows = SummaryRowSerializer(
        many=True,
        label="Từng đơn vị",
        help_text="Mỗi đơn vị có các giá trị như total.",
    )
