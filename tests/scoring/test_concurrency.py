"""Twenty people save at the same time: no error, nothing lost, totals as the rules say."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from scoring.actions.entering import Entry, Verdict, enter
from scoring.actions.totals import KEPT, kept_values, results_of, rules_of
from scoring.models import Change, Evaluation, Field, Score
from tests.factories import (
    NOW,
    CellFactory,
    opened_sheet,
    published_framework,
    staff_of,
)

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 20


def at_once(*deeds):
    """Run all deeds in threads that start together; their results, or the first error."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait()
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [
            future.result() for future in [pool.submit(run, deed) for deed in deeds]
        ]


def saving(score, text, *, by, base=0):
    entry = Entry(score=score.pk, field=Field.POINTS, text=text, base=base)
    return lambda: enter(entries=[entry], by=by, at=NOW).outcomes[0].verdict


def wrongly_kept():
    """Sheets whose kept figures are not what the rules make of their points."""
    sheets = list(Evaluation.objects.select_related("grade"))
    results = results_of(sheets, rules_of({sheet.framework_id for sheet in sheets}))
    return [
        sheet
        for sheet in sheets
        if kept_values(results[sheet.pk])
        != tuple(
            getattr(sheet, "grade_id" if name == "grade" else name) for name in KEPT
        )
    ]


def test_twenty_people_fill_one_sheet_at_once():
    cell = CellFactory()
    sheet = opened_sheet(
        cell, framework=published_framework(cell.committee, indicators=20)
    )
    people = [staff_of(sheet.committee) for _ in range(WRITERS)]

    verdicts = at_once(
        *(
            saving(score, "4,5", by=user)
            for score, user in zip(sheet.scores.all(), people, strict=True)
        )
    )

    sheet.refresh_from_db()
    assert verdicts == [Verdict.SAVED] * WRITERS
    assert (sheet.total, sheet.scored, sheet.grade.name) == (90, 20, "Xuất sắc")
    assert (Change.objects.count(), wrongly_kept()) == (WRITERS, [])


def test_twenty_people_fill_their_own_sheets_at_once():
    first = opened_sheet()
    sheets = [first] + [
        opened_sheet(CellFactory(committee=first.committee), framework=first.framework)
        for _ in range(WRITERS - 1)
    ]
    people = [staff_of(first.committee) for _ in sheets]

    verdicts = at_once(
        *(
            saving(sheet.scores.first(), "45", by=user)
            for sheet, user in zip(sheets, people, strict=True)
        )
    )

    assert verdicts == [Verdict.SAVED] * WRITERS
    assert set(Evaluation.objects.values_list("total", "scored")) == {(45, 1)}
    assert (Change.objects.count(), wrongly_kept()) == (WRITERS, [])


def test_of_twenty_numbers_for_one_value_exactly_one_is_saved():
    sheet = opened_sheet()
    score = sheet.scores.first()
    people = [staff_of(sheet.committee) for _ in range(WRITERS)]

    verdicts = at_once(
        *(saving(score, str(number), by=user) for number, user in enumerate(people))
    )

    score.refresh_from_db()
    change = Change.objects.get()
    assert sorted(verdicts) == [Verdict.CONFLICT] * (WRITERS - 1) + [Verdict.SAVED]
    assert verdicts[int(change.new)] == Verdict.SAVED
    assert (score.points, score.version) == (int(change.new), 1)
    assert wrongly_kept() == []


def test_blocks_that_overlap_neither_wait_for_each_other_forever_nor_lose_a_value():
    first = opened_sheet()
    sheets = [first] + [
        opened_sheet(CellFactory(committee=first.committee), framework=first.framework)
        for _ in range(4)
    ]
    scores = list(Score.objects.filter(evaluation__in=sheets).order_by("pk"))

    def pasting(number, user):
        order = scores if number % 2 else scores[::-1]
        entries = [
            Entry(score=score.pk, field=Field.POINTS, text="40", base=0)
            for score in order
        ]
        return lambda: {
            o.verdict for o in enter(entries=entries, by=user, at=NOW).outcomes
        }

    people = [staff_of(first.committee) for _ in range(8)]

    verdicts = at_once(*(pasting(n, user) for n, user in enumerate(people)))

    assert verdicts == [{Verdict.SAVED}] * len(people)
    assert set(Score.objects.values_list("points", "version")) == {(40, 1)}
    assert (Change.objects.count(), wrongly_kept()) == (len(scores), [])
