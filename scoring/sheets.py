"""A sheet as a page shows it: criteria with their rows, last month beside them, figures."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import prefetch_related_objects

from criteria.models import Criterion, Indicator
from criteria.rules import (
    FrameworkRule,
    IndicatorRule,
    Measure,
    NotApplicable,
    RatioOf,
)
from scoring.answers import bands_of, figures_of
from scoring.client_rules import hundredths
from scoring.following import placed
from scoring.models import Evaluation, Field, Score
from scoring.rules import Result, Subtotal, evaluate
from scoring.values import NOT_APPLICABLE, written
from vietnamese.numbers import format_decimal, format_signed

SHORT_GUIDANCE = 120  # characters
PARTS = (
    "criteria",
    "criteria__indicators",
    "criteria__indicators__options",
    "criteria__indicators__thresholds",
    "bands",
    "bands__requirements",
)


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
        return self.refused.reason if self.refused else self.score.reason

    @property
    def note(self) -> str:
        return self.refused_note.text if self.refused_note else self.score.note

    @property
    def _typed(self) -> str:
        return self.refused.text if self.refused else self.score.written

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
    def self_text(self) -> str:
        return written(self.score.self_value)

    @property
    def difference(self) -> Decimal | None:
        before, now = self.before and self.before.points, self.score.points
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
        is_scored = self.score.points is not None
        return self.needs_evidence and is_scored and not self.score.note

    @property
    def is_missing(self) -> bool:
        return self.rule.is_required and not self.score.line(self.rule).is_settled

    def as_json(self) -> dict:
        """What the browser keeps of it; amounts in hundredths as rules.js wants them."""
        score = self.score
        before = self.before and self.before.points
        return {
            "id": score.pk,
            "indicator": self.rule.id,
            "text": score.written,
            "reason": score.reason,
            "version": score.version,
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


@dataclass(frozen=True)
class Sheet:
    evaluation: Evaluation
    rule: FrameworkRule
    result: Result
    sections: list[Section]
    compares: bool  # last month's sheet used the same framework
    remarks: list  # those beside no row

    @cached_property
    def rows(self) -> list[Row]:
        return [row for section in self.sections for row in section.rows]

    @property
    def failing(self) -> list[Row]:
        return [row for row in self.rows if row.fails_hard]

    @property
    def missing(self) -> list[Row]:
        return [row for row in self.rows if row.is_missing]

    @property
    def unexplained(self) -> list[Row]:
        return [row for row in self.rows if row.lacks_explanation]

    @property
    def unproven(self) -> list[Row]:
        return [row for row in self.rows if row.lacks_evidence]

    @property
    def bands(self) -> dict:
        return bands_of(self.evaluation.framework.bands.all())

    @property
    def cap(self) -> str:
        """The best grade left after a hard failure."""
        return next((band.name for band in self.rule.bands if band.is_cap), "")

    @property
    def figures(self) -> dict:
        return figures_of(self.result, self.bands)


def read_sheet(
    evaluation: Evaluation,
    before: Evaluation | None = None,
    *,
    refused: dict[tuple[int, Field], Refused] | None = None,
    remarks: Sequence = (),
) -> Sheet:
    """Everything of `evaluation`, beside last month's sheet `before`.

    A fixed number of queries; `evaluation` comes with its framework selected. `refused`
    are values, by score id and field, that stay in their fields although not saved;
    `remarks` are those that still follow the cell.
    """
    framework = evaluation.framework
    prefetch_related_objects([framework], *PARTS)
    rule = framework.rule()
    rules = {i.id: i for i in rule.indicators}
    scores, earlier = _scores_of(evaluation, before)
    result = evaluate(
        rule, [score.line(rules[score.indicator_id]) for score in scores.values()]
    )
    compares = bool(before) and before.framework.code == framework.code
    beside, on_top = placed(remarks, framework)
    rows = _rows(
        framework,
        rules,
        scores,
        earlier if compares else {},
        result=result,
        refused=refused or {},
        remarks=beside,
    )
    subtotals = {subtotal.criterion: subtotal for subtotal in result.subtotals}
    return Sheet(
        evaluation=evaluation,
        rule=rule,
        result=result,
        compares=compares,
        remarks=on_top + _without_row(beside, scores),
        sections=[
            Section(criterion, rows[criterion.pk], subtotals[criterion.pk])
            for criterion in framework.criteria.all()
            if rows[criterion.pk]
        ],
    )


def _scores_of(evaluation, before):
    """This sheet's scores by indicator id, last month's by indicator code."""
    wanted = [evaluation.pk, before.pk if before else None]
    scores, earlier = {}, {}
    for score in (
        Score.objects.filter(evaluation__in=[pk for pk in wanted if pk])
        .select_related("indicator")
        .with_evidence_count()
        .in_sheet_order()
    ):
        if score.evaluation_id == evaluation.pk:
            scores[score.indicator_id] = score
        else:
            earlier[score.indicator.code] = score
    return scores, earlier


def _without_row(beside, scores):
    """Remarks on indicators that do not count in this month."""
    return [
        remark
        for pk, remarks in beside.items()
        if pk not in scores
        for remark in remarks
    ]


def _rows(framework, rules, scores, earlier, *, result, refused, remarks):
    """criterion id -> its rows, in order; indicators of other months have no score."""
    rows = defaultdict(list)
    number = 0
    for criterion in framework.criteria.all():
        for indicator in criterion.indicators.all():
            score = scores.get(indicator.pk)
            if score is None:
                continue
            number += 1
            rows[criterion.pk].append(
                Row(
                    score=score,
                    indicator=indicator,
                    rule=rules[indicator.pk],
                    before=earlier.get(indicator.code),
                    number=number,
                    fails_hard=indicator.pk in result.hard_failed,
                    lacks_explanation=indicator.pk in result.unexplained,
                    refused=refused.get((score.pk, Field.POINTS)),
                    refused_note=refused.get((score.pk, Field.NOTE)),
                    remarks=remarks.get(indicator.pk, ()),
                )
            )
    return rows
