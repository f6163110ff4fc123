"""A sheet as a page shows it: criteria with their rows, last month beside them, figures."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import prefetch_related_objects

from criteria.rules import (
    FrameworkRule,
)
from scoring.actions.openness import is_open_again
from scoring.answers import bands_of, figures_of
from scoring.comparing import counterparts, one_of
from scoring.following import placed
from scoring.models import Evaluation, Field, Score
from scoring.rules import Result, evaluate
from scoring.sheet_rows import Refused, Row, Section

PARTS = (
    "criteria",
    "criteria__indicators",
    "criteria__indicators__options",
    "criteria__indicators__thresholds",
    "bands",
    "bands__requirements",
)


@dataclass(frozen=True)
class Sheet:
    evaluation: Evaluation
    rule: FrameworkRule
    result: Result
    sections: list[Section]
    is_after_change: bool  # last month's sheet used another framework, or version
    remarks: list  # those beside no row
    field: Field = Field.POINTS

    @cached_property
    def rows(self) -> list[Row]:
        return [row for section in self.sections for row in section.rows]

    @property
    def every_remark(self) -> list:
        """Those on top, then those beside the rows: as the paper lists them."""
        return [*self.remarks, *(one for row in self.rows for one in row.remarks)]

    @property
    def failing(self) -> list[Row]:
        return [row for row in self.rows if row.fails_hard]

    @property
    def missing(self) -> list[Row]:
        return [row for row in self.rows if row.is_missing]

    @property
    def is_own(self) -> bool:
        """The cell assesses itself on this page."""
        return self.field == Field.SELF_POINTS

    @property
    def returned(self) -> list[Row]:
        return [row for row in self.rows if row.score.returned_because]

    @property
    def to_verify_as_self(self) -> list[Row]:
        """Those that the cell assessed and nobody has verified yet."""
        return [row for row in self.rows if row.may_be_as_self and row.value.is_empty]

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
    field: Field = Field.POINTS,
    remarks: Sequence = (),
) -> Sheet:
    """Everything of `evaluation`, beside last month's sheet `before`.

    A fixed number of queries; `evaluation` comes with its framework selected. `refused`
    are values, by score id and field, that stay in their fields although not saved;
    `remarks` are those that still follow the cell. `field` says whose points the page
    takes and adds up.
    """
    framework = evaluation.framework
    is_other = bool(before) and before.framework_id != framework.pk
    versions = [before.framework] if is_other else []
    prefetch_related_objects([framework, *versions], *PARTS)
    rule = framework.rule()
    rules = {i.id: i for i in rule.indicators}
    scores, earlier = _scores_of(evaluation, before)
    line = Score.self_line if field == Field.SELF_POINTS else Score.line
    result = evaluate(
        rule, [line(score, rules[score.indicator_id]) for score in scores.values()]
    )
    beside, on_top = placed(remarks, framework)
    rows = _rows(
        framework,
        rules,
        scores,
        _comparable(framework, versions, earlier),
        result=result,
        refused=refused or {},
        field=field,
        evaluation=evaluation,
        remarks=beside,
    )
    subtotals = {subtotal.criterion: subtotal for subtotal in result.subtotals}
    return Sheet(
        evaluation=evaluation,
        rule=rule,
        result=result,
        is_after_change=is_other,
        field=field,
        remarks=on_top + _without_row(beside, scores),
        sections=[
            Section(criterion, rows[criterion.pk], subtotals[criterion.pk])
            for criterion in framework.criteria.all()
            if rows[criterion.pk]
        ],
    )


def _scores_of(evaluation, before):
    """This sheet's scores by indicator id, and last month's."""
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
            earlier[score.indicator_id] = score
    return scores, earlier


def _comparable(framework, versions, earlier):
    """Last month's scores by the indicators of `framework` that they can stand beside."""
    found = {
        pk: one_of(ids, earlier)
        for pk, ids in counterparts(framework, versions).items()
    }
    return {pk: score for pk, score in found.items() if score}


def _without_row(beside, scores):
    """Remarks on indicators that do not count in this month."""
    return [
        remark
        for pk, remarks in beside.items()
        if pk not in scores
        for remark in remarks
    ]


def _rows(
    framework, rules, scores, earlier, *, result, refused, remarks, field, evaluation
):
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
                    before=earlier.get(indicator.pk),
                    number=number,
                    fails_hard=indicator.pk in result.hard_failed,
                    lacks_explanation=indicator.pk in result.unexplained,
                    refused=refused.get((score.pk, field)),
                    refused_note=refused.get((score.pk, Field.NOTE)),
                    field=field,
                    is_open=is_open_again(evaluation, score),
                    remarks=remarks.get(indicator.pk, ()),
                )
            )
    return rows
