"""A person in front of the grid, and months to score in it."""

from datetime import date

from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from scoring.actions.entering import Entry, enter
from scoring.models import Evaluation, Field
from tests.factories import (
    NOW,
    CellFactory,
    RegistrationFactory,
    open_month,
)

COOKIE = settings.SESSION_COOKIE_NAME
URL = "/bang-cham-diem/2022-11/"


class Desk:
    """A person in front of the grid: cells by row and column, from 0."""

    def __init__(self, page, live_server):
        self.page, self.base = page, live_server.url
        self.batches = []
        page.on("request", self.note)

    def note(self, request):
        if request.method == "POST" and request.url.endswith("/diem/"):
            self.batches.append(request.post_data_json)

    def sign_in(self, user):
        client = Client()
        client.force_login(user)
        self.page.context.add_cookies(
            [{"name": COOKIE, "value": client.cookies[COOKIE].value, "url": self.base}]
        )
        return self

    def open(self):
        self.page.goto(self.base + URL)
        expect(self.page.locator("[data-tools]")).to_be_visible()
        return self

    def cell(self, y, x):
        row = self.page.locator("[data-row]").nth(y)
        return row.locator("td[tabindex]").nth(x)

    def go(self, y, x):
        self.cell(y, x).click()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text, key="Enter"):
        self.page.keyboard.type(text)
        self.press(key)

    def paste(self, text):
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.press("Control+v")

    def copied(self):
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.press("Control+c")
        return self.page.evaluate("navigator.clipboard.readText()")

    def saved(self):
        expect(self.page.locator("[data-saved]")).to_have_text("Đã lưu mọi giá trị")

    def total(self, y):
        return self.page.locator("[data-row-total]").nth(y)

    def fill_from_menu(self, scope, kind):
        """Choose in the open menu of quick entries."""
        entry = self.page.locator(f"[data-scope='{scope}'] [data-fills='{kind}']")
        entry.click()

    def head(self, x):
        return self.page.locator("[data-column]").nth(x)

    def problems(self):
        return self.page.locator("[data-problem-list] li")

    def dialog(self):
        return self.page.locator("dialog[open]")

    def here(self):
        return self.page.locator("[data-here]")


def held(y, x):
    """What the database holds in a cell of the grid."""
    sheet = list(Evaluation.objects.in_month(date(2022, 11, 1)).in_order())[y]
    return list(sheet.scores.in_sheet_order())[x].written


def give(sheet, *texts, by, field=Field.POINTS):
    entries = [
        Entry(score.pk, field, text, base=0)
        for score, text in zip(sheet.scores.in_sheet_order(), texts, strict=False)
    ]
    enter(entries=entries, by=by, at=NOW)


def registered(committee, framework, cells):
    for number in range(cells):
        cell = CellFactory(name=f"Chi bộ {number + 1}", committee=committee)
        RegistrationFactory(cell=cell, framework=framework)
    open_month()
