"""Tổng hợp: the same figures as the report page."""

from rest_framework.response import Response

from api.figures import summary_of
from api.parameters.fields import Format
from api.parameters.sheets import SummaryParameters
from api.reading import Reading, csv_file
from api.serializers.summary import SummaryRowSerializer, SummarySerializer

TOTAL = "Tổng cộng"


class Summaries(Reading):
    group, title = "Tổng hợp", "Tổng hợp của một cấp ủy"
    about = (
        "Số liệu của trang Báo cáo: tổng cộng, từng cấp ủy trực thuộc và các chi bộ trực "
        "thuộc thẳng. Tệp CSV có thêm mỗi mức xếp loại một cột."
    )
    parameters = SummaryParameters
    serializer_class = SummarySerializer

    def get(self, request):
        found = summary_of(self.asked)
        if self.asked["format"] == Format.CSV:
            return csv_file("tong-hop", *_table(found))
        return Response(self.get_serializer(found).data)


def _table(found):
    """Header and lines; the grades, which differ from place to place, come last."""
    names = [
        (name, field.label)
        for name, field in SummaryRowSerializer().fields.items()
        if name != "grades"
    ]
    total = found["total"] | {"committee_name": TOTAL}
    lines = [
        [row[name] for name, _ in names] + [grade["count"] for grade in row["grades"]]
        for row in [*found["rows"], total]
    ]
    grades = [grade["name"] for grade in total["grades"]]
    return [label for _, label in names] + grades, lines
