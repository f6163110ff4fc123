"""The cell's report as it is printed, and as a secretary reads it on the phone."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client

from criteria.actions import publish
from scoring.models import Evaluation, Score
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CommitteeFactory,
    CriterionFactory,
    FrameworkFactory,
    IndicatorFactory,
    RemarkFactory,
    open_month,
    opened_sheet,
    published_framework,
    secretary_of,
    with_bands,
)
from tests.reports.pages import cell_url, score

pytestmark = pytest.mark.django_db(transaction=True)
COOKIE = settings.SESSION_COOKIE_NAME
PAPER = {"format": "A4", "prefer_css_page_size": True}
LONG = (
    "Nội dung sinh hoạt chưa sát nhiệm vụ trọng tâm của đơn vị, phân công chưa rõ. " * 4
)


@pytest.fixture
def crowded():
    """A cell with long texts everywhere, and more of everything than a page holds."""
    framework = with_bands(
        FrameworkFactory(
            committee=CommitteeFactory(name="Đảng bộ " + "xã " * 20), max_total=96
        )
    )
    for number in range(1, 9):
        criterion = CriterionFactory(
            framework=framework, code=f"{number}", name=LONG[:70], position=number
        )
        for place in range(1, 5):
            IndicatorFactory(
                criterion=criterion,
                code=f"{number}.{place}",
                name=LONG[:150],
                position=place,
                max_points=Decimal(3),
                is_hard=number < 3,
                advice=LONG,
                evidence_hint=LONG[:190],
                requires_evidence=True,
            )
    publish(framework=framework, at=NOW)
    cell = CellFactory(committee=framework.committee)
    sheet = opened_sheet(cell, framework=framework, content=LONG)
    open_month(date(2022, 10, 1))
    before = Evaluation.objects.get(cell=cell, period=date(2022, 10, 1))
    score(before, *[3] * 32)
    score(sheet, *[2] * 32)
    Score.objects.filter(evaluation=sheet).update(note=LONG, self_points=Decimal("2.5"))
    RemarkFactory.create_batch(
        12,
        cell=cell,
        text=LONG * 2,
        due_on=MONTH,
        period_id=MONTH,
        responsible=LONG[:150],
    )
    return sheet


@pytest.fixture
def quiet():
    framework = published_framework(CommitteeFactory())
    return opened_sheet(CellFactory(committee=framework.committee), framework=framework)


def open_page(page, live_server, sheet):
    client = Client()
    client.force_login(secretary_of(sheet.cell))
    cookie = {"name": COOKIE, "value": client.cookies[COOKIE].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    page.goto(live_server.url + cell_url(sheet.cell))


@pytest.mark.parametrize("kind", ["crowded", "quiet"])
def test_the_report_is_one_page_of_a4_and_fits_a_phone(
    page, live_server, request, kind
):
    sheet = request.getfixturevalue(kind)
    page.set_viewport_size({"width": 360, "height": 780})
    open_page(page, live_server, sheet)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    for more in page.locator("main summary").all():
        more.click()
    assert page.evaluate(SCROLLING_FRAMES) == []

    printed = page.pdf(**PAPER)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.set_viewport_size({"width": 643, "height": 1000})  # 170 mm between the margins
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") == 643
    paper = page.locator(".cell-paper")
    assert paper.get_by_text("ĐẢNG CỘNG SẢN VIỆT NAM").is_visible()
    assert paper.get_by_text("BÍ THƯ", exact=True).is_visible()
    left = paper.get_by_text(re.compile(r"^(Và )?\d+ (tiêu chí cứng|chỉ số|kiến nghị)"))
    assert left.count() == (4 if kind == "crowded" else 0)


# Frames that would have to be scrolled sideways; the row of tabs is no table.
SCROLLING_FRAMES = """() => [...document.querySelectorAll("main .table-frame")]
  .filter((frame) => frame.offsetParent && frame.scrollWidth > frame.clientWidth + 1)
  .map((frame) => frame.textContent.trim().slice(0, 60))"""
