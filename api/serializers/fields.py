"""How values are written: in JSON for programs, in CSV (`to_cell`) for people."""

from django.utils.text import capfirst
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cells.scope import MAY_SEE, reaches
from vietnamese.months import format_month, month_slug


@extend_schema_field(
    {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "examples": ["2022-11"]}
)
class MonthField(serializers.Field):
    def to_representation(self, value):
        return month_slug(value)

    def to_cell(self, value):
        return format_month(value)


class WordField(serializers.ChoiceField):
    """One of a few words: its key in JSON, what people call it in CSV."""

    def to_cell(self, value):
        return str(self.choices[value])


class PointsField(serializers.DecimalField):
    """With two places and a decimal point, as text: no program makes a float of it."""

    def __init__(self, **kwargs):
        super().__init__(max_digits=12, decimal_places=2, **kwargs)


class IdInReachField(serializers.IntegerField):
    """The id of another committee or cell; null where the token's person may not see it.

    `path_of` gets from the row the path of that committee, or of that cell's committee.
    """

    def __init__(self, *, path_of, is_cell=False, **kwargs):
        self.path_of, self.is_cell = path_of, is_cell
        super().__init__(allow_null=True, **kwargs)

    def get_attribute(self, instance):
        pk = super().get_attribute(instance)
        path = pk and self.path_of(instance)
        is_seen = path and reaches(
            self.context["request"].user,
            path=path,
            cell_id=pk if self.is_cell else None,
            roles=MAY_SEE,
        )
        return pk if is_seen else None


def word_of(model, name, **kwargs):
    """A field with the choices and the label of the model's."""
    field = model._meta.get_field(name)
    kwargs.setdefault("label", capfirst(field.verbose_name))
    return WordField(choices=field.choices, **kwargs)
