"""Approving many at once: what is ready, a word for the rest, harmless when repeated."""

import pytest

from scoring.actions.approving import approve_many, sort_for_approval
from scoring.actions.entering import Entry, enter
from scoring.actions.periods import lock
from scoring.models import Change, Evaluation, Field
from scoring.workflow import Status
from tests.factories import (
    NOW,
    CommitteeFactory,
    administrator,
    approver_of,
    opened_sheet,
    staff_of,
)

pytestmark = pytest.mark.django_db


def scored_sheet(*texts, **keywords):
    """A sheet of two indicators of 50 points with these points typed in."""
    sheet = opened_sheet(**keywords)
    entries = [
        Entry(score=score.pk, field=Field.POINTS, text=text, base=0)
        for score, text in zip(sheet.scores.in_sheet_order(), texts, strict=False)
    ]
    enter(entries=entries, by=staff_of(sheet.committee), at=NOW)
    return sheet


def sheets_of(*sheets):
    return (
        Evaluation.objects.filter(pk__in=[sheet.pk for sheet in sheets])
        .with_lock(at=NOW)
        .select_related("cell__committee", "period")
        .order_by("pk")
    )


def put(sheet, status):
    approved_at = NOW if status == Status.APPROVED else None
    Evaluation.objects.filter(pk=sheet.pk).update(
        status=status, approved_at=approved_at
    )


def statuses(*sheets):
    return [Evaluation.objects.get(pk=sheet.pk).status for sheet in sheets]


@pytest.fixture
def sheet():
    return scored_sheet("45", "45")


def test_what_is_ready_is_approved_and_the_rest_is_told_why(sheet):
    sent, incomplete = scored_sheet("50", "0"), scored_sheet("50")
    put(sent, Status.SUBMITTED)

    approval = approve_many(
        evaluations=sheets_of(sheet, sent, incomplete), by=administrator(), at=NOW
    )

    changes = Change.objects.filter(field=Field.STATUS).values_list("evaluation", "old")
    assert approval.ready == [sheet, sent]
    assert approval.refused == [(incomplete, "Phiếu còn 1 chỉ số chưa chấm.")]
    assert statuses(sheet, sent, incomplete) == ["approved", "approved", "draft"]
    assert set(changes) == {(sheet.pk, "draft"), (sent.pk, "submitted")}


def test_asking_again_does_nothing_twice(sheet):
    approver = approver_of(sheet.committee)
    approve_many(evaluations=sheets_of(sheet), by=approver, at=NOW)

    again = approve_many(evaluations=sheets_of(sheet), by=approver, at=NOW)

    assert (again.ready, again.refused, again.done) == ([], [], [sheet])
    assert Change.objects.filter(field=Field.STATUS).count() == 1


def test_a_returned_sheet_an_unexplained_loss_and_a_lock_are_told_apart(sheet):
    returned, unexplained, locked = (scored_sheet("45", "45") for _ in range(3))
    put(returned, Status.RETURNED)
    unexplained.framework.explain_deductions = True
    unexplained.framework.save(update_fields=["explain_deductions"])
    lock(period=locked.period, committee=locked.committee, by=None, at=NOW)

    approval = sort_for_approval(
        evaluations=sheets_of(sheet, returned, unexplained, locked), by=administrator()
    )

    assert approval.ready == [sheet]
    assert [why for _, why in approval.refused] == [
        "Phiếu ở trạng thái “Trả lại” không chuyển sang “Đã duyệt” được.",
        "Chưa thuyết minh điểm trừ ở chỉ số 1.1, 1.2.",
        "Tháng 11/2022 đã khóa.",
    ]


@pytest.mark.parametrize("number", [1, 12])
def test_approving_any_number_takes_the_same_number_of_queries(
    django_assert_num_queries, number
):
    first = scored_sheet("45", "45")
    made = [first] + [
        scored_sheet("45", "45", framework=first.framework) for _ in range(number - 1)
    ]
    first.framework.explain_deductions = True
    first.framework.save(update_fields=["explain_deductions"])
    Evaluation.objects.get(pk=first.pk).scores.update(note="Vắng một đồng chí")
    user = administrator()

    with django_assert_num_queries(16):
        approve_many(evaluations=sheets_of(*made), by=user, at=NOW)


def test_staff_and_an_approver_elsewhere_approve_nothing(sheet):
    for user in (staff_of(sheet.committee), approver_of(CommitteeFactory())):
        approval = approve_many(evaluations=sheets_of(sheet), by=user, at=NOW)

        assert approval.refused == [(sheet, "Đồng chí không có quyền làm việc này.")]
    assert statuses(sheet) == ["draft"]
