"""What all answers share: checked parameters, pages as JSON, whole lists as CSV."""

from django.http import StreamingHttpResponse
from django.utils.cache import add_never_cache_headers
from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from api.paging import AfterId
from api.parameters.fields import Format
from api.parameters.shared import Parameters, RowsParameters
from vietnamese.spreadsheets import CONTENT_TYPE, csv_lines

CHUNK = 2000


class Reading(GenericAPIView):
    """A GET. `group`, `title` and `about` are what the OpenAPI document says of it."""

    http_method_names = ("get", "head")
    parameters = Parameters
    group = title = about = ""

    def initial(self, request, *args, **kwargs):
        """`asked` holds the checked parameters, objects in place of their ids."""
        super().initial(request, *args, **kwargs)
        given = self.parameters(data=request.query_params, context={"request": request})
        given.is_valid(raise_exception=True)
        self.asked = given.validated_data

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        add_never_cache_headers(response)  # what one person may see
        return response


class One(RetrieveModelMixin, Reading):
    """One row by its id."""

    def get(self, request, *args, **kwargs):
        return self.retrieve(request, *args, **kwargs)


class Rows(ListModelMixin, Reading):
    """Many rows. `file_name` is that of the CSV file, without its suffix."""

    parameters = RowsParameters
    pagination_class = AfterId
    file_name = "du-lieu"

    def get(self, request, *args, **kwargs):
        if self.asked["format"] == Format.CSV:
            return self.as_file()
        return self.list(request, *args, **kwargs)

    def in_file_order(self, queryset):
        return queryset.order_by("pk")

    def as_file(self):
        """All rows, streamed: how many they are does not matter to the memory."""
        fields = list(self.get_serializer().fields.values())
        rows = self.in_file_order(self.get_queryset()).iterator(chunk_size=CHUNK)
        cells = ([_cell(field, row) for field in fields] for row in rows)
        return csv_file(self.file_name, [field.label for field in fields], cells)


def csv_file(name, header, rows):
    disposition = f'attachment; filename="{name}.csv"'
    return StreamingHttpResponse(
        csv_lines(header, rows),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": disposition},
    )


def _cell(field, row):
    """The value of a field as people read it: words of choices, months as 11/2022."""
    value = field.get_attribute(row)
    if value is not None and hasattr(field, "to_cell"):
        return field.to_cell(value)
    return value
