"""What a sheet should come to, as the story wants it."""

from dataclasses import replace
from decimal import Decimal

from scoring.demo.filling import Wanted
from scoring.demo.founding import Founded
from scoring.demo.organisation import CellPlan
from scoring.demo.story import (
    attendance,
    excused,
    excused_at_meetings,
    fixed_points,
    key_of,
    wanted_meeting_percent,
    wanted_percent,
)
from scoring.models import Evaluation

MOST = Decimal(99)


def aim_of(sheet: Evaluation, plan: CellPlan, founded: Founded) -> Wanted:
    month = sheet.month.month
    is_quality = sheet.framework_id == founded.quality.pk
    percent = wanted_meeting_percent if is_quality else wanted_percent
    return Wanted(
        cell=" / ".join(key_of(plan)),
        month=month,
        percent=percent(plan, month),
        attendance=attendance(plan, month),
        fixed={} if is_quality else fixed_points(plan, month),
        excused=(excused_at_meetings if is_quality else excused)(plan, month),
    )


def own_aim_of(
    sheet: Evaluation, plan: CellPlan, founded: Founded, *, more: int
) -> Wanted:
    """As the cell sees itself: so many percent better than it will be verified."""
    aim = aim_of(sheet, plan, founded)
    return replace(aim, percent=min(aim.percent + more, MOST))
