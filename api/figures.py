"""The one place where the API asks the reports: a summary as the API words it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rest_framework.exceptions import NotFound

from api.parameters.fields import Structure
from cells.models import Committee
from reports.figures import Figures
from reports.grades import GradeGroup
from reports.presenting import DIRECT
from reports.selections import Selection
from reports.summaries import Summary, known_to, summarise

UNOPENED = "Chưa mở kỳ chấm điểm nào trong khoảng thời gian này."


@dataclass(frozen=True, slots=True)
class Grade:
    name: str
    tone: str
    count: int


@dataclass(frozen=True, slots=True)
class MonthAverage:
    month: date
    average: Decimal | None


@dataclass(frozen=True, slots=True)
class Node:
    """A committee with its figures; None: the cells directly under the one summed up."""

    committee: Committee | None
    figures: Figures
    groups: tuple[GradeGroup, ...]

    @property
    def committee_id(self):
        return self.committee and self.committee.pk

    @property
    def name(self):
        return self.committee.name if self.committee else DIRECT

    @property
    def grades(self):
        counts = zip(self.groups, self.figures.graded, strict=True)
        return [Grade(group.name, group.tone, number) for group, number in counts]

    @property
    def history(self):
        return [MonthAverage(*one) for one in self.figures.history]


@dataclass(frozen=True, slots=True)
class Found:
    selection: Selection
    summary: Summary

    @property
    def structure(self):
        return Structure.TODAY if self.selection.by_today else Structure.MONTH

    @property
    def total(self):
        summary = self.summary
        return Node(self.selection.committee, summary.total, summary.groups)

    @property
    def rows(self):
        groups = self.summary.groups
        return [Node(row.committee, row.figures, groups) for row in self.summary.rows]


def summary_of(asked):
    """The figures of the report page; like there a 404 while none of the months is open."""
    selection = Selection(
        committee=asked["committee"],
        programme=asked["programme"],
        span=asked["span"],
        only_models=asked["only_models"],
        by_today=asked["structure"] == Structure.TODAY,
        kind=asked.get("kind"),
        family=asked.get("family", ""),
    )
    known = known_to(selection)
    if not any(month in known.opened for month in selection.span):
        raise NotFound(UNOPENED)
    selection = selection.standing()
    return Found(selection, summarise(selection, known))
