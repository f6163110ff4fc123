"""How a committee's months went: what lines over months, and years, are drawn from."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from criteria.rules import ZERO
from reports.amounts import share
from reports.figures import mean_of
from reports.selections import Selection


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """Of a month, or of several added up. `results`: how often each percent occurs."""

    opened: int = 0
    complete: int = 0
    failed: int = 0
    results: Counter[Decimal] = field(default_factory=Counter)

    def __add__(self, other: "MonthFigures") -> "MonthFigures":
        return MonthFigures(
            self.opened + other.opened,
            self.complete + other.complete,
            self.failed + other.failed,
            self.results + other.results,
        )

    @property
    def number(self) -> int:
        return self.results.total()

    @property
    def average(self) -> Decimal | None:
        total = sum((percent * n for percent, n in self.results.items()), ZERO)
        return mean_of(total, self.number)

    @property
    def median(self) -> Decimal | None:
        """The result in the middle; of an even number the mean of the two there."""
        if not self.number:
            return None
        lower = self._result_at((self.number - 1) // 2)
        upper = self._result_at(self.number // 2)
        return mean_of(lower + upper, 2)

    def _result_at(self, place: int) -> Decimal:
        for percent, number in sorted(self.results.items()):
            if place < number:
                return percent
            place -= number
        raise IndexError(place)

    @property
    def completeness(self) -> Decimal | None:
        """Of the sheets that were opened."""
        return share(self.complete, self.opened)


NOTHING = MonthFigures()


@dataclass(frozen=True, slots=True)
class Months:
    """`of_month` has the months with sheets only; `frameworks` are the ids of those used."""

    of_month: dict[date, MonthFigures]
    frameworks: frozenset[int]

    def of(self, month: date) -> MonthFigures:
        return self.of_month.get(month, NOTHING)

    def by_year(self) -> dict[int, MonthFigures]:
        """Years with sheets, the earliest first."""
        years: dict[int, MonthFigures] = defaultdict(MonthFigures)
        for month in sorted(self.of_month):
            years[month.year] += self.of_month[month]
        return dict(years)


def figures_by_month(selection: Selection, months: Iterable[date]) -> Months:
    """In one query."""
    found: dict[date, MonthFigures] = defaultdict(MonthFigures)
    frameworks = set()
    for row in selection.sheets_in(months).counted_by_month_and_result():
        frameworks.add(row["framework_id"])
        results = {} if row["percent"] is None else {row["percent"]: row["opened"]}
        found[row["period_id"]] += MonthFigures(
            row["opened"], row["complete"], row["failed"], Counter(results)
        )
    return Months(dict(found), frozenset(frameworks))
