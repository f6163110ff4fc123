"""What all tests share, and how to write tests that stay fast (each runs on two databases):

1. One set-up, many assertions about it. Parametrize only what needs rows of its own.
2. Rows for many tests of a file come from a module's fixture on top of `kept`, see below;
   copy (deepcopy) the objects that a test changes, as tests/test_access.py does.
3. Write many values in one `enter(entries=[...])`, many rows in one call of an action.
4. The smallest rows that could fail: two indicators, three cells; a count of queries with
   1 and with 5 rows says as much as with 30.
5. A page in a browser costs a second, an answer to `client` 30 ms: in a browser only what
   needs one, several steps of one story in one test. Sign in by cookie, not by the form.
6. Wait for what one sees (`expect(...)`), never for a time: the machine may be busy.
7. Strategies of hypothesis are made once (tests/strategies.py), not in each draw.
8. Thousands of new rows in one transaction: PostgreSQL needs an ANALYZE to read them well.
9. What takes seconds shows in `./run test tests/x --durations=20`; ask why before it lands.
"""

import os
import re
import shutil
import threading
import time
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect

# Generated tests share the machine with browsers: slow is no failure.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

# Playwright's sync API runs an event loop in the thread that also asks the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM_SWITCHES = [
    "--no-sandbox",  # Chromium's sandbox does not run as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    # Chromium without windows: opens a page with a third of the work of the whole one.
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell")
    assert chromium, "apt-get install chromium-headless-shell, or set CHROMIUM"
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": CHROMIUM_SWITCHES,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "viewport": {"width": 1366, "height": 768},
    }


# How long a page may take to become what it should be, in seconds: on an idle machine a
# blink, but the other process may keep both cores busy.
PATIENCE = 20
expect.set_options(timeout=PATIENCE * 1000)


def pytest_collection_modifyitems(items):
    """Tests with a browser first: two processes share the rest out while they wait."""
    items.sort(key=lambda item: "page" not in item.fixturenames)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """Rows for all tests of a module: what its fixtures create on top of this one.

    They go when the module is done; what a test changes in them is taken back after it, as
    ever. The objects in memory are shared as well: hand out copies of what tests change.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


class Witness:
    """What a browser test must not see: errors in the console, requests elsewhere."""

    def __init__(self):
        self.reports = []
        self.expected = []

    def expect(self, pattern):
        """Allow console errors that match, e.g. the browser's own line about a 409."""
        self.expected.append(re.compile(pattern))

    def watch(self, context):
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.reports.append(str(error.error)))
        context.on("request", self.follow)

    def hear(self, message):
        if message.type == "error":
            self.reports.append(f"{message.text} ({message.location.get('url', '')})")

    def follow(self, request):
        address = urlsplit(request.url)
        # The last two are parts of the browser: its viewer of PDF files.
        if address.scheme in {"data", "blob", "chrome", "chrome-extension"}:
            return
        if address.hostname not in {"localhost", "127.0.0.1"}:
            self.reports.append(f"request to another host: {request.url}")

    def unexpected(self):
        return [
            report
            for report in self.reports
            if not any(pattern.search(report) for pattern in self.expected)
        ]


@pytest.fixture
def answered(request):
    """Leave no request of this test unanswered: the next one would find its writes.

    Taken down after the browser's windows and before the database is emptied: what a page
    sent last may still be under way when both are closed.
    """
    request.getfixturevalue("transactional_db")
    yield
    late = time.monotonic() + PATIENCE
    while busy := at_work():
        assert time.monotonic() < late, f"requests without an answer: {busy}"
        time.sleep(0.01)


def at_work():
    """The threads of the live server that hold a connection of a browser."""
    return [each for each in threading.enumerate() if "process_request" in each.name]


@pytest.fixture
def context(answered, context):
    return context


@pytest.fixture
def browser_console(context):
    witness = Witness()
    witness.watch(context)
    return witness


@pytest.fixture(autouse=True)
def nothing_strange_in_the_browser(request):
    """Every test with a page fails on console errors and on requests to other hosts."""
    if "page" not in request.fixturenames:
        yield
        return
    witness = request.getfixturevalue("browser_console")
    yield
    assert witness.unexpected() == []
