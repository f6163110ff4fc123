"""Form fields that read what a clerk types and say in Vietnamese what is wrong."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from vietnamese.months import format_month, parse_month
from vietnamese.numbers import format_decimal, parse_decimal
from vietnamese.text import nfc, one_line


class PointsField(forms.Field):
    """Points as a Decimal; empty is None. Shows and reads the decimal comma.

    Not a number input: browsers show those empty when they hold a comma.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "min_value": "Điểm phải từ %(limit)s trở lên.",
        "max_value": "Điểm không được vượt quá %(limit)s.",
        "decimal_places": "Chỉ được nhập tối đa %(limit)s chữ số sau dấu phẩy.",
        "max_digits": "Chỉ được nhập tối đa %(limit)s chữ số trước dấu phẩy.",
    }

    def __init__(
        self,
        *,
        min_value=Decimal(0),
        max_value=None,
        max_digits=7,
        decimal_places=2,
        **kwargs,
    ):
        self.min_value, self.max_value = min_value, max_value
        self.max_digits, self.decimal_places = max_digits, decimal_places
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return parse_decimal(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            self._refuse("min_value", self.min_value)
        if self.max_value is not None and value > self.max_value:
            self._refuse("max_value", self.max_value)
        if -value.normalize().as_tuple().exponent > self.decimal_places:
            self._refuse("decimal_places", self.decimal_places)
        whole_digits = self.max_digits - self.decimal_places
        if value.adjusted() >= whole_digits:
            self._refuse("max_digits", whole_digits)

    def prepare_value(self, value):
        if isinstance(value, Decimal | int):
            return format_decimal(value, grouped=False)
        return value

    def _refuse(self, code, limit):
        raise ValidationError(
            self.error_messages[code],
            code=code,
            params={"limit": format_decimal(limit)},
        )


class MonthField(forms.Field):
    """A month as the date of its first day; reads "12/2022" and "2022-12"."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "12/2022"})

    def to_python(self, value):
        if value in self.empty_values or not str(value).strip():
            return None
        if not isinstance(value, str):
            return value.replace(day=1)
        try:
            return parse_month(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value):
        return format_month(value) if hasattr(value, "month") else value


class TextField(forms.CharField):
    """A CharField whose value is in NFC."""

    def to_python(self, value):
        return nfc(super().to_python(value) or "")


class NameField(forms.CharField):
    """A CharField on one line, in NFC: what two rows are compared by."""

    def to_python(self, value):
        return one_line(super().to_python(value) or "")
