"""Entering values: versions, conflicts, repeated requests, refusals, kept totals."""

from decimal import Decimal
from uuid import uuid4

import pytest

from scoring.actions.entering import Entry, Verdict, enter
from scoring.actions.periods import lock
from scoring.models import Change, Field, Score, Source
from tests.factories import (
    NOW,
    CommitteeFactory,
    opened_sheet,
    secretary_of,
    staff_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    return opened_sheet()


@pytest.fixture
def staff(sheet):
    return staff_of(sheet.committee)


def type_in(score, text, *, by, base=None, field=Field.POINTS, **keywords):
    base = score.version if base is None else base
    reason = keywords.pop("reason", "")
    entry = Entry(score=score.pk, field=field, text=text, base=base, reason=reason)
    return enter(entries=[entry], by=by, at=NOW, **keywords).outcomes[0]


def test_typed_points_are_saved_with_their_total_and_history(sheet, staff):
    score = sheet.scores.in_sheet_order()[0]

    outcome = type_in(score, "42,5", by=staff)

    sheet.refresh_from_db()
    change = Change.objects.get()
    assert outcome.verdict == Verdict.SAVED
    assert (sheet.total, sheet.scored, sheet.is_complete) == (Decimal("42.5"), 1, False)
    assert (change.score, change.old, change.new, change.by, change.at) == (
        score,
        "",
        "42,5",
        staff,
        NOW,
    )


def test_a_complete_sheet_has_percent_and_grade(sheet, staff):
    for score in sheet.scores.all():
        type_in(score, "45", by=staff)

    sheet.refresh_from_db()
    assert (sheet.total, sheet.percent, sheet.grade.name) == (90, 90, "Xuất sắc")


def test_zero_is_a_score_and_an_emptied_field_is_none(sheet, staff):
    score = sheet.scores.first()

    type_in(score, "0", by=staff)
    score.refresh_from_db()
    assert (score.points, score.evaluation.scored) == (0, 1)

    type_in(score, "", by=staff)
    score.refresh_from_db()
    assert score.points is None
    assert Score.objects.get(pk=score.pk).evaluation.scored == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("51", "Cao hơn điểm tối đa 50."),
        ("abc", "“abc” không phải là số. Hãy nhập số, ví dụ 92,5."),
        ("-1", "Điểm không được âm."),
        ("1,3", "Điểm phải theo bước 0,5."),
        ("KAD", "Chỉ số này không được chọn “Không áp dụng”."),
    ],
)
def test_an_impossible_value_is_refused_with_the_reason(sheet, staff, text, message):
    score = sheet.scores.first()

    outcome = type_in(score, text, by=staff)

    score.refresh_from_db()
    assert (outcome.verdict, outcome.message) == (Verdict.INVALID, message)
    assert (score.points, score.version, Change.objects.count()) == (None, 0, 0)


def test_the_later_of_two_writers_gets_the_value_and_author_of_the_first(sheet, staff):
    score = sheet.scores.first()
    colleague = staff_of(sheet.committee)
    type_in(score, "40", by=colleague, base=0)

    outcome = type_in(score, "41", by=staff, base=0)

    score.refresh_from_db()
    assert outcome.verdict == Verdict.CONFLICT
    assert (outcome.text, outcome.version, outcome.change.by) == ("40", 1, colleague)
    assert score.points == 40


def test_the_same_number_from_two_writers_is_no_conflict(sheet, staff):
    score = sheet.scores.first()
    type_in(score, "40", by=staff_of(sheet.committee), base=0)

    outcome = type_in(score, "40.0", by=staff, base=0)

    assert (outcome.verdict, Change.objects.count()) == (Verdict.SAVED, 1)


def test_a_conflict_or_a_bad_value_does_not_hold_up_the_rest(sheet, staff):
    stale, bad = sheet.scores.in_sheet_order()
    type_in(stale, "40", by=staff_of(sheet.committee), base=0)
    note = Entry(score=bad.pk, field=Field.NOTE, text="thiếu biên bản", base=0)
    entries = [
        Entry(score=stale.pk, field=Field.POINTS, text="41", base=0),
        Entry(score=bad.pk, field=Field.POINTS, text="999", base=0),
        note,
    ]

    outcomes = enter(entries=entries, by=staff, at=NOW).outcomes

    bad.refresh_from_db()
    assert [o.verdict for o in outcomes] == ["conflict", "invalid", "saved"]
    assert (bad.note, bad.points) == ("thiếu biên bản", None)


def test_a_repeated_request_does_nothing_twice(sheet, staff):
    score = sheet.scores.first()
    key = uuid4()
    type_in(score, "40", by=staff, base=0, request_key=key)
    type_in(score, "30", by=staff, base=1)

    outcome = type_in(score, "40", by=staff, base=0, request_key=key)

    score.refresh_from_db()
    assert (outcome.verdict, outcome.text) == (Verdict.SAVED, "30")
    assert (score.points, score.version, Change.objects.count()) == (30, 2, 2)


def test_a_stranger_cannot_tell_that_the_score_exists(sheet):
    score = sheet.scores.first()
    stranger = staff_of(CommitteeFactory())

    outcome = type_in(score, "40", by=stranger)

    score.refresh_from_db()
    assert (outcome.verdict, outcome.text, score.points) == (Verdict.UNKNOWN, "", None)


def test_the_secretary_does_not_write_verified_points(sheet):
    score = sheet.scores.first()

    outcome = type_in(score, "40", by=secretary_of(sheet.cell))

    score.refresh_from_db()
    assert (outcome.verdict, score.points) == (Verdict.CLOSED, None)


def test_nothing_is_entered_in_a_locked_month(sheet, staff):
    score = sheet.scores.first()
    lock(period=sheet.period, committee=sheet.committee, by=staff, at=NOW)

    outcome = type_in(score, "40", by=staff)

    score.refresh_from_db()
    assert (outcome.verdict, outcome.message) == (
        Verdict.CLOSED,
        "Tháng 11/2022 đã khóa, không nhập được nữa.",
    )
    assert score.points is None


@pytest.mark.parametrize("sheets", [1, 12])
def test_a_batch_of_any_size_takes_the_same_number_of_queries(
    django_assert_num_queries, sheets
):
    first = opened_sheet()
    made = [first] + [
        opened_sheet(framework=first.framework) for _ in range(sheets - 1)
    ]
    # A cell of its own committee each: the staff of all of them is an administrator.
    staff = staff_of(first.committee)
    staff.is_superuser = True
    staff.save(update_fields=["is_superuser"])
    entries = [
        Entry(score=score.pk, field=Field.POINTS, text="45", base=0)
        for sheet in made
        for score in sheet.scores.all()
    ]

    with django_assert_num_queries(15):
        outcomes = enter(entries=entries, by=staff, at=NOW).outcomes

    assert {o.verdict for o in outcomes} == {Verdict.SAVED}


def test_a_value_that_stands_is_confirmed_once_and_by_its_newest_version(sheet, staff):
    score = sheet.scores.in_sheet_order()[0]
    type_in(score, "40", by=staff, source=Source.CARRIED)

    confirmed = type_in(score, "40", by=staff, base=1, source=Source.CHECKED)
    too_late = type_in(score, "40", by=staff, base=1, source=Source.CHECKED)
    wrong = type_in(score, "41", by=staff, base=1, source=Source.CHECKED)

    assert [o.verdict for o in (confirmed, too_late, wrong)] == [
        Verdict.SAVED,
        Verdict.SAVED,
        Verdict.CONFLICT,
    ]
    assert confirmed.version == 2
    sources = Change.objects.oldest_first().values_list("old", "new", "source")
    assert list(sources) == [("", "40", "carried"), ("40", "40", "checked")]
