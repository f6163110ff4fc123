"""Opening a month creates its sheets; locking makes them read-only."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from cells.models import Cell, Committee
from cells.paths import after
from criteria.models import Criterion, Framework, Indicator
from criteria.rules import Effect
from scoring.models import Evaluation, Period, PeriodLock, Registration, Score
from scoring.rows import insert_rows
from scoring.workflow import Status

# Column of a sheet: what it takes over from its registration as things stand now.
TAKEN_OVER = {
    "registration": "pk",
    "programme": "programme",
    "cell": "cell",
    "committee": "cell__committee",
    "committee_path": "cell__committee__path",
    "cell_name": "cell__name",
    "kind": "cell__kind",
    "members": "cell__members",
}
EMPTY_SHEET = {
    "meeting_version": 0,
    "meeting_returned_because": "",
    "status": Status.DRAFT,
    "total": 0,
    "maximum": 0,
    "hard_failed": False,
    "scored": 0,
    "required": 0,
    "is_complete": False,
}
# Names and marks are filled in; every value is a parameter. Only sheets that were made
# just now ask for nothing yet (`required = 0`). NOT IN is answered once; NOT EXISTS was
# asked for each sheet, and PostgreSQL read the table that was just growing each time.
ADD_SCORES = """
    INSERT INTO {score} (evaluation_id, indicator_id, {columns})
    SELECT e.id, i.id, {marks} FROM {sheet} e
    JOIN {criterion} c ON c.framework_id = e.framework_id
    JOIN {indicator} i ON i.criterion_id = c.id AND (i.months & %s) <> 0
    WHERE e.period_id = %s AND e.required = 0
    AND e.id NOT IN (
        SELECT s.evaluation_id FROM {score} s JOIN {sheet} f ON f.id = s.evaluation_id
        WHERE f.period_id = %s AND f.required = 0
    )
"""


@transaction.atomic
def open_period(*, month: date, due_on: date, at: datetime) -> int:
    """Open `month` and create the sheets that it lacks; returns how many were made.

    Opening it again only adds sheets for registrations that came later.
    """
    if month.day != 1:
        raise ValidationError("Kỳ chấm điểm phải bắt đầu từ ngày 01 của tháng.")
    period, is_new = Period.objects.get_or_create(
        month=month, defaults={"due_on": due_on, "opened_at": at}
    )
    if not is_new and period.due_on != due_on:
        period.due_on = due_on
        period.save(update_fields=["due_on"])
    return add_missing_sheets(period=period)


@transaction.atomic
def add_missing_sheets(*, period: Period) -> int:
    """Create the sheets, with a score for each indicator of the month, that are missing."""
    month = period.month
    # Held: two clicks at once would make the same sheets.
    Period.objects.select_for_update().get(pk=period.pk)
    in_force = _in_force(month)
    registrations = _without_sheet(month).values_list(
        "framework__code", *TAKEN_OVER.values()
    )
    sheets = [
        (*taken_over, in_force[code], month, *EMPTY_SHEET.values())
        for code, *taken_over in registrations
        if code in in_force
    ]
    columns = (*TAKEN_OVER, "framework", "period", *EMPTY_SHEET)
    made = insert_rows(Evaluation, columns, sheets)
    _add_scores(period)
    _set_required(period)
    return made


def count_missing_sheets(*, month: date) -> tuple[int, int]:
    """How many sheets opening `month` would make, and how many cells stay without one.

    Those are registered with criteria that are not in force in the month.
    """
    waiting = _without_sheet(month)
    ready = waiting.filter(framework__code__in=_in_force(month)).count()
    return ready, waiting.count() - ready


def _in_force(month):
    return dict(Framework.objects.in_force(month=month).values_list("code", "pk"))


def _without_sheet(month):
    return Registration.objects.active_in(month).without_sheet_in(month)


def _add_scores(period):
    """One INSERT ... SELECT: a province has 170 000 scores a month."""
    quote = connection.ops.quote_name
    empty = {
        "not_applicable": False,
        "reason": "",
        "version": 0,
        "self_not_applicable": False,
        "self_reason": "",
        "self_version": 0,
        "returned_because": "",
        "note": "",
        "note_version": 0,
    }
    statement = ADD_SCORES.format(
        columns=", ".join(quote(name) for name in empty),
        marks=", ".join(["%s"] * len(empty)),
        score=quote(Score._meta.db_table),
        sheet=quote(Evaluation._meta.db_table),
        criterion=quote(Criterion._meta.db_table),
        indicator=quote(Indicator._meta.db_table),
    )
    month_bit = 1 << (period.month.month - 1)
    with connection.cursor() as cursor:
        cursor.execute(
            statement, [*empty.values(), month_bit, period.month, period.month]
        )


def _set_required(period):
    """Fill in how much the new sheets ask for; `required = 0` marks them as new."""
    counted = {}
    for framework in (
        Framework.objects.filter(evaluations__period=period, evaluations__required=0)
        .distinct()
        .with_parts()
    ):
        counting = [
            i for i in framework.rule().indicators if i.counts_in(period.month.month)
        ]
        counted[framework.pk] = (
            sum(i.is_required for i in counting),
            sum(i.max_points for i in counting if i.effect == Effect.ORDINARY),
        )
    new = Evaluation.objects.in_month(period.month).filter(required=0)
    for framework_id, (required, maximum) in counted.items():
        new.filter(framework=framework_id).update(required=required, maximum=maximum)


@transaction.atomic
def follow_structure(*, period: Period) -> int:
    """Give the sheets of an open month today's committee, name, kind and members.

    For a reorganisation that takes effect in a month that was opened before. Approved
    sheets stay as they were approved.
    """
    cell = Cell.objects.filter(pk=OuterRef("cell"))
    sheets = Evaluation.objects.in_month(period.month).filter(approved_at=None)
    return sheets.update(
        committee=Subquery(cell.values("committee")),
        committee_path=Subquery(cell.values("committee__path")),
        cell_name=Subquery(cell.values("name")),
        kind=Subquery(cell.values("kind")),
        members=Subquery(cell.values("members")),
    )


@transaction.atomic
def lock(*, period: Period, committee: Committee, by, at: datetime) -> PeriodLock:
    """Make the month read-only for everyone in the committee's part of the tree."""
    path = Evaluation.objects.in_month(period.month).path_of(committee)
    made, _ = PeriodLock.objects.get_or_create(
        period=period,
        committee=committee,
        defaults={
            "path": path,
            "path_end": after(path),
            "locked_by": by,
            "locked_at": at,
        },
    )
    return made


@transaction.atomic
def unlock(*, period: Period, committee: Committee, by=None) -> int:
    """Lift the committee's lock; who did it stays in the lock's history."""
    held = list(PeriodLock.objects.filter(period=period, committee=committee))
    for one in held:
        one._history_user = by
        one.delete()
    return len(held)
