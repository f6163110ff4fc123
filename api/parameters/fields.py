"""Kinds of parameters: what a program may write, and the object that it stands for."""

from django.db.models import TextChoices
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound

from criteria.models import Programme
from vietnamese.months import parse_month
from vietnamese.spans import Span, parse_span

LARGEST_ID = 2**63 - 1
YEARS = range(2000, 2101)  # beyond them somebody mistyped


class Structure(TextChoices):
    MONTH = "month", "theo tổ chức của tháng đó"
    TODAY = "today", "theo tổ chức hiện nay"


class Format(TextChoices):
    JSON = "json", "JSON"
    CSV = "csv", "tệp CSV để mở bằng Excel"


@extend_schema_field(
    {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "examples": ["2022-11"]}
)
class MonthField(serializers.Field):
    """2022-11 as a span of that one month."""

    default_error_messages = {
        "invalid": "Hãy ghi năm và tháng, ví dụ 2022-11, thay cho “{input}”."
    }

    def to_internal_value(self, data):
        try:
            month = parse_month(data)
        except ValueError:
            self.fail("invalid", input=data)
        return _in_our_time(self, Span(month, month), data)


@extend_schema_field(
    {
        "type": "string",
        "pattern": "^[0-9]{4}(-(q[1-4]|6t[12]|[0-9]{2}(_[0-9]{4}-[0-9]{2})?))?$",
        "examples": ["2022-q4", "2022-6t1", "2022", "2022-03_2022-08"],
    }
)
class SpanField(serializers.Field):
    """A month, quarter, half-year, year or range, as in the addresses of the reports."""

    default_error_messages = {
        "invalid": (
            "Hãy ghi quý 2022-q4, nửa năm 2022-6t1, năm 2022, tháng 2022-11 hoặc khoảng "
            "2022-03_2022-08, không quá 60 tháng, thay cho “{input}”."
        )
    }

    def to_internal_value(self, data):
        try:
            span = parse_span(data)
        except ValueError:
            self.fail("invalid", input=data)
        return _in_our_time(self, span, data)


def _in_our_time(field, span, data):
    if span.first.year not in YEARS or span.last.year not in YEARS:
        field.fail("invalid", input=data)
    return span


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": LARGEST_ID})
class KnownField(serializers.Field):
    """The id of something that the token's person may see; anything else is a 404."""

    number = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)

    def __init__(self, *, model, **kwargs):
        self.model = model
        super().__init__(**kwargs)

    def to_internal_value(self, data):
        pk = self.number.run_validation(data)
        found = self.seen().filter(pk=pk).first()
        if found is None:
            raise NotFound(f"Không tìm thấy {self.field_name}={pk}.")
        return found

    def seen(self):
        objects = self.model.objects
        if not hasattr(objects, "visible_to"):
            return objects.all()  # kinds of cells are everybody's
        return objects.visible_to(self.context["request"].user)


@extend_schema_field(
    {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "examples": ["kieu-mau"]}
)
class ProgrammeField(serializers.Field):
    default_error_messages = {"unknown": "Không có chương trình “{input}”."}
    slug = serializers.SlugField()

    def to_internal_value(self, data):
        slug = self.slug.run_validation(data)
        found = Programme.objects.filter(slug=slug).first()
        if found is None:
            self.fail("unknown", input=slug)
        return found
