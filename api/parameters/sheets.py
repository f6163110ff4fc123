"""Which sheets: shared by the lists of sheets and of scores, and by the summaries."""

from rest_framework import serializers

from api.parameters.fields import (
    LARGEST_ID,
    KnownField,
    MonthField,
    ProgrammeField,
    SpanField,
    Structure,
)
from api.parameters.shared import ListParameters, RowsParameters
from cells.models import Cell, CellKind, Committee
from scoring.models import Evaluation
from scoring.workflow import State

ONE_OF_BOTH = "Chỉ ghi một trong hai: month hoặc span."
NO_MONTHS = "Phải ghi month hoặc span."


class Months(serializers.Serializer):
    """`span`, however it was named."""

    month = MonthField(required=False, help_text="Tháng, ví dụ 2022-11.")
    span = SpanField(
        required=False,
        help_text="Khoảng thời gian: quý 2022-q4, nửa năm 2022-6t1, năm 2022, hoặc từ tháng "
        "đến tháng 2022-03_2022-08; nhiều nhất 60 tháng.",
    )

    def validate(self, attrs):
        attrs = super().validate(attrs)
        if {"month", "span"} <= attrs.keys():
            raise serializers.ValidationError({"span": [ONE_OF_BOTH]})
        if "month" in attrs:
            attrs["span"] = attrs.pop("month")
        return attrs


class Narrowing(serializers.Serializer):
    structure = serializers.ChoiceField(
        choices=Structure.choices,
        default=Structure.MONTH,
        help_text="Chi bộ được tính vào cấp ủy nào.",
    )
    kind = KnownField(
        model=CellKind, required=False, help_text="Chỉ lấy loại hình chi bộ có id này."
    )
    family = serializers.SlugField(
        required=False,
        help_text="Chỉ lấy phiếu chấm theo bộ tiêu chí có mã này, mọi phiên bản.",
    )
    only_models = serializers.BooleanField(
        default=False, help_text="Chỉ lấy chi bộ đăng ký kiểu mẫu."
    )


class SheetParameters(Narrowing, Months, RowsParameters):
    """At least one of `narrow` is asked for: nobody reads all years at once by mistake."""

    narrow = ("month", "span", "cell")

    committee = KnownField(
        model=Committee,
        required=False,
        help_text="Chỉ lấy trong cấp ủy có id này và mọi cấp dưới; xem structure.",
    )
    programme = ProgrammeField(
        required=False, help_text="Mã chương trình, ví dụ kieu-mau."
    )
    cell = KnownField(model=Cell, required=False, help_text="Chỉ lấy chi bộ có id này.")
    state = serializers.ChoiceField(
        choices=State.choices, required=False, help_text="Trạng thái của phiếu."
    )

    def validate(self, attrs):
        attrs = super().validate(attrs)
        if not attrs.keys() & self.narrow:
            words = f"Phải ghi ít nhất một trong các tham số {', '.join(self.narrow)}."
            raise serializers.ValidationError({"month": [words]})
        return attrs


class ScoreParameters(SheetParameters):
    """Pages count sheets: one holds the scores of so many, and never half a sheet."""

    narrow = (*SheetParameters.narrow, "evaluation")

    evaluation = KnownField(
        model=Evaluation, required=False, help_text="Chỉ lấy điểm của phiếu có id này."
    )
    after = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=LARGEST_ID,
        help_text="Chỉ lấy điểm của các phiếu có id lớn hơn số này. Thường không phải tự "
        "ghi: “next” của trang trước đã có sẵn.",
    )
    page_size = serializers.IntegerField(
        default=50,
        min_value=1,
        max_value=200,
        help_text="Số phiếu một trang; trang gồm mọi điểm của các phiếu đó.",
    )


class SummaryParameters(Narrowing, Months, ListParameters):
    committee = KnownField(model=Committee, help_text="Cấp ủy cần tổng hợp.")
    programme = ProgrammeField(help_text="Mã chương trình, ví dụ kieu-mau.")

    def validate(self, attrs):
        attrs = super().validate(attrs)
        if "span" not in attrs:
            raise serializers.ValidationError({"month": [NO_MONTHS]})
        return attrs
