"""Adding up what the database counted by place: each row belongs to one child."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.by_cell import WHOLE
from reports.figures import Counts, mean_of, percents
from reports.grades import GradeGroup
from reports.selections import Selection
from reports.together import Row

ADDED = ("models", "opened", "complete", "approved", "hard_failing", "failed")


@dataclass(slots=True)
class Results:
    """How many results, and their sum in hundredths of a percent."""

    number: int = 0
    total: int = 0

    def add(self, number: int, total: int | None) -> None:
        self.number += number
        self.total += total or 0

    @property
    def average(self) -> Decimal | None:
        return mean_of(percents(self.total), self.number)


ByMonth = dict[str, dict[date, Results]]


def results_by_month(selection: Selection, rows: Iterable[Row]) -> ByMonth:
    """For each child, and for WHOLE: the results of each month that has some."""
    found: ByMonth = defaultdict(lambda: defaultdict(Results))
    for row in rows:
        for child in (selection.child_of(row["place"]), WHOLE):
            found[child][row["period_id"]].add(row["results"], row["percents"])
    return found


def counts_by_child(
    selection: Selection,
    answers: Mapping[str, list[Row]],
    groups: Sequence[GradeGroup],
    by_month: ByMonth,
) -> dict[str, Counts]:
    """For each child that has something to count in the span or in those before."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    graded: dict[str, list[int]] = defaultdict(lambda: [0] * len(groups))
    position = {pk: at for at, group in enumerate(groups) for pk in group.ids}
    for row in answers["sheets"]:
        child = selection.child_of(row["place"])
        for name in ADDED:
            sums[child][name] += row[name]
        sums[child]["registered"] += row["opened"]
        sums[child]["averaged"] += row["results"]
        sums[child]["percents"] += row["percents"] or 0
        if row["grade_id"] in position:
            number = row["complete"] - row["failed"]
            graded[child][position[row["grade_id"]]] += number
    for row in answers["unopened"]:
        child = selection.child_of_today(row["place"])
        sums[child]["registered"] += row["number"]
        sums[child]["models"] += row["models"]
    spans = (selection.span.year_before, selection.span.before)
    earlier = {child: _earlier(*spans, months) for child, months in by_month.items()}
    compared = {child for child, found in earlier.items() if any(found.values())}
    return {
        child: Counts(
            graded=tuple(graded[child]),
            percent_sum=percents(sums[child].pop("percents", 0)),
            **earlier.get(child, {}),
            **sums[child],
        )
        for child in {*sums, *compared} - {WHOLE}
    }


def _earlier(a_year_before, right_before, months):
    before, year_before = Results(), Results()
    for month, results in months.items():
        if month in right_before:
            before.add(results.number, results.total)
        if month in a_year_before:
            year_before.add(results.number, results.total)
    return {
        "averaged_before": before.number,
        "percent_sum_before": percents(before.total),
        "averaged_year_before": year_before.number,
        "percent_sum_year_before": percents(year_before.total),
    }
