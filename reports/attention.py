"""What waits for a person this month: progress by programme, what came back, what failed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from criteria.models import Programme
from scoring.models import Evaluation, Score
from scoring.models.evaluation import CONDITIONS
from scoring.workflow import State

SHOWN = 8


@dataclass(frozen=True, slots=True)
class ProgrammeProgress:
    """How far a month is. The states add up to all sheets."""

    programme: Programme
    sheets: int
    complete: int
    hard_failing: int
    states: dict[State, int]

    @property
    def incomplete(self) -> int:
        return self.sheets - self.complete


def progress_by_programme(
    sheets, programmes: Sequence[Programme]
) -> list[ProgrammeProgress]:
    """For each programme that has sheets, in the programmes' order."""
    counted = {row["programme"]: row for row in sheets.counted_by_programme(CONDITIONS)}
    return [
        ProgrammeProgress(
            programme=programme,
            sheets=row["sheets"],
            complete=row["complete_sheets"],
            hard_failing=row["hard_failing"],
            states={state: row[f"state_{state}"] for state in State},
        )
        for programme in programmes
        if (row := counted.get(programme.pk))
    ]


def sheets_to_do(sheets) -> list[Evaluation]:
    """The first few that are not complete or came back: those returned first."""
    waiting = sheets.waiting().select_related("committee", "programme")
    return list(waiting[:SHOWN])


def hard_failures(sheets) -> list[Score]:
    failing = Score.objects.filter(evaluation__in=sheets.hard_failing()).failing_hard()
    return list(failing.by_cell()[:SHOWN])


def own_sheets(user, period) -> dict[int, list[Evaluation]]:
    """By cell: the month's sheets that the user may see, the first programme first."""
    sheets = Evaluation.objects.visible_to(user).in_month(period.month)
    found = defaultdict(list)
    for sheet in sheets.select_related("programme", "grade").order_by("programme"):
        found[sheet.cell_id].append(sheet)
    return found
