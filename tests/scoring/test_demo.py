"""The demo tells the true story of 2022, the same one every time."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from cells.models import Cell, Committee, User
from criteria.models import Framework, Indicator
from scoring.demo.people import ACCOUNTS, PASSWORD
from scoring.demo.year import create_demo
from scoring.models import Change, Evaluation, Period, PeriodLock, Registration, Score
from scoring.rules import grade_of_year
from scoring.workflow import State

pytestmark = pytest.mark.django_db
SHORT = 2  # months of the story that is told twice


@pytest.fixture(scope="module", autouse=True)
def told(kept):
    """The demo, created once for this module, after a short one that was undone."""
    with transaction.atomic():
        create_demo(until=SHORT)
        first = fingerprint()
        transaction.set_rollback(True)
    spoken = StringIO()
    call_command("demo", stdout=spoken)
    return {"short": first, "output": spoken.getvalue()}


def fingerprint():
    """Everything that people would see of the first months, without ids."""
    months = {"period__month__month__lte": SHORT}
    return {
        "cells": list(
            Cell.objects.order_by("pk").values_list(
                "committee__name", "name", "members", "kind__name"
            )
        ),
        "indicators": list(
            Indicator.objects.order_by("pk").values_list("code", "name", "max_points")
        ),
        "sheets": list(
            Evaluation.objects.filter(**months)
            .order_by("pk")
            .values_list("cell_name", "total", "meeting_on", "approved_at", "status")
        ),
        "scores": list(
            Score.objects.filter(evaluation__period__month__month__lte=SHORT)
            .order_by("evaluation", "indicator")
            .values_list("indicator__code", "points", "actual", "reason", "note")
        ),
        "changes": list(
            Change.objects.filter(evaluation__period__month__month__lte=SHORT)
            .order_by("pk")
            .values_list("field", "old", "new", "by__username", "at")
        ),
        "history": list(
            Committee.history.order_by("pk").values_list("name", "history_date")
        ),
    }


def sheets_of(cell, programme="kieu-mau"):
    return Evaluation.objects.filter(
        cell__name=cell, programme__slug=programme
    ).order_by("period__month")


def test_148_model_cells_are_registered_18_of_them_in_quynh_phu():
    models = Registration.objects.models().filter(programme__slug="kieu-mau")
    quynh_phu = Committee.objects.get(name="Huyện ủy Quỳnh Phụ")

    of_the_district = models.under(quynh_phu)

    assert (models.count(), of_the_district.count()) == (148, 18)
    assert of_the_district.active_in(date(2022, 8, 1)).count() == 17
    assert of_the_district.values("cell__kind").distinct().count() == 5


def test_a_sao_registered_the_road_that_30_households_gave_land_for():
    registration = Registration.objects.get(cell__name="Chi bộ thôn A Sào")

    assert registration.cell.committee.name == "Đảng bộ xã An Thái"
    assert registration.is_model
    assert "30 hộ dân hiến đất" in registration.content


def test_the_hospital_scores_all_its_cells_on_17_indicators_that_all_give_advice():
    framework = Framework.objects.get(code="5-tot-benh-vien-nhi")
    indicators = Indicator.objects.filter(criterion__framework=framework)
    sheets = Evaluation.objects.filter(framework=framework)

    assert (framework.criteria.count(), indicators.count()) == (5, 17)
    assert not indicators.filter(advice="").exists()
    assert not indicators.filter(guidance="").exists()
    assert sheets.count() == 12 * 12
    assert sheets.models().values("cell__name").distinct().get() == {
        "cell__name": "Chi bộ 3"
    }


def test_cell_3_climbs_from_76_to_above_90_without_jumps():
    totals = list(sheets_of("Chi bộ 3").values_list("total", flat=True))
    steps = [after - before for before, after in zip(totals, totals[1:], strict=False)]

    assert (totals[0], totals[10], totals[11]) == (76, Decimal("91.5"), 93)
    assert min(steps) > 0
    assert max(steps) <= 2


def test_a_cell_with_high_points_fails_the_product_and_is_capped():
    framework = Framework.objects.get(code="kieu-mau-quynh-phu")
    november = Evaluation.objects.in_month(date(2022, 11, 1))

    sheet = november.hard_failing().get(framework=framework, total__gte=90)

    failed = sheet.scores.get(
        indicator__is_hard=True, points__lt=F("indicator__pass_mark")
    )
    assert failed.indicator.criterion.name == "Sản phẩm cụ thể"
    assert failed.note == "Sản phẩm chậm so với lộ trình đã đăng ký."
    assert sheet.grade.name == "Khá"
    assert sheet.cell_name != "Chi bộ thôn A Sào"


def test_every_lost_point_of_a_meeting_is_explained():
    lost = Score.objects.filter(
        evaluation__programme__slug="sinh-hoat", points__lt=F("indicator__max_points")
    )

    assert lost.count() > 100
    assert not lost.filter(note="").exists()


def test_the_meetings_of_some_cells_were_good_all_year_and_of_some_were_not():
    framework = Framework.objects.with_parts().get(code="chat-luong-sinh-hoat")
    names = {band.pk: band.name for band in framework.bands.all()}
    cells = framework.evaluations.values_list("cell_name", flat=True).distinct()

    years = set()
    for cell in cells.order_by():
        grades = sheets_of(cell, "sinh-hoat").values_list("grade", flat=True)
        years.add(names[grade_of_year(framework.rule().bands, list(grades))])

    assert years == {"Tốt", "Khá"}


def test_eleven_months_are_approved_ten_locked_and_december_is_half_done():
    december = date(2022, 12, 1)
    before = Evaluation.objects.exclude(period=december)
    open_sheets = Evaluation.objects.in_month(december)
    states = {state: open_sheets.in_state(state).count() for state in State}

    assert Period.objects.count() == 12
    assert PeriodLock.objects.filter(committee__parent=None).count() == 10
    assert set(before.values_list("status", flat=True)) == {"approved"}
    assert states[State.APPROVED] == 0
    assert states[State.RETURNED] == 1
    assert min(states[state] for state in State if state != State.APPROVED) > 0
    assert 0.3 < open_sheets.complete().count() / open_sheets.count() < 0.7


def test_nothing_in_the_story_happens_by_the_clock():
    changes = Change.objects.order_by("at")

    assert changes.first().at.year == 2022
    assert changes.last().at.date() == date(2022, 12, 27)
    assert not Evaluation.objects.filter(approved_at__year__gt=2022).exists()
    assert not User.objects.exclude(date_joined__year=2021).exists()
    assert not Period.history.exclude(history_date__year=2022).exists()


def test_the_same_story_is_told_every_time(told):
    assert len(told["short"]["scores"]) > 1000
    assert told["short"] == fingerprint()


def test_kept_totals_equal_the_rules_and_a_wrong_one_is_named():
    good, bad = StringIO(), StringIO()
    call_command("check_totals", stdout=good)
    sheet = sheets_of("Chi bộ thôn A Sào").first()
    Evaluation.objects.filter(pk=sheet.pk).update(total=99)

    with pytest.raises(CommandError, match="1 phiếu có kết quả đã lưu khác"):
        call_command("check_totals", stderr=bad)

    assert good.getvalue().startswith("Đúng: ")
    assert bad.getvalue() == (
        f"Phiếu {sheet.pk}: Chi bộ thôn A Sào, Tháng 06/2022 (Đảng bộ xã An Thái)\n"
    )


@pytest.mark.parametrize("username", ACCOUNTS)
def test_printed_account_can_sign_in(client, told, username):
    answer = client.post(
        reverse("cells:sign_in"), {"username": username, "password": PASSWORD}
    )

    assert answer.status_code == 302
    assert username in told["output"]
    assert PASSWORD in told["output"]


def test_nobody_else_can_sign_in_and_nobody_has_a_name():
    others = User.objects.exclude(username__in=ACCOUNTS)

    assert not any(user.has_usable_password() for user in others)
    assert set(User.objects.values_list("full_name", flat=True)) == {""}
    assert not User.objects.filter(post="").exists()


def test_a_database_with_data_is_refused_and_left_alone():
    before = Evaluation.objects.count()

    with pytest.raises(CommandError, match="chỉ được tạo trong cơ sở dữ liệu trống"):
        call_command("demo")

    assert Evaluation.objects.count() == before


def test_a_second_start_keeps_the_demo_and_tells_the_accounts_again(told):
    spoken = StringIO()

    call_command("demo", if_empty=True, stdout=spoken)

    assert "Đang tạo" not in spoken.getvalue()
    assert all(username in spoken.getvalue() for username in ACCOUNTS)
