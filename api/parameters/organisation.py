from rest_framework import serializers

from api.parameters.fields import KnownField, MonthField, ProgrammeField
from api.parameters.shared import RowsParameters
from cells.models import CellKind, Committee

UNDER = "Chỉ lấy trong cấp ủy có id này và mọi cấp dưới, theo tổ chức hiện nay."
ON = "Chỉ lấy đơn vị tồn tại vào ngày này, dạng 2022-12-31."


class CommitteeParameters(RowsParameters):
    committee = KnownField(model=Committee, required=False, help_text=UNDER)
    on = serializers.DateField(required=False, help_text=ON)


class CellParameters(CommitteeParameters):
    kind = KnownField(
        model=CellKind, required=False, help_text="Chỉ lấy loại hình chi bộ có id này."
    )


class RegistrationParameters(RowsParameters):
    committee = KnownField(model=Committee, required=False, help_text=UNDER)
    programme = ProgrammeField(
        required=False, help_text="Mã chương trình, ví dụ kieu-mau."
    )
    year = serializers.IntegerField(
        required=False, min_value=2000, max_value=2100, help_text="Năm đăng ký."
    )
    only_models = serializers.BooleanField(
        default=False, help_text="Chỉ lấy chi bộ đăng ký kiểu mẫu."
    )


class FrameworkParameters(RowsParameters):
    programme = ProgrammeField(
        required=False, help_text="Mã chương trình, ví dụ kieu-mau."
    )
    month = MonthField(
        required=False, help_text="Chỉ lấy phiên bản áp dụng trong tháng này."
    )
