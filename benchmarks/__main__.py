"""python -m benchmarks [--cells 10000] [--months 12] [--runs 20] [--only pages]
[--keep] [--check]

Makes a database of its own beside the product's (`benchmark_...` on PostgreSQL, a
file on SQLite), fills it with a province and times the product in it. Prints milliseconds.
"""

import argparse
import sys
from time import perf_counter

from django.db import connection

from benchmarks import province
from benchmarks.measures import analysing, opening, pages, savers, saving, typing
from benchmarks.timing import table
from scoring.actions.totals import KEPT, kept_values, results_of, rules_of
from scoring.models import Evaluation, Score

MEASURES = {
    "pages": pages,
    "analysing": analysing,
    "saving": saving,
    "opening": opening,
    "savers": savers,
    "typing": typing,
}


def run(options) -> bool:
    """Whether a target was missed."""
    creation = connection.creation
    name = connection.settings_dict["NAME"]
    creation.create_test_db(
        verbosity=0, autoclobber=True, serialize=False, keepdb=options.keep
    )
    try:
        place = province.found() or _built(options)
        _check(place)
        size = (Evaluation.objects.count(), Score.objects.count())
        print("{}: {:,} sheets, {:,} scores".format(connection.vendor, *size))
        figures = [
            figure
            for name in options.only or MEASURES
            for figure in MEASURES[name].measure(place, runs=options.runs)
        ]
        print(table(figures))
        return any(figure.is_missed for figure in figures)
    finally:
        creation.destroy_test_db(name, verbosity=0, keepdb=options.keep)


def _built(options):
    print(f"a province of {options.cells:,} cells, {options.months} months")
    place = province.build(cells=options.cells, months=options.months)
    province.refresh_statistics()
    return place


def _check(place):
    """Figures of a database that the rules would not have made would measure nothing."""
    for month in place.months[-2:]:
        sheets = list(Evaluation.objects.in_month(month).in_order()[:300])
        results = results_of(sheets, rules_of({sheet.framework_id for sheet in sheets}))
        for sheet in sheets:
            kept = tuple(
                getattr(sheet, "grade_id" if name == "grade" else name) for name in KEPT
            )
            assert kept == kept_values(results[sheet.pk]), sheet


def _options():
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__.partition("\n\n")[2]
    )
    parser.add_argument("--cells", type=int, default=10_000)
    parser.add_argument("--months", type=int, default=12, choices=range(1, 13))
    parser.add_argument(
        "--runs", type=int, default=20, help="warm runs of each measure"
    )
    parser.add_argument(
        "--keep", action="store_true", help="keep the database, or use a kept one"
    )
    parser.add_argument(
        "--only", action="append", choices=MEASURES, help="this measure; repeatable"
    )
    parser.add_argument(
        "--check", action="store_true", help="exit 1 when a target is missed"
    )
    return parser.parse_args()


def main():
    options = _options()
    start = perf_counter()
    missed = run(options)
    print(f"{perf_counter() - start:,.0f} s in all")
    sys.exit(1 if options.check and missed else 0)


if __name__ == "__main__":
    main()
