"""The one place where the API asks the reports: a summary as the API words it."""

from dataclasses import fields

from rest_framework.exceptions import NotFound

from api.parameters.fields import Structure
from reports.presenting import DIRECT
from reports.selections import Selection
from reports.summaries import Figures, summarise
from scoring.models import Period

UNOPENED = "Chưa mở kỳ chấm điểm nào trong khoảng thời gian này."
DERIVED = (
    "incomplete",
    "unopened",
    "ungraded",
    "completeness",
    "average",
    "average_before",
    "average_change",
    "change_of_compared",
)


def selection_of(asked):
    """Like the page, a 404 while none of the months has been opened."""
    months = asked["span"]
    if not any(period.month in months for period in Period.objects.latest_first()):
        raise NotFound(UNOPENED)
    return Selection(
        committee=asked["committee"],
        programme=asked["programme"],
        span=asked["span"],
        only_models=asked["only_models"],
        by_today=asked["structure"] == Structure.TODAY,
        kind=asked.get("kind"),
        family=asked.get("family", ""),
    ).standing()


def summary_of(asked):
    """What `SummarySerializer` writes; the figures are those of the report page."""
    selection = selection_of(asked)
    summary = summarise(selection)
    committee = selection.committee
    return {
        "committee": committee.pk,
        "committee_name": committee.name,
        "programme": selection.programme.slug,
        "span": selection.span.slug,
        "structure": asked["structure"],
        "only_models": selection.only_models,
        "total": _row(committee, summary.total, summary.groups),
        "rows": [
            _row(row.committee, row.figures, summary.groups) for row in summary.rows
        ],
    }


def _row(committee, figures, groups):
    counts = zip(groups, figures.graded, strict=True)
    return {
        "committee": committee and committee.pk,
        "committee_name": committee.name if committee else DIRECT,
        **{field.name: getattr(figures, field.name) for field in fields(Figures)},
        **{name: getattr(figures, name) for name in DERIVED},
        "grades": [
            {"name": group.name, "tone": group.tone, "count": number}
            for group, number in counts
        ],
    }
