"""Writing a value that is on record already: the cell's own, or an earlier one."""

from collections.abc import Iterable
from datetime import datetime

from scoring.actions.entering import Entry, Outcome, Verdict, enter
from scoring.models import Change, Field, Score, Source


def take_over(*, scores: Iterable[Score], by, at: datetime) -> int:
    """Make the self-assessed values of `scores` the verified ones; returns how many.

    What somebody else verified meanwhile, or may not be written now, stays as it is.
    """
    entries = [
        Entry(
            score=score.pk,
            field=Field.POINTS,
            text=score.self_written,
            base=score.version,
            reason=score.self_reason,
        )
        for score in scores
    ]
    if not entries:
        return 0
    entered = enter(entries=entries, by=by, at=at, source=Source.AS_SELF)
    return sum(o.verdict == Verdict.SAVED for o in entered.outcomes)


def restore(*, change: Change, by, at: datetime) -> Outcome:
    """Write again what `change` wrote, over whatever stands there now."""
    entry = Entry(
        score=change.score_id,
        field=Field(change.field),
        text=change.new,
        base=change.score.version_of(change.field),
        reason=change.reason,
    )
    return enter(entries=[entry], by=by, at=at, source=Source.RESTORED).outcomes[0]
