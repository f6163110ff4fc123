"""What is scored: published frameworks with their criteria, indicators and bands."""

from api.parameters.organisation import FrameworkParameters
from api.reading import One, Rows
from api.serializers.frameworks import FrameworkRowSerializer, FrameworkSerializer
from criteria.models import Framework

GROUP = "Bộ tiêu chí"


def _published(request):
    """Nothing is scored by a draft, so no program needs one."""
    return (
        Framework.objects.visible_to(request.user)
        .published()
        .select_related("programme", "committee")
    )


class Frameworks(Rows):
    group, title = GROUP, "Danh sách bộ tiêu chí"
    about = "Các bộ tiêu chí đã ban hành, mọi phiên bản (xem month)."
    parameters = FrameworkParameters
    serializer_class = FrameworkRowSerializer
    file_name = "bo-tieu-chi"

    def get_queryset(self):
        rows = _published(self.request)
        if programme := self.asked.get("programme"):
            rows = rows.of_programme(programme)
        if month := self.asked.get("month"):
            rows = rows.in_force(month=month.last)
        return rows

    def in_file_order(self, queryset):
        return queryset.by_programme()


class OneFramework(One):
    group, title = GROUP, "Một bộ tiêu chí"
    about = "Kèm tiêu chí, chỉ số và mức xếp loại."
    serializer_class = FrameworkSerializer

    def get_queryset(self):
        return _published(self.request).with_parts()
