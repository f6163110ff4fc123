"""Lowest, quartiles and highest of the results, for a committee and each child, exactly.

The database counts how often each result occurs and finds those at the places asked for;
a quartile between two of them is read off the straight line, as Excel does.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from reports.figures import Spread
from reports.selections import Selection
from reports.together import Question, Row
from scoring.rules import CENT

WHOLE = "all"  # no child's: their names are digits, or empty
QUARTERS = range(5)
# A result stands at the places `upto - sheets` to `upto - 1`, counted from 0. The quartile
# number q lies at q * (total - 1) / 4, or between that place, rounded down, and the next.
WANTED = " OR ".join(
    f"(upto > {q} * (total - 1) / 4 AND upto - sheets <= {q} * (total - 1) / 4 + 1)"
    for q in QUARTERS
)
RESULTS_AT_QUARTILES = f"""
    WITH found AS (SELECT child, result, sheets FROM {{rows}} AS rows),
    counted AS (
        SELECT child, result, sheets FROM found
        UNION ALL
        SELECT '{WHOLE}', result, CAST(SUM(sheets) AS bigint) FROM found GROUP BY result
    ),
    placed AS (
        SELECT child, result, sheets,
            CAST(SUM(sheets) OVER (PARTITION BY child ORDER BY result) AS bigint) AS upto,
            CAST(SUM(sheets) OVER (PARTITION BY child) AS bigint) AS total
        FROM counted
    )
    SELECT child, result, upto, total FROM placed WHERE {WANTED}
"""  # noqa: S608 - nothing in it is a reader's


def results_at_quartiles(selection: Selection) -> Question:
    results = selection.sheets().counted_by_result(
        selection.places, path=selection.path
    )
    return Question(
        {"rows": results},
        texts=("child",),
        numbers=("result", "upto", "total"),
        sql=RESULTS_AT_QUARTILES,
    )


def spreads(rows: Iterable[Row]) -> dict[str, Spread]:
    """By child, and WHOLE for all together."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["upto"]):
        found[row["child"]].append(row)
    return {
        child: Spread(*(_quartile(results, q) for q in QUARTERS))
        for child, results in found.items()
    }


def _quartile(results: list[Row], quarters: int) -> Decimal:
    place, rest = divmod(quarters * (results[0]["total"] - 1), 4)
    here = _result_at(results, place)
    there = _result_at(results, place + 1) if rest else here
    between = Decimal(here * 4 + (there - here) * rest) / 400
    return between.quantize(CENT, ROUND_HALF_UP)


def _result_at(results: list[Row], place: int) -> int:
    """In hundredths of a percent; `place` counts from 0."""
    return next(row["result"] for row in results if row["upto"] > place)
