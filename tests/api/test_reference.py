"""The OpenAPI document, and the page that shows the same."""

import json
import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.api.programs import Program
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/api/v1/tai-lieu/"
# Spectacular names a list by its rows; these two have no words of their own.
PAGED = ("next", "results")


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    """Made as `manage.py spectacular` makes it; a warning fails."""
    path = tmp_path_factory.mktemp("openapi") / "openapi.json"
    call_command(
        "spectacular",
        validate=True,
        fail_on_warn=True,
        format="openapi-json",
        file=path,
    )
    return json.loads(path.read_text())


def operations(document):
    return {path: item["get"] for path, item in document["paths"].items()}


def test_every_address_only_reads_and_asks_for_a_token(document):
    for path, item in document["paths"].items():
        assert path.startswith("/api/v1/")
        assert list(item) == ["get"]
        assert item["get"]["security"] == [{"ma-truy-cap": []}]


def test_everything_is_described_in_vietnamese(document):
    vietnamese = re.compile(r"[à-ỹđ]", re.IGNORECASE)
    for path, operation in operations(document).items():
        assert vietnamese.search(operation["summary"]), path
        assert vietnamese.search(operation["tags"][0]), path
        for parameter in operation["parameters"]:
            assert vietnamese.search(parameter["description"]), (path, parameter)
    for name, schema in document["components"]["schemas"].items():
        for field, value in schema.get("properties", {}).items():
            if field not in (*PAGED, "id"):
                assert vietnamese.search(value["title"]), (name, field)


def test_the_document_is_for_who_signed_in_or_has_a_token(client):
    address = reverse("api:document")
    assert client.get(address).status_code == 401
    assert Program(UserFactory()).get("document").json()["openapi"].startswith("3.")

    client.force_login(UserFactory())
    assert client.get(address).json()["info"]["title"] == "Dữ liệu chi bộ kiểu mẫu"


def test_the_page_shows_all_that_is_in_the_document(client, document):
    client.force_login(UserFactory())

    page = client.get(PAGE).content.decode()

    names = {
        parameter["name"]
        for operation in operations(document).values()
        for parameter in operation["parameters"]
        if parameter["in"] == "query"
    }
    for name, schema in document["components"]["schemas"].items():
        if name not in ("Refusal", "WrongParameters"):
            names |= schema.get("properties", {}).keys() - set(PAGED)
        names |= {word for word in schema.get("enum", ()) if word}
    missing = {name for name in names if f"<code>{name}</code>" not in page}
    assert missing == set()
    for path in document["paths"]:
        assert f"GET {path}</code>" in page


def test_the_page_needs_no_database_but_for_its_frame(
    client, django_assert_num_queries
):
    client.force_login(UserFactory())

    with django_assert_num_queries(4):
        client.get(PAGE)
