"""One indicator of a sheet as a page shows it, and the criterion that it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from criteria.models import Criterion, Indicator
from criteria.rules import IndicatorRule, Measure, NotApplicable, RatioOf
from scoring.client_rules import hundredths
from scoring.models import Field, Score
from scoring.rules import Line, Subtotal
from scoring.self_assessment import Gap, gap_between, in_words
from scoring.values import NOT_APPLICABLE, Value, written
from vietnamese.numbers import format_decimal, format_signed

SHORT_GUIDANCE = 120  # characters


@dataclass(frozen=True, slots=True)
class Refused:
    """What somebody typed that was not saved, and why."""

    text: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of a sheet. `before`: its score last month, if it can be compared."""

    score: Score
    indicator: Indicator
    rule: IndicatorRule
    before: Score | None = None
    number: int = 0
    fails_hard: bool = False
    lacks_explanation: bool = False
    refused: Refused | None = None
    refused_note: Refused | None = None
    remarks: Sequence = ()
    field: Field = Field.POINTS  # which of the two values the page takes
    is_open: bool = True

    @property
    def value(self) -> Value:
        """The value that the page takes: the verified one, or what the cell says itself."""
        return self.score.self_value if self._is_own else self.score.value

    @property
    def version(self) -> int:
        return self.score.self_version if self._is_own else self.score.version

    @property
    def written(self) -> str:
        return written(self.value)

    @property
    def line(self) -> Line:
        score = self.score
        return score.self_line(self.rule) if self._is_own else score.line(self.rule)

    @property
    def _is_own(self) -> bool:
        return self.field == Field.SELF_POINTS

    @property
    def control(self) -> str:
        """Which template asks for the value."""
        if self.rule.measure == Measure.RATIO and self.rule.ratio_of == RatioOf.AMOUNT:
            return "scoring/_entry_amount.html"
        return f"scoring/_entry_{self.rule.measure}.html"

    @property
    def text(self) -> str:
        return "" if self.is_left_out else self._typed

    @property
    def is_left_out(self) -> bool:
        return self._typed == NOT_APPLICABLE

    @property
    def reason(self) -> str:
        return self.refused.reason if self.refused else self.value.reason

    @property
    def note(self) -> str:
        return self.refused_note.text if self.refused_note else self.score.note

    @property
    def _typed(self) -> str:
        return self.refused.text if self.refused else self.written

    @property
    def actual(self) -> str:
        return self.text.partition("/")[0]

    @property
    def plan(self) -> str:
        return self.text.partition("/")[2]

    @property
    def options(self):
        """(text, label, points) of each choice, best first."""
        return [
            (format_decimal(o.points, grouped=False), o.label, o.points)
            for o in self.indicator.options.all()
        ]

    @property
    def most(self) -> str:
        return format_decimal(self.rule.max_points, grouped=False)

    @property
    def is_short(self) -> bool:
        """Guidance that may stand open beside the field."""
        return len(self.indicator.guidance) <= SHORT_GUIDANCE

    @property
    def may_be_left_out(self) -> bool:
        return self.rule.not_applicable != NotApplicable.NOT_ALLOWED

    @property
    def self_words(self) -> str:
        return in_words(self.score.self_value)

    @property
    def verified_words(self) -> str:
        return in_words(self.score.value)

    @property
    def gap(self) -> Gap | None:
        """How the verified value differs from what the cell said; None for one alone."""
        return gap_between(self.score.self_value, self.score.value)

    @property
    def may_be_as_self(self) -> bool:
        """What the cell said can be taken over as the verified value."""
        said, verified = self.score.self_value, self.score.value
        return not self._is_own and not said.is_empty and said != verified

    @property
    def difference(self) -> Decimal | None:
        before, now = self.before and self.before.points, self.value.points
        return None if before is None or now is None else now - before

    @property
    def direction(self) -> str:
        difference = self.difference
        if not difference:
            return "same"
        return "up" if difference > 0 else "down"

    @property
    def difference_text(self) -> str:
        return "" if self.difference is None else format_signed(self.difference)

    @property
    def needs_evidence(self) -> bool:
        """The framework asks for evidence, and there is none yet."""
        return self.indicator.requires_evidence and not self.score.evidence_count

    @property
    def lacks_evidence(self) -> bool:
        """As `Score.objects.lacking_evidence` has it: a note explains its absence."""
        is_scored = self.value.points is not None
        return self.needs_evidence and is_scored and not self.score.note

    @property
    def is_missing(self) -> bool:
        return self.rule.is_required and not self.line.is_settled

    def as_json(self) -> dict:
        """What the browser keeps of it; amounts in hundredths as rules.js wants them."""
        score = self.score
        before = self.before and self.before.points
        return {
            "id": score.pk,
            "indicator": self.rule.id,
            "text": self.written,
            "reason": self.value.reason,
            "version": self.version,
            "note": score.note,
            "noteVersion": score.note_version,
            "needsEvidence": self.needs_evidence,
            "before": None if before is None else hundredths(before),
            "changeThreshold": self._change_threshold(),
        }

    def _change_threshold(self):
        threshold = self.indicator.change_threshold
        return None if threshold is None else hundredths(threshold)


@dataclass(frozen=True, slots=True)
class Section:
    """One criterion with its rows of this month."""

    criterion: Criterion
    rows: list[Row]
    subtotal: Subtotal
