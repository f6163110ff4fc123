"""What the cell said of itself beside what the committee verified."""

from dataclasses import dataclass
from decimal import Decimal

from criteria.rules import ZERO
from reports.progress.reading import Entry, Reading
from reports.trends import Trend, trend_of
from scoring.rules import evaluate
from scoring.self_assessment import Gap, gap_between, in_words
from vietnamese.numbers import format_decimal


@dataclass(frozen=True, slots=True)
class Difference:
    """An indicator on which the two do not agree."""

    entry: Entry
    gap: Gap

    @property
    def said(self) -> str:
        return in_words(self.entry.score.self_value)

    @property
    def verified(self) -> str:
        return in_words(self.entry.score.value)

    @property
    def points(self) -> Decimal | None:
        """How many the verification gave; None where one of the two does not apply."""
        score = self.entry.score
        if score.points is None or score.self_points is None:
            return None
        return score.points - score.self_points

    @property
    def trend(self) -> Trend:
        return trend_of(self.points) or Trend("same", self.gap.words)


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """`total`: what the cell's own points come to; `change`: how many points the
    verification took away (below zero) or gave, on the indicators that have both.
    """

    scored: int
    required: int
    total: Decimal
    maximum: Decimal
    compared: int
    agreed: int
    change: Decimal
    differences: tuple[Difference, ...]

    @property
    def words(self) -> str:
        own = f"Chi bộ tự chấm {format_decimal(self.total)}/{format_decimal(self.maximum)} điểm"
        if self.scored < self.required:
            own += f" (mới {self.scored}/{self.required} chỉ số)"
        if not self.compared:
            return own
        agreed = f"thẩm định khớp {self.agreed}/{self.compared} chỉ số đã có cả hai"
        if not self.change:
            return f"{own}; {agreed}"
        word = "cao hơn" if self.change > 0 else "thấp hơn"
        return (
            f"{own}; {agreed}, cộng lại {word} {format_decimal(abs(self.change))} điểm"
        )


def self_assessment_of(reading: Reading) -> SelfAssessment | None:
    """None where the cell said nothing of itself."""
    values = [(entry, entry.score.self_value) for entry in reading.entries]
    if all(said.is_empty for _, said in values):
        return None
    own = evaluate(
        reading.rule,
        [entry.score.self_line(entry.line.indicator) for entry in reading.entries],
    )
    gaps = [
        (entry, gap)
        for entry, said in values
        if (gap := gap_between(said, entry.score.value))
    ]
    differences = [Difference(*pair) for pair in gaps if pair[1].direction != "same"]
    return SelfAssessment(
        scored=own.scored,
        required=own.required,
        total=own.total,
        maximum=own.maximum,
        compared=len(gaps),
        agreed=len(gaps) - len(differences),
        change=sum((one.points or ZERO for one in differences), ZERO),
        differences=tuple(differences),
    )
