"""Committees, cells, kinds of cells, registrations, months: flat rows."""

from rest_framework import serializers

from api.serializers.fields import IdInReachField, MonthField
from cells.paths import WIDTH

ID = "Id"


class CommitteeSerializer(serializers.Serializer):
    id = serializers.IntegerField(label=ID)
    name = serializers.CharField(label="Tên cấp ủy")
    code = serializers.CharField(
        label="Mã tổ chức đảng", help_text="Có thể để trống; đổi khi đơn vị chuyển đi."
    )
    parent = IdInReachField(
        label="Id cấp ủy cấp trên",
        source="parent_id",
        path_of=lambda committee: committee.path[:-WIDTH],
        help_text="null: ở trên cùng, hoặc ngoài phạm vi được xem.",
    )
    opened_on = serializers.DateField(label="Thành lập ngày", allow_null=True)
    closed_on = serializers.DateField(label="Kết thúc ngày", allow_null=True)
    merged_into = IdInReachField(
        label="Id cấp ủy nhận hợp nhất",
        source="merged_into_id",
        path_of=lambda committee: committee.merged_into.path,
    )


class CellKindSerializer(serializers.Serializer):
    id = serializers.IntegerField(label=ID)
    name = serializers.CharField(label="Loại hình chi bộ")


class CellSerializer(serializers.Serializer):
    id = serializers.IntegerField(label=ID)
    name = serializers.CharField(label="Tên chi bộ")
    code = serializers.CharField(label="Mã tổ chức đảng")
    committee = serializers.IntegerField(label="Id cấp ủy", source="committee_id")
    committee_name = serializers.CharField(label="Cấp ủy", source="committee.name")
    kind = serializers.IntegerField(label="Id loại hình", source="kind_id")
    kind_name = serializers.CharField(label="Loại hình", source="kind.name")
    members = serializers.IntegerField(label="Số đảng viên")
    opened_on = serializers.DateField(label="Thành lập ngày", allow_null=True)
    closed_on = serializers.DateField(label="Kết thúc ngày", allow_null=True)
    merged_into = IdInReachField(
        label="Id chi bộ nhận hợp nhất",
        source="merged_into_id",
        is_cell=True,
        path_of=lambda cell: cell.merged_into.committee.path,
    )


class RegistrationSerializer(serializers.Serializer):
    id = serializers.IntegerField(label=ID)
    year = serializers.IntegerField(label="Năm")
    programme = serializers.CharField(label="Mã chương trình", source="programme.slug")
    cell = serializers.IntegerField(label="Id chi bộ", source="cell_id")
    cell_name = serializers.CharField(label="Chi bộ", source="cell.name")
    committee = serializers.IntegerField(
        label="Id cấp ủy",
        source="cell.committee_id",
        help_text="Theo tổ chức hiện nay.",
    )
    committee_name = serializers.CharField(label="Cấp ủy", source="cell.committee.name")
    framework = serializers.IntegerField(
        label="Id bộ tiêu chí",
        source="framework_id",
        help_text="Bộ tiêu chí lúc đăng ký; phiếu ghi phiên bản đã dùng.",
    )
    is_model = serializers.BooleanField(label="Đăng ký kiểu mẫu")
    content = serializers.CharField(label="Nội dung, sản phẩm đăng ký")
    since = MonthField(label="Tham gia từ tháng")
    withdrawn_from = MonthField(label="Rút khỏi từ tháng", allow_null=True)
    reason = serializers.CharField(label="Lý do rút")


class PeriodSerializer(serializers.Serializer):
    month = MonthField(label="Tháng")
    due_on = serializers.DateField(label="Hạn chấm điểm")
    opened_at = serializers.DateTimeField(label="Mở lúc")


class ProgrammeSerializer(serializers.Serializer):
    slug = serializers.CharField(label="Mã chương trình")
    name = serializers.CharField(label="Chương trình")
    description = serializers.CharField(label="Mô tả")
