"""Kết nối dữ liệu: making and revoking the own tokens."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from api.actions import make_token, revoke
from api.models import Token
from api.secret import digest_of
from tests.factories import UserFactory, administrator

pytestmark = pytest.mark.django_db
PAGE = "/tai-khoan/ket-noi/"


@pytest.fixture
def user(client):
    person = UserFactory()
    client.force_login(person)
    return person


def a_token(user, name="Báo cáo tỉnh", *, at=None, days=30):
    return make_token(user=user, name=name, days=days, at=at or timezone.now())[0]


def make(client, name="Hệ thống báo cáo", days="90"):
    return client.post(PAGE, {"name": name, "days": days})


def test_a_new_token_is_shown_once(client, user):
    answer = make(client)

    secret = answer.context["secret"]
    token = Token.objects.get()
    assert answer.status_code == 200
    assert secret in answer.content.decode()
    assert digest_of(secret) == token.digest
    assert (token.user, token.name) == (user, "Hệ thống báo cáo")
    assert (token.expires_at - token.made_at).days == 90
    assert "no-store" in answer["Cache-Control"]
    again = client.get(PAGE).content.decode()
    assert secret not in again
    assert token.beginning in again


def test_a_name_that_is_in_use_makes_no_second_token(client, user):
    make(client)

    answer = make(client, name=" Hệ  thống báo cáo ")

    assert answer.status_code == 422
    assert "Đã có mã truy cập mang tên này" in answer.content.decode()
    assert Token.objects.count() == 1


def test_after_revoking_the_name_is_free_again(client, user):
    make(client)
    client.post(reverse("api:revoke_token", args=[Token.objects.get().pk]))

    assert make(client).status_code == 200


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "ghi nơi sẽ dùng mã"),
        ({"name": "x" * 101}, "100"),
        ({"days": "3650"}, "3650"),
    ],
)
def test_what_is_wrong_stands_on_the_page(client, user, fields, words):
    answer = make(client, **fields)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Token.objects.exists()


def test_one_revokes_a_token_of_ones_own(client, user):
    token, kept = a_token(user), a_token(user, "Excel")

    answer = client.post(reverse("api:revoke_token", args=[token.pk]), follow=True)

    assert "Đã thu hồi mã truy cập “Báo cáo tỉnh”" in answer.content.decode()
    assert list(Token.objects.kept()) == [kept]
    token.refresh_from_db()
    assert token.revoked_by == user


def test_tokens_of_others_are_neither_shown_nor_revoked(client, user):
    foreign = a_token(UserFactory(), "Của người khác")

    answer = client.post(reverse("api:revoke_token", args=[foreign.pk]))

    assert answer.status_code == 404
    assert list(Token.objects.kept()) == [foreign]
    assert "Của người khác" not in client.get(PAGE).content.decode()


def test_an_expired_token_says_so(client, user):
    a_token(user, at=timezone.now() - timedelta(days=31))

    assert "Hết hạn" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("tokens", [1, 30])
def test_the_page_asks_the_same_number_of_queries(
    client, user, tokens, django_assert_num_queries
):
    for number in range(tokens):
        a_token(user, f"Hệ thống {number}")

    with django_assert_num_queries(5):
        client.get(PAGE)


def test_an_administrator_revokes_tokens_of_others(client):
    admin = administrator()
    client.force_login(admin)
    token, gone = a_token(UserFactory()), a_token(UserFactory())
    revoke(token=gone, by=gone.user, at=timezone.now())
    chosen = {"action": "revoke_chosen", "_selected_action": [token.pk, gone.pk]}
    address = reverse("admin:api_token_changelist")

    asked = client.post(address, chosen).content.decode()
    client.post(address, chosen | {"confirmed": "1"})

    assert token.name in asked
    token.refresh_from_db()
    gone.refresh_from_db()
    assert (token.revoked_by, gone.revoked_by) == (admin, gone.user)


def test_the_admin_shows_tokens_and_neither_adds_nor_changes_them(client):
    client.force_login(administrator())
    token = a_token(UserFactory())
    page = client.get(reverse("admin:api_token_change", args=[token.pk]))

    assert token.beginning in page.content.decode()
    assert token.digest not in page.content.decode()
    assert client.get(reverse("admin:api_token_add")).status_code == 403
    listed = client.get(reverse("admin:api_token_changelist"), {"state": "open"})
    assert list(listed.context["cl"].result_list) == [token]
