"""What of a cell's month fits one A4 page: as many rows of each list as there is room for.

Heights are in tenths of a millimetre, as cell-paper.css sets them; how many lines a text
takes is reckoned from its length, a little too many rather than too few. What has no room
is counted on the page, never cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from reports.progress.month import Progress
from reports.progress.tasks import Task
from reports.progress.way import NAMED

ROOM = 2000  # of 2570: without heading, title and signatures
ENOUGH = 700  # for the rows of the lists; with less the page is set in smaller type
SMALLER = 84  # percent
LINE, TABLE_LINE, ROW_EDGE = 43, 39, 14
HEADING, TABLE_HEAD = 80, 55
PICTURE, CRITERION, LEGEND = 550, 72, 170  # with their headings
FULL_LINE = 94  # characters
NAME, WHY = 27, 31  # characters in a line of the table's columns
# Where the templates cut a text with an ellipsis.
LONGEST = {"name": 80, "why": 100, "advice": 120, "remark": 190, "content": 180}
# Words that the page adds to a row.
FAILED = "Chưa đạt tiêu chí cứng: được 10, phải đạt từ 10 điểm. Lẽ ra là Xuất sắc, chỉ "
REMARKED = "Vướng mắc (chỉ số 1.10): Hạn 31/12/2022 (quá hạn 10 ngày)."
IMPROVED = "; 1.10 (10 lên 12 điểm)"


@dataclass(frozen=True, slots=True)
class Extract:
    """The beginning of a list; `left`: how many rows the page has no room for."""

    rows: Sequence[Any]
    left: int

    def __bool__(self) -> bool:
        return bool(self.rows or self.left)


def share_out(costs: Sequence[Sequence[int]], room: int) -> list[int]:
    """How many of the first rows of each list fit: one of each in turn, while they do.

    A list whose next row does not fit is at its end; the others go on.
    """
    taken = [0] * len(costs)
    going_on = list(range(len(costs)))
    while going_on:
        for number in list(going_on):
            rows, at = costs[number], taken[number]
            if at < len(rows) and rows[at] <= room:
                room -= rows[at]
                taken[number] += 1
            else:
                going_on.remove(number)
    return taken


@dataclass(frozen=True, slots=True)
class Paper:
    """The lists of the printed report; `is_small`: in smaller type, for there is much."""

    failures: Extract
    losses: Extract
    remarks: Extract
    changes: Extract
    differences: Extract
    is_small: bool


def on_paper(
    progress: Progress, remarks: Sequence[Any], tasks: Sequence[Task]
) -> Paper:
    changes, own = progress.changes, progress.self_assessment
    lists = {  # the most urgent ones first
        "failures": (progress.hard_failures, _failure),
        "losses": (progress.losses, _loss),
        "remarks": (remarks, _remark),
        "changes": (changes.rows if changes else (), _change),
        "differences": (own.differences if own else (), _difference),
    }
    costs = [[cost(row) for row in rows] for rows, cost in lists.values()]
    fixed = _fixed(progress, tasks)
    wanted = min(ENOUGH, sum(map(sum, costs)))
    is_small = ROOM - fixed < wanted
    room = ROOM * 100 // SMALLER if is_small else ROOM
    taken = share_out(costs, room - fixed)
    extracts = {
        name: Extract(rows[:number], len(rows) - number)
        for (name, (rows, _)), number in zip(lists.items(), taken, strict=True)
    }
    return Paper(**extracts, is_small=is_small)


def lines(text: str, *, width: int = FULL_LINE, longest: int | None = None) -> int:
    """`longest`: where the page cuts it."""
    length = len(text) if longest is None else min(len(text), longest)
    return max(1, ceil(length / width))


def _fixed(progress, tasks):
    """What the page needs whatever the lists have: pictures, sentences, headings."""
    said = ["Kết quả" * 20, progress.sheet.registration.content[: LONGEST["content"]]]
    said += [
        f"{task.title}{', 1.10' * min(len(task.entries), NAMED)}" for task in tasks
    ]
    if progress.self_assessment:
        said.append(f"Tự chấm và thẩm định. {progress.self_assessment.words}")
    if progress.way:
        improved = IMPROVED * min(len(progress.way.improvements), NAMED + 1)
        said.append(f"{progress.way.title}. {progress.way.words}{improved}")
    sentences = sum(lines(text) * LINE + 10 for text in said)
    profile = LEGEND + CRITERION * len(progress.profile)
    # Each list may have to say on a line of its own how much of it is left, and the
    # changes what cannot be compared.
    headings = 3 * (HEADING + LINE) + TABLE_HEAD + LINE
    return max(PICTURE, profile) + sentences + headings


def _failure(loss):
    told = f"{FAILED}{loss.entry.name}{loss.indicator.evidence_hint}"
    return lines(told) * LINE + 30


def _loss(loss):
    indicator, score = loss.indicator, loss.score
    highest = max(
        lines(loss.entry.name, width=NAME, longest=LONGEST["name"]),
        lines(score.note, width=WHY, longest=LONGEST["why"]),
        lines(indicator.advice, width=WHY, longest=LONGEST["advice"]),
    )
    return highest * TABLE_LINE + ROW_EDGE


def _remark(row):
    text = row.remark.text[: LONGEST["remark"]]
    return lines(f"{REMARKED}{text}{row.remark.responsible}") * LINE


def _change(change):
    name, why = change.entry.name[: LONGEST["name"]], change.why[: LONGEST["why"]]
    return lines(f"{name}{change.old}{change.new}{why} → (+0,25)") * LINE


def _difference(one):
    """In a running sentence: several to a line."""
    return len(f" 1.10: {one.said} → {one.verified};") * LINE // FULL_LINE + 1
