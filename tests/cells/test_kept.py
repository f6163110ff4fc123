"""A form sent after the session ended, or from before the last sign-in, is not lost."""

import pytest
from django.test import Client
from django.urls import reverse

from cells.kept import FIELD
from scoring.models import Remark
from tests.factories import PASSWORD, opened_sheet, supervisor_of

pytestmark = pytest.mark.django_db
TEXT = "Chi bộ chưa gửi biên bản họp tháng 11, đề nghị bổ sung"
OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def sheet():
    return opened_sheet()


@pytest.fixture
def supervisor(sheet):
    return supervisor_of(sheet.committee)


def sent(client, sheet, **headers):
    address = reverse("scoring:new_remark", args=[sheet.cell_id])
    fields = {"kind": "difficulty", "text": TEXT}
    return client.post(f"{address}?thang=2022-11", fields, headers=headers)


def sign_in(client, user, page, password=PASSWORD):
    form = {"username": user.username, "password": password}
    kept = {FIELD: page.context["kept"].as_json()}
    return client.post(reverse("cells:sign_in"), form | kept)


def send_again(client, page):
    kept = page.context["kept"]
    return client.post(kept.path, dict(kept.fields))


def test_what_was_typed_goes_on_after_signing_in_again(client, sheet, supervisor):
    late = sent(client, sheet)
    mistyped = sign_in(client, supervisor, late, password="nham")
    again = sign_in(client, supervisor, mistyped)

    assert late.status_code == 401
    assert "Những gì đồng chí vừa gõ vẫn còn" in late.content.decode()
    assert TEXT in again.content.decode()
    assert Remark.objects.count() == 0
    assert send_again(client, again).status_code == 302
    assert Remark.objects.get().text == TEXT


def test_a_page_from_before_the_last_sign_in_can_be_sent_once_more(sheet, supervisor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(supervisor)

    page = sent(client, sheet, **OURS)

    assert (page.status_code, page.context["kept"].fields[1]) == (200, ("text", TEXT))
    assert 'name="csrfmiddlewaretoken"' in page.content.decode()


@pytest.mark.parametrize("site", ["cross-site", "same-site", ""])
def test_a_form_of_another_site_is_not_offered_again(sheet, supervisor, site):
    client = Client(enforce_csrf_checks=True)
    client.force_login(supervisor)

    page = sent(client, sheet, **{"sec-fetch-site": site})

    assert page.status_code == 403
    assert TEXT not in page.content.decode()


def test_a_deed_without_words_goes_on_too(client, sheet):
    late = client.post(reverse("scoring:submit", args=[sheet.pk]))

    assert late.context["kept"].path == reverse("scoring:submit", args=[sheet.pk])


def test_a_password_is_never_carried_along(client):
    answer = client.post(reverse("cells:password"), {"old_password": "mat khau cu"})

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("cells:sign_in"))


def test_what_is_too_much_to_carry_is_not(client, sheet):
    address = reverse("scoring:new_remark", args=[sheet.cell_id])

    assert client.post(address, {"text": "x" * 600_000}).status_code == 302


@pytest.mark.parametrize(
    "carried",
    [
        "",
        "{",
        "[]",
        "[1, [], 0]",
        '["//la.vn/", [], false]',
        '["https://la.vn", [], false]',
    ],
)
def test_only_our_own_addresses_are_gone_on_to(client, supervisor, carried):
    form = {"username": supervisor.username, "password": PASSWORD, FIELD: carried}

    answer = client.post(reverse("cells:sign_in"), form)

    assert (answer.status_code, answer.url) == (302, reverse("reports:home"))


def test_scripts_get_the_answer_that_they_know(client, sheet):
    answer = client.post(
        reverse("scoring:meeting", args=[sheet.pk]),
        {"base": "0"},
        headers={"accept": "application/json"},
    )

    assert answer.status_code == 302
