"""A framework written down as data, and how it becomes a published one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from cells.models import Committee
from criteria.actions import publish
from criteria.models import (
    Criterion,
    Framework,
    GradeBand,
    Indicator,
    IndicatorThreshold,
    Option,
    Programme,
)


class Of(Enum):
    """What the second number of a ratio is."""

    DUE = "due"  # members present against members due, as the meeting says
    PRESENT = "present"
    MEMBERS = "members"
    TASKS = "tasks"
    VISITS = "visits"
    FORMS = "forms"


@dataclass(frozen=True, slots=True)
class IndicatorPlan:
    """`options` and `thresholds` start with the highest; `note` tells why points went.

    A threshold is (at least, points) or (at least, points, members from, members below).
    """

    code: str
    name: str
    max_points: int
    guidance: str
    advice: str
    note: str
    options: Sequence[tuple[str, str]] = ()
    thresholds: Sequence[tuple] = ()
    of: Of = Of.TASKS
    fields: Mapping = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CriterionPlan:
    """`origin` is the number of the criterion that it belongs to in the framework above."""

    code: str
    name: str
    indicators: Sequence[IndicatorPlan]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class BandPlan:
    """`floor` is the name of the band that no month of the year may fall below."""

    name: str
    from_points: int
    tone: str
    floor: str = ""
    fields: Mapping = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FrameworkPlan:
    code: str
    name: str
    description: str
    effective_from: date
    criteria: Sequence[CriterionPlan]
    bands: Sequence[BandPlan]
    decision: str = ""
    fields: Mapping = field(default_factory=dict)

    def indicators(self):
        return {
            indicator.code: indicator
            for criterion in self.criteria
            for indicator in criterion.indicators
        }


FIVE_BANDS = (
    BandPlan(
        "Xuất sắc",
        90,
        "excellent",
        fields={"quota_percent": 20, "quota_base": "next_or_better"},
    ),
    BandPlan("Tốt", 80, "good"),
    BandPlan("Khá", 70, "fair", fields={"is_cap": True}),
    BandPlan("Trung bình", 50, "average"),
    BandPlan("Kém", 0, "poor"),
)


def indicator(code, name, max_points, guidance, advice, note, **more):
    """A plan in one line; `more` beside options, thresholds and `of` are model fields."""
    parts = {
        key: more.pop(key) for key in ("options", "thresholds", "of") if key in more
    }
    if "options" in parts:
        more.setdefault("measure", "options")
    if "thresholds" in parts:
        more.setdefault("measure", "ratio")
    return IndicatorPlan(
        code, name, max_points, guidance, advice, note, fields=more, **parts
    )


def publish_plan(
    plan: FrameworkPlan,
    *,
    programme: Programme,
    committee: Committee,
    at: datetime,
    above: Framework | None = None,
) -> Framework:
    """`above` is the framework that this one says in its own words."""
    framework = Framework(
        programme=programme,
        committee=committee,
        name=plan.name,
        code=plan.code,
        decision=plan.decision,
        description=plan.description,
        effective_from=plan.effective_from,
        specialises=above,
        **plan.fields,
    )
    framework.save()
    origins = {one.code: one for one in above.criteria.all()} if above else {}
    for position, part in enumerate(plan.criteria, start=1):
        criterion = Criterion.objects.create(
            framework=framework,
            code=part.code,
            name=part.name,
            position=position,
            origin=origins.get(part.origin),
        )
        for order, row in enumerate(part.indicators, start=1):
            _add_indicator(row, criterion=criterion, position=order)
    _add_bands(plan, framework)
    return publish(framework=framework, at=at)


def _add_indicator(plan, *, criterion, position):
    made = Indicator.objects.create(
        criterion=criterion,
        position=position,
        code=plan.code,
        name=plan.name,
        max_points=plan.max_points,
        guidance=plan.guidance,
        advice=plan.advice,
        **plan.fields,
    )
    Option.objects.bulk_create(
        Option(indicator=made, points=points, label=label)
        for points, label in plan.options
    )
    names = ("at_least", "points", "members_from", "members_below")
    IndicatorThreshold.objects.bulk_create(
        IndicatorThreshold(indicator=made, **dict(zip(names, row, strict=False)))
        for row in plan.thresholds
    )


def _add_bands(plan, framework):
    made = {}
    # From the lowest up, because a year's floor is a lower band.
    for band in reversed(plan.bands):
        made[band.name] = GradeBand.objects.create(
            framework=framework,
            name=band.name,
            from_points=band.from_points,
            tone=band.tone,
            year_floor=made.get(band.floor),
            **band.fields,
        )
