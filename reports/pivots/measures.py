"""What stands in the fields of a pivot: sums that add up, and what is read off them."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from criteria.rules import HUNDRED, ZERO
from scoring.rules import CENT


class Measure(StrEnum):
    """What is read off the sums of a field."""

    PERCENT = "phan-tram"
    AVERAGE = "trung-binh"
    SUM = "tong"
    COUNT = "so-luong"

    @property
    def is_mean(self) -> bool:
        return self in (Measure.PERCENT, Measure.AVERAGE)


@dataclass(frozen=True, slots=True)
class Amount:
    """Sums over some sheets or, where criteria or indicators are told apart, scores.

    Only over complete sheets with a total. `percents` are those of the sheets, None over
    scores; `maximum` is what the points were out of.
    """

    number: int = 0
    points: Decimal = ZERO
    maximum: Decimal = ZERO
    percents: Decimal | None = None

    def __add__(self, other: "Amount") -> "Amount":
        if self.percents is None or other.percents is None:
            percents = self.percents if other.percents is None else other.percents
        else:
            percents = self.percents + other.percents
        return Amount(
            number=self.number + other.number,
            points=self.points + other.points,
            maximum=self.maximum + other.maximum,
            percents=percents,
        )

    def read(self, measure: Measure) -> Decimal | int | None:
        """None where nothing was scored; rounded to two places once, at the end."""
        if measure is Measure.COUNT:
            return self.number
        if not self.number:
            return None
        match measure:
            case Measure.SUM:
                return _cents(self.points)
            case Measure.AVERAGE:
                return _cents(self.points / self.number)
            case _:
                return self._percent()

    def _percent(self) -> Decimal | None:
        """Of sheets the mean of their percents, as in the summary; of scores their share."""
        if self.percents is not None:
            return _cents(self.percents / self.number)
        return _cents(self.points * HUNDRED / self.maximum) if self.maximum else None


def _cents(number: Decimal) -> Decimal:
    return number.quantize(CENT, ROUND_HALF_UP)


NOTHING = Amount()
