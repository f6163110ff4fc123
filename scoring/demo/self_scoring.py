"""Cells of the hospital that assess their meetings themselves before the office verifies."""

from collections.abc import Mapping
from datetime import datetime

from scoring.actions.entering import Entry, Verdict, enter
from scoring.demo.aims import own_aim_of
from scoring.demo.filling import fill
from scoring.demo.founding import PLANS, Founded
from scoring.demo.organisation import HOSPITAL
from scoring.demo.people import secretary_name
from scoring.demo.story import OWN_VIEW, SELF_SCORED_MONTHS
from scoring.models import Evaluation, Field


def score_themselves(
    sheets: list[Evaluation],
    rules: Mapping,
    scores: Mapping,
    founded: Founded,
    *,
    at: datetime,
) -> None:
    """The secretaries enter what the meeting found; the office explains what it takes off."""
    for sheet in sheets:
        plan = founded.plans[sheet.cell_id]
        if not _scores_itself(sheet, plan, founded):
            continue
        secretary = founded.users[secretary_name(plan.name)]
        aim = own_aim_of(sheet, plan, founded, more=OWN_VIEW[plan.name])
        typed = fill(rules[sheet.framework_id], PLANS[sheet.framework.code], aim)
        entries = [
            Entry(
                scores[sheet.pk, filled.indicator],
                Field.SELF_POINTS,
                filled.text,
                0,
                filled.reason,
            )
            for filled in typed
        ]
        entered = enter(entries=entries, by=secretary, at=at)
        refused = [o for o in entered.outcomes if o.verdict != Verdict.SAVED]
        if refused:
            raise RuntimeError(f"the demo typed what is refused: {refused[0]}")


def _scores_itself(sheet, plan, founded):
    is_quality = sheet.framework_id == founded.quality.pk
    return (
        is_quality
        and plan.grassroots == HOSPITAL
        and plan.name in OWN_VIEW
        and sheet.month.month in SELF_SCORED_MONTHS
    )
