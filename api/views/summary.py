"""Tổng hợp: the same figures as the report page."""

from rest_framework.response import Response

from api.figures import summary_of
from api.parameters.fields import Format
from api.parameters.sheets import SummaryParameters
from api.reading import Reading, csv_file
from api.serializers.summary import LISTS, SummaryRowSerializer, SummarySerializer

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
    fields = SummaryRowSerializer().fields
    told = [field for name, field in fields.items() if name not in LISTS]
    name = fields["committee_name"]

    def line(node):
        values = [field.get_attribute(node) for field in told]
        return values + [grade.count for grade in node.grades]

    total = line(found.total)
    total[told.index(name)] = TOTAL
    header = [field.label for field in told]
    grades = [grade.name for grade in found.total.grades]
    return header + grades, [*map(line, found.rows), total]
