import re

import pytest
from django.test import Client
from django.urls import path

from config.urls import handler404, handler500
from config.urls import urlpatterns as house_urls


def break_down(request):
    raise RuntimeError


urlpatterns = [
    *house_urls,
    path("hong/", break_down),
    path("api/v1/hong/", break_down),
]
__all__ = ["handler404", "handler500"]


def heading(response):
    """The text of the page's only h1."""
    (text,) = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    return text.strip()


@pytest.mark.django_db
def test_unknown_address_says_so_in_vietnamese(client):
    response = client.get("/khong-co/")

    assert (response.status_code, heading(response)) == (
        404,
        "Không tìm thấy trang",
    )


@pytest.mark.urls(__name__)
def test_fault_of_ours_says_so_without_asking_the_database():
    client = Client(raise_request_exception=False)

    response = client.get("/hong/")

    assert (response.status_code, heading(response)) == (
        500,
        "Hệ thống gặp lỗi",
    )


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/khong-co/", 404, "Không có địa chỉ này."),
        ("/api/v1/hong/", 500, "Hệ thống gặp lỗi."),
    ],
)
def test_programs_are_told_in_their_own_language(address, status, words):
    client = Client(raise_request_exception=False)

    response = client.get(address)

    assert (response.status_code, response.json()) == (status, {"detail": words})
    assert words in response.content.decode()


@pytest.mark.django_db
def test_form_without_its_token_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/dang-nhap/")

    assert (response.status_code, heading(response)) == (
        403,
        "Trang đã để quá lâu",
    )
