"""What people send about a month: when it opens, whom it is locked for, who is excepted."""

from datetime import timedelta

from django import forms

from vietnamese.fields import MonthField, TextField
from vietnamese.forms import AddressForm

DURATIONS = ((24, "24 giờ"), (48, "48 giờ"), (72, "3 ngày"), (168, "7 ngày"))  # hours


class OpeningForm(AddressForm):
    names = {"month": "thang", "due_on": "han"}
    month = MonthField(label="Tháng", help_text="Ví dụ: 01/2023.")
    due_on = forms.DateField(
        label="Hạn chấm điểm",
        error_messages={"invalid": "Hãy nhập ngày có trong lịch, dạng 05/02/2023."},
        widget=forms.DateInput(
            format="%d/%m/%Y",
            attrs={
                "placeholder": "ngày/tháng/năm",
                "inputmode": "numeric",
                "autocomplete": "off",
            },
        ),
    )

    def clean(self):
        asked = super().clean()
        month, due_on = asked.get("month"), asked.get("due_on")
        if month and due_on and due_on <= month:
            self.add_error("due_on", "Hạn chấm điểm phải sau ngày đầu tháng.")
        return asked


class ExceptionForm(forms.Form):
    """For cells that the reader may except, given as a queryset."""

    hours = forms.TypedChoiceField(label="Mở trong", choices=DURATIONS, coerce=int)
    reason = TextField(label="Lý do", max_length=300)
    cells = forms.ModelMultipleChoiceField(
        label="Chi bộ",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một chi bộ."},
    )

    def __init__(self, *args, cells, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cells"].queryset = cells

    @property
    def duration(self):
        return timedelta(hours=self.cleaned_data["hours"])
