"""No English on the admin's pages: what the packages bring is translated, too."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib.admin import site
from django.urls import reverse

from cells.models import Assignment
from tests.api.programs import secret_of
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CommitteeFactory,
    FrameworkFactory,
    IndicatorFactory,
    RegistrationFactory,
    open_period,
    staff_of,
    with_bands,
)

ENGLISH = re.compile(
    r"\b(add|change|delete|history|save|select|home|search|filter|view|action|actions|remove"
    r"|and|the|this|please|choose|import|export|yes|no|date|time|today|now|user|password"
    r"|required|field|file|format|submit|close|back|by|all|any|none|log|recent|welcome|name|code|committee|members|opened|framework|axes|active|slug)\b",
    re.IGNORECASE,
)
# Words of Vietnamese that look English, file names and addresses.
VIETNAMESE = re.compile(r"\b(no ấm|xlsx|csv|excel)\b", re.IGNORECASE)
OWN_APPS = {"api", "cells", "criteria", "scoring"}


class Words(HTMLParser):
    """What a person reads: texts, and the words of buttons and of hints."""

    def __init__(self):
        super().__init__()
        self.texts, self.silent = [], 0

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.silent += tag in {"script", "style"}
        self.texts += [
            attrs.get(name) or ""
            for name in ("title", "aria-label", "placeholder", "alt")
        ]
        if attrs.get("type") in {"submit", "button", "reset"}:
            self.texts.append(attrs.get("value") or "")

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent:
            self.texts.append(data)


def english_on(page):
    reader = Words()
    reader.feed(page)
    return [
        text.strip()
        for text in reader.texts
        if ENGLISH.search(VIETNAMESE.sub("", text))
    ]


@pytest.fixture
def furnished(admin_client):
    """A month with a sheet, a draft with all kinds of parts, and somebody assigned."""
    registration = RegistrationFactory()
    open_period(month=MONTH, due_on=MONTH.replace(day=28), at=NOW)
    draft = with_bands(FrameworkFactory(name="Bản nháp"))
    IndicatorFactory(criterion__framework=draft)
    secret_of(staff_of(registration.cell.committee))
    return admin_client


def own_models():
    return [model for model in site._registry if model._meta.app_label in OWN_APPS]


def name_of(model):
    return f"admin:{model._meta.app_label}_{model._meta.model_name}"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_pages_of_a_model_are_vietnamese(furnished, model):
    row = model.objects.first()
    pages = [reverse(f"{name_of(model)}_changelist")]
    if row:
        pages += [
            reverse(f"{name_of(model)}_{page}", args=[row.pk])
            for page in ("change", "history")
        ]
        pages.append(reverse(f"{name_of(model)}_delete", args=[row.pk]))
    pages.append(reverse(f"{name_of(model)}_add"))

    found = {page: english_on(furnished.get(page).content.decode()) for page in pages}

    assert {page: words for page, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "name",
    [
        "admin:index",
        "admin:cells_cell_import",
        "admin:cells_cell_export",
        "admin:cells_committee_import",
        "admin:cells_user_import",
        "admin:criteria_indicator_import",
        "admin:criteria_indicator_export",
        "admin:scoring_registration_many",
        "admin:axes_accessattempt_changelist",
        "admin:axes_accessfailurelog_changelist",
        "admin:axes_accesslog_changelist",
    ],
)
def test_page_is_vietnamese(furnished, name):
    page = furnished.get(reverse(name)).content.decode()

    assert english_on(page) == []


def test_password_page_is_vietnamese(furnished):
    person = Assignment.objects.first().user

    page = furnished.get(reverse("admin:auth_user_password_change", args=[person.pk]))

    assert english_on(page.content.decode()) == []


@pytest.mark.parametrize("action", ["move", "merge", "close", "reopen"])
def test_questions_before_a_deed_are_vietnamese(furnished, action):
    chosen = CellFactory(committee=CommitteeFactory())

    page = furnished.post(
        reverse("admin:cells_cell_changelist"),
        {"action": action, "_selected_action": [chosen.pk]},
    ).content.decode()

    assert chosen.name in page
    assert english_on(page) == []


def test_history_of_a_person_names_what_was_changed_in_vietnamese(furnished):
    person = Assignment.objects.first().user
    page = reverse("admin:cells_user_change", args=[person.pk])
    posted = {"username": "khac", "email": "khac@example.vn", "full_name": "Khác"}
    rows = {"assignments-TOTAL_FORMS": "0", "assignments-INITIAL_FORMS": "0"}

    saved = furnished.post(page, posted | rows)
    history = furnished.get(reverse("admin:cells_user_history", args=[person.pk]))

    assert saved.status_code == 302
    assert "Đã sửa Tên đăng nhập, Họ tên, Địa chỉ email và Đang hoạt động." in (
        history.content.decode()
    )


def test_code_that_is_none_is_refused_in_vietnamese(furnished):
    page = furnished.post(
        reverse("admin:criteria_programme_add"), {"name": "Tên", "slug": "có dấu cách"}
    ).content.decode()

    assert "Mã chỉ gồm chữ cái không dấu, chữ số" in page
    assert english_on(page) == []
