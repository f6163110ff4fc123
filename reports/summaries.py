"""The figures of a committee for a programme and a span: one row for each child."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cells.models import Committee
from cells.paths import segment
from criteria.models import GradeBand
from criteria.origins import Part, versions_of
from reports import by_cell, spread
from reports.adding import Results, counts_by_child, results_by_month
from reports.asking import bands_of
from reports.by_cell import CellAverage
from reports.figures import CellCounts, Counts, Figures
from reports.gathering import questions
from reports.grades import GradeGroup, grade_groups
from reports.quotas import QuotaExcess, excesses
from reports.selections import Selection
from reports.together import Row, together
from scoring.models import Period


@dataclass(frozen=True, slots=True)
class Known:
    """What the figures are told with: all opened months, the bands of all frameworks of
    the programme, today's children of the committee."""

    opened: frozenset[date]
    bands: Sequence[GradeBand]
    children: Sequence[Committee]


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
class IndicatorFailures:
    """A hard indicator and on how many sheets it is below its pass mark.

    `indicator` is the id of its newest version, `versions` those of all that failed.
    """

    indicator: int
    code: str
    name: str
    sheets: int
    versions: frozenset[int]


@dataclass(frozen=True, slots=True)
class Summary:
    """`opened` are the months of the span that have sheets, `lacking` is the number of
    sheets without evidence that they should have. `movers` are the cells that rose and
    those that fell the most, `listed` the page of a list that was asked for.
    """

    groups: tuple[GradeGroup, ...]
    rows: tuple[ChildRow, ...]
    total: Figures
    opened: tuple[date, ...] = ()
    excesses: tuple[QuotaExcess, ...] = ()
    failures: tuple[IndicatorFailures, ...] = ()
    lacking: int = 0
    movers: tuple[CellAverage, ...] = ()
    listed: tuple[CellAverage, ...] = ()

    def of_branch(self, branch: str | None) -> Figures | None:
        """The figures of a child by its path segment; None: there is no such child."""
        if branch is None:
            return self.total
        found = (row for row in self.rows if branch_of(row.committee) == branch)
        return next((row.figures for row in found), None)


def known_to(selection: Selection) -> Known:
    """Three queries."""
    return Known(
        opened=frozenset(Period.objects.values_list("month", flat=True)),
        bands=bands_of(selection.programme),
        children=Committee.objects.children_of(selection.committee).in_order(),
    )


def summarise(selection: Selection, known: Known | None = None) -> Summary:
    """Everything that is counted: one query if what is to be known is."""
    known = known or known_to(selection)
    asked = questions(selection, opened=known.opened, bands=known.bands)
    return told(selection, known, together(asked))


def told(
    selection: Selection, known: Known, answers: Mapping[str, list[Row]]
) -> Summary:
    """What the answers say. A child that moved away since takes a query for its name."""
    used = {row["framework_id"] for row in answers["sheets"]}
    groups = grade_groups(band for band in known.bands if band.framework_id in used)
    by_month = results_by_month(selection, answers["months"])
    counts = counts_by_child(selection, answers, groups, by_month)
    spreads = spread.spreads(answers["spread"])
    cells = by_cell.counts_by_child(answers["cells"])

    def figures(counted: Counts, child: str) -> Figures:
        return Figures(
            **{name: getattr(counted, name) for name in Counts.__slots__},
            by_cell=cells.get(child, CellCounts()),
            spread=spreads.get(child),
            history=_history(selection, known, by_month[child]),
        )

    none = Counts(graded=(0,) * len(groups))
    rows = tuple(
        ChildRow(child, figures(counts.get(branch_of(child), none), branch_of(child)))
        for child in _children(selection, known, counts)
    )
    return Summary(
        groups=groups,
        rows=rows,
        total=figures(sum(counts.values(), none), by_cell.WHOLE),
        opened=tuple(month for month in selection.span if month in known.opened),
        excesses=_excesses(groups, answers["sheets"]),
        failures=_failures(answers["failures"]),
        lacking=sum(row["number"] for row in answers.get("lacking", ())),
        movers=tuple(by_cell.averages(answers["cells"], by_cell.MOVER)),
        listed=tuple(by_cell.averages(answers["cells"], by_cell.LISTED)),
    )


def branch_of(child: Committee | None) -> str:
    """The path segment by which selections and addresses know a child; "" is none."""
    return segment(child.pk) if child else ""


def _children(
    selection: Selection, known: Known, counts: Mapping[str, Counts]
) -> list[Committee | None]:
    """Those that have something to count, and the others that exist, in their order."""
    counted = {int(branch) for branch in counts if branch}
    children = [
        child
        for child in known.children
        if child.pk in counted or child.exists_on(selection.month)
    ]
    if missing := counted - {child.pk for child in children}:
        children += Committee.objects.filter(pk__in=missing)
        children.sort(key=lambda child: (child.sort_key, child.pk))
    return [*children, None] if "" in counts else children


def _history(
    selection: Selection, known: Known, results: Mapping[date, Results]
) -> tuple[tuple[date, Decimal | None], ...]:
    """From the first month that was ever opened on: before it there is nothing to draw."""
    begins = min(known.opened, default=selection.month)
    return tuple(
        (month, results[month].average if month in results else None)
        for month in selection.months_drawn
        if month >= begins
    )


def _excesses(
    groups: Sequence[GradeGroup], counted: Sequence[Row]
) -> tuple[QuotaExcess, ...]:
    if not any(band.quota_percent for group in groups for band in group.bands):
        return ()
    return tuple(excesses(groups, counted))


def _failures(rows: Iterable[Row]) -> tuple[IndicatorFailures, ...]:
    """Those on most sheets first; the versions of an indicator are one."""
    families: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        families[row["family"]].append(row)
    found = [one for own in families.values() for one in _failures_of_family(own)]
    return tuple(sorted(found, key=lambda one: (-one.sheets, one.code, one.indicator)))


def _failures_of_family(rows: Sequence[Row]) -> Iterator[IndicatorFailures]:
    key_of = versions_of(
        [
            Part(row["indicator_id"], row["framework"], row["code"], row["origin"])
            for row in rows
        ]
    )
    versions: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        versions[key_of[row["indicator_id"]]].append(row)
    for own in versions.values():
        newest = max(own, key=lambda row: row["indicator_id"])
        yield IndicatorFailures(
            newest["indicator_id"],
            newest["code"],
            newest["name"],
            sum(row["sheets"] for row in own),
            frozenset(row["indicator_id"] for row in own),
        )
