"""Opening a month: a sheet with its scores for every registration."""

from datetime import date

from django.db import connection, transaction

from benchmarks.province import AT, YEAR
from benchmarks.timing import Figure, timed
from scoring.actions.periods import open_period
from scoring.models import Evaluation, Period, Registration

TARGET = 5000
SHEETS = """
INSERT INTO scoring_evaluation (registration_id, period_id, cell_id, programme_id,
    framework_id, committee_id, committee_path, cell_name, kind_id, members,
    meeting_version, meeting_returned_because, status, total, maximum, hard_failed, scored, required, is_complete)
SELECT r.id, %s, c.id, r.programme_id, r.framework_id, o.id, o.path, c.name, c.kind_id,
    c.members, 0, '', 'draft', 0, 100, %s, 0, 17, %s
FROM scoring_registration r JOIN cells_cell c ON c.id = r.cell_id
JOIN cells_committee o ON o.id = c.committee_id WHERE r.year = %s
"""
SCORES = """
INSERT INTO scoring_score (evaluation_id, indicator_id, not_applicable, reason, version,
    self_not_applicable, self_reason, self_version, note, note_version, returned_because)
SELECT e.id, i.id, %s, '', 0, %s, '', 0, '', 0, '' FROM scoring_evaluation e
JOIN criteria_criterion c ON c.framework_id = e.framework_id
JOIN criteria_indicator i ON i.criterion_id = c.id WHERE e.period_id = %s
"""
MONTH, DUE = date(YEAR + 1, 1, 1), date(YEAR + 1, 1, 31)


def measure(province, *, runs):
    """The January after; taken back each time, so the database stays as it was."""
    Registration.objects.update(year=MONTH.year)
    try:
        return [
            Figure(
                name="opening a month",
                times=timed(_open, runs=min(runs, 3), warm=1),
                target=TARGET,
                plain=timed(_plain, runs=min(runs, 3), warm=1),
            )
        ]
    finally:
        Registration.objects.update(year=YEAR)


@transaction.atomic
def _open():
    made = open_period(month=MONTH, due_on=DUE, at=AT)
    assert made == Evaluation.objects.in_month(MONTH).count() > 0
    transaction.set_rollback(True)


@transaction.atomic
def _plain():
    Period.objects.create(month=MONTH, due_on=DUE, opened_at=AT)
    with connection.cursor() as cursor:
        cursor.execute(SHEETS, [MONTH, False, False, MONTH.year])
        cursor.execute(SCORES, [False, False, MONTH])
    transaction.set_rollback(True)
