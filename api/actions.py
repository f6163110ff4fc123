"""Making and revoking tokens, and noting that one was used."""

from datetime import timedelta

from api.models import Token
from api.secret import beginning_of, digest_of, new_secret


def make_token(*, user, name, days, at):
    """The new token and its secret, which is known now and never again."""
    secret = new_secret()
    token = Token(
        user=user,
        name=name,
        beginning=beginning_of(secret),
        digest=digest_of(secret),
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    token.full_clean()
    token.save(force_insert=True)
    return token, secret


def revoke(*, token, by, at):
    """Close the door for this token; says whether it was still open to revoke."""
    kept = Token.objects.kept().filter(pk=token.pk)
    return bool(kept.update(revoked_at=at, revoked_by=by))


def note_use(*, token, at):
    if not token.was_used_lately(at=at):
        Token.objects.filter(pk=token.pk).update(last_used_at=at)
