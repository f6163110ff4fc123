from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone

from config.sessions import client_address


@pytest.fixture
def clerk(client, db):
    user = get_user_model().objects.create_user(username="quynhphu")
    client.force_login(user)
    return user


def sign_in_was(user, *, ago):
    user.last_login = timezone.now() - ago
    user.save(update_fields=["last_login"])
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=12) - ago)


def ask(client):
    client.get("/quan-tri/")
    return Session.objects.get().expire_date


def test_session_is_not_written_again_within_the_hour(client, clerk):
    sign_in_was(clerk, ago=timedelta(minutes=50))
    before = Session.objects.get().expire_date

    assert ask(client) == before


def test_session_of_someone_who_works_ends_twelve_hours_later(client, clerk):
    sign_in_was(clerk, ago=timedelta(hours=11))

    left = ask(client) - timezone.now()

    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)


def test_session_is_renewed_once_an_hour_only(client, clerk):
    sign_in_was(clerk, ago=timedelta(hours=11))
    renewed = ask(client)

    assert ask(client) == renewed


def test_visitor_without_a_session_gets_none(client, db):
    client.get("/quan-tri/")

    assert Session.objects.count() == 0


@pytest.mark.parametrize(
    ("https", "address"), [(False, "10.0.0.1"), (True, "203.0.113.9")]
)
def test_client_is_who_the_proxy_appended_and_never_who_it_says_it_is(
    rf, settings, https, address
):
    settings.HTTPS = https
    request = rf.get(
        "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.66, 203.0.113.9"
    )

    assert client_address(request) == address


def test_pages_of_somebody_signed_in_are_not_kept_by_browser_or_proxy(client, clerk):
    page = client.get("/tai-khoan/")

    assert {"no-store", "private"} <= set(page["Cache-Control"].split(", "))
