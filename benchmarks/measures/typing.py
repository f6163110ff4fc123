"""Typing in a grid of 100 cells and 40 indicators: from the key to the painted total."""

import os
import shutil
from contextlib import contextmanager
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread
from django.urls import reverse
from playwright.sync_api import sync_playwright

from benchmarks.timing import Figure
from cells.models import Cell, CellKind
from criteria.actions import add_usual_bands, publish
from criteria.models import Criterion, Framework, Indicator, Programme
from scoring.actions.periods import open_period
from scoring.models import Evaluation, Period, Registration
from scoring.views import grid

CELLS, INDICATORS, TARGET = 100, 40, 50
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
WATCH = """() => {
    window.times = [];
    let pressed = 0;
    document.addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
    document.addEventListener("input", () => {
        const start = pressed;
        requestAnimationFrame(() => {
            const afterwards = new MessageChannel();
            afterwards.port1.onmessage = () => window.times.push(performance.now() - start);
            afterwards.port2.postMessage("painted");
        });
    });
}"""


def measure(province, *, runs):
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    chromium = chromium or shutil.which("chromium-headless-shell")
    name = f"a key in a grid of {CELLS} x {INDICATORS}"
    if not chromium:
        return [Figure(name=name, times=[0], problem="no Chromium")]
    with _sheets(province) as programme, _server() as base:
        client = Client()
        client.force_login(province.staff)
        cookie = {
            "name": settings.SESSION_COOKIE_NAME,
            "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
            "url": base,
        }
        query = urlencode({"chuong-trinh": programme.slug})
        url = f"{base}{reverse('scoring:grid', args=[province.latest])}?{query}"
        times = _typed(chromium, url, cookie, max(runs, 5))
    return [Figure(name=name, times=times, target=TARGET)]


def _typed(chromium, url, cookie, keys):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(url)
        page.locator("[data-grid] tbody td[tabindex]").first.click()
        page.wait_for_selector("[data-tools]:not([hidden])")
        page.evaluate(WATCH)
        for number in range(keys):
            page.keyboard.press(str(number % 3))
            page.keyboard.press("Enter")
        page.wait_for_function(f"window.times.length === {keys}")
        times = page.evaluate("window.times")
        assert page.locator("[data-row]").count() == CELLS
        browser.close()
    return times


@contextmanager
def _sheets(province):
    """100 sheets of 40 indicators each in a programme of their own, taken away afterwards."""
    place, month = province.communes[0], province.latest
    framework = _framework(place, month)
    cells = _registered(place, framework, month)
    period = Period.objects.get(pk=month)
    open_period(month=month, due_on=period.due_on, at=period.opened_at)
    rows_before, grid.PAGE_SIZE = grid.PAGE_SIZE, CELLS
    try:
        yield framework.programme
    finally:
        grid.PAGE_SIZE = rows_before
        Evaluation.objects.of_programme(framework.programme).delete()
        Registration.objects.of_programme(framework.programme).delete()
        Cell.objects.filter(pk__in=[cell.pk for cell in cells]).delete()


def _framework(committee, month):
    slug = f"do-toc-do-{Programme.objects.count()}"  # what is published stays
    framework = Framework.objects.create(
        programme=Programme.objects.create(name=slug, slug=slug, position=99),
        committee=committee,
        name=slug,
        code=slug,
        max_total=3 * INDICATORS,
        effective_from=month,
    )
    criterion = Criterion.objects.create(framework=framework, code="1", name="Tiêu chí")
    Indicator.objects.bulk_create(
        Indicator(
            criterion=criterion,
            code=f"1.{number}",
            name=f"Chỉ số {number}",
            position=number,
            max_points=3,
        )
        for number in range(INDICATORS)
    )
    add_usual_bands(framework=framework)
    return publish(framework=framework, at=Period.objects.get(pk=month).opened_at)


def _registered(committee, framework, month):
    kind = CellKind.objects.first()
    cells = Cell.objects.bulk_create(
        Cell(name=f"Chi bộ đo {number}", committee=committee, kind=kind, members=20)
        for number in range(CELLS)
    )
    Registration.objects.bulk_create(
        Registration(
            cell=cell,
            programme=framework.programme,
            framework=framework,
            year=month.year,
            since=month,
        )
        for cell in cells
    )
    return cells


@contextmanager
def _server():
    with override_settings(ALLOWED_HOSTS=["127.0.0.1", "testserver"]):
        server = LiveServerThread("127.0.0.1", StaticFilesHandler)
        server.start()
        server.is_ready.wait()
        try:
            yield f"http://127.0.0.1:{server.port}"
        finally:
            server.terminate()
