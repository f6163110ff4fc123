"""What a token looks like and how it is recognised: plain functions."""

import secrets
from hashlib import sha256

MARK = "cbkm_"  # tells a found token apart from other passwords
BEGINNING = len(MARK) + 4  # so much is kept in the open, to tell one's tokens apart


def new_secret():
    """256 random bits behind the mark: too many to guess, so a plain hash will do."""
    return MARK + secrets.token_urlsafe(32)


def digest_of(secret):
    return sha256(secret.encode()).hexdigest()


def beginning_of(secret):
    return secret[:BEGINNING]
