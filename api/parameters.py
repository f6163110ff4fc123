"""What may stand behind the question mark, read and checked; the rest is refused by name."""

from django.db.models import TextChoices
from rest_framework import serializers
from rest_framework.exceptions import NotFound

from cells.models import Cell, Committee
from criteria.models import Framework, Programme
from scoring.models import Evaluation
from scoring.workflow import State
from vietnamese.months import parse_month

LARGEST_ID = 2**63 - 1
UNKNOWN = "Không có tham số này."
REPEATED = "Tham số này chỉ được ghi một lần."
WHOLE_FILE = "Tệp CSV gồm mọi dòng, không chia trang."


class Structure(TextChoices):
    MONTH = "month", "Theo tổ chức của tháng đó"
    TODAY = "today", "Theo tổ chức hiện nay"


class Format(TextChoices):
    JSON = "json", "JSON"
    CSV = "csv", "CSV để mở bằng Excel"


class MonthField(serializers.Field):
    """2022-11 as the date of its first day."""

    default_error_messages = {
        "invalid": "Hãy ghi năm và tháng, ví dụ 2022-11; không có “{input}”."
    }

    def to_internal_value(self, data):
        try:
            return parse_month(data)
        except ValueError:
            self.fail("invalid", input=data)


class IdField(serializers.IntegerField):
    def __init__(self, **kwargs):
        super().__init__(min_value=1, max_value=LARGEST_ID, **kwargs)


class VisibleField(IdField):
    """The id of something that the token's person may see; anything else is a 404."""

    def __init__(self, *, model, **kwargs):
        self.model = model
        super().__init__(**kwargs)

    def to_internal_value(self, data):
        pk = super().to_internal_value(data)
        seen = self.model.objects.visible_to(self.context["request"].user)
        found = seen.filter(pk=pk).first()
        if found is None:
            raise NotFound(f"Không tìm thấy {self.field_name}={pk}.")
        return found


class ProgrammeField(serializers.SlugField):
    default_error_messages = {"unknown": "Không có chương trình “{input}”."}

    def to_internal_value(self, data):
        slug = super().to_internal_value(data)
        found = Programme.objects.filter(slug=slug).first()
        if found is None:
            self.fail("unknown", input=slug)
        return found


class Parameters(serializers.Serializer):
    format = serializers.ChoiceField(
        choices=Format.choices[:1],
        default=Format.JSON,
        help_text="Dạng dữ liệu trả về.",
    )

    def to_internal_value(self, data):
        errors = {name: [UNKNOWN] for name in data if name not in self.fields}
        errors |= {name: [REPEATED] for name in data if len(data.getlist(name)) > 1}
        if errors:
            raise serializers.ValidationError(errors)
        # A plain dict: from a form, an absent tick would be a False.
        return super().to_internal_value(data.dict())


class RowsParameters(Parameters):
    format = serializers.ChoiceField(
        choices=Format.choices,
        default=Format.JSON,
        help_text="csv: toàn bộ danh sách trong một tệp, không chia trang.",
    )
    after = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=LARGEST_ID,
        help_text="Lấy các dòng có id lớn hơn số này; nên dùng địa chỉ `next` của trang trước.",
    )
    page_size = serializers.IntegerField(
        required=False,
        default=100,
        min_value=1,
        max_value=1000,
        help_text="Số dòng một trang.",
    )

    def validate(self, attrs):
        paged = {"after", "page_size"} & self.initial_data.keys()
        if attrs["format"] == Format.CSV and paged:
            raise serializers.ValidationError(dict.fromkeys(paged, [WHOLE_FILE]))
        return attrs
