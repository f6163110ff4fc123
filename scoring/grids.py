"""The grid as a page shows it: a row for each sheet, a column for each indicator."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from criteria.models import Criterion, Framework
from criteria.rules import FrameworkRule, IndicatorRule
from scoring.actions.openness import ONLY_RETURNED, closed_because, is_open_again
from scoring.answers import bands_of, figures_of
from scoring.client_rules import framework_as_json, hundredths
from scoring.comparing import counterparts, one_of
from scoring.models import Evaluation, Field, Score, Source
from scoring.rules import Result, evaluate
from scoring.sheets import PARTS
from scoring.values import NOT_APPLICABLE, written


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator; `scored` of `asked` sheets have a value."""

    rule: IndicatorRule
    effect: str
    change_threshold: int | None
    scored: int
    asked: int


@dataclass(frozen=True, slots=True)
class Group:
    """A criterion over its columns."""

    criterion: Criterion
    width: int


@dataclass(frozen=True, slots=True)
class GridCell:
    """A value in the grid; `score` is None where the sheet has no such indicator.

    `is_shut`: a return of the sheet named other indicators, and only those open again.
    """

    score: Score | None
    before: Score | None
    is_shut: bool = False

    @property
    def is_carried(self) -> bool:
        return self.score.source == Source.CARRIED

    def as_json(self) -> list | None:
        """Short, in the order in which static/js/grid-cell.js takes them."""
        score = self.score
        if score is None:
            return None
        before = written(self.before.value) if self.before else ""
        return [
            score.pk,
            score.written,
            score.version,
            score.reason,
            score.note,
            score.note_version,
            [before, self.before.reason] if before == NOT_APPLICABLE else before,
            _own(score),
            int(self.is_carried),
            int(self.is_shut),
            score.returned_because,
        ]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One sheet; `obstacle` says why nothing may be entered on it, "" when it may."""

    sheet: Evaluation
    cells: list[GridCell]
    result: Result
    figures: dict
    obstacle: str
    place: str

    @property
    def is_partly_shut(self) -> bool:
        return any(cell.is_shut for cell in self.cells)

    def as_json(self) -> dict:
        return {
            "sheet": self.sheet.pk,
            "name": self.sheet.cell_name,
            "members": self.sheet.members,
            "obstacle": self.obstacle,
            "whyShut": ONLY_RETURNED if self.is_partly_shut else "",
            "scores": [cell.as_json() for cell in self.cells],
        }


@dataclass(frozen=True, slots=True)
class Grid:
    framework: Framework
    rule: FrameworkRule
    bands: dict
    groups: list[Group]
    columns: list[Column]
    rows: list[GridRow]

    @property
    def is_open(self) -> bool:
        return any(not row.obstacle for row in self.rows)

    @property
    def marker(self) -> int:
        return max((row.sheet.marker or 0 for row in self.rows), default=0)

    def as_json(self) -> dict:
        return {
            "framework": framework_as_json(self.rule),
            "columns": [column.rule.id for column in self.columns],
            "thresholds": [column.change_threshold for column in self.columns],
            "rows": [row.as_json() for row in self.rows],
        }


def read_grid(sheets: Sequence[Evaluation], *, user) -> Grid:
    """`sheets` (from `for_grid`, at least one) share a framework. Seven queries."""
    framework = sheets[0].framework
    scores, earlier, versions = _scores_of(sheets)
    prefetch_related_objects([framework, *versions], *PARTS)
    rule = framework.rule()
    same = counterparts(framework, versions)
    asked = {indicator for own in scores.values() for indicator in own}
    rules = {r.id: r for r in rule.indicators if r.id in asked}
    bands = bands_of(framework.bands.all())
    several = len({sheet.committee_id for sheet in sheets}) > 1
    rows = []
    for sheet in sheets:
        own = scores[sheet.pk]
        result = evaluate(rule, [score.line(rules[pk]) for pk, score in own.items()])
        before = earlier[sheet.sheet_before]
        cells = [_cell(sheet, own.get(pk), one_of(same[pk], before)) for pk in rules]
        rows.append(
            GridRow(
                sheet=sheet,
                cells=cells,
                result=result,
                figures=figures_of(result, bands),
                obstacle=closed_because(Field.POINTS, sheet, user),
                place=str(sheet.committee) if several else "",
            )
        )
    groups, columns = _head(framework, rules, rows)
    return Grid(framework, rule, bands, groups, columns, rows)


def _cell(sheet, score, before):
    is_shut = score is not None and not is_open_again(sheet, score)
    return GridCell(score, before, is_shut=is_shut)


def _scores_of(sheets):
    """This month's scores and earlier ones, by sheet and indicator id; and the other
    frameworks that those earlier ones are of, with no more than their ids.
    """
    current = {sheet.pk for sheet in sheets}
    before = {sheet.sheet_before for sheet in sheets if sheet.sheet_before}
    scores, earlier = defaultdict(dict), defaultdict(dict)
    for score in Score.objects.of_sheets(current | before).with_source():
        if score.evaluation_id in current:
            scores[score.evaluation_id][score.indicator_id] = score
        else:
            earlier[score.evaluation_id][score.indicator_id] = score
    versions = {
        score.framework for own in earlier.values() for score in own.values()
    } - {sheets[0].framework_id}
    return scores, earlier, [Framework(pk=pk) for pk in sorted(versions)]


def _head(framework, rules, rows):
    groups, columns = [], []
    place = {pk: position for position, pk in enumerate(rules)}
    for criterion in framework.criteria.all():
        own = [i for i in criterion.indicators.all() if i.pk in rules]
        if not own:
            continue
        groups.append(Group(criterion, len(own)))
        for indicator in own:
            held = [row.cells[place[indicator.pk]].score for row in rows]
            held = [score for score in held if score]
            threshold = indicator.change_threshold
            columns.append(
                Column(
                    rule=rules[indicator.pk],
                    effect=indicator.get_effect_display(),
                    change_threshold=None
                    if threshold is None
                    else hundredths(threshold),
                    scored=sum(not score.value.is_empty for score in held),
                    asked=len(held),
                )
            )
    return groups, columns


def _own(score):
    """What the cell said itself, as text or as [text, reason]."""
    text = written(score.self_value)
    return [text, score.self_reason] if text == NOT_APPLICABLE else text
