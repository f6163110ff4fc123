"""Where a committee's sheets lose points: by criterion across frameworks, by indicator.

Only complete sheets: of one that is half scored the first criteria alone would lose.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from cells.models import Committee
from criteria.models import Criterion, Indicator
from criteria.origins import Part, doubled, roots, versions_of
from criteria.rules import ZERO
from reports.amounts import cents, share
from reports.frameworks import FrameworkInUse
from reports.selections import Selection


@dataclass(frozen=True, slots=True)
class Lost:
    """`possible` is the maximum of what was scored and applies; `losing` are sheets."""

    points: Decimal = ZERO
    possible: Decimal = ZERO
    losing: int = 0

    def __add__(self, other: "Lost") -> "Lost":
        return Lost(
            self.points + other.points,
            self.possible + other.possible,
            self.losing + other.losing,
        )

    @property
    def percent(self) -> Decimal | None:
        """Of the maximum: what makes frameworks with different totals comparable."""
        return share(self.points, self.possible)


NOTHING = Lost()
Sums = dict[int, dict[int | None, Lost]]


@dataclass(frozen=True, slots=True)
class LossRow:
    """A criterion or an indicator. `note` names its framework where only one has it.

    `ids` are those of all versions and descendants that count as it; `by_child` has the
    children that were scored in it, None for the cells directly under the committee.
    """

    key: int
    code: str
    name: str
    note: str
    ids: tuple[int, ...]
    lost: Lost
    share: Decimal | None
    by_child: Mapping[int | None, Lost]

    @property
    def label(self) -> str:
        return f"{self.code}. {self.name}"


@dataclass(frozen=True, slots=True)
class Losses:
    """`rows` with the most points lost first; `children` are named in their order."""

    rows: tuple[LossRow, ...]
    total: Lost
    children: tuple[Committee, ...] = ()
    has_direct: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A criterion or an indicator, as a row may name it; `place` is that on a sheet."""

    part: Part
    name: str
    place: tuple[int, ...] = field(compare=False)


def losses_by_criterion(
    selection: Selection, in_use: Collection[FrameworkInUse]
) -> Losses:
    """Criteria with a common root are one row, whatever framework they stand in.

    Three queries: the criteria, the sums, the names of the children.
    """
    headings = criteria_of(selection)
    parts = [heading.part for heading in headings]
    root_of = roots(parts)
    counted = (
        selection.sheets()
        .complete()
        .lost_by_child_and_criterion(
            selection.places, path=selection.path, doubled=doubled(parts, root_of)
        )
    )
    sums = _sums(counted, root_of)
    seen = {child for by_child in sums.values() for child in by_child}
    rows = _rows(headings, root_of, sums, in_use)
    return Losses(
        rows=rows,
        total=sum((row.lost for row in rows), NOTHING),
        children=tuple(Committee.objects.filter(pk__in=seen - {None}).in_order()),
        has_direct=None in seen,
    )


def losses_by_indicator(
    selection: Selection, in_use: Collection[FrameworkInUse]
) -> Losses:
    """Of the selection's framework, all versions together. Two queries."""
    headings = indicators_of(selection.family)
    parts = [heading.part for heading in headings]
    key_of = versions_of(parts)
    counted = (
        selection.sheets().complete().lost_by_indicator(doubled=doubled(parts, key_of))
    )
    rows = _rows(headings, key_of, _sums(counted, key_of), in_use)
    return Losses(rows=rows, total=sum((row.lost for row in rows), NOTHING))


def criteria_of(selection: Selection) -> list[Heading]:
    """Of all frameworks of the programme: origins may lead out of those in use."""
    criteria = Criterion.objects.filter(framework__programme=selection.programme)
    return [
        Heading(
            Part(one.pk, one.framework_id, one.code, one.origin_id),
            one.name,
            (one.position, one.pk),
        )
        for one in criteria
    ]


def indicators_of(code: str | QuerySet) -> list[Heading]:
    """Of all versions of the framework with this code (or that a QuerySet answers)."""
    indicators = Indicator.objects.filter(
        criterion__framework__code=code
    ).select_related("criterion")
    return [
        Heading(
            Part(one.pk, one.criterion.framework_id, one.code, one.origin_id),
            one.name,
            (one.criterion.position, one.criterion_id, one.position, one.pk),
        )
        for one in indicators
    ]


@dataclass(frozen=True, slots=True)
class Counted:
    """What one row counts: its name as the row has it, and the ids of its parts."""

    label: str
    note: str
    ids: tuple[int, ...]


def criteria_like(
    selection: Selection, key: int, in_use: Collection[FrameworkInUse]
) -> Counted | None:
    """The criteria that count as the row `key`. One query."""
    headings = criteria_of(selection)
    return _like(headings, roots([one.part for one in headings]), key, in_use)


def indicators_like(
    selection: Selection, key: int, in_use: Collection[FrameworkInUse]
) -> Counted | None:
    """The same of an indicator, in all versions of its framework. One query."""
    family = selection.programme.frameworks.filter(criteria__indicators=key)
    headings = indicators_of(family.values("code")[:1])
    return _like(headings, versions_of([one.part for one in headings]), key, in_use)


def _like(
    headings: Iterable[Heading],
    key_of: Mapping[int, int],
    key: int,
    in_use: Collection[FrameworkInUse],
) -> Counted | None:
    members = [heading for heading in headings if key_of[heading.part.id] == key]
    used = {one.id for one in in_use}
    if not any(heading.part.framework in used for heading in members):
        return None
    shown, note = _named(key, members, in_use)
    ids = tuple(heading.part.id for heading in members)
    return Counted(f"{shown.part.code}. {shown.name}", note, ids)


def _sums(counted: Iterable[dict], key_of: Mapping[int, int]) -> Sums:
    """By row and child; of parts in which nothing was scored there is nothing to tell."""
    sums: Sums = defaultdict(lambda: defaultdict(Lost))
    for row in counted:
        if row["possible"]:
            child = int(row["child"]) if row.get("child") else None
            sums[key_of[row["key"]]][child] += Lost(
                cents(row["lost"]), cents(row["possible"]), row["losing"]
            )
    return sums


def _rows(
    headings: Iterable[Heading],
    key_of: Mapping[int, int],
    sums: Sums,
    in_use: Collection[FrameworkInUse],
) -> tuple[LossRow, ...]:
    members: dict[int, list[Heading]] = defaultdict(list)
    for heading in headings:
        members[key_of[heading.part.id]].append(heading)
    lost = {key: sum(by_child.values(), NOTHING) for key, by_child in sums.items()}
    all_points = sum((one.points for one in lost.values()), ZERO)
    named = {key: _named(key, members[key], in_use) for key in sums}
    return tuple(
        LossRow(
            key=key,
            code=named[key][0].part.code,
            name=named[key][0].name,
            note=named[key][1],
            ids=tuple(heading.part.id for heading in members[key]),
            lost=lost[key],
            share=share(lost[key].points, all_points),
            by_child=dict(sums[key]),
        )
        for key in sorted(sums, key=lambda k: (-lost[k].points, named[k][0].place))
    )


def _named(
    key: int, members: Collection[Heading], in_use: Collection[FrameworkInUse]
) -> tuple[Heading, str]:
    """The heading that stands for all members, and the framework if only one has it.

    Within one framework the newest version's words; across several those of the root.
    """
    frameworks = {one.id: one for one in in_use}
    used = [heading for heading in members if heading.part.framework in frameworks]

    def version(heading: Heading) -> int:
        return frameworks[heading.part.framework].version

    families = {frameworks[heading.part.framework].family for heading in used}
    if len(families) == 1:
        newest = max(used, key=version)
        is_said = len({one.family for one in in_use}) > 1
        return newest, frameworks[newest.part.framework].name if is_said else ""
    root = next((one for one in members if one.part.id == key), used[0])
    return root, f"{len(families)} bộ tiêu chí"
