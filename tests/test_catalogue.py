"""No English on the pages of Django and of the packages: all they say is translated."""

import re
from gettext import GNUTranslations
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext, override
from django.utils.translation.trans_real import DjangoTranslation, translation

from tests.catalogues import messages, messages_in_code

PACKAGES = [
    "django.conf",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "axes",
    "import_export",
    "rest_framework",
    "simple_history",
]
LANGUAGE_NAMES = {
    language["name"] for language in LANG_INFO.values() if "name" in language
}
# We name no languages, and the welcome page is that of a project without URLs.
NOT_SHOWN = LANGUAGE_NAMES | {
    "Norwegian Bokmål",  # LANG_INFO has it without its ring
    "The install worked successfully! Congratulations!",
    "Django Documentation",
    "Topics, references, &amp; how-to’s",
    "Tutorial: A Polling App",
    "Get started with Django",
    "Django Community",
    "Connect, get help, or contribute",
}
WELCOME_STARTS = ("You are seeing this page because <a", "View <a href=")
SAME_IN_VIETNAMESE = {
    "…",
    "%(truncated_text)s…",
    "%(class_name)s %(instance)s",
    ":",
    ":?.!",
    ", ",
    "Email",
    "IPv4",
    "IPv6",
    "%(size)d byte",
    "%s KB",
    "%s MB",
    "%s GB",
    "%s TB",
    "%s PB",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")


def vietnamese(domain):
    """What the pages use: for scripts the admin's own catalogue, for both ours."""
    if domain == "django":
        return translation("vi")
    return DjangoTranslation("vi", domain, [folder("django.contrib.admin")])


def folder(package):
    return Path(find_spec(package).submodule_search_locations[0]) / "locale"


def english(package, domain):
    """The messages of a package; without an English catalogue, those of all others."""
    files = list(folder(package).glob(f"en/LC_MESSAGES/{domain}.po"))
    files = files or list(folder(package).glob(f"*/LC_MESSAGES/{domain}.po"))
    if not files and domain == "django":
        return messages_in_code(folder(package).parent)
    return set().union(*map(messages, files))


def shown(domain):
    found = set().union(*(english(package, domain) for package in PACKAGES))
    return {
        message
        for message in found
        if message.text not in NOT_SHOWN and not message.text.startswith(WELCOME_STARTS)
    }


@pytest.mark.parametrize(
    ("domain", "same_in_vietnamese"),
    [("django", SAME_IN_VIETNAMESE), ("djangojs", set())],
)
def test_every_message_of_the_packages_is_in_vietnamese(domain, same_in_vietnamese):
    catalogue = vietnamese(domain)

    left_in_english = {
        message.text
        for message in shown(domain)
        if message.looked_up(catalogue) in {message.text, message.plural}
    }

    assert left_in_english == same_in_vietnamese


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_message_keeps_its_placeholders(domain):
    catalogue = vietnamese(domain)

    changed = {
        message.text
        for message in shown(domain)
        if placeholders(message.looked_up(catalogue))
        != placeholders(message.plural or message.text)
    }

    assert changed == set()


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_compiled_catalogue_says_what_its_source_says(domain):
    ours = Path(settings.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES"
    with (ours / f"{domain}.mo").open("rb") as compiled:
        catalogue = GNUTranslations(compiled)

    stale = {
        message.text
        for message in messages(ours / f"{domain}.po")
        if message.looked_up(catalogue) != message.translation
    }

    assert stale == set()


@pytest.mark.parametrize(
    ("english_words", "vietnamese_words"),
    [
        ("Save", "Lưu"),
        ("History", "Lịch sử"),
        ("Change", "Sửa"),
        ("Log out", "Đăng xuất"),
        ("Django administration", "Quản trị hệ thống"),
        ("Password reset unsuccessful", "Chưa đặt lại được mật khẩu"),
    ],
)
def test_words_of_every_day_are_those_of_an_office(english_words, vietnamese_words):
    with override("vi"):
        assert gettext(english_words) == vietnamese_words
