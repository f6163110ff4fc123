"""Columns for names: stored in NFC, found without diacritics, sorted in Vietnamese.

    class Cell(models.Model):
        name = NameField("tên", max_length=255)
        name_folded = FoldedField(of="name")
        name_sort = SortKeyField(of="name")

The derived columns are filled whenever a row is written through an instance:
save, bulk_create, forms, imports. Two ways of writing do not reach them: a
`save(update_fields=["name"])` must name them too, and `QuerySet.update` and
`bulk_update` must be given their values.
"""

from django.db import models

from vietnamese import fields
from vietnamese.text import fold, one_line, sort_key


class NameField(models.CharField):
    """A CharField on one line, in NFC; what is looked up is normalised as well."""

    def to_python(self, value):
        value = super().to_python(value)
        return one_line(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": fields.NameField, **kwargs})


class DerivedColumn:
    """What the two computed columns share; `of` names the column they follow."""

    derive = None

    def __init__(self, *args, of, **kwargs):
        self.of = of
        kwargs["editable"] = False
        kwargs["blank"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"], kwargs["blank"]
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance, add):
        value = self.derive(getattr(model_instance, self.of) or "")
        setattr(model_instance, self.attname, value)
        return value


class FoldedField(DerivedColumn, models.CharField):
    """The search key of another column; compare it with `fold(what is searched)`."""

    derive = staticmethod(fold)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 300)
        super().__init__(*args, **kwargs)


class SortKeyField(DerivedColumn, models.TextField):
    """The sort key of another column: about four digits for each of its letters."""

    derive = staticmethod(sort_key)
