"""The meeting of the month as a sheet keeps it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from criteria.models import Framework
from scoring.actions.meetings import Meeting, MeetingTaken, described, enter_meeting
from scoring.actions.periods import lock
from scoring.models import Change, Evaluation, Field
from scoring.workflow import Status
from tests.factories import NOW, opened_sheet, secretary_of, staff_of

pytestmark = pytest.mark.django_db
HELD = Meeting(on=date(2022, 11, 3), due=20, present=18)


@pytest.fixture
def sheet():
    return at_hand(opened_sheet())


@pytest.fixture
def staff(sheet):
    return staff_of(sheet.committee)


def at_hand(sheet):
    return Evaluation.objects.with_lock(at=NOW).for_page().get(pk=sheet.pk)


def enter(sheet, meeting, *, by, base):
    return enter_meeting(evaluation=sheet, meeting=meeting, base=base, by=by, at=NOW)


def test_a_meeting_is_kept_with_its_row_in_the_history(sheet, staff):
    enter(sheet, HELD, by=staff, base=0)

    kept = Evaluation.objects.get(pk=sheet.pk)
    change = Change.objects.get()
    assert (kept.meeting_on, kept.members_due, kept.members_present) == (
        HELD.on,
        20,
        18,
    )
    assert (kept.meeting_version, change.field, change.by) == (1, Field.MEETING, staff)
    assert (change.old, change.new) == ("chưa có ngày họp", "03/11/2022, dự 18/20")


@pytest.mark.parametrize(
    ("meeting", "field", "message"),
    [
        (Meeting(due=0), "members_due", "Số đảng viên phải dự phải từ 1 trở lên."),
        (
            Meeting(due=20, present=21),
            "members_present",
            "Số đảng viên dự không được nhiều hơn số phải dự.",
        ),
        (
            Meeting(on=date(2022, 10, 31)),
            "meeting_on",
            "Ngày họp phải trong tháng 11/2022.",
        ),
        (
            Meeting(on=date(2021, 11, 3)),
            "meeting_on",
            "Ngày họp phải trong tháng 11/2022.",
        ),
    ],
)
def test_an_impossible_meeting_is_refused_at_its_field(
    sheet, staff, meeting, field, message
):
    with pytest.raises(ValidationError) as refusal:
        enter(sheet, meeting, by=staff, base=0)

    assert refusal.value.message_dict == {field: [message]}
    assert Evaluation.objects.get(pk=sheet.pk).meeting_version == 0


def test_nobody_present_is_a_number_and_not_unknown(sheet, staff):
    enter(sheet, Meeting(due=20, present=0), by=staff, base=0)

    assert Evaluation.objects.get(pk=sheet.pk).members_present == 0


def test_the_cell_tells_of_its_meeting_where_it_assesses_itself(sheet, staff):
    secretary = secretary_of(sheet.cell)
    with pytest.raises(ValidationError, match="do cấp ủy nhập"):
        enter(sheet, HELD, by=secretary, base=0)
    Framework.objects.update(allows_self_scoring=True)

    enter(at_hand(sheet), HELD, by=secretary, base=0)

    assert Change.objects.get().by == secretary
    Evaluation.objects.update(status=Status.SUBMITTED)
    with pytest.raises(ValidationError, match="Phiếu đã gửi"):
        enter(at_hand(sheet), Meeting(), by=secretary, base=1)


def test_a_sheet_that_was_approved_or_locked_meanwhile_keeps_its_meeting(sheet, staff):
    Evaluation.objects.update(status=Status.APPROVED, approved_at=NOW)
    with pytest.raises(ValidationError, match="vừa được người khác thay đổi"):
        enter(sheet, HELD, by=staff, base=0)
    Evaluation.objects.update(status=Status.DRAFT, approved_at=None)
    lock(period=sheet.period, committee=sheet.committee, by=None, at=NOW)

    with pytest.raises(ValidationError, match="đã khóa"):
        enter(at_hand(sheet), HELD, by=staff, base=0)

    assert Evaluation.objects.get(pk=sheet.pk).meeting_version == 0


def test_the_later_of_two_writers_is_told_what_stands(sheet, staff):
    stale = at_hand(sheet)
    enter(sheet, HELD, by=staff, base=0)

    with pytest.raises(MeetingTaken) as taken:
        enter(stale, Meeting(on=date(2022, 11, 4)), by=staff, base=0)

    assert taken.value.evaluation.meeting_on == HELD.on
    assert Change.objects.count() == 1


def test_the_same_meeting_from_two_writers_is_no_conflict(sheet, staff):
    stale = at_hand(sheet)
    enter(sheet, HELD, by=staff, base=0)

    enter(stale, HELD, by=staff, base=0)

    assert (stale.meeting_version, Change.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("meeting", "text"),
    [
        (Meeting(), "chưa có ngày họp"),
        (Meeting(due=20), "chưa có ngày họp, dự ?/20"),
        (Meeting(on=date(2022, 11, 3), present=0), "03/11/2022, dự 0/?"),
    ],
)
def test_the_history_describes_a_meeting_in_words(meeting, text):
    assert described(meeting) == text
