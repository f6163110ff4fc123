"""The lists behind a summary's numbers: each is as long as its number says."""

import pytest

from reports.by_cell import Cells
from reports.listed import averages_on, page_of, rows_on
from reports.named_cells import latest_sheets, movers
from reports.ranking import Shown, listing
from reports.summaries import branch_of, known_to, summarise
from scoring.rules import ranks
from tests.reports.generated import Truth, generated_province
from vietnamese.spans import span_of_month, span_of_year

pytestmark = pytest.mark.django_db
SELECTIONS = 8


def rows_of(selection, summary, known, shown, branch=None):
    """Every page of a list, as the view puts them together."""
    found = listing(selection, summary, shown, branch=branch)
    rows, number = [], 1
    while True:
        page = page_of(found, number)
        averages = averages_on(page, found, opened=known.opened, told=None, known=())
        sheets = latest_sheets(selection, averages)
        rows += rows_on(page, found, averages, sheets)
        if not page.has_next():
            return found, rows
        number += 1


@pytest.mark.parametrize("seed", range(2))
def test_every_list_has_as_many_rows_as_its_number_says(seed):
    province = generated_province(seed)

    for selection in province.selections(SELECTIONS):
        known = known_to(selection)
        summary = summarise(selection, known)
        branches = [None, *(branch_of(row.committee) for row in summary.rows)]
        for branch in branches:
            for shown in [*Shown, *(group.key for group in summary.groups)]:
                if shown == Shown.LACKING and branch is not None:
                    continue  # it is counted for the whole only
                found, rows = rows_of(selection, summary, known, shown, branch)

                assert (shown, len(rows)) == (shown, found.count)
                assert rows or found.count == 0


def test_a_year_ranks_cells_by_their_averages_and_leaves_out_who_failed():
    province = generated_province(1)
    selection = province.selection(province.top, span_of_year(2022))
    known = known_to(selection)
    summary, truth = summarise(selection, known), Truth(selection)

    _, rows = rows_of(selection, summary, known, Shown.RANKED)

    sheets = truth.sheets()
    failed = {s.cell_id for s in sheets if s.hard_failed and s.is_complete}
    means = {
        cell: now
        for cell, (now, *_) in truth.averages(sheets).items()
        if now is not None and cell not in failed
    }
    expected = dict(zip(means, ranks(list(means.values())), strict=True))
    assert {row.cell.sheet.cell_id: row.rank for row in rows} == expected
    assert [row.rank for row in rows] == sorted(expected.values())
    months = {row.cell.sheet.cell_id: row.cell.average.results for row in rows}
    assert months == {
        cell: sum(s.cell_id == cell and s.is_complete for s in sheets) for cell in means
    }


def test_ranks_of_a_month_are_those_of_the_rules_and_stay_when_one_grade_is_shown():
    province = generated_province(2)
    selection = province.selection(province.top, span_of_month(province.opened[-1]))
    known = known_to(selection)
    summary, truth = summarise(selection, known), Truth(selection)

    _, ranked = rows_of(selection, summary, known, Shown.RANKED)
    by_grade = [
        row
        for group in summary.groups
        for row in rows_of(selection, summary, known, group.key)[1]
    ]

    rankable = [s for s in truth.sheets() if s.is_complete and not s.hard_failed]
    places = ranks([s.percent for s in rankable])
    expected = dict(zip([s.pk for s in rankable], places, strict=True))
    assert {row.sheet.pk: row.rank for row in ranked} == expected
    assert [row.rank for row in ranked] == sorted(expected.values())
    assert {row.sheet.pk: row.rank for row in by_grade} == expected


@pytest.mark.parametrize("seed", range(2))
def test_those_that_rose_and_fell_most_are_named_with_their_change(seed):
    province = generated_province(seed)
    for span in (span_of_month(province.opened[-1]), span_of_year(2022)):
        selection = province.selection(province.top, span)
        summary, truth = summarise(selection), Truth(selection)

        found = movers(summary.movers, latest_sheets(selection, summary.movers))

        averages = truth.averages(truth.sheets()).values()
        changes = sorted(now - then for now, then, _ in averages if now and then)
        fallen = [one.average.change for one, _ in found.falling]
        risen = [one.average.change for one, _ in found.rising]
        assert fallen == [change for change in changes if change < 0][:5]
        assert risen == [change for change in reversed(changes) if change > 0][:5]


def test_cells_compared_stand_in_the_order_of_their_change():
    province = generated_province(3)
    selection = province.selection(province.top, span_of_year(2022))
    known = known_to(selection)

    _, rows = rows_of(selection, summarise(selection, known), known, Cells.COMPARED)

    changes = [row.cell.average.change for row in rows]
    assert changes == sorted(changes, reverse=True)
    assert [row.rank for row in rows] == ranks(changes)
