"""How much of each criterion's points a cell earned: now, last month, since January."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from criteria.models import Criterion
from reports.progress.reading import Reading
from scoring.comparing import the_same
from scoring.rules import Subtotal, percent_of


@dataclass(frozen=True, slots=True)
class Profile:
    """One criterion; shares in percent of its maximum, None while it is not scored.

    `average`: of the months of the year up to this one in which it was scored.
    """

    criterion: Criterion
    subtotal: Subtotal
    share: Decimal | None
    before: Decimal | None
    average: Decimal | None

    @property
    def is_scored(self) -> bool:
        return self.subtotal.scored == self.subtotal.required


def profile_of(
    reading: Reading, before: Reading | None, year: Iterable[Reading]
) -> tuple[Profile, ...]:
    """`year`: the year's months up to this one, this one included.

    A criterion whose indicators all do not apply has no share, and is left out.
    """
    criteria = {criterion.pk: criterion for criterion in reading.criteria}
    months = [_shares(one) for one in year]
    earlier = _shares(before) if before else {}
    return tuple(
        Profile(
            criterion=criteria[subtotal.criterion],
            subtotal=subtotal,
            share=share_of(subtotal),
            before=_share_in(earlier, criteria[subtotal.criterion]),
            average=_average(
                _share_in(month, criteria[subtotal.criterion]) for month in months
            ),
        )
        for subtotal in reading.result.subtotals
        if subtotal.maximum
    )


def share_of(subtotal: Subtotal) -> Decimal | None:
    """In percent, cut as a sheet's is; None while not scored or nothing of it applies."""
    if subtotal.scored < subtotal.required or not subtotal.maximum:
        return None
    return percent_of(subtotal.points, subtotal.maximum)


def _shares(reading):
    criteria = {criterion.pk: criterion for criterion in reading.criteria}
    return {criteria[s.criterion]: share_of(s) for s in reading.result.subtotals}


def _share_in(shares, criterion):
    return shares.get(the_same(shares, criterion))


def _average(shares):
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else None
