"""Bảng tự lập: any two dimensions, against a plain count in Python."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest

from reports.pivots.dimensions import By
from reports.pivots.measures import Measure
from reports.pivots.tables import Question, Sort, pivot
from reports.selections import Selection
from scoring.models import Evaluation, Score
from tests.reports.pivot_desk import BOTH, a_scored_district
from vietnamese.spans import parse_span, span_of_year

pytestmark = pytest.mark.django_db


def asked(district, rows, columns=None, measure=Measure.PERCENT, **fields):
    programme = Evaluation.objects.first().programme
    wishes = {"committee": district, "programme": programme, "span": BOTH}
    return Question(Selection(**wishes), rows, columns, measure, **fields)


def answer(question):
    return pivot(question, question.selection.sheets())


def first_origin(criterion):
    while criterion.origin_id:
        criterion = criterion.origin
    return criterion.pk


def key_of(by, score, district):
    """What a score is counted under, told in Python."""
    sheet, indicator = score.evaluation, score.indicator
    match by:
        case None:
            return None
        case By.CHILD:
            own = sheet.committee_id
            return 0 if own == district.pk else own
        case By.CELL:
            return sheet.cell_id
        case By.KIND:
            return sheet.kind_id
        case By.YEAR:
            return span_of_year(sheet.period_id.year)
        case By.QUARTER:
            return parse_span("2022-q4")
        case By.MONTH:
            return sheet.period_id
        case By.CRITERION:
            return first_origin(indicator.criterion)
        case By.INDICATOR:  # every framework here has one version
            return indicator.pk


def rounded(number):
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


def scores_of_complete_sheets():
    return list(
        Score.objects.filter(evaluation__is_complete=True).select_related(
            "evaluation__framework", "indicator__criterion__origin"
        )
    )


def plainly(district, scores, rows, columns, measure):
    """The whole table as plain Python makes it: {(row, column): figure}."""
    of_scores = {rows, columns} & {By.CRITERION, By.INDICATOR}
    fields, seen = defaultdict(list), defaultdict(set)
    for one in scores:
        place = key_of(rows, one, district), key_of(columns, one, district)
        if of_scores:
            fields[place].append((one.points, one.indicator.max_points))
        elif one.evaluation_id not in seen[place]:
            seen[place].add(one.evaluation_id)
            fields[place].append((one.evaluation.total, Decimal(100)))
    figures = {}
    for place, pairs in fields.items():
        points = sum(earned for earned, _ in pairs)
        figures[place] = {
            Measure.COUNT: len(pairs),
            Measure.SUM: rounded(points),
            Measure.AVERAGE: rounded(points / len(pairs)),
            Measure.PERCENT: rounded(points * 100 / sum(most for _, most in pairs)),
        }[measure]
    return figures


@pytest.mark.parametrize("seed", range(2))
def test_every_table_of_two_dimensions_is_that_of_plain_python(seed):
    district = a_scored_district(seed)
    pairs = [
        (rows, columns) for rows in By for columns in [None, *By] if rows != columns
    ]
    scores = scores_of_complete_sheets()

    for at, (rows, columns) in enumerate(pairs):
        measure = list(Measure)[at % 4]
        table = answer(asked(district, rows, columns, measure))

        expected = plainly(district, scores, rows, columns, measure)
        heads = [head.key for head in table.columns] or [None]
        found = {
            (row.head.key, column): figure
            for row in table.rows
            for column, figure in zip(heads, row.figures, strict=True)
        }
        empty = {place: found.pop(place) for place in found.keys() - expected.keys()}
        assert found == expected
        assert set(empty.values()) <= {None, 0}


@pytest.mark.parametrize("measure", list(Measure))
def test_totals_are_made_of_the_sums_and_not_of_the_figures(measure):
    district = a_scored_district()

    table = answer(asked(district, By.CHILD, By.MONTH, measure))

    scores = scores_of_complete_sheets()
    by_row = plainly(district, scores, By.CHILD, None, measure)
    by_column = plainly(district, scores, By.MONTH, None, measure)
    assert {row.head.key: row.total for row in table.rows} == {
        key: figure for (key, _), figure in by_row.items()
    }
    assert dict(zip(BOTH, table.total.figures, strict=True)) == {
        key: figure for (key, _), figure in by_column.items()
    }


def test_a_row_and_a_column_stand_in_their_order_and_the_highest_first_on_wish():
    district = a_scored_district()

    table = answer(asked(district, By.CHILD, By.MONTH))
    sorted_table = answer(asked(district, By.CHILD, By.MONTH, sort=Sort.HIGHEST))

    assert [row.head.label for row in table.rows] == [
        *(f"Đảng bộ xã {number}" for number in range(3)),
        "Chi bộ trực thuộc",
    ]
    assert [head.label for head in table.columns] == ["10/2022", "11/2022"]
    totals = [row.total for row in sorted_table.rows]
    assert totals == sorted(totals, reverse=True)


def test_criteria_of_one_origin_are_one_row_and_indicators_of_frameworks_are_not():
    district = a_scored_district()

    criteria = answer(asked(district, By.CRITERION)).rows
    indicators = answer(asked(district, By.INDICATOR)).rows

    used = Evaluation.objects.complete().values("framework").distinct().count()
    assert len(criteria) == 1
    assert len(indicators) == 4 * used
