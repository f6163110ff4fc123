"""The figures of a committee for a programme and month: one row for each child."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cells.models import Committee
from criteria.models import GradeBand
from criteria.rules import HUNDRED, ZERO
from reports.grades import GradeGroup, grade_groups
from reports.quotas import QuotaExcess, excesses
from reports.selections import Selection
from scoring.rules import CENT

NO_COUNTS: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts and sums that add up from children to their committee.

    `registered` = sheets + active registrations without one, `models` those of them that
    registered as model cells; `graded` runs parallel to the grade groups and leaves out
    hard failures; `failed` are complete, `hard_failing` also those still being scored.
    Sums are of percents, each with its own number.
    """

    registered: int = 0
    models: int = 0
    opened: int = 0
    complete: int = 0
    approved: int = 0
    hard_failing: int = 0
    failed: int = 0
    graded: tuple[int, ...] = NO_COUNTS
    averaged: int = 0
    percent_sum: Decimal = ZERO
    averaged_before: int = 0
    percent_sum_before: Decimal = ZERO
    compared: int = 0
    change_sum: Decimal = ZERO

    def __add__(self, other: "Figures") -> "Figures":
        graded = zip(self.graded or (0,) * len(other.graded), other.graded, strict=True)
        sums = {
            name: getattr(self, name) + getattr(other, name)
            for name in self.__slots__
            if name != "graded"
        }
        return Figures(graded=tuple(a + b for a, b in graded), **sums)

    @property
    def incomplete(self) -> int:
        return self.opened - self.complete

    @property
    def unopened(self) -> int:
        return self.registered - self.opened

    @property
    def ungraded(self) -> int:
        """Complete, no hard failure, and yet below every band."""
        return self.complete - self.failed - sum(self.graded)

    @property
    def completeness(self) -> Decimal | None:
        return _mean(self.complete * HUNDRED, self.registered)

    @property
    def average(self) -> Decimal | None:
        return _mean(self.percent_sum, self.averaged)

    @property
    def average_before(self) -> Decimal | None:
        return _mean(self.percent_sum_before, self.averaged_before)

    @property
    def average_change(self) -> Decimal | None:
        """From average to average as shown: the cells behind the two may differ."""
        if self.average is None or self.average_before is None:
            return None
        return self.average - self.average_before

    @property
    def change_of_compared(self) -> Decimal | None:
        """Mean change of the cells that have a result in both months."""
        return _mean(self.change_sum, self.compared)


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A child committee, or None for the cells directly under the committee itself."""

    committee: Committee | None
    figures: Figures

    @property
    def sort_key(self) -> tuple[int, str]:
        if self.committee is None:
            return (1, "")
        return (0, self.committee.sort_key)


@dataclass(frozen=True, slots=True)
class Summary:
    groups: tuple[GradeGroup, ...]
    rows: tuple[ChildRow, ...]
    total: Figures
    excesses: tuple[QuotaExcess, ...] = ()


def summarise(selection: Selection) -> Summary:
    """Everything that is counted, in four queries and one for the children's names."""
    places, path = selection.places, selection.path
    groups = grade_groups(
        GradeBand.objects.filter(
            framework__in=selection.sheets().order_by().values("framework")
        ).select_related("framework")
    )
    has_quota = any(band.quota_percent for group in groups for band in group.bands)
    counted = list(
        selection.sheets_with_change().counted_by_child_of(
            places, path=path, also=("kind__name",) if has_quota else ()
        )
    )
    figures = _figures_by_child(counted, groups)
    for row in selection.sheets_before().averaged_by_child_of(places, path=path):
        figures[row["child"]] += Figures(
            graded=(0,) * len(groups),
            averaged_before=row["averaged"],
            percent_sum_before=_cents(row["percent_sum"]),
        )
    for row in selection.unopened().counted_by_child_of(selection.committee):
        figures[row["child"]] += Figures(
            graded=(0,) * len(groups),
            registered=row["number"],
            models=row["models"],
        )
    rows = _rows(selection.committee, selection.month, figures, groups)
    return Summary(
        groups=groups,
        rows=rows,
        total=sum((row.figures for row in rows), _nothing(groups)),
        excesses=tuple(excesses(groups, counted)) if has_quota else (),
    )


def _figures_by_child(
    counted: Iterable[dict], groups: Sequence[GradeGroup]
) -> dict[str, Figures]:
    position = {pk: at for at, group in enumerate(groups) for pk in group.ids}
    figures: dict[str, Figures] = defaultdict(lambda: _nothing(groups))
    for row in counted:
        graded = [0] * len(groups)
        if row["grade"] in position:
            graded[position[row["grade"]]] = row["complete"] - row["failed"]
        figures[row["child"]] += Figures(
            registered=row["opened"],
            models=row["models"],
            opened=row["opened"],
            complete=row["complete"],
            approved=row["approved"],
            hard_failing=row["hard_failing"],
            failed=row["failed"],
            graded=tuple(graded),
            averaged=row["averaged"],
            percent_sum=_cents(row["percent_sum"]),
            compared=row["compared"],
            change_sum=_cents(row["change_sum"]),
        )
    return figures


def _rows(
    committee: Committee,
    month: date,
    figures: dict[str, Figures],
    groups: Sequence[GradeGroup],
) -> tuple[ChildRow, ...]:
    """Children that have something to count, and today's others with zeros."""
    counted = {int(segment): one for segment, one in figures.items() if segment}
    children = Committee.objects.children_of(committee).existing(on=month)
    named = children | Committee.objects.filter(pk__in=counted)
    rows = [
        ChildRow(child, counted.get(child.pk, _nothing(groups)))
        for child in named.in_order()
    ]
    if "" in figures:
        rows.append(ChildRow(None, figures[""]))
    return tuple(rows)


def _nothing(groups: Sequence[GradeGroup]) -> Figures:
    return Figures(graded=(0,) * len(groups))


def _mean(total: Decimal, number: int) -> Decimal | None:
    if not number:
        return None
    return (total / number).quantize(CENT, ROUND_HALF_UP)


def _cents(total: Decimal | None) -> Decimal:
    """Without the noise of SQLite's sums, which are floats."""
    return (total or ZERO).quantize(CENT, ROUND_HALF_UP)
