"""What is said of cells, not of sheets: their averages over a span and how these changed.

A cell's average over a span is the mean of its results in it, rounded to two places; for
a month it is the result itself. It is compared with the cell's own average in another
span, wherever in the programme the cell stood then.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cells.models import Cell
from reports.figures import CellCounts, percents
from reports.selections import Selection
from reports.together import Question, Row
from scoring.models import Evaluation

MOVERS = 5
WHOLE, MOVER, LISTED = "all", "mover", "listed"  # beside the children's digits
COUNTED = ("cells", "ranked", "compared", "change", "compared_year", "year_change")
TOLD = ("cell_id", "results", "mean", "before", "year_before", "rank")

SHEETS = Evaluation._meta.db_table

# Half up, in whole numbers: the two databases would round halves differently.
MEAN = (
    "CASE WHEN {0} > 0 THEN (2 * {1} + {0}) / (2 * {0}) END".format  # of how many, sum
)
SUM_IN = (
    "CAST(ROUND(SUM(CASE WHEN {} THEN earlier.percent END) * 100) AS bigint)".format
)
NUMBER_IN = "COUNT(CASE WHEN {} THEN 1 END)".format
BEFORE, YEAR_BEFORE = (
    f"earlier.period_id IN {{{months}}}" for months in ("before", "year_before")
)
# `parts` has a row for each child and cell, `cells` one for each cell. What was before is
# the cell's, whatever the child: MAX is any of the same values.
IN_SPAN = f"""
    WITH compared AS (
        SELECT found.child, found.cell_id, found.results, found.percents, found.failed,
            {NUMBER_IN(BEFORE)} AS results_before, {SUM_IN(BEFORE)} AS percents_before,
            {NUMBER_IN(YEAR_BEFORE)} AS results_year, {SUM_IN(YEAR_BEFORE)} AS percents_year
        FROM {{found}} AS found
        LEFT JOIN {SHEETS} AS earlier
            ON earlier.cell_id = found.cell_id AND earlier.programme_id IN {{programme}}
            AND earlier.period_id IN {{earlier}} AND earlier.percent IS NOT NULL
        GROUP BY found.child, found.cell_id, found.results, found.percents, found.failed
    ),
    parts AS (
        SELECT child, cell_id, results, percents, failed,
            {MEAN("results", "percents")} AS mean,
            {MEAN("results_before", "percents_before")} AS before,
            {MEAN("results_year", "percents_year")} AS year_before
        FROM compared
    ),
    summed AS (
        SELECT cell_id, CAST(SUM(results) AS bigint) AS results,
            CAST(SUM(percents) AS bigint) AS percents, SUM(failed) AS failed,
            MAX(before) AS before, MAX(year_before) AS year_before
        FROM parts GROUP BY cell_id
    ),
    cells AS (
        SELECT cell_id, results, failed, before, year_before,
            {MEAN("results", "percents")} AS mean
        FROM summed
    )
"""  # noqa: S608 - nothing in it is a reader's
# In a month a cell has one sheet: nothing is to be added up, which takes half the time.
IN_MONTH = f"""
    WITH parts AS (
        SELECT found.child, found.cell_id, found.results, found.percents AS mean,
            found.failed, CAST(ROUND(earlier.percent * 100) AS bigint) AS before,
            CAST(ROUND(past.percent * 100) AS bigint) AS year_before
        FROM {{found}} AS found
        LEFT JOIN {SHEETS} AS earlier ON earlier.cell_id = found.cell_id
            AND earlier.programme_id IN {{programme}} AND earlier.period_id IN {{before}}
        LEFT JOIN {SHEETS} AS past ON past.cell_id = found.cell_id
            AND past.programme_id IN {{programme}} AND past.period_id IN {{year_before}}
    ),
    cells AS (SELECT cell_id, results, failed, mean, before, year_before FROM parts)
"""  # noqa: S608
RANKED = "results > 0 AND failed = 0"
COUNTS = f"""
    COUNT(*) AS cells, COUNT(CASE WHEN {RANKED} THEN 1 END) AS ranked,
    COUNT(mean - before) AS compared, SUM(mean - before) AS change,
    COUNT(mean - year_before) AS compared_year, SUM(mean - year_before) AS year_change
"""
NOTHING = "CAST(NULL AS bigint) AS"
NOT_TOLD = ", ".join(f"{NOTHING} {column}" for column in TOLD)
NOT_COUNTED = ", ".join(f"{NOTHING} {column}" for column in COUNTED)
EACH = "cell_id, results, mean, before, year_before"
MOVED = f"""
    SELECT '{MOVER}' AS child, {NOT_COUNTED}, {EACH}, {NOTHING} rank FROM cells
    WHERE mean - before IS NOT NULL ORDER BY mean - before {{}}, cell_id LIMIT {MOVERS}
"""  # noqa: S608
BY_CHILD = f"""
    SELECT child, {COUNTS}, {NOT_TOLD} FROM parts GROUP BY child
    UNION ALL
    SELECT '{WHOLE}' AS child, {COUNTS}, {NOT_TOLD} FROM cells
    UNION ALL SELECT * FROM ({MOVED.format("DESC")}) AS risen
    UNION ALL SELECT * FROM ({MOVED.format("")}) AS fallen
"""  # noqa: S608
ONE_PAGE = """
    SELECT '{listed}' AS child, {not_counted}, {each}, rank FROM (
        SELECT {each}, RANK() OVER (ORDER BY {by} DESC) AS rank,
            ROW_NUMBER() OVER (
                ORDER BY {by} DESC NULLS LAST, named.sort_key, cell_id
            ) AS place
        FROM cells JOIN {names} AS named ON named.id = cells.cell_id WHERE {condition}
    ) AS ordered WHERE place > {skipped} AND place <= {last}
"""


class Cells(StrEnum):
    """Which cells a list holds; the words are those of its address."""

    RANKED = "xep-hang"
    ALL = "chi-bo"
    COMPARED = "so-ky-truoc"
    COMPARED_YEAR = "so-cung-ky"


# condition, and what they are ordered by
LISTS = {
    Cells.RANKED: (RANKED, "mean"),
    Cells.ALL: ("1 = 1", "mean"),
    Cells.COMPARED: ("mean - before IS NOT NULL", "mean - before"),
    Cells.COMPARED_YEAR: ("mean - year_before IS NOT NULL", "mean - year_before"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """The cells of a list from the one after `skipped` on, at most `size` of them."""

    which: Cells
    skipped: int
    size: int


@dataclass(frozen=True, slots=True)
class CellAverage:
    """A cell's average in percent in the span, in the one before and a year before.

    `results` are the months behind `mean`; `rank` is the place in the list it stands in.
    """

    cell_id: int
    results: int
    mean: Decimal | None
    before: Decimal | None
    year_before: Decimal | None
    rank: int | None

    @property
    def change(self) -> Decimal | None:
        if self.mean is None or self.before is None:
            return None
        return self.mean - self.before

    @property
    def year_change(self) -> Decimal | None:
        if self.mean is None or self.year_before is None:
            return None
        return self.mean - self.year_before


def question(
    selection: Selection,
    opened: Collection,
    *,
    counts: bool = True,
    page: Page | None = None,
) -> Question:
    """The counts of each child, of all and the movers; and perhaps a page of a list.

    `opened` are the months that have sheets: others need no looking into.
    """
    sheets, is_month = selection.sheets(), selection.span.is_month
    by_cell = sheets.results_by_cell if is_month else sheets.averaged_by_cell
    parts = ([BY_CHILD] if counts else []) + ([_page(page)] if page else [])
    before, year_before = (
        [month for month in span if month in opened]
        for span in (selection.span.before, selection.span.year_before)
    )
    return Question(
        {
            "found": by_cell(selection.places, path=selection.path),
            "programme": [selection.programme.pk],
            "before": before,
            "year_before": year_before,
            "earlier": sorted({*before, *year_before}),
        },
        texts=("child",),
        numbers=COUNTED + TOLD,
        sql=(IN_MONTH if is_month else IN_SPAN) + " UNION ALL ".join(parts),
    )


def _page(page: Page) -> str:
    condition, by = LISTS[page.which]
    return ONE_PAGE.format(
        listed=LISTED,
        not_counted=NOT_COUNTED,
        each=EACH,
        by=by,
        condition=condition,
        names=Cell._meta.db_table,
        skipped=page.skipped,
        last=page.skipped + page.size,
    )


def counts_by_child(rows: Iterable[Row]) -> dict[str, CellCounts]:
    """By child, and WHOLE for all cells together."""
    return {
        row["child"]: CellCounts(
            cells=row["cells"],
            ranked=row["ranked"],
            compared=row["compared"],
            change_sum=percents(row["change"]),
            compared_year=row["compared_year"],
            year_change_sum=percents(row["year_change"]),
        )
        for row in rows
        if row["child"] not in {MOVER, LISTED}
    }


def averages(rows: Iterable[Row], kind: str) -> list[CellAverage]:
    """Those of the movers (MOVER) or of a list (LISTED), which is in order."""
    return [
        CellAverage(
            cell_id=row["cell_id"],
            results=row["results"],
            mean=_known(row["mean"]),
            before=_known(row["before"]),
            year_before=_known(row["year_before"]),
            rank=row["rank"],
        )
        for row in rows
        if row["child"] == kind
    ]


def _known(hundredths: int | None) -> Decimal | None:
    return None if hundredths is None else percents(hundredths)
