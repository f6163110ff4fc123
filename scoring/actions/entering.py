"""Entering values: the one way in for sheet, grid, paste and file.

Many values go in at once, each with the version that it started from. Values that nobody
else touched are written, the others come back as conflicts; one refused value never
holds up the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from criteria.rules import FrameworkRule, IndicatorRule
from scoring.actions.openness import closed_because
from scoring.actions.totals import keep_results, results_of, rules_of
from scoring.actions.writing import VERSIONS, Write, apply, save
from scoring.models import Change, Evaluation, Field, Score, Source
from scoring.rules import Result
from scoring.values import read, written
from vietnamese.text import nfc

NOTE_LIMIT = 2000
BATCH_LIMIT = 2000


class Verdict(StrEnum):
    SAVED = "saved"
    INVALID = "invalid"  # the text is no value of this indicator
    CONFLICT = "conflict"  # somebody else wrote another value first
    CLOSED = "closed"  # approved, locked or not open for this
    UNKNOWN = "unknown"  # no such value within the user's reach


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody typed for one value, starting from its version `base`."""

    score: int
    field: Field
    text: str
    base: int
    reason: str = ""


@dataclass(slots=True)
class Outcome:
    """What became of an entry. `text` and `version` are the value as it now stands.

    `change` is set for a conflict: the newest change of that value, with its author.
    """

    score: int
    field: Field
    verdict: Verdict
    text: str = ""
    version: int = 0
    points: object = None
    reason: str = ""
    message: str = ""
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """The outcomes in the order of the entries, and the results of all sheets touched."""

    outcomes: list[Outcome]
    results: dict[int, Result]
    rules: dict[int, FrameworkRule]


@transaction.atomic
def enter(
    *,
    entries: Sequence[Entry],
    by,
    at: datetime,
    request_key: UUID | None = None,
    source: Source = Source.TYPED,
) -> Entered:
    """Write `entries` (at most BATCH_LIMIT) as `by`, in a fixed number of queries.

    A repeated `request_key` does nothing twice. Nothing is raised for a bad value: its
    outcome says what happened. With the source CHECKED a value that stands already is
    written as well: it is no longer just carried over from the month before.
    """
    sheets = _held_sheets(entries, by=by, at=at)
    scores = {
        score.pk: score
        for score in Score.objects.filter(
            pk__in={entry.score for entry in entries}, evaluation__in=sheets
        )
    }
    rules = rules_of(sheet.framework_id for sheet in sheets.values())
    indicators = {i.id: i for rule in rules.values() for i in rule.indicators}
    repeated = _repeated(request_key, scores)
    outcomes, writes = [], []
    for entry in entries:
        score = scores.get(entry.score)
        if score is None:
            outcomes.append(Outcome(entry.score, entry.field, Verdict.UNKNOWN))
            continue
        outcome, write = _judge(
            entry,
            score,
            sheets[score.evaluation_id],
            indicators[score.indicator_id],
            by=by,
            is_repeated=(entry.score, entry.field) in repeated,
            confirms=source == Source.CHECKED,
        )
        outcomes.append(outcome)
        writes += [write] if write else []
    save(writes, by=by, at=at, request_key=request_key, source=source)
    _name_the_others(outcomes)
    results = results_of(sheets.values(), rules)
    keep_results(
        {
            write.score.evaluation_id: results[write.score.evaluation_id]
            for write in writes
        }
    )
    return Entered(outcomes=outcomes, results=results, rules=rules)


def _held_sheets(entries, *, by, at):
    """The sheets of the entries that `by` may write on, held until the commit.

    Held on PostgreSQL so that two writers of one sheet cannot both miss the other's value
    in the total; SQLite's transactions are immediate and queue by themselves.
    """
    touched = Score.objects.filter(pk__in={entry.score for entry in entries})
    sheets = (
        Evaluation.objects.writable_by(by)
        .filter(pk__in=touched.values("evaluation"))
        .with_lock(at=at)
        .select_related("cell__committee", "framework")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    return {sheet.pk: sheet for sheet in sheets}


def _repeated(request_key, scores):
    """The values that an earlier request with the same key has already changed."""
    if request_key is None:
        return set()
    done = Change.objects.filter(request_key=request_key, score__in=scores)
    return set(done.values_list("score", "field"))


def _judge(entry, score, sheet, rule, *, by, is_repeated, confirms):
    """The outcome of an entry and, where something is to be written, the write."""
    outcome = _standing(entry, score)
    problem = closed_because(entry.field, sheet, by, score)
    if problem:
        outcome.verdict, outcome.message = Verdict.CLOSED, problem
        return outcome, None
    if is_repeated:
        return outcome, None
    try:
        value = _value(entry, rule, sheet.members)
    except ValueError as error:
        outcome.verdict, outcome.message = Verdict.INVALID, str(error)
        return outcome, None
    is_newest = entry.base == getattr(score, VERSIONS[entry.field])
    if value == _held(score, entry.field) and not (confirms and is_newest):
        return outcome, None
    if not is_newest:
        outcome.verdict = Verdict.CONFLICT
        return outcome, None
    old = outcome.text
    apply(score, entry.field, value)
    outcome = _standing(entry, score)
    new, reason = outcome.text, entry.reason
    return outcome, Write(score, entry.field, entry.base, old, new, reason)


def _standing(entry, score):
    """The value as the score holds it now, as if saved."""
    held = _held(score, entry.field)
    is_note = entry.field == Field.NOTE
    return Outcome(
        score=score.pk,
        field=entry.field,
        verdict=Verdict.SAVED,
        text=held if is_note else written(held),
        version=getattr(score, VERSIONS[entry.field]),
        points=None if is_note else held.points,
        reason="" if is_note else held.reason,
    )


def _held(score, field):
    if field == Field.NOTE:
        return score.note
    return score.value if field == Field.POINTS else score.self_value


def _value(entry, rule: IndicatorRule, members):
    if entry.field != Field.NOTE:
        return read(rule, nfc(entry.text), members=members, reason=nfc(entry.reason))
    note = nfc(entry.text).strip()
    if len(note) > NOTE_LIMIT:
        raise ValueError(f"Ghi chú dài quá {NOTE_LIMIT} ký tự.")
    return note


def _name_the_others(outcomes):
    """Tell each conflict who wrote the value that stands now."""
    conflicts = [o for o in outcomes if o.verdict == Verdict.CONFLICT]
    if not conflicts:
        return
    newest = (
        Change.objects.filter(score__in={o.score for o in conflicts})
        .order_by()
        .values("score", "field")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    changes = {
        (change.score_id, change.field): change
        for change in Change.objects.filter(pk__in=newest).select_related("by")
    }
    for outcome in conflicts:
        outcome.change = changes.get((outcome.score, outcome.field))
