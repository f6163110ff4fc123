"""What a summary says of a committee or of one of its children."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from criteria.rules import HUNDRED, ZERO
from scoring.rules import CENT


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of sheets that add up from children to their committee.

    `registered` = sheets + months of active registrations without one, `models` those of
    them that registered as model cells; `graded` runs parallel to the grade groups and
    leaves out hard failures; `failed` are complete, `hard_failing` also those still being
    scored. Sums are of percents, each with its own number: of the span, of the span right
    before it and of the same one a year before.
    """

    registered: int = 0
    models: int = 0
    opened: int = 0
    complete: int = 0
    approved: int = 0
    hard_failing: int = 0
    failed: int = 0
    graded: tuple[int, ...] = ()
    averaged: int = 0
    percent_sum: Decimal = ZERO
    averaged_before: int = 0
    percent_sum_before: Decimal = ZERO
    averaged_year_before: int = 0
    percent_sum_year_before: Decimal = ZERO

    def __add__(self, other: "Counts") -> "Counts":
        sums = {
            name: getattr(self, name) + getattr(other, name)
            for name in Counts.__slots__
            if name != "graded"
        }
        return Counts(graded=_added(self.graded, other.graded), **sums)

    @property
    def incomplete(self) -> int:
        return self.opened - self.complete

    @property
    def unopened(self) -> int:
        return self.registered - self.opened

    @property
    def ranked(self) -> int:
        """Complete without a hard failure: those that a month ranks."""
        return self.complete - self.failed

    @property
    def ungraded(self) -> int:
        """Complete, no hard failure, and yet below every band."""
        return self.complete - self.failed - sum(self.graded)

    @property
    def completeness(self) -> Decimal | None:
        return mean_of(self.complete * HUNDRED, self.registered)

    @property
    def average(self) -> Decimal | None:
        return mean_of(self.percent_sum, self.averaged)

    @property
    def average_before(self) -> Decimal | None:
        return mean_of(self.percent_sum_before, self.averaged_before)

    @property
    def average_year_before(self) -> Decimal | None:
        return mean_of(self.percent_sum_year_before, self.averaged_year_before)

    @property
    def average_change(self) -> Decimal | None:
        """From average to average as shown: the cells behind the two may differ."""
        return _difference(self.average, self.average_before)

    @property
    def year_change(self) -> Decimal | None:
        return _difference(self.average, self.average_year_before)


@dataclass(frozen=True, slots=True)
class Spread:
    """How the results lie: each a percent, quartiles as Excel's QUARTILE.INC gives them."""

    lowest: Decimal
    lower: Decimal
    median: Decimal
    upper: Decimal
    highest: Decimal


@dataclass(frozen=True, slots=True)
class CellCounts:
    """Different cells: in all, those that a span ranks, and those that can be compared.

    Ranked are cells with a result and without a hard failure in the span; compared those
    that have results in both spans. A cell counts in each child where it has sheets, so
    that these numbers do not add up.
    """

    cells: int = 0
    ranked: int = 0
    compared: int = 0
    change_sum: Decimal = ZERO
    compared_year: int = 0
    year_change_sum: Decimal = ZERO

    @property
    def change(self) -> Decimal | None:
        """Mean change of the cells that have results in both spans."""
        return mean_of(self.change_sum, self.compared)

    @property
    def year_change(self) -> Decimal | None:
        return mean_of(self.year_change_sum, self.compared_year)


@dataclass(frozen=True, slots=True)
class Figures(Counts):
    """The counts of one node, and what does not add up. `history`: averages by month."""

    by_cell: CellCounts = CellCounts()
    spread: Spread | None = None
    history: tuple[tuple[date, Decimal | None], ...] = ()

    @property
    def median(self) -> Decimal | None:
        return self.spread and self.spread.median

    @property
    def compared(self) -> int:
        return self.by_cell.compared

    @property
    def change_of_compared(self) -> Decimal | None:
        return self.by_cell.change


def mean_of(total: Decimal, number: int) -> Decimal | None:
    if not number:
        return None
    return (total / number).quantize(CENT, ROUND_HALF_UP)


def percents(hundredths: int | None) -> Decimal:
    """What the database counts in hundredths of a percent."""
    return Decimal(hundredths or 0).scaleb(-2)


def _difference(now: Decimal | None, then: Decimal | None) -> Decimal | None:
    return None if now is None or then is None else now - then


def _added(these: tuple[int, ...], those: tuple[int, ...]) -> tuple[int, ...]:
    these = these or (0,) * len(those)
    return tuple(a + b for a, b in zip(these, those or (0,) * len(these), strict=True))
