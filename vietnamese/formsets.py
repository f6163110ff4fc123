"""Rows edited together on one page."""

from decimal import Decimal
from itertools import count

from django.db import models
from django.forms.models import BaseInlineFormSet


class RowsFormSet(BaseInlineFormSet):
    """Rows among which what is unique may change places: 1 and 2 become 2 and 1.

    They are saved one by one, so a row could meet the old value of one that follows.
    """

    def get_unique_error_message(self, unique_check):
        """Names a value that stands twice by its label: Django names columns in English."""
        names = [name for name in unique_check if name != self.fk.name]
        labels = [
            self.form.base_fields[n].label for n in names if n in self.form.base_fields
        ]
        same = ", ".join(f"“{label}”" for label in labels)
        return f"Có hai dòng giống nhau ở {same}: hãy sửa một trong hai dòng."

    def save_existing_objects(self, commit=True):  # noqa: FBT002 - Django's signature
        leaving = self._remove_first() if commit else []
        changed = [form.instance for form in self.initial_forms if form.has_changed()]
        moving = [row for row in changed if row.pk]  # a removed one has none
        if commit and any(self._meet(moving, columns) for columns in self._unique()):
            self.set_aside(moving)
        saved = super().save_existing_objects(commit)
        self.deleted_objects += leaving
        return saved

    def _remove_first(self):
        """What leaves makes room before anything else is written."""
        held = set(self.initial_forms)
        leaving = [form.instance for form in self.deleted_forms if form in held]
        for row in leaving:
            self.delete_existing(row)
        return leaving

    def set_aside(self, rows):
        """Give saved `rows` values that nobody has until their own are written."""
        for column in {column for columns in self._unique() for column in columns}:
            saved = self.model._default_manager.filter(**{self.fk.name: self.instance})
            taken = {*saved.values_list(column, flat=True)}
            taken |= {getattr(row, column) for row in rows}
            free = unused(self.model._meta.get_field(column), taken)
            for row in rows:
                saved.filter(pk=row.pk).update(**{column: next(free)})

    def _unique(self):
        """What is unique among the rows: lists of columns."""
        for constraint in self.model._meta.total_unique_constraints:
            fields = [self.model._meta.get_field(name) for name in constraint.fields]
            if self.fk in fields:
                yield [field.attname for field in fields if field != self.fk]

    def _meet(self, rows, columns):
        """Whether one of `rows` is to get what another of them has in the database."""
        saved = self.model._default_manager.filter(pk__in=[row.pk for row in rows])
        held = {tuple(key): pk for pk, *key in saved.values_list("pk", *columns)}
        wanted = {row.pk: tuple(getattr(row, c) for c in columns) for row in rows}
        return any(
            held.get(key, pk) != pk for pk, key in wanted.items() if None not in key
        )


def unused(field, taken):
    """Values for `field`, a text or a number, that are not among `taken`."""
    if isinstance(field, models.DecimalField):
        smallest = Decimal(1).scaleb(-field.decimal_places)
        largest = 10 ** (field.max_digits - field.decimal_places)
        values = (largest - smallest * n for n in count(1))
    else:
        values = (f"~{n}" for n in count(1))
    return (value for value in values if value not in taken)
