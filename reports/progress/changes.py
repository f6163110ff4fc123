"""What is another on a sheet than the month before, and why."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from criteria.rules import ZERO
from reports.progress.reading import Entry, Reading
from reports.trends import Trend, trend_of
from scoring.self_assessment import in_words


class Kind(StrEnum):
    """In the order in which a meeting talks about them."""

    FELL = "fell"
    ROSE = "rose"
    LEFT_OUT = "left out"  # not applicable this month
    COUNTS_AGAIN = "counts again"
    IN_SEASON = "in season"  # on this month's sheet only
    OUT_OF_SEASON = "out of season"  # on last month's sheet only


WORDS = {
    Kind.LEFT_OUT: "không áp dụng",
    Kind.COUNTS_AGAIN: "chấm trở lại",
    Kind.IN_SEASON: "tháng trước không chấm",
    Kind.OUT_OF_SEASON: "tháng này không chấm",
}
NOT_ASKED = "không chấm"


@dataclass(frozen=True, slots=True)
class Change:
    """`entry` of this month, or of last month where this one does not ask for it."""

    kind: Kind
    entry: Entry
    old: str
    new: str
    difference: Decimal | None = None

    @property
    def trend(self) -> Trend:
        """How many points, or in words what is new."""
        return trend_of(self.difference) or Trend("same", WORDS[self.kind])

    @property
    def why(self) -> str:
        """The note of the score; of what is not applicable its reason."""
        if self.kind == Kind.OUT_OF_SEASON:
            return ""
        score = self.entry.score
        return score.reason if score.not_applicable else score.note


@dataclass(frozen=True, slots=True)
class Changes:
    """`same`: how many were given as many points as before. `waiting`: not scored yet in
    one of the two months. `incomparable`: entries that another framework had not, or had
    with another scale.
    """

    rows: tuple[Change, ...]
    same: int
    waiting: int
    incomparable: tuple[Entry, ...]

    def __bool__(self) -> bool:
        """Whether there is anything that can be compared, or cannot."""
        return bool(self.rows or self.same or self.incomparable)

    @property
    def words(self) -> str:
        """How many rose and fell; what stayed as it was is only counted."""
        kinds = Counter(change.kind for change in self.rows)
        counted = [
            (kinds[Kind.ROSE], "tăng"),
            (kinds[Kind.FELL], "giảm"),
            (self.same, "giữ nguyên"),
            (self.waiting, "chưa chấm để so sánh"),
        ]
        said = [f"{number} {word}" for number, word in counted if number]
        return f"Số chỉ số: {', '.join(said)}" if said else ""


def changes_between(before: Reading, now: Reading) -> Changes:
    is_other = before.sheet.framework_id != now.sheet.framework_id
    pairs = [(before.counterpart(entry), entry) for entry in now.entries]
    comparable = [pair for pair in pairs if pair[0] or not is_other]
    settled = [pair for pair in comparable if _is_settled(*pair)]
    rows = [change for pair in settled if (change := _change(*pair))]
    same = len(settled) - len(rows)
    if not is_other:
        kept = {entry.indicator.pk for entry in now.entries}
        rows += [
            Change(Kind.OUT_OF_SEASON, old, in_words(old.score.value), NOT_ASKED)
            for old in before.entries
            if old.indicator.pk not in kept
        ]
    return Changes(
        rows=tuple(sorted(rows, key=_place)),
        same=same,
        waiting=len(comparable) - len(settled),
        incomparable=tuple(entry for old, entry in pairs if not old and is_other),
    )


def _is_settled(old, entry):
    return entry.line.is_settled and (old is None or old.line.is_settled)


def _change(old, entry):
    """None where as many points were given, whatever they were given for."""
    new = in_words(entry.score.value)
    if old is None:
        return Change(Kind.IN_SEASON, entry, NOT_ASKED, new)
    told = (entry, in_words(old.score.value), new)
    if entry.line.not_applicable != old.line.not_applicable:
        is_left_out = entry.line.not_applicable
        return Change(Kind.LEFT_OUT if is_left_out else Kind.COUNTS_AGAIN, *told)
    if entry.line.points == old.line.points:
        return None
    difference = entry.line.points - old.line.points
    return Change(Kind.ROSE if difference > 0 else Kind.FELL, *told, difference)


def _place(change):
    """Kind by kind, the largest difference first; else in the order of the sheet."""
    return list(Kind).index(change.kind), -abs(change.difference or ZERO)
