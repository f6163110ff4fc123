"""The year 2022 month by month: meetings, points, approval, lock; December stays open."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import F

from scoring.actions.approving import approve_many
from scoring.actions.entering import Entry, Verdict, enter
from scoring.actions.meetings import Meeting, enter_meeting
from scoring.actions.periods import lock, open_period
from scoring.actions.repeating import take_over
from scoring.actions.reviewing import move, send_back
from scoring.actions.totals import rules_of
from scoring.demo.aims import aim_of
from scoring.demo.chances import between, chance
from scoring.demo.filling import fill
from scoring.demo.founding import PLANS, VIETNAM, found
from scoring.demo.organisation import HOSPITAL, OFFICES, PROVINCE
from scoring.demo.people import approver_name
from scoring.demo.proofs import prove
from scoring.demo.remarks import raise_remarks
from scoring.demo.self_scoring import score_themselves
from scoring.demo.story import (
    DECEMBER,
    NOTES,
    RETURN_REASON,
    RETURNED_INDICATOR,
    SELF_ASSESSED,
    STUMBLES,
    VERIFIED_AS_SELF,
    VERIFIED_OTHERWISE,
    WANTED,
    YEAR,
    attendance,
    december_state,
    key_of,
    meeting_day,
)
from scoring.models import Evaluation, Field, Period, Score
from scoring.workflow import State, Status

LAST_LOCKED = 10
DOUBLED = (1, 2, 4, 8)  # months after which there are twice as many rows
ENTERED = frozenset({State.APPROVED, State.SUBMITTED, State.RETURNED, State.COMPLETE})


@transaction.atomic
def create_demo(*, until: int = DECEMBER) -> None:
    """Fill an empty database with the year 2022; the same rows every time."""
    founded = found()
    for month in range(1, until + 1):
        first = date(YEAR, month, 1)
        open_period(month=first, due_on=_next(month, 5), at=_at(first, 7))
        _live_through(month, founded)
        raise_remarks(first, founded)
        if month in DOUBLED:
            _count_rows()
        if month <= LAST_LOCKED:
            _lock(first, founded)
    Period.history.update(history_date=F("opened_at"))


def _count_rows():
    """Tell PostgreSQL how much there is: before the transaction is over it cannot see that
    itself, takes the tables for empty and reads them row by row, minutes a month."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _live_through(month, founded):
    sheets = defaultdict(list)
    for sheet in _sheets(month):
        sheets[_office(founded.plans[sheet.cell_id])].append(sheet)
    rules = rules_of(s.framework_id for group in sheets.values() for s in group)
    scores = {
        (evaluation, indicator): pk
        for pk, evaluation, indicator in Score.objects.filter(
            evaluation__period=date(YEAR, month, 1)
        ).values_list("pk", "evaluation", "indicator")
    }
    for office, group in sheets.items():
        day = date(YEAR, month, between(24, 27, office, month))
        score_themselves(group, rules, scores, founded, at=_at(day, 9))
        _enter(group, rules, scores, founded, by=founded.users[office], day=day)
        _prove(group, founded, by=founded.users[office], at=_at(day, 16))
        _review(group, scores, rules, founded, office=office, day=day)
        for sheet in group:
            if month == DECEMBER and _assesses_itself(sheet, founded):
                _assess(sheet, rules[sheet.framework_id], scores, founded, day=day)


def _prove(sheets, founded, *, by, at):
    """The evidence that is asked for; in December some of it is still to come."""
    done, going_on = [], []
    for sheet in sheets:
        state = _state(founded.plans[sheet.cell_id], sheet, founded)
        is_over = state in (State.APPROVED, State.SUBMITTED, State.RETURNED)
        (done if is_over else going_on).append(sheet)
    prove(done, by=by, at=at, is_over=True)
    prove(going_on, by=by, at=at, is_over=False)


def _sheets(month):
    first = date(YEAR, month, 1)
    return (
        Evaluation.objects.in_month(first)
        .with_lock(at=_at(first, 8))
        .select_related("cell__committee", "framework", "period")
        .order_by("pk")
    )


def _enter(sheets, rules, scores, founded, *, by, day):
    """One afternoon in an office: the meetings and the points of all its cells."""
    entries = []
    for sheet in sheets:
        plan = founded.plans[sheet.cell_id]
        state = _state(plan, sheet, founded)
        if state == State.UNTOUCHED and not _assesses_itself(sheet, founded):
            continue
        held = attendance(plan, day.month)
        on = meeting_day(plan, day.month)
        meeting = Meeting(on=on, due=held.due, present=held.present)
        enter_meeting(evaluation=sheet, meeting=meeting, base=0, by=by, at=_at(day, 14))
        if state != State.UNTOUCHED:
            entries += _entries(sheet, rules[sheet.framework_id], scores, founded)
    entered = enter(entries=entries, by=by, at=_at(day, 15))
    refused = [o for o in entered.outcomes if o.verdict != Verdict.SAVED]
    if refused:
        raise RuntimeError(f"the demo typed what is refused: {refused[0]}")


def _entries(sheet, rule, scores, founded, *, field=Field.POINTS):
    """What is typed on a sheet: the values in its order, and why points were lost."""
    plan = founded.plans[sheet.cell_id]
    typed = fill(rule, PLANS[sheet.framework.code], aim_of(sheet, plan, founded))
    state = _state(plan, sheet, founded)
    if state == State.IN_PROGRESS:
        typed = typed[: between(3, len(typed) - 3, *key_of(plan), "đang chấm")]
    for filled in typed:
        score = scores[sheet.pk, filled.indicator]
        yield Entry(score, field, filled.text, 0, filled.reason)
        if _is_noted(filled, plan, rule):
            yield Entry(score, Field.NOTE, _note(filled, sheet, plan), 0)


def _is_noted(filled, plan, rule):
    if filled.lost <= 0:
        return False
    return (
        rule.explain_deductions
        or key_of(plan) in WANTED
        or filled.lost >= 2
        or chance(*key_of(plan), filled.code, "ghi chú") < Decimal("0.4")
    )


def _note(filled, sheet, plan):
    stumble = STUMBLES.get(key_of(plan))
    if stumble and stumble[:2] == (filled.code, _points(sheet, filled)):
        return NOTES[filled.code]
    return PLANS[sheet.framework.code][filled.code].note


def _points(sheet, filled):
    return PLANS[sheet.framework.code][filled.code].max_points - filled.lost


def _assesses_itself(sheet, founded):
    plan = founded.plans[sheet.cell_id]
    is_quality = sheet.framework_id == founded.quality.pk
    return is_quality and key_of(plan) == SELF_ASSESSED


def _assess(sheet, rule, scores, founded, *, day):
    """The secretary assesses the own cell and sends it; the office has begun to verify."""
    secretary, staff = founded.users["chibo3"], founded.users["benhvien"]
    entries = list(_entries(sheet, rule, scores, founded, field=Field.SELF_POINTS))
    enter(entries=entries, by=secretary, at=_at(day, 19))
    sent = _sheets(day.month).get(pk=sheet.pk)
    move(evaluation=sent, to=Status.SUBMITTED, by=secretary, at=_at(day, 20))
    next_day = _at(day + timedelta(days=1), 8)
    begun = [_indicator(rule, code) for code in VERIFIED_AS_SELF]
    said = Score.objects.filter(evaluation=sheet, indicator__in=begun)
    take_over(scores=said.in_sheet_order(), by=staff, at=next_day)
    code, text, note = VERIFIED_OTHERWISE
    score = scores[sheet.pk, _indicator(rule, code)]
    otherwise = [Entry(score, Field.POINTS, text, 0), Entry(score, Field.NOTE, note, 0)]
    enter(entries=otherwise, by=staff, at=next_day)


def _review(sheets, scores, rules, founded, *, office, day):
    """Approve a past month; in December only send some sheets on and one back."""
    approver = founded.users[approver_name(office)]
    if day.month < DECEMBER:
        at = _at(_next(day.month, 2), 15)
        entered = _sheets(day.month).filter(pk__in=[sheet.pk for sheet in sheets])
        approval = approve_many(evaluations=entered, by=approver, at=at)
        if approval.refused:
            raise RuntimeError(f"the demo approves too early: {approval.refused[0]}")
        return
    for sheet in sheets:
        state = _state(founded.plans[sheet.cell_id], sheet, founded)
        if state in (State.SUBMITTED, State.RETURNED):
            staff = founded.users[office]
            move(evaluation=sheet, to=Status.SUBMITTED, by=staff, at=_at(day, 16))
        if state == State.RETURNED:
            code, why = RETURNED_INDICATOR
            indicator = _indicator(rules[sheet.framework_id], code)
            send_back(
                evaluation=sheet,
                wrong={scores[sheet.pk, indicator]: why},
                by=approver,
                at=_at(day, 17),
                reason=RETURN_REASON,
            )


def _state(plan, sheet, founded):
    """What becomes of a sheet. The second programme has no sheets on their way."""
    if sheet.month.month < DECEMBER:
        return State.APPROVED
    if _assesses_itself(sheet, founded):
        return State.UNTOUCHED  # for the office
    state = december_state(plan)
    if sheet.framework_id == founded.quality.pk and state in ENTERED:
        return State.COMPLETE
    return state


def _lock(month, founded):
    lock(
        period=Period.objects.get(month=month),
        committee=founded.committees[PROVINCE],
        by=founded.users[approver_name(OFFICES[PROVINCE])],
        at=_at(_next(month.month, 10), 9),
    )


def _indicator(rule, code):
    return next(one.id for one in rule.indicators if one.code == code)


def _office(plan):
    return OFFICES[HOSPITAL if plan.grassroots == HOSPITAL else plan.upper]


def _next(month, day):
    """A day of the month after `month`."""
    return date(YEAR + month // 12, month % 12 + 1, day)


def _at(day, hour):
    return datetime.combine(day, time(hour), tzinfo=VIETNAM)
