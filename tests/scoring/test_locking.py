"""Kỳ chấm điểm: months, locks, exceptions that end by themselves; a lock stops every way."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from scoring.actions.approving import approve_many
from scoring.actions.entering import Entry, Verdict, enter
from scoring.actions.locking import grant_exceptions
from scoring.actions.periods import lock, unlock
from scoring.actions.repeating import restore, take_over
from scoring.actions.reviewing import move, moves_open_to, send_back
from scoring.models import (
    Change,
    Evaluation,
    Field,
    LockException,
    Period,
    PeriodLock,
)
from scoring.workflow import Status
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    administrator,
    approver_of,
    open_month,
    opened_sheet,
    published_framework,
    secretary_of,
    staff_of,
    supervisor_of,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PAGE = reverse("scoring:period", args=[MONTH])
GRANT = reverse("scoring:grant", args=[MONTH])
OPEN = reverse("scoring:open_period")


@pytest.fixture
def district():
    return CommitteeFactory(parent=CommitteeFactory())


@pytest.fixture
def sheet(district):
    cell = CellFactory(committee=district)
    framework = published_framework(district)
    framework.allows_self_scoring = True
    framework.save(update_fields=["allows_self_scoring"])
    return opened_sheet(cell, framework=framework)


@pytest.fixture
def period(sheet):
    return sheet.period


@pytest.fixture
def approver(district):
    return approver_of(district)


def at_hand(sheet, *, at=NOW):
    return Evaluation.objects.with_lock(at=at).for_page().get(pk=sheet.pk)


def put(sheet, status):
    approved_at = NOW if status == Status.APPROVED else None
    Evaluation.objects.filter(pk=sheet.pk).update(
        status=status, approved_at=approved_at
    )


# --- Every way to write


def enter_points(sheet, user, at):
    score = sheet.scores.first()
    entry = Entry(score.pk, Field.POINTS, "45", score.version)
    return enter(entries=[entry], by=user, at=at).outcomes[0].verdict


def enter_a_note(sheet, user, at):
    score = sheet.scores.first()
    entry = Entry(score.pk, Field.NOTE, "ghi", score.note_version)
    return enter(entries=[entry], by=user, at=at).outcomes[0].verdict


def assess_itself(sheet, user, at):
    score = sheet.scores.first()
    entry = Entry(score.pk, Field.SELF_POINTS, "45", score.self_version)
    by = secretary_of(sheet.cell)
    return enter(entries=[entry], by=by, at=at).outcomes[0].verdict


def take_over_the_self_points(sheet, user, at):
    sheet.scores.update(self_points=40)
    taken = take_over(scores=sheet.scores.all(), by=user, at=at)
    return Verdict.SAVED if taken else Verdict.CLOSED


def restore_a_value(sheet, user, at):
    change = Change.objects.create(
        evaluation=sheet,
        score=sheet.scores.first(),
        field=Field.POINTS,
        new="30",
        by=user,
        at=NOW,
    )
    return restore(change=change, by=user, at=at).verdict


def write_the_meeting(sheet, user, at):
    is_open = Evaluation.objects.editable_by(user, at=at).filter(pk=sheet.pk).exists()
    return Verdict.SAVED if is_open else Verdict.CLOSED


def moving(old, to):
    def way(sheet, user, at):
        put(sheet, old)
        sheet.scores.update(points=40)
        held = at_hand(sheet, at=at)
        offered = to in moves_open_to(user, evaluation=held)
        try:
            move(evaluation=held, to=to, by=user, at=at, reason="Xem lại")
        except ValidationError:
            assert not offered
            return Verdict.CLOSED
        assert offered
        return Verdict.SAVED

    return way


def name_what_is_wrong(sheet, user, at):
    put(sheet, Status.SUBMITTED)
    wrong = {sheet.scores.first().pk: "Thiếu minh chứng"}
    try:
        held = at_hand(sheet, at=at)
        send_back(evaluation=held, wrong=wrong, by=user, at=at, reason="Xem lại")
    except ValidationError:
        return Verdict.CLOSED
    return Verdict.SAVED


def approve_with_many(sheet, user, at):
    Evaluation.objects.filter(pk=sheet.pk).update(scored=2, is_complete=True)
    sheets = Evaluation.objects.filter(pk=sheet.pk).with_lock(at=at)
    approval = approve_many(evaluations=sheets, by=user, at=at)
    return Verdict.SAVED if approval.ready else Verdict.CLOSED


WAYS = {
    "points": enter_points,
    "note": enter_a_note,
    "self points": assess_itself,
    "as self-assessed": take_over_the_self_points,
    "restored": restore_a_value,
    "meeting": write_the_meeting,
    "submit": moving(Status.DRAFT, Status.SUBMITTED),
    "submit again": moving(Status.RETURNED, Status.SUBMITTED),
    "return": moving(Status.SUBMITTED, Status.RETURNED),
    "return with names": name_what_is_wrong,
    "approve": moving(Status.SUBMITTED, Status.APPROVED),
    "reopen": moving(Status.APPROVED, Status.DRAFT),
    "approve many": approve_with_many,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("by_whom", ["own committee", "committee above"])
def test_a_lock_stops_every_way_to_write_and_an_exception_lets_it_until_its_end(
    sheet, period, district, approver, way, by_whom
):
    locker = district if by_whom == "own committee" else district.parent
    lock(period=period, committee=locker, by=None, at=NOW)
    LockException.objects.create(
        period=period, cell=sheet.cell, until=NOW + 48 * HOUR, reason="Bổ sung"
    )
    write = WAYS[way]

    assert write(sheet, approver, NOW + 48 * HOUR) == Verdict.CLOSED
    assert write(sheet, approver, NOW + 49 * HOUR) == Verdict.CLOSED
    assert write(sheet, approver, NOW + 47 * HOUR) == Verdict.SAVED


@pytest.mark.parametrize("way", WAYS)
def test_being_late_is_no_lock(sheet, period, approver, way):
    Period.objects.update(due_on=date(2022, 11, 28))

    assert WAYS[way](sheet, approver, NOW + 24 * 365 * HOUR) == Verdict.SAVED


# --- Exceptions


def grant(sheet, *, by, hours=48, reason="Bổ sung biên bản"):
    return grant_exceptions(
        period=sheet.period,
        cells=[sheet.cell],
        until=NOW + hours * HOUR,
        reason=reason,
        by=by,
        at=NOW,
    )


def test_the_committee_that_locked_or_one_above_grants_an_exception(
    sheet, period, district, approver
):
    lock(period=period, committee=district, by=approver, at=NOW)

    for user in (approver, approver_of(district.parent), administrator()):
        assert grant(sheet, by=user)[0].granted_by == user


def test_nobody_grants_an_exception_from_a_lock_of_the_committee_above(
    sheet, period, district, approver
):
    lock(period=period, committee=district, by=approver, at=NOW)
    lock(period=period, committee=district.parent, by=None, at=NOW)

    with pytest.raises(ValidationError, match="chỉ cấp ủy đó hoặc cấp trên"):
        grant(sheet, by=approver)

    assert not LockException.objects.exists()


def test_an_exception_needs_a_lock_a_reason_and_an_end_to_come(
    sheet, period, district, approver
):
    with pytest.raises(ValidationError, match="không bị khóa"):
        grant(sheet, by=approver)
    lock(period=period, committee=district, by=approver, at=NOW)
    with pytest.raises(ValidationError, match="Hãy ghi lý do"):
        grant(sheet, by=approver, reason=" ")
    with pytest.raises(ValidationError, match="ở sau lúc này"):
        grant(sheet, by=approver, hours=0)


# --- The pages


def test_the_months_tell_how_far_they_are_in_my_part(client, sheet, approver):
    opened_sheet()
    client.force_login(approver)
    Evaluation.objects.filter(pk=sheet.pk).update(scored=2, is_complete=True)

    month = client.get(reverse("scoring:periods")).context["months"][0]

    assert (month.period.month, month.counts["sheets"]) == (MONTH, 1)
    assert (month.counts["complete"], month.counts["approved"]) == (1, 0)


def test_an_approver_locks_and_unlocks_the_own_part(client, sheet, district, approver):
    client.force_login(approver)

    client.post(reverse("scoring:lock", args=[MONTH]), {"cap-uy": district.pk})
    held = PeriodLock.objects.get()
    page = client.get(PAGE).content.decode()
    client.post(reverse("scoring:unlock", args=[MONTH]), {"khoa": held.pk})

    trail = PeriodLock.history.order_by("history_id")
    assert (held.committee, held.locked_by) == (district, approver)
    assert "Mở khóa" in page
    assert not PeriodLock.objects.exists()
    assert [(row.history_type, row.history_user) for row in trail] == [
        ("+", approver),
        ("-", approver),
    ]


def test_a_lock_from_above_is_seen_but_not_lifted_from_below(
    client, sheet, district, approver
):
    held = lock(period=sheet.period, committee=district.parent, by=None, at=NOW)
    client.force_login(approver)

    shown = client.get(PAGE).context["locks"]
    answer = client.post(reverse("scoring:unlock", args=[MONTH]), {"khoa": held.pk})

    assert [(one.lock, one.is_liftable) for one in shown] == [(held, False)]
    assert answer.status_code == 404
    assert PeriodLock.objects.exists()


def test_a_lock_elsewhere_is_seen_by_the_administrator_only(client, sheet, approver):
    held = lock(period=sheet.period, committee=CommitteeFactory(), by=None, at=NOW)

    seen = {}
    for user in (approver, administrator()):
        client.force_login(user)
        seen[user] = [one.lock for one in client.get(PAGE).context["locks"]]

    assert list(seen.values()) == [[], [held]]


@pytest.mark.parametrize("role", [staff_of, supervisor_of])
def test_others_read_the_page_and_lock_nothing(client, sheet, district, role):
    client.force_login(role(district))

    page = client.get(PAGE)
    answer = client.post(reverse("scoring:lock", args=[MONTH]), {"cap-uy": district.pk})

    assert page.context["lockers"] == []
    assert answer.status_code == 404
    assert not PeriodLock.objects.exists()


def test_an_exception_is_granted_on_the_page_and_listed(
    client, sheet, district, approver
):
    lock(period=sheet.period, committee=district, by=approver, at=NOW)
    client.force_login(approver)
    form = {"cells": [sheet.cell_id], "hours": "48", "reason": "Bổ sung biên bản"}

    answer = client.post(GRANT, form)
    page = client.get(PAGE)

    held = LockException.objects.get()
    assert answer.status_code == 302
    assert timedelta(hours=47) < held.until - timezone.now() <= timedelta(hours=48)
    assert page.context["exceptions"] == [(held, True)]
    assert "Bổ sung biên bản" in page.content.decode()


def test_a_refused_exception_keeps_what_was_typed(client, sheet, district, approver):
    lock(period=sheet.period, committee=district, by=approver, at=NOW)
    client.force_login(approver)

    answer = client.post(GRANT, {"hours": "48", "reason": "Bổ sung biên bản"})

    assert answer.status_code == 422
    assert "Hãy chọn ít nhất một chi bộ." in answer.content.decode()
    assert 'value="Bổ sung biên bản"' in answer.content.decode()


# --- Opening


def registered(committee, number):
    framework = published_framework(committee)
    for _ in range(number):
        RegistrationFactory(cell=CellFactory(committee=committee), framework=framework)


def test_an_approver_at_the_top_opens_a_month_after_a_preview(client):
    top = CommitteeFactory()
    registered(top, 3)
    client.force_login(approver_of(top))
    asked = {"thang": "11/2022", "han": "05/12/2022"}

    preview = client.get(OPEN, asked).context["preview"]
    before = Period.objects.count()
    answer = client.post(OPEN, asked)

    assert (preview["ready"], preview["without"], before) == (3, 0, 0)
    assert answer["Location"] == PAGE
    assert Period.objects.get().due_on == date(2022, 12, 5)
    assert Evaluation.objects.count() == 3


def test_opening_again_says_what_is_still_missing(client):
    top = CommitteeFactory()
    registered(top, 1)
    open_month()
    registered(top, 2)
    client.force_login(administrator())

    asked = {"thang": "11/2022", "han": "05/12/2022"}
    page = client.get(OPEN, asked)

    assert page.context["preview"]["ready"] == 2
    assert "Tháng 11/2022 đã mở" in page.content.decode()


def test_a_month_is_not_opened_from_below_nor_with_a_wrong_due_day(client, approver):
    client.force_login(approver)
    below = client.post(OPEN, {"thang": "11/2022", "han": "05/12/2022"})
    client.force_login(administrator())
    wrong = client.post(OPEN, {"thang": "11/2022", "han": "31/10/2022"})

    assert (below.status_code, wrong.status_code) == (404, 422)
    assert "Hạn chấm điểm phải sau ngày đầu tháng." in wrong.content.decode()
    assert not Period.objects.exists()


@pytest.mark.parametrize("number", [1, 12])
def test_the_pages_ask_the_same_number_of_queries(
    client, sheet, district, approver, django_assert_num_queries, number
):
    lock(period=sheet.period, committee=district, by=approver, at=NOW)
    for _ in range(number):
        cell = CellFactory(committee=CommitteeFactory(parent=district))
        opened_sheet(cell, framework=sheet.framework)
        LockException.objects.create(
            period=sheet.period, cell=cell, until=NOW, reason="x"
        )
        lock(period=sheet.period, committee=cell.committee, by=approver, at=NOW)
    client.force_login(approver)

    with django_assert_num_queries(8):
        client.get(reverse("scoring:periods"))
    with django_assert_num_queries(11):
        client.get(PAGE)


def test_unlocking_says_how_many_locks_went(sheet, period, district):
    lock(period=period, committee=district, by=None, at=NOW)

    assert unlock(period=period, committee=district) == 1
    assert unlock(period=period, committee=district) == 0


def test_a_finished_month_is_not_called_overdue(client, sheet, approver):
    client.force_login(approver)
    address = reverse("scoring:periods")
    unfinished = client.get(address).content.decode()
    Evaluation.objects.update(scored=F("required"), is_complete=True)

    finished = client.get(address).content.decode()

    assert ("quá hạn" in unfinished, "quá hạn" in finished) == (True, False)
