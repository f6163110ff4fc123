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
from playwright.sync_api import expect, sync_playwright

from benchmarks.timing import Figure
from cells.models import Cell, CellKind
from criteria.actions import add_usual_bands, publish
from criteria.models import Criterion, Framework, Indicator, Programme
from scoring.actions.periods import open_period
from scoring.models import Evaluation, Period, Registration
from scoring.views import grid

CELLS, INDICATORS, TARGET = 100, 40, 50
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
# From the key's own time stamp to the frame that shows it, as the browser tells it (Event
# Timing, in steps of 8 ms, from 16 ms on): keydown, keypress and input of one key together.
WATCH = """() => {
    window.keys = [];
    window.events = [];
    const types = ["keydown", "keypress", "input"];
    new PerformanceObserver((list) => window.events.push(...list.getEntries()))
        .observe({ type: "event", durationThreshold: 16 });
    document.addEventListener("keydown", ({ key, timeStamp }) => keys.push({ key, timeStamp }), true);
    window.painted = () => keys.flatMap(({ key, timeStamp }, place) => {
        const until = keys[place + 1]?.timeStamp ?? Infinity;
        const own = events.filter(({ name, startTime }) =>
            types.includes(name) && startTime >= timeStamp && startTime < until);
        const ends = own.map(({ startTime, duration }) => startTime + duration - timeStamp);
        return key === "Enter" ? [] : [Math.max(16, ...ends)];
    });
}"""
FRAME = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"


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
        painted, work = _typed(chromium, url, cookie, max(runs, 5))
    return [
        Figure(name=name, times=painted, target=TARGET),
        Figure(name="... its work in the page (CPU)", times=work),
    ]


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
        expect(page.locator("[data-saved]")).to_have_text("Đã lưu mọi giá trị")
        painted = page.evaluate("painted()")
        assert len(painted) == keys
        assert page.locator("[data-row]").count() == CELLS
        work = _worked(page, context.new_cdp_session(page), keys)
        browser.close()
    return painted, work


def _worked(page, session, keys):
    """Milliseconds of the page's main thread for a key up to its frame, others' load aside."""
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    times = []
    for number in range(keys):
        page.evaluate(FRAME)
        before = _task_time(session)
        page.keyboard.press(str(number % 3))
        page.evaluate(FRAME)
        times.append((_task_time(session) - before) * 1000)
        page.keyboard.press("Enter")
    return times


def _task_time(session):
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(m["value"] for m in metrics if m["name"] == "TaskDuration")


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
