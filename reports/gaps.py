"""What cells said of themselves against what was verified: who over-rates itself, and where.

A gap is the cell's own points less the verified ones, of an ordinary score that has both.
Means are in percent of the maximum of the same scores, so that indicators and frameworks
with different totals can be compared.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cells.models import Cell, Committee
from criteria.models import Indicator
from criteria.origins import Part, versions_of
from criteria.rules import ZERO, Effect
from reports.amounts import cents, share
from reports.figures import mean_of
from reports.selections import Selection
from scoring.self_assessment import Side, side_of

ABOVE = (Side.FAR_ABOVE, Side.ABOVE)
BELOW = (Side.BELOW, Side.FAR_BELOW)


@dataclass(frozen=True, slots=True)
class Compared:
    """Scores with both values, by side; `gaps` is their sum, `possible` that of maxima."""

    sides: Counter[Side] = field(default_factory=Counter)
    gaps: Decimal = ZERO
    possible: Decimal = ZERO

    def __add__(self, other: "Compared") -> "Compared":
        return Compared(
            self.sides + other.sides,
            self.gaps + other.gaps,
            self.possible + other.possible,
        )

    @property
    def number(self) -> int:
        return self.sides.total()

    @property
    def above(self) -> int:
        return sum(self.sides[side] for side in ABOVE)

    @property
    def below(self) -> int:
        return sum(self.sides[side] for side in BELOW)

    @property
    def equal(self) -> int:
        return self.sides[Side.EQUAL]

    @property
    def mean(self) -> Decimal | None:
        """Above zero where the cells over-rate themselves."""
        return share(self.gaps, self.possible)

    @property
    def mean_points(self) -> Decimal | None:
        return mean_of(self.gaps, self.number)


NOTHING = Compared()


@dataclass(frozen=True, slots=True)
class ChildGap:
    """A child committee, or None for the cells directly under the committee."""

    committee: Committee | None
    compared: Compared


@dataclass(frozen=True, slots=True)
class IndicatorGap:
    """`ids` are those of the indicator in all versions of its framework."""

    code: str
    name: str
    ids: tuple[int, ...]
    compared: Compared


@dataclass(frozen=True, slots=True)
class CellGap:
    cell: Cell
    number: int
    above: int
    below: int
    mean: Decimal | None


def gaps_by_child(selection: Selection) -> tuple[tuple[ChildGap, ...], Compared]:
    """The children by name, those directly under the committee last, and all together.

    Two queries.
    """
    found: dict[int | None, Compared] = defaultdict(Compared)
    for row in selection.sheets().gaps_by_child(selection.places, path=selection.path):
        if row["effect"] == Effect.ORDINARY:
            child = int(row["child"]) if row["child"] else None
            found[child] += _compared(row, most=row["most"])
    named = Committee.objects.filter(pk__in=found.keys() - {None}).in_order()
    rows = [ChildGap(committee, found[committee.pk]) for committee in named]
    if None in found:
        rows.append(ChildGap(None, found[None]))
    return tuple(rows), sum(found.values(), NOTHING)


def gaps_by_indicator(selection: Selection) -> tuple[IndicatorGap, ...]:
    """Of the selection's framework in all versions, in the order of a sheet. Two queries."""
    indicators = {
        one.pk: one
        for one in Indicator.objects.filter(
            criterion__framework__code=selection.family, effect=Effect.ORDINARY
        ).select_related("criterion__framework")
    }
    key_of = versions_of(
        [
            Part(one.pk, one.criterion.framework_id, one.code, one.origin_id)
            for one in indicators.values()
        ]
    )
    found: dict[int, Compared] = defaultdict(Compared)
    for row in selection.sheets().gaps_by_indicator():
        if one := indicators.get(row["indicator"]):
            found[key_of[one.pk]] += _compared(row, most=one.max_points)
    return tuple(_indicator_rows(indicators, key_of, found))


def versions_like(selection: Selection, indicator: int) -> list[int]:
    """The ids of an indicator in all versions of its framework. One query."""
    family = selection.programme.frameworks.filter(criteria__indicators=indicator)
    parts = [
        Part(*row)
        for row in Indicator.objects.filter(
            criterion__framework__code=family.values("code")[:1]
        ).values_list("pk", "criterion__framework", "code", "origin")
    ]
    key_of = versions_of(parts)
    return [pk for pk, key in key_of.items() if key == key_of.get(indicator)]


def _indicator_rows(
    indicators: Mapping[int, Indicator],
    key_of: Mapping[int, int],
    found: Mapping[int, Compared],
) -> Iterable[IndicatorGap]:
    """Each named as its newest version names it."""
    members: dict[int, list[Indicator]] = defaultdict(list)
    for pk, key in key_of.items():
        members[key].append(indicators[pk])
    newest = {
        key: max(ones, key=lambda one: one.criterion.framework.version)
        for key, ones in members.items()
    }
    for key, one in sorted(newest.items(), key=lambda item: _place(item[1])):
        if key in found:
            ids = tuple(member.pk for member in members[key])
            yield IndicatorGap(one.code, one.name, ids, found[key])


def _place(indicator: Indicator) -> tuple[int, ...]:
    criterion = indicator.criterion
    return (criterion.position, criterion.pk, indicator.position, indicator.pk)


def _compared(row: dict, *, most: Decimal) -> Compared:
    number, gap = row["scores_compared"], cents(row["gap"])
    return Compared(Counter({side_of(gap, most): number}), gap * number, most * number)


def cell_gaps(rows: Iterable[dict]) -> list[CellGap]:
    """Rows of `cells_by_gap` with their cells. One query."""
    rows = list(rows)
    cells = Cell.objects.select_related("committee").in_bulk(
        [row["cell"] for row in rows]
    )
    return [
        CellGap(
            cell=cells[row["cell"]],
            number=row["scores_compared"],
            above=row["above"],
            below=row["below"],
            mean=share(cents(row["gap_sum"]), cents(row["possible"])),
        )
        for row in rows
    ]
