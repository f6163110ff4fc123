"""What cost a cell points in a month, and what was lost there before."""

from dataclasses import dataclass
from decimal import Decimal

from criteria.models import Indicator
from reports.progress.reading import Entry, Reading
from reports.trends import Trend, trend_of
from scoring.models import Score


@dataclass(frozen=True, slots=True)
class Loss:
    """An indicator that cost points. `lost_before` is None where it cannot be compared."""

    entry: Entry
    lost_before: Decimal | None

    @property
    def indicator(self) -> Indicator:
        return self.entry.indicator

    @property
    def score(self) -> Score:
        return self.entry.score

    @property
    def lost(self) -> Decimal:
        return self.entry.line.lost

    @property
    def fails_hard(self) -> bool:
        return self.entry.line.fails_hard

    @property
    def change(self) -> Decimal | None:
        """In points: above zero when more is lost than the month before."""
        return None if self.lost_before is None else self.lost - self.lost_before

    @property
    def trend(self) -> Trend | None:
        """In points gained or lost again: down when more is lost than before."""
        return None if self.change is None else trend_of(-self.change)


def losses_of(reading: Reading, before: Reading | None) -> tuple[Loss, ...]:
    """Hard criteria first, then by points lost."""
    found = [
        Loss(entry, _lost_in(before, entry))
        for entry in reading.entries
        if entry.line.lost or entry.line.fails_hard
    ]
    found.sort(key=lambda loss: (not loss.fails_hard, -loss.lost))
    return tuple(found)


def _lost_in(reading, entry):
    earlier = reading.counterpart(entry) if reading else None
    return earlier.line.lost if earlier and earlier.line.is_settled else None
