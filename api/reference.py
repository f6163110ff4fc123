"""The page about the API, read from the same views as the OpenAPI document."""

from dataclasses import dataclass

from rest_framework import serializers
from rest_framework.fields import empty

from api.parameters.fields import KnownField, ProgrammeField, SpanField
from api.parameters.fields import MonthField as AskedMonthField
from api.reading import Reading, Rows
from api.serializers.fields import MonthField
from api.serializers.frameworks import MonthsOfYearField

# The first that fits: what is narrower stands above what it is a kind of.
KINDS = (
    ((MonthField, AskedMonthField), "tháng"),
    ((SpanField,), "khoảng thời gian"),
    ((MonthsOfYearField,), "danh sách tháng 1–12"),
    ((KnownField, serializers.IntegerField), "số nguyên"),
    ((serializers.DecimalField,), "số lẻ"),
    ((serializers.BooleanField,), "true, false"),
    ((serializers.DateTimeField,), "ngày giờ"),
    ((serializers.DateField,), "ngày"),
    ((serializers.ListSerializer, serializers.ListField), "danh sách"),
    ((serializers.Serializer,), "nhóm"),
    ((ProgrammeField, serializers.CharField, serializers.ChoiceField), "chuỗi"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter, or a value of the answer."""

    name: str
    kind: str
    label: str
    about: str
    is_required: bool
    default: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The values of an answer, or of a part of it."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    path: str
    name: str
    group: str
    title: str
    about: str
    parameters: tuple[Line, ...]
    shapes: tuple[Shape, ...]


def operations(patterns):
    """Of the addresses of a URLconf those that answer programs, in its order."""
    for pattern in patterns:
        view = getattr(pattern.callback, "cls", None)
        if isinstance(view, type) and issubclass(view, Reading):
            yield _operation(pattern, view)


def _operation(pattern, view):
    parameters = view.parameters().fields
    row = view.serializer_class()
    title = "Mỗi dòng của results" if issubclass(view, Rows) else "Trả về"
    return Operation(
        path="/" + str(pattern.pattern).replace("<int:pk>", "{id}"),
        name=pattern.name,
        group=view.group,
        title=view.title,
        about=view.about,
        parameters=tuple(_line(name, field) for name, field in parameters.items()),
        shapes=tuple(_shapes(title, row)),
    )


def _shapes(title, serializer, told=None):
    """The shape of the serializer and, after it, those of its parts, each kind once."""
    told = told if told is not None else set()
    fields = serializer.fields.items()
    yield Shape(title, tuple(_line(name, field) for name, field in fields))
    for name, field in fields:
        part = getattr(field, "child", field)
        if isinstance(part, serializers.Serializer) and type(part) not in told:
            told.add(type(part))
            yield from _shapes(f"{name}: {field.label}", part, told)


def _line(name, field):
    default = field.default
    choices = getattr(field, "choices", {})
    return Line(
        name=name,
        kind=_kind(field),
        label=field.label or "",
        about=field.help_text or "",
        is_required=field.required,
        default="" if default in (empty, None) else _written(default),
        choices=tuple(Choice(str(key), str(words)) for key, words in choices.items()),
    )


def _kind(field):
    words = next(words for kinds, words in KINDS if isinstance(field, kinds))
    return f"{words} hoặc null" if field.allow_null else words


def _written(value):
    return str(value).lower() if isinstance(value, bool) else str(value)
