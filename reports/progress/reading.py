"""Sheets of one cell with all their lines: read once, told in many ways."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import prefetch_related_objects

from criteria.models import Criterion, Framework, Indicator
from criteria.rules import FrameworkRule
from scoring.comparing import have_same_scale, the_same
from scoring.models import Evaluation, Score
from scoring.rules import Line, Result, evaluate
from scoring.sheets import PARTS


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator of a sheet with what was given for it."""

    indicator: Indicator
    score: Score
    line: Line

    @property
    def name(self) -> str:
        return f"{self.indicator.code}. {self.indicator.name}"


@dataclass(frozen=True)
class Reading:
    """A sheet, its framework and its entries in the sheet's order."""

    sheet: Evaluation
    rule: FrameworkRule
    entries: tuple[Entry, ...]

    @property
    def framework(self) -> Framework:
        return self.sheet.framework

    @cached_property
    def result(self) -> Result:
        return evaluate(self.rule, self.lines)

    @property
    def lines(self) -> list[Line]:
        return [entry.line for entry in self.entries]

    @property
    def criteria(self) -> list[Criterion]:
        return list(self.framework.criteria.all())

    def counterpart(self, entry: Entry) -> Entry | None:
        """What stands here for an entry of another sheet, if the two can be compared:
        the same indicator, or in another version the one that it came from or became,
        unless its scale is another one.
        """
        entries = {one.indicator: one for one in self.entries}
        old = entries.get(the_same(entries, entry.indicator))
        if old is None or not have_same_scale(old.line.indicator, entry.line.indicator):
            return None
        return old


def share_frameworks(sheets: Iterable[Evaluation]) -> None:
    """Read each framework of the sheets (selected with them) once, with its parts."""
    frameworks = {}
    for sheet in sheets:
        sheet.framework = frameworks.setdefault(sheet.framework_id, sheet.framework)
    prefetch_related_objects(list(frameworks.values()), *PARTS)


def readings_of(sheets: Sequence[Evaluation]) -> dict[int, Reading]:
    """By the sheet's id, in one query; the sheets went through `share_frameworks`."""
    scores = {}
    for score in Score.objects.on([s.pk for s in sheets]).with_evidence_count():
        scores.setdefault(score.evaluation_id, {})[score.indicator_id] = score
    rules = {sheet.framework_id: sheet.framework.rule() for sheet in sheets}
    return {
        sheet.pk: Reading(
            sheet,
            rules[sheet.framework_id],
            tuple(_entries(sheet, rules[sheet.framework_id], scores.get(sheet.pk, {}))),
        )
        for sheet in sheets
    }


def _entries(sheet, rule, scores):
    """Indicators of other months have no score on the sheet."""
    rules = {one.id: one for one in rule.indicators}
    for criterion in sheet.framework.criteria.all():
        for indicator in criterion.indicators.all():
            score = scores.get(indicator.pk)
            if score:
                line = score.line(rules[indicator.pk])
                yield Entry(indicator, score, line)
