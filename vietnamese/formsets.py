"""Rows edited together on one page."""

from django.forms.models import BaseInlineFormSet


class RowsFormSet(BaseInlineFormSet):
    """Names a value that stands twice by its label: Django names the columns in English."""

    def get_unique_error_message(self, unique_check):
        names = [name for name in unique_check if name != self.fk.name]
        labels = [
            self.form.base_fields[n].label for n in names if n in self.form.base_fields
        ]
        same = ", ".join(f"“{label}”" for label in labels)
        return f"Có hai dòng giống nhau ở {same}: hãy sửa một trong hai dòng."
