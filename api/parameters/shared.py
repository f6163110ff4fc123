"""What every answer takes: its format, and for lists the page. The rest is refused by name."""

from rest_framework import serializers
from rest_framework.exceptions import NotFound

from api.parameters.fields import LARGEST_ID, Format

UNKNOWN = "Không có tham số này."
REPEATED = "Tham số này chỉ được ghi một lần."
WHOLE_FILE = "Tệp CSV gồm mọi dòng, không chia trang."


# From what is asked first to what hardly anybody asks.
ORDER = (
    "committee",
    "structure",
    "programme",
    "month",
    "span",
    "year",
    "on",
    "cell",
    "evaluation",
    "state",
    "kind",
    "family",
    "only_models",
    "after",
    "page_size",
    "format",
)


class Parameters(serializers.Serializer):
    """Of a single row: none."""

    def get_fields(self):
        """In the order in which the document and its page name them."""
        fields = super().get_fields()
        return {name: fields.pop(name) for name in ORDER if name in fields} | fields

    def to_internal_value(self, data):
        """`data` is a QueryDict. All that is wrong is told at once."""
        errors = {name: [UNKNOWN] for name in data if name not in self.fields}
        errors |= {name: [REPEATED] for name in data if len(data.getlist(name)) > 1}
        try:
            # A plain dict: from a form, an absent tick would be a False.
            asked = super().to_internal_value(data.dict())
        except serializers.ValidationError as error:
            errors |= error.detail
        except NotFound:
            if not errors:
                raise
        if errors:
            raise serializers.ValidationError(errors)
        return asked


class ListParameters(Parameters):
    """Of a list that stays short and has no pages."""

    format = serializers.ChoiceField(
        choices=Format.choices,
        default=Format.JSON,
        help_text="Dạng dữ liệu trả về; csv là toàn bộ danh sách trong một tệp.",
    )


class RowsParameters(ListParameters):
    after = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=LARGEST_ID,
        help_text="Chỉ lấy các dòng có id lớn hơn số này. Thường không phải tự ghi: "
        "“next” của trang trước đã có sẵn.",
    )
    page_size = serializers.IntegerField(
        default=100, min_value=1, max_value=1000, help_text="Số dòng một trang."
    )

    def validate(self, attrs):
        attrs = super().validate(attrs)
        paged = {"after", "page_size"} & self.initial_data.keys()
        if attrs["format"] == Format.CSV and paged:
            raise serializers.ValidationError(dict.fromkeys(paged, [WHOLE_FILE]))
        return attrs
