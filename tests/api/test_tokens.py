"""Who is let in by a token, and who is not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from api.actions import make_token, revoke
from api.models import Token
from api.secret import digest_of
from api.throttling import TokenThrottle
from tests.api.programs import Program, secret_of
from tests.factories import CellFactory, UserFactory, administrator, staff_of

pytestmark = pytest.mark.django_db
REFUSED = {"detail": "Mã truy cập không đúng, đã hết hạn hoặc đã bị thu hồi."}


def answer_to(header):
    headers = {"Authorization": header} if header else {}
    return Client().get(reverse("api:periods"), headers=headers)


def test_a_token_is_kept_as_a_digest_only():
    secret = secret_of(UserFactory())

    kept = Token.objects.values().get()

    assert kept["digest"] == digest_of(secret)
    assert secret not in {str(value) for value in kept.values()}
    assert secret.startswith(kept["beginning"])
    assert len(secret) > len(kept["beginning"]) + 30


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_a_token_lets_its_program_in(scheme):
    assert answer_to(f"{scheme} {secret_of(UserFactory())}").status_code == 200


def test_without_a_token_the_answer_says_what_is_asked_for():
    answer = answer_to("")

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json() == {"detail": "Yêu cầu chưa kèm mã truy cập."}


def test_being_signed_in_opens_no_data(client):
    client.force_login(administrator())

    assert client.get(reverse("api:periods")).status_code == 401


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer cbkm_la",
        "Token {}",
        "Bearer {} {}",
        "{}",
        "Bearer ế\x00",
        "Bearer \xff",
    ],
)
def test_a_wrong_header_is_refused(header):
    secret = secret_of(UserFactory())

    answer = answer_to(header.format(secret, secret).encode().decode("latin-1"))

    assert (answer.status_code, answer.json()) == (401, REFUSED)


def test_an_expired_token_is_refused():
    old = timezone.now() - timedelta(days=31)
    secret = secret_of(UserFactory(), at=old, days=30)

    answer = answer_to(f"Bearer {secret}")

    assert (answer.status_code, answer.json()) == (401, REFUSED)


def test_a_revoked_token_is_refused():
    program = Program(UserFactory())
    assert program.get("periods").status_code == 200

    token = Token.objects.get()
    assert revoke(token=token, by=token.user, at=timezone.now())

    answer = program.get("periods")
    assert (answer.status_code, answer.json()) == (401, REFUSED)
    assert not revoke(token=token, by=administrator(), at=timezone.now())
    token.refresh_from_db()
    assert token.revoked_by == token.user


def test_the_token_of_an_inactive_person_is_refused():
    user = UserFactory()
    program = Program(user)

    user.is_active = False
    user.save(update_fields=["is_active"])

    answer = program.get("periods")
    assert (answer.status_code, answer.json()) == (401, REFUSED)


def test_a_token_sees_what_its_person_sees_at_the_moment():
    cell = CellFactory()
    user = staff_of(cell.committee)
    program = Program(user)
    assert program.ids("cells") == [cell.pk]

    user.assignments.all().delete()

    assert program.ids("cells") == []


def test_the_last_use_is_noted_once_an_hour(django_assert_num_queries):
    user = UserFactory()
    program = Program(user)

    program.get("periods")
    first = Token.objects.get().last_used_at
    with django_assert_num_queries(2):  # the token with its person, the months
        program.get("periods")
    assert Token.objects.get().last_used_at == first

    Token.objects.update(last_used_at=first - timedelta(hours=2))
    program.get("periods")
    assert Token.objects.get().last_used_at > first


def test_who_asks_too_often_waits(monkeypatch):
    monkeypatch.setattr(TokenThrottle, "THROTTLE_RATES", {"token": "2/min"})
    program, other = Program(UserFactory()), Program(UserFactory())

    answers = [program.get("periods") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert "quá dày" in answers[-1].json()["detail"]
    assert other.get("periods").status_code == 200


def test_answers_are_kept_by_no_proxy():
    answer = Program(UserFactory()).get("periods")

    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(method):
    program = Program(administrator())

    answer = getattr(program.client, method)(
        reverse("api:cells"), headers=program.headers
    )

    assert answer.status_code == 405


def test_two_people_may_give_their_tokens_the_same_name():
    for user in (UserFactory(), UserFactory()):
        make_token(user=user, name="Báo cáo tỉnh", days=30, at=timezone.now())

    assert Token.objects.count() == 2
