"""Who there is: committees, cells and their kinds, registrations, months, programmes."""

from api.paging import Whole
from api.parameters.organisation import (
    CellParameters,
    CommitteeParameters,
    RegistrationParameters,
)
from api.parameters.shared import ListParameters
from api.reading import One, Rows
from api.serializers.organisation import (
    CellKindSerializer,
    CellSerializer,
    CommitteeSerializer,
    PeriodSerializer,
    ProgrammeSerializer,
    RegistrationSerializer,
)
from cells.models import Cell, CellKind, Committee
from criteria.models import Programme
from scoring.models import Period, Registration

GROUP = "Tổ chức"
CELL_NAMED = ("committee", "kind", "merged_into__committee")


def _seen(model, request):
    return model.objects.visible_to(request.user)


class Committees(Rows):
    group, title = GROUP, "Danh sách cấp ủy"
    about = "Các cấp ủy trong phạm vi được xem, theo tổ chức hiện nay."
    parameters = CommitteeParameters
    serializer_class = CommitteeSerializer
    file_name = "cap-uy"

    def get_queryset(self):
        rows = _seen(Committee, self.request).select_related("merged_into")
        if under := self.asked.get("committee"):
            rows = rows.under(under)
        if on := self.asked.get("on"):
            rows = rows.existing(on=on)
        return rows

    def in_file_order(self, queryset):
        return queryset.order_by("path")


class OneCommittee(One):
    group, title = GROUP, "Một cấp ủy"
    serializer_class = CommitteeSerializer

    def get_queryset(self):
        return _seen(Committee, self.request).select_related("merged_into")


class Cells(Rows):
    group, title = GROUP, "Danh sách chi bộ"
    about = "Các chi bộ trong phạm vi được xem, kể cả chi bộ đã kết thúc (xem on)."
    parameters = CellParameters
    serializer_class = CellSerializer
    file_name = "chi-bo"

    def get_queryset(self):
        rows = _seen(Cell, self.request).select_related(*CELL_NAMED)
        if under := self.asked.get("committee"):
            rows = rows.under(under)
        if on := self.asked.get("on"):
            rows = rows.existing(on=on)
        if kind := self.asked.get("kind"):
            rows = rows.of_kind(kind)
        return rows

    def in_file_order(self, queryset):
        return queryset.order_by("committee__path", "sort_key", "pk")


class OneCell(One):
    group, title = GROUP, "Một chi bộ"
    serializer_class = CellSerializer

    def get_queryset(self):
        return _seen(Cell, self.request).select_related(*CELL_NAMED)


class Kinds(Rows):
    group, title = GROUP, "Danh sách loại hình chi bộ"
    parameters = ListParameters
    pagination_class = Whole
    serializer_class = CellKindSerializer
    file_name = "loai-hinh"
    queryset = CellKind.objects.all()


class Registrations(Rows):
    group, title = GROUP, "Danh sách đăng ký"
    about = "Chi bộ nào tham gia chương trình nào trong năm nào."
    parameters = RegistrationParameters
    serializer_class = RegistrationSerializer
    file_name = "dang-ky"

    def get_queryset(self):
        rows = _seen(Registration, self.request).select_related(
            "programme", "cell__committee"
        )
        if under := self.asked.get("committee"):
            rows = rows.under(under)
        if programme := self.asked.get("programme"):
            rows = rows.of_programme(programme)
        if year := self.asked.get("year"):
            rows = rows.of_year(year)
        return rows.models() if self.asked["only_models"] else rows

    def in_file_order(self, queryset):
        return queryset.order_by(
            "-year", "programme", "cell__committee__path", "cell__sort_key", "pk"
        )


class Periods(Rows):
    group, title = GROUP, "Danh sách kỳ chấm điểm"
    about = "Các tháng đã mở, mới nhất trước."
    parameters = ListParameters
    pagination_class = Whole
    serializer_class = PeriodSerializer
    file_name = "ky-cham-diem"
    queryset = Period.objects.latest_first()


class Programmes(Rows):
    group, title = GROUP, "Danh sách chương trình đánh giá"
    parameters = ListParameters
    pagination_class = Whole
    serializer_class = ProgrammeSerializer
    file_name = "chuong-trinh"
    queryset = Programme.objects.all()
