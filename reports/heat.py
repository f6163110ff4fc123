"""Heat maps as tables: rows by columns, each field a figure on a coloured ground.

The figure is printed in every field, so that neither colour nor sight is needed; a failed
hard criterion is a square in the corner, what is not scored yet is hatched. Printed by
templates/reports/_heat.html, styled by heat.css.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vietnamese.numbers import at_most, format_decimal


@dataclass(frozen=True, slots=True)
class Field:
    """`words` is what a listener hears: "tháng 3: 84,5%, 12 trên 17 chi bộ"."""

    text: str = ""
    words: str = ""
    url: str = ""
    tone: str = ""
    is_failed: bool = False
    is_unscored: bool = False


NOTHING = Field()


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """`figures` are further columns after the fields, as they are printed."""

    name: str
    fields: tuple[Field, ...]
    figures: tuple[str, ...] = ()
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A ground and what it stands for."""

    tone: str
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """`bounds` fall; what is below the last one has the last tone."""

    bounds: tuple[int, ...]
    tones: tuple[str, ...]

    def tone(self, value: Decimal) -> str:
        for bound, tone in zip(self.bounds, self.tones, strict=False):
            if value >= bound:
                return tone
        return self.tones[-1]

    @property
    def steps(self) -> list[Step]:
        first, last = self.bounds[0], self.bounds[-1]
        between = [
            f"{low} đến dưới {high}%"
            for high, low in zip(self.bounds, self.bounds[1:], strict=False)
        ]
        labels = [f"từ {first}%", *between, f"dưới {last}%"]
        return [
            Step(tone, label) for tone, label in zip(self.tones, labels, strict=True)
        ]


RESULTS = Scale((90, 80, 70, 50), ("excellent", "good", "fair", "average", "poor"))
LOSSES = Scale((30, 20, 10, 5), ("poor", "average", "fair", "good", "excellent"))


@dataclass(frozen=True, slots=True)
class Heat:
    """`steps` are what the grounds stand for; other marks are explained where they occur."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    steps: Sequence[Step]
    has_failed: bool = False
    has_unscored: bool = False


def heat_of(columns: Sequence[str], rows: Sequence[Row], steps: Sequence[Step]) -> Heat:
    """With the keys to those marks only that occur."""
    fields = [field for row in rows for field in row.fields]
    return Heat(
        tuple(columns),
        tuple(rows),
        steps,
        has_failed=any(field.is_failed for field in fields),
        has_unscored=any(field.is_unscored for field in fields),
    )


def tenths(value: Decimal) -> str:
    """One place, as a narrow field has room for."""
    return format_decimal(at_most(1, value))
