"""A browser that somebody is signed in with."""

from django.conf import settings
from django.test import Client


def as_user(page, live_server, user, address):
    """Open `address` as `user`, without the sign-in page."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(live_server.url + address)
