"""Submit, return, approve, reopen: who may, what must be there, what is kept."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from criteria.models import Framework
from scoring.actions.entering import Entry, enter
from scoring.actions.periods import lock
from scoring.actions.reviewing import move, moves_open_to
from scoring.models import Change, Evaluation, Field
from scoring.workflow import MOVES, Status
from tests.factories import (
    NOW,
    CommitteeFactory,
    administrator,
    approver_of,
    opened_sheet,
    secretary_of,
    staff_of,
    supervisor_of,
)

pytestmark = pytest.mark.django_db
DRAFT, SUBMITTED, RETURNED, APPROVED = (
    Status.DRAFT,
    Status.SUBMITTED,
    Status.RETURNED,
    Status.APPROVED,
)


def at_hand(sheet):
    return (
        Evaluation.objects.with_lock(at=NOW)
        .select_related("cell__committee", "period")
        .get(pk=sheet.pk)
    )


def put(sheet, status):
    approved_at = NOW if status == APPROVED else None
    Evaluation.objects.filter(pk=sheet.pk).update(
        status=status, approved_at=approved_at
    )
    return at_hand(sheet)


def scored_sheet(*texts, **keywords):
    """A sheet of two indicators of 50 points with these points typed in."""
    sheet = opened_sheet(**keywords)
    entries = [
        Entry(score=score.pk, field=Field.POINTS, text=text, base=0)
        for score, text in zip(sheet.scores.in_sheet_order(), texts, strict=False)
    ]
    enter(entries=entries, by=staff_of(sheet.committee), at=NOW)
    return at_hand(sheet)


@pytest.fixture
def sheet():
    return scored_sheet("45", "45")


@pytest.fixture
def people(sheet):
    return {
        "secretary": secretary_of(sheet.cell),
        "staff": staff_of(sheet.committee),
        "approver": approver_of(sheet.committee),
        "supervisor": supervisor_of(sheet.committee),
        "approver elsewhere": approver_of(CommitteeFactory()),
    }


ALLOWED = {
    (DRAFT, SUBMITTED): {"staff", "approver"},
    (RETURNED, SUBMITTED): {"staff", "approver"},
    (SUBMITTED, RETURNED): {"staff", "approver"},
    (DRAFT, APPROVED): {"approver"},
    (SUBMITTED, APPROVED): {"approver"},
    (APPROVED, DRAFT): {"approver"},
}


@pytest.mark.parametrize("old", Status)
@pytest.mark.parametrize("new", Status)
def test_a_move_is_made_by_those_who_may_and_by_nobody_else(sheet, people, old, new):
    made, offered = set(), set()
    for name, user in people.items():
        evaluation = put(sheet, old)
        if new in moves_open_to(user, evaluation=evaluation):
            offered.add(name)
        try:
            move(
                evaluation=evaluation, to=new, by=user, at=NOW, reason="Thiếu biên bản"
            )
        except ValidationError:
            assert at_hand(sheet).status == old
        else:
            made.add(name)

    assert made == offered == ALLOWED.get((old, new), set())


@pytest.mark.parametrize("old", [DRAFT, RETURNED])
def test_a_cell_submits_what_it_assessed_itself(sheet, people, old):
    Framework.objects.update(allows_self_scoring=True)
    evaluation = put(sheet, old)

    assert moves_open_to(people["secretary"], evaluation=evaluation) == {SUBMITTED}


def test_the_table_of_moves_is_the_one_of_the_regulation():
    assert set(MOVES) == set(ALLOWED)


def test_a_move_leaves_its_row_and_its_stamps(sheet):
    approver = approver_of(sheet.committee)

    move(evaluation=sheet, to=APPROVED, by=approver, at=NOW)

    change = Change.objects.filter(field=Field.STATUS).get()
    assert (sheet.status, sheet.approved_by, sheet.approved_at) == (
        APPROVED,
        approver,
        NOW,
    )
    assert (change.old, change.new, change.by, change.at) == (
        DRAFT,
        APPROVED,
        approver,
        NOW,
    )

    move(evaluation=sheet, to=DRAFT, by=approver, at=NOW, reason="Chấm nhầm")

    assert (sheet.status, sheet.approved_by, sheet.approved_at) == (DRAFT, None, None)
    assert Change.objects.filter(field=Field.STATUS).first().reason == "Chấm nhầm"


@pytest.mark.parametrize("to", [SUBMITTED, APPROVED])
def test_an_incomplete_sheet_goes_nowhere(to):
    sheet = scored_sheet("0")

    with pytest.raises(ValidationError, match="Phiếu còn 1 chỉ số chưa chấm"):
        move(evaluation=sheet, to=to, by=approver_of(sheet.committee), at=NOW)

    assert at_hand(sheet).status == DRAFT


def test_an_unexplained_deduction_is_named():
    sheet = scored_sheet("50", "49,5")
    sheet.framework.explain_deductions = True
    sheet.framework.save(update_fields=["explain_deductions"])
    approver = approver_of(sheet.committee)

    with pytest.raises(
        ValidationError, match=r"Chưa thuyết minh điểm trừ ở chỉ số 1\.2"
    ):
        move(evaluation=sheet, to=APPROVED, by=approver, at=NOW)

    sheet.scores.filter(points=Decimal("49.5")).update(note="Vắng một đảng viên")
    move(evaluation=sheet, to=APPROVED, by=approver, at=NOW)
    assert at_hand(sheet).status == APPROVED


@pytest.mark.parametrize(("old", "new"), [(SUBMITTED, RETURNED), (APPROVED, DRAFT)])
@pytest.mark.parametrize("reason", ["", "   "])
def test_going_back_needs_a_reason(sheet, old, new, reason):
    evaluation = put(sheet, old)

    with pytest.raises(ValidationError, match="Hãy ghi lý do"):
        move(
            evaluation=evaluation,
            to=new,
            by=approver_of(sheet.committee),
            at=NOW,
            reason=reason,
        )

    assert at_hand(sheet).status == old


def test_a_locked_month_moves_nothing_even_for_the_administrator(sheet):
    approver = approver_of(sheet.committee)
    lock(period=sheet.period, committee=sheet.committee, by=approver, at=NOW)
    sheet = at_hand(sheet)

    assert moves_open_to(approver, evaluation=sheet) == set()
    for user in (approver, administrator()):
        with pytest.raises(ValidationError, match="Tháng 11/2022 đã khóa"):
            move(evaluation=sheet, to=APPROVED, by=user, at=NOW)


def test_the_second_of_two_people_is_told_that_the_state_has_changed(sheet):
    first, second = at_hand(sheet), at_hand(sheet)
    approver = approver_of(sheet.committee)
    move(evaluation=first, to=SUBMITTED, by=approver, at=NOW)

    with pytest.raises(ValidationError, match="vừa được người khác thay đổi"):
        move(evaluation=second, to=APPROVED, by=approver, at=NOW)

    assert at_hand(sheet).status == SUBMITTED
    assert Change.objects.filter(field=Field.STATUS).count() == 1


def test_the_points_of_an_approved_sheet_stand(sheet):
    put(sheet, APPROVED)
    score = sheet.scores.first()

    outcome = enter(
        entries=[Entry(score=score.pk, field=Field.POINTS, text="1", base=1)],
        by=approver_of(sheet.committee),
        at=NOW,
    ).outcomes[0]

    score.refresh_from_db()
    assert (outcome.verdict, score.points) == ("closed", 45)
    assert outcome.message == "Phiếu đã duyệt. Muốn sửa phải mở lại phiếu."
