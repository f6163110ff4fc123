"""Signing in and out, and the own password."""

import pytest
from django.conf import settings
from django.urls import reverse

from cells.scope import Role
from tests.factories import (
    PASSWORD,
    AssignmentFactory,
    CommitteeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SIGN_IN = "/dang-nhap/"
NEW_PASSWORD = "chi-bo-so-3-Thai-Binh"


@pytest.fixture
def person():
    return UserFactory(username="quynhphu", post="Chuyên viên Ban Tổ chức Huyện ủy")


def sign_in(client, *, username="quynhphu", password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def change_password(client, *, old=PASSWORD, new=NEW_PASSWORD, again=NEW_PASSWORD):
    return client.post(
        "/doi-mat-khau/",
        {"old_password": old, "new_password1": new, "new_password2": again},
    )


def test_right_password_leads_to_the_first_page(client, person):
    answer = sign_in(client)

    assert answer.status_code == 302
    assert answer.url == reverse("reports:home")


def test_wrong_password_is_explained_and_signs_nobody_in(client, person):
    answer = sign_in(client, password="sai")

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in answer.text
    assert "_auth_user_id" not in client.session


def test_empty_form_links_its_errors_to_the_fields(client):
    answer = sign_in(client, username="", password="")

    assert '<a href="#id_username">Tên đăng nhập</a>' in answer.text
    assert "Đồng chí chưa nhập mật khẩu." in answer.text


def test_too_many_wrong_passwords_lock_even_the_right_one_out(client, person):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, password="sai")

    answer = sign_in(client)

    assert answer.status_code == 429
    assert "Tạm khóa đăng nhập" in answer.text
    assert "_auth_user_id" not in client.session


def test_sign_in_returns_to_the_page_that_was_asked_for(client, person):
    answer = sign_in(client, next="/tai-khoan/")

    assert answer.url == "/tai-khoan/"


@pytest.mark.parametrize("elsewhere", ["https://vi-du.example/", "//vi-du.example/"])
def test_sign_in_never_leads_to_another_host(client, person, elsewhere):
    answer = sign_in(client, next=elsewhere)

    assert answer.url == reverse("reports:home")


def test_whoever_is_signed_in_does_not_see_the_form_again(client, person):
    client.force_login(person)

    answer = client.get(SIGN_IN)

    assert answer.status_code == 302


def test_signing_out_by_post_ends_the_session(client, person):
    client.force_login(person)

    answer = client.post("/dang-xuat/", follow=True)

    assert "Đồng chí đã đăng xuất." in answer.text
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("is_assigned", [False, True])
def test_an_account_that_is_closed_is_out_at_its_next_page(client, person, is_assigned):
    if is_assigned:
        AssignmentFactory(user=person, role=Role.STAFF, committee=CommitteeFactory())
    sign_in(client)
    profile = reverse("cells:profile")
    before = client.get(profile).status_code

    person.is_active = False
    person.save(update_fields=["is_active"])

    assert (before, client.get(profile).status_code) == (200, 302)


def test_an_assignment_that_ends_is_gone_at_the_next_page(client, person):
    committee = CommitteeFactory()
    held = AssignmentFactory(user=person, role=Role.STAFF, committee=committee)
    sign_in(client)
    profile = reverse("cells:profile")
    before = client.get(profile).text

    held.delete()

    assert str(committee) in before
    assert str(committee) not in client.get(profile).text


def test_a_link_alone_cannot_sign_out(client, person):
    client.force_login(person)

    answer = client.get("/dang-xuat/")

    assert answer.status_code == 405
    assert client.session["_auth_user_id"] == str(person.pk)


def test_new_password_holds_and_the_session_goes_on(client, person):
    client.force_login(person)

    answer = change_password(client)
    person.refresh_from_db()

    assert answer.url == "/tai-khoan/"
    assert person.check_password(NEW_PASSWORD)
    assert client.get("/tai-khoan/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"old": "sai"}, "Mật khẩu hiện tại chưa đúng."),
        ({"again": "khac-han"}, "Hai lần nhập mật khẩu mới chưa giống nhau."),
        ({"new": "", "again": ""}, "Đồng chí chưa nhập mật khẩu mới."),
    ],
)
def test_refused_password_says_why_and_the_old_one_stays(
    client, person, fields, message
):
    client.force_login(person)

    answer = change_password(client, **fields)
    person.refresh_from_db()

    assert message in answer.text
    assert person.check_password(PASSWORD)


def test_own_page_shows_post_and_that_nothing_is_assigned_yet(client, person):
    client.force_login(person)

    answer = client.get("/tai-khoan/")

    assert "Chuyên viên Ban Tổ chức Huyện ủy" in answer.text
    assert "Đồng chí chưa được phân công ở cấp ủy hay chi bộ nào" in answer.text


def test_admin_sends_strangers_to_the_one_sign_in_page(client):
    answer = client.get("/quan-tri/login/?next=/quan-tri/cells/cell/")

    assert answer.url == "/dang-nhap/?next=/quan-tri/cells/cell/"


def test_admin_does_not_exist_for_people_without_the_right(client, person):
    client.force_login(person)

    answer = client.get("/quan-tri/", follow=True)

    assert answer.status_code == 404


def test_a_weak_password_is_told_at_the_new_password(client, person):
    client.force_login(person)

    form = change_password(client, new="123", again="123").context["form"]

    assert list(form.errors) == ["new_password1"]
