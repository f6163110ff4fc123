"""Phiếu chấm điểm: what the page shows, and that it works without script."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from criteria.rules import Measure, NotApplicable, RatioOf
from scoring.actions.periods import lock
from scoring.models import Change, Evaluation
from scoring.workflow import State
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CommitteeFactory,
    RegistrationFactory,
    open_month,
    opened_sheet,
    published_framework,
    renumbered_version,
    secretary_of,
    staff_of,
    supervisor_of,
)
from tests.scoring.entries import enter_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    return opened_sheet()


@pytest.fixture
def staff(sheet, client):
    staff = staff_of(sheet.committee)
    client.force_login(staff)
    return staff


def url(sheet, name="sheet"):
    return reverse(f"scoring:{name}", args=[sheet.pk])


def rows(answer):
    return answer.context["sheet"].rows


def filled(answer):
    """The form of a shown sheet as a browser without script would send it."""
    form = {}
    for row in rows(answer):
        key = row.score.pk
        form |= {
            f"ban-{key}": row.score.version,
            f"truoc-{key}": row.score.written,
            f"truoc-ly-do-{key}": row.score.reason,
            f"diem-{key}": row.text,
            f"ban-ghi-chu-{key}": row.score.note_version,
            f"truoc-ghi-chu-{key}": row.score.note,
            f"ghi-chu-{key}": row.score.note,
        }
    return form


def test_every_indicator_stands_with_its_maximum_and_last_months_points(
    client, sheet, staff
):
    enter_all(sheet, "40", "30", by=staff)
    open_month(date(2022, 12, 1))
    december = sheet.registration.evaluations.get(period=date(2022, 12, 1))
    enter_all(december, "42,5", by=staff)

    first, second = rows(client.get(url(december)))

    assert (first.text, first.most, first.before.points) == ("42,5", "50", 40)
    assert (first.difference_text, first.direction) == ("+2,5", "up")
    assert (second.text, second.before.points, second.difference) == ("", 30, None)


def test_after_a_new_version_only_what_means_the_same_stands_beside(
    client, sheet, staff
):
    framework = published_framework(sheet.committee, indicators=4)
    cell = CellFactory(committee=sheet.committee)
    november = opened_sheet(cell, framework=framework)
    enter_all(november, "10", "12", "14", "16", by=staff)
    renumbered_version(framework, effective_from=date(2022, 12, 1))
    open_month(date(2022, 12, 1))
    december = november.registration.evaluations.get(period=date(2022, 12, 1))

    answer = client.get(url(december))

    found = [(row.rule.code, row.before and row.before.points) for row in rows(answer)]
    assert found == [("1.1", 14), ("1.2", 12), ("1.3", None), ("1.4", None)]
    assert answer.content.decode().count("tháng trước: khác bộ tiêu chí") == 2


def test_another_framework_last_month_is_told_instead_of_a_false_difference(
    client, sheet, staff
):
    enter_all(sheet, "40", by=staff)
    sheet.registration.framework = published_framework(sheet.committee)
    sheet.registration.save(update_fields=["framework"])
    open_month(date(2022, 12, 1))
    december = sheet.registration.evaluations.get(period=date(2022, 12, 1))

    answer = client.get(url(december))

    assert [row.before for row in rows(answer)] == [None, None]
    assert "tháng trước: khác bộ tiêu chí" in answer.content.decode()


def test_while_incomplete_the_total_is_only_so_far(client, sheet, staff):
    enter_all(sheet, "45", by=staff)

    answer = client.get(url(sheet))

    figures = answer.context["figures"]
    assert (figures["total"], figures["grade"]) == ("45", None)
    assert "Tạm tính" in answer.content.decode()


def test_a_failed_hard_criterion_is_named_with_what_was_asked(client):
    cell = CellFactory()
    framework = published_framework(cell.committee, hard=[0])
    sheet = opened_sheet(cell, framework=framework)
    staff = staff_of(cell.committee)
    enter_all(sheet, "46", "50", by=staff)
    client.force_login(staff)

    answer = client.get(url(sheet))

    assert [row.rule.code for row in answer.context["sheet"].failing] == ["1.1"]
    assert answer.context["figures"]["grade"]["name"] == "Khá"
    assert "được 46, phải đạt 50" in answer.content.decode()


def test_the_whole_sheet_is_saved_as_one_form_without_script(client, sheet, staff):
    shown = client.get(url(sheet))
    first, second = (row.score.pk for row in rows(shown))
    form = filled(shown) | {
        f"diem-{first}": "42.5",
        f"ghi-chu-{second}": "thiếu biên bản",
    }

    answer = client.post(url(sheet), form)

    sheet.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, url(sheet))
    assert sheet.total == Decimal("42.5")
    assert set(Change.objects.values_list("score", "field", "new")) == {
        (first, "points", "42,5"),
        (second, "note", "thiếu biên bản"),
    }


def test_a_refused_value_stays_in_its_field_with_the_reason(client, sheet, staff):
    shown = client.get(url(sheet))
    first, second = (row.score.pk for row in rows(shown))
    form = filled(shown) | {f"diem-{first}": "99", f"diem-{second}": "40"}

    answer = client.post(url(sheet), form)

    sheet.refresh_from_db()
    row = rows(answer)[0]
    assert (answer.status_code, sheet.total) == (422, 40)
    assert (row.text, row.refused.message) == ("99", "Cao hơn điểm tối đa 50.")


def test_a_form_sent_over_a_newer_value_is_a_conflict_and_overwrites_nothing(
    client, sheet, staff
):
    shown = client.get(url(sheet))
    first, second = (row.score.pk for row in rows(shown))
    enter_all(sheet, "40", "30", by=staff_of(sheet.committee))

    answer = client.post(url(sheet), filled(shown) | {f"diem-{first}": "41"})

    points = dict(sheet.scores.values_list("pk", "points"))
    assert answer.status_code == 422
    assert points == {first: 40, second: 30}


@pytest.mark.parametrize(
    ("measure", "fields", "typed", "text", "points"),
    [
        (Measure.YES_NO, {}, {"diem": "50"}, "50", 50),
        (Measure.YES_NO, {}, {"diem": "0"}, "0", 0),
        (Measure.RATIO, {}, {"thuc-hien": "18", "ke-hoach": "20"}, "18/20", 45),
        (
            Measure.POINTS,
            {"not_applicable": NotApplicable.EXCLUDE},
            {"kad": "1", "ly-do": "không có nhiệm vụ"},
            "KAD",
            None,
        ),
        (
            Measure.POINTS,
            {"not_applicable": NotApplicable.FULL, "is_occasional": True},
            {"kad": "1"},
            "KAD",
            None,
        ),
    ],
)
def test_each_measure_is_taken_from_the_form(
    client, measure, fields, typed, text, points
):
    cell = CellFactory()
    framework = published_framework(cell.committee, measure=measure, **fields)
    sheet = opened_sheet(cell, framework=framework)
    client.force_login(staff_of(cell.committee))
    key = sheet.scores.in_sheet_order()[0].pk

    client.post(url(sheet), {f"{name}-{key}": value for name, value in typed.items()})

    score = sheet.scores.get(pk=key)
    assert (score.written, score.points) == (text, points)


@pytest.mark.parametrize("ratio_of", [RatioOf.PLAN, RatioOf.AMOUNT])
def test_a_ratio_asks_for_its_parts(client, ratio_of):
    cell = CellFactory()
    framework = published_framework(
        cell.committee, measure=Measure.POINTS, unit="đảng viên"
    )
    framework.criteria.get().indicators.update(measure="ratio", ratio_of=ratio_of)
    sheet = opened_sheet(cell, framework=framework)
    client.force_login(staff_of(cell.committee))

    page = client.get(url(sheet)).content.decode()

    assert page.count('name="thuc-hien-') == 2
    assert page.count('name="ke-hoach-') == (2 if ratio_of == RatioOf.PLAN else 0)


@pytest.mark.parametrize("part", ["", "lich-su/"])
def test_the_way_back_leads_where_the_reader_came_from(client, sheet, part):
    month = f"/cham-diem/{sheet.month:%Y-%m}/"
    ways = []
    for reader in (staff_of(sheet.committee), secretary_of(sheet.cell)):
        client.force_login(reader)
        page = client.get(f"/phieu/{sheet.pk}/{part}").content.decode()
        way = page.split('class="breadcrumb"')[1].split("</nav>")[0]
        ways.append([month in way, "Chi bộ của tôi" in way])

    assert ways == [[True, False], [False, True]]


def test_supervisor_and_secretary_read_the_sheet_and_are_told_why(client, sheet):
    sentence = "điểm do cán bộ của"
    for reader in (supervisor_of(sheet.committee), secretary_of(sheet.cell)):
        client.force_login(reader)

        answer = client.get(url(sheet))
        key = rows(answer)[0].score.pk
        sent = client.post(url(sheet), filled(answer) | {f"diem-{key}": "40"})

        assert sentence in answer.context["obstacle"]
        assert f'name="diem-{key}"' not in answer.content.decode()
        assert sent.status_code == 422

    assert Change.objects.count() == 0


def test_a_locked_sheet_is_read_only_and_what_was_typed_is_shown_again(
    client, sheet, staff
):
    shown = client.get(url(sheet))
    key = rows(shown)[0].score.pk
    lock(period=sheet.period, committee=sheet.committee, by=staff, at=NOW)

    answer = client.post(url(sheet), filled(shown) | {f"diem-{key}": "40"})

    assert answer.status_code == 422
    assert answer.context["obstacle"] == "Tháng 11/2022 đã khóa, không nhập được nữa."
    assert "“40”. Tháng 11/2022 đã khóa" in answer.content.decode()


def test_the_sheet_of_another_committee_is_not_found(client, sheet):
    client.force_login(staff_of(CommitteeFactory()))

    answers = [client.get(url(sheet)), client.post(url(sheet), {})]
    moves = [
        client.post(url(sheet, name))
        for name in ("submit", "approve", "send_back", "reopen", "meeting")
    ]

    assert {answer.status_code for answer in answers + moves} == {404}


def test_the_neighbours_are_those_of_the_list_one_came_from(client):
    committee = CommitteeFactory()
    framework = published_framework(committee)
    sheets = {
        name: opened_sheet(
            CellFactory(name=name, committee=committee), framework=framework
        )
        for name in (
            "Chi bộ thôn 10",
            "Chi bộ thôn 2",
            "Chi bộ trường",
            "Chi bộ thôn 9",
        )
    }
    client.force_login(staff_of(committee))

    whole = client.get(url(sheets["Chi bộ thôn 10"]))
    found = client.get(url(sheets["Chi bộ thôn 10"]), {"tim": "thon"})
    Evaluation.objects.filter(pk=sheets["Chi bộ thôn 9"].pk).update(scored=1)
    untouched = client.get(
        url(sheets["Chi bộ thôn 10"]), {"trang-thai": State.UNTOUCHED.slug}
    )

    assert str(whole.context["previous_cell"].cell) == "Chi bộ thôn 9"
    assert str(whole.context["next_cell"].cell) == "Chi bộ trường"
    assert found.context["next_cell"] is None
    assert str(untouched.context["previous_cell"].cell) == "Chi bộ thôn 2"


def test_from_sheet_to_sheet_one_meets_the_whole_list_in_its_order():
    top = CommitteeFactory()
    framework = published_framework(top)
    names = ["Chi bộ 10", "Chi bộ 2", "Chi bộ 2"]  # twins are told apart too
    for place in (top, CommitteeFactory(parent=top), CommitteeFactory(parent=top)):
        for name in names:
            cell = CellFactory(name=name, committee=place)
            RegistrationFactory(cell=cell, framework=framework)
    open_month()
    among = Evaluation.objects.in_month(MONTH)
    listed = list(among.in_order())

    around = [Evaluation.objects.ways_from(each, among=among) for each in listed]

    assert [before for before, _, _ in around] == [None, *listed[:-1]]
    assert [after for _, after, _ in around] == [*listed[1:], None]
    assert [months for *_, months in around] == [[each] for each in listed]


def test_the_stepper_leads_to_the_months_of_the_same_cell(client, sheet, staff):
    open_month(date(2022, 12, 1))
    december = sheet.registration.evaluations.get(period=date(2022, 12, 1))

    steps = client.get(url(december)).context["steps"]

    assert (steps["previous_url"], steps["next_url"]) == (url(sheet), "")
    assert [choice["label"] for choice in steps["choices"]] == [
        "Tháng 12/2022",
        "Tháng 11/2022",
    ]


@pytest.mark.parametrize("indicators", [2, 20])
def test_the_sheet_asks_the_same_number_of_queries(
    client, django_assert_num_queries, indicators
):
    cell = CellFactory()
    framework = published_framework(cell.committee, indicators=indicators)
    sheet = opened_sheet(cell, framework=framework)
    staff = staff_of(cell.committee)
    staff.last_login = timezone.now()
    staff.save(update_fields=["last_login"])
    client.force_login(staff)
    client.get(url(sheet))

    with django_assert_num_queries(15):
        client.get(url(sheet), {"cap-uy": cell.committee.pk})


def test_the_month_of_the_sheet_is_the_month_of_the_page(client, sheet, staff):
    answer = client.get(url(sheet))

    assert answer.context["evaluation"].month == MONTH
    assert "Chấm điểm tháng 11/2022" in answer.content.decode()
