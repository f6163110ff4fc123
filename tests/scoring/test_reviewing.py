"""Approving a committee's sheets at once: all of them or none, each with its history."""

import pytest
from django.core.exceptions import ValidationError

from scoring.actions.entering import Entry, enter
from scoring.actions.periods import lock
from scoring.actions.reviewing import approve_many, move
from scoring.models import Change, Evaluation, Field
from scoring.workflow import Status
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    approver_of,
    open_month,
    published_framework,
    staff_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee():
    """A committee with two sheets of the month, both scored in full."""
    committee = CommitteeFactory()
    framework = published_framework(committee)
    for _ in range(2):
        RegistrationFactory(
            cell=CellFactory(committee=committee),
            framework=framework,
            year=MONTH.year,
        )
    open_month()
    score_all(committee)
    return committee


def score_all(committee):
    entries = [
        Entry(score=score.pk, field=Field.POINTS, text="45", base=score.version)
        for sheet in sheets_of(committee)
        for score in sheet.scores.all()
    ]
    enter(entries=entries, by=staff_of(committee), at=NOW)


def sheets_of(committee):
    sheets = Evaluation.objects.under(committee).with_lock(at=NOW)
    return sheets.select_related("cell__committee", "period").order_by("pk")


def statuses(committee):
    return [sheet.status for sheet in sheets_of(committee)]


def test_complete_sheets_are_approved_together_with_their_history(committee):
    approver = approver_of(committee)
    first = sheets_of(committee)[0]
    move(evaluation=first, to=Status.SUBMITTED, by=approver, at=NOW)
    before = Change.objects.latest("pk").pk

    count = approve_many(evaluations=sheets_of(committee), by=approver, at=NOW)

    changes = Change.objects.since(before).order_by("pk")
    assert (count, statuses(committee)) == (2, ["approved", "approved"])
    assert [(c.old, c.new, c.by, c.at) for c in changes] == [
        ("submitted", "approved", approver, NOW),
        ("draft", "approved", approver, NOW),
    ]
    assert {s.approved_by for s in sheets_of(committee)} == {approver}


def test_one_incomplete_sheet_keeps_all_from_being_approved(committee):
    score = sheets_of(committee)[1].scores.first()
    emptied = Entry(score=score.pk, field=Field.POINTS, text="", base=score.version)
    enter(entries=[emptied], by=staff_of(committee), at=NOW)

    with pytest.raises(ValidationError, match="Phiếu còn 1 chỉ số chưa chấm"):
        approve_many(
            evaluations=sheets_of(committee), by=approver_of(committee), at=NOW
        )

    assert statuses(committee) == ["draft", "draft"]


def test_staff_and_approvers_of_another_committee_may_not_approve(committee):
    for user in (staff_of(committee), approver_of(CommitteeFactory())):
        with pytest.raises(ValidationError, match="Bạn không có quyền"):
            approve_many(evaluations=sheets_of(committee), by=user, at=NOW)

    assert statuses(committee) == ["draft", "draft"]


def test_locked_sheets_are_not_approved(committee):
    approver = approver_of(committee)
    period = sheets_of(committee)[0].period
    lock(period=period, committee=committee, by=approver, at=NOW)

    with pytest.raises(ValidationError, match="đã khóa"):
        approve_many(evaluations=sheets_of(committee), by=approver, at=NOW)


def test_a_sheet_moved_by_somebody_else_in_between_stops_all(committee):
    approver = approver_of(committee)
    seen = list(sheets_of(committee))
    move(evaluation=sheets_of(committee)[1], to=Status.SUBMITTED, by=approver, at=NOW)

    with pytest.raises(ValidationError, match="vừa được người khác thay đổi"):
        approve_many(evaluations=seen, by=approver, at=NOW)

    assert statuses(committee) == ["draft", "submitted"]


@pytest.mark.parametrize("count", [1, 2])
def test_approving_asks_the_same_number_of_queries_for_one_and_for_many(
    committee, django_assert_num_queries, count
):
    approver = approver_of(committee)
    seen = list(sheets_of(committee)[:count])

    with django_assert_num_queries(12):
        approve_many(evaluations=seen, by=approver, at=NOW)
