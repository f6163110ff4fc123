"""What a cell's month is compared with, part by part."""

from datetime import date
from decimal import Decimal

import pytest

from criteria.actions import new_version, publish
from criteria.models import Indicator
from reports.progress.changes import changes_between
from reports.progress.losses import losses_of
from reports.progress.profile import profile_of
from reports.progress.reading import readings_of, share_frameworks
from reports.progress.way import way_of
from reports.progress.year import years_of
from scoring.models import Evaluation, Score
from scoring.workflow import Status
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CommitteeFactory,
    CriterionFactory,
    FrameworkFactory,
    IndicatorFactory,
    open_month,
    opened_sheet,
    published_framework,
    with_bands,
)
from tests.reports.pages import score

BEFORE = date(2022, 10, 1)


def read(*sheets):
    """Readings of the sheets as they stand now, in this order."""
    found = Evaluation.objects.select_related("framework").in_bulk(
        [sheet.pk for sheet in sheets]
    )
    share_frameworks(found.values())
    readings = readings_of(list(found.values()))
    return [readings[sheet.pk] for sheet in sheets]


def months(*points, framework=None, **fields):
    """Readings of October and November with these points."""
    framework = framework or published_framework(CommitteeFactory(), **fields)
    cell = CellFactory(committee=framework.committee)
    before = opened_sheet(cell, month=BEFORE, framework=framework)
    open_month(MONTH)
    now = Evaluation.objects.get(cell=cell, period=MONTH)
    return read(score(before, *points[0]), score(now, *points[1]))


def told(changes):
    return [(row.kind.value, row.old, row.new, row.trend.text) for row in changes.rows]


@pytest.mark.django_db
def test_what_fell_comes_first_with_the_note_of_the_score():
    before, now = months(
        [25, 25, 20, 10], [25, 24, 15, 12], indicators=4, step=Decimal(1)
    )
    Score.objects.filter(pk=now.entries[2].score.pk).update(note="Vắng ba đồng chí")
    before, now = read(before.sheet, now.sheet)

    changes = changes_between(before, now)

    assert told(changes) == [
        ("fell", "20", "15", "−5"),
        ("fell", "25", "24", "−1"),
        ("rose", "10", "12", "+2"),
    ]
    assert [row.why for row in changes.rows] == ["Vắng ba đồng chí", "", ""]
    assert changes.words == "Số chỉ số: 1 tăng, 2 giảm, 1 giữ nguyên"


@pytest.mark.django_db
def test_not_applicable_is_no_loss_of_points_and_says_its_reason():
    before, now = months(
        [50, None], [None, 50], not_applicable="exclude", is_occasional=True
    )
    for reading, place in ((before, 1), (now, 0)):
        Score.objects.filter(pk=reading.entries[place].score.pk).update(
            not_applicable=True, reason="Không phát sinh"
        )
    before, now = read(before.sheet, now.sheet)

    changes = changes_between(before, now)

    assert told(changes) == [
        ("left out", "50", "không áp dụng", "không áp dụng"),
        ("counts again", "không áp dụng", "50", "chấm trở lại"),
    ]
    assert [row.why for row in changes.rows] == ["Không phát sinh", ""]


@pytest.mark.django_db
def test_what_is_not_scored_in_one_of_the_months_is_not_called_a_change():
    before, now = months([50, None], [None, 40])

    changes = changes_between(before, now)

    assert (changes.rows, changes.same, changes.waiting) == ((), 0, 2)


@pytest.mark.django_db
def test_an_indicator_out_of_season_did_not_fall():
    framework = with_bands(FrameworkFactory(committee=CommitteeFactory()))
    criterion = CriterionFactory(framework=framework, code="1")
    october, november = 1 << 9, 1 << 10
    for code, mask in (("1.1", october), ("1.2", november)):
        IndicatorFactory(
            criterion=criterion, code=code, max_points=Decimal(50), months=mask
        )
    publish(framework=framework, at=NOW)
    before, now = months([40], [30], framework=framework)

    changes = changes_between(before, now)

    assert told(changes) == [
        ("in season", "không chấm", "30", "tháng trước không chấm"),
        ("out of season", "40", "không chấm", "tháng này không chấm"),
    ]


def new_framework(old, **fields):
    """A version of `old` from November on; `fields` change its first indicator."""
    newer = new_version(framework=old, effective_from=MONTH)
    first = Indicator.objects.filter(criterion__framework=newer).order_by("position")[0]
    Indicator.objects.filter(pk=first.pk).update(**fields)
    publish(framework=newer, at=NOW)
    return newer


@pytest.mark.django_db
def test_an_indicator_with_another_scale_is_not_compared_with_its_former_self():
    old = published_framework(CommitteeFactory())
    cell = CellFactory(committee=old.committee)
    before = score(opened_sheet(cell, month=BEFORE, framework=old), 40, 40)
    new_framework(old, measure="yes_no")
    open_month(MONTH)
    now = score(Evaluation.objects.get(cell=cell, period=MONTH), 0, 30)
    before, now = read(before, now)

    changes = changes_between(before, now)

    assert told(changes) == [("fell", "40", "30", "−10")]
    assert [entry.indicator.code for entry in changes.incomparable] == ["1.1"]
    assert [loss.lost_before for loss in losses_of(now, before)] == [None, Decimal(10)]


@pytest.mark.django_db
def test_the_line_of_a_year_marks_the_month_of_a_new_framework():
    old = published_framework(CommitteeFactory())
    cell = CellFactory(committee=old.committee)
    before = score(opened_sheet(cell, month=BEFORE, framework=old), 40, 40)
    new_framework(old, name="Tên khác")
    open_month(MONTH)
    now = score(Evaluation.objects.get(cell=cell, period=MONTH), 50, "39.99")
    year = years_of([now, before])[2022]

    points = year.points_of(now)

    assert [p.month for p in points if p.has_other_framework] == [11]
    assert year.has_changes
    assert points[10].text == "89,9"  # cut, as 90 would be another grade


@pytest.mark.django_db
def test_a_profile_compares_criteria_with_last_month_and_the_year():
    framework = with_bands(FrameworkFactory(committee=CommitteeFactory()))
    for code, most in (("1", 60), ("2", 40)):
        criterion = CriterionFactory(framework=framework, code=code)
        IndicatorFactory(criterion=criterion, code=f"{code}.1", max_points=most)
    publish(framework=framework, at=NOW)
    before, now = months([30, 40], [45, None], framework=framework)

    first, second = profile_of(now, before, [before, now])

    assert (first.share, first.before, first.average) == (75, 50, Decimal("62.5"))
    assert (second.share, second.before, second.average) == (None, 100, 100)
    assert (second.subtotal.scored, second.subtotal.required) == (0, 1)


@pytest.mark.django_db
def test_criteria_that_came_from_one_are_not_taken_for_one_another():
    above = published_framework(CommitteeFactory()).criteria.get()
    framework = with_bands(FrameworkFactory(committee=CommitteeFactory()))
    for code, most in (("1", 60), ("2", 40)):
        criterion = CriterionFactory(framework=framework, code=code, origin=above)
        IndicatorFactory(criterion=criterion, code=f"{code}.1", max_points=most)
    publish(framework=framework, at=NOW)
    before, now = months([30, 40], [45, 36], framework=framework)

    first, second = profile_of(now, before, [before, now])

    assert (first.before, first.average) == (50, Decimal("62.5"))
    assert (second.before, second.average) == (100, 95)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("points", "fields", "title", "words"),
    [
        (
            ["49.5", 50],
            {"hard": [0]},
            "Đường ngắn nhất lên mức Xuất sắc",
            "Tổng điểm đã đủ, còn vướng tiêu chí cứng. Nâng chỉ số sau là đủ:",
        ),
        (
            [50, 0],
            {"measure": "yes_no"},
            "Đường ngắn nhất lên mức Xuất sắc",
            "Còn thiếu 20 điểm để lên mức Khá. Nâng chỉ số sau là đủ:",
        ),
        (
            [50, 42],
            {},
            "Đang ở mức cao nhất",
            "Cao hơn ngưỡng của mức này 2 điểm.",
        ),
        (
            [50, 40],
            {},
            "Đang ở mức cao nhất",
            "Vừa đúng ngưỡng của mức này: mất thêm điểm là xuống mức dưới.",
        ),
        (
            [44, 45],
            {"months": 1 << 10},  # not in December, in which one would do it
            "Chưa có đường lên mức tiếp theo",
            "Còn thiếu 1 điểm để lên mức Xuất sắc. Riêng các chỉ số đang chấm, dù đạt "
            "điểm tối đa, cũng chưa đủ để lên mức tiếp theo.",
        ),
    ],
)
def test_the_way_says_what_holds_the_cell_back(points, fields, title, words):
    framework = published_framework(CommitteeFactory(), **fields)
    sheet = opened_sheet(
        CellFactory(committee=framework.committee), framework=framework
    )
    score(sheet, *points)
    Evaluation.objects.update(status=Status.APPROVED, approved_at=NOW)

    (reading,) = read(sheet)

    way = way_of(reading)
    assert (way.title, way.words) == (title, words)


@pytest.mark.django_db
def test_a_decided_month_is_improved_in_the_next_one():
    """The indicator of November alone is no help in December."""
    framework = with_bands(FrameworkFactory(committee=CommitteeFactory()))
    criterion = CriterionFactory(framework=framework, code="1")
    november = 1 << 10
    for code, mask in (("1.1", november), ("1.2", november | 1 << 11)):
        IndicatorFactory(
            criterion=criterion, code=code, max_points=Decimal(50), months=mask
        )
    publish(framework=framework, at=NOW)
    sheet = score(
        opened_sheet(CellFactory(committee=framework.committee), framework=framework),
        40,
        45,
    )
    (open_sheet,) = read(sheet)
    Evaluation.objects.filter(pk=sheet.pk).update(
        status=Status.APPROVED, approved_at=NOW
    )
    (decided,) = read(sheet)

    codes = [
        [one.entry.indicator.code for one in way_of(reading).improvements]
        for reading in (open_sheet, decided)
    ]

    assert codes == [["1.1"], ["1.2"]]
