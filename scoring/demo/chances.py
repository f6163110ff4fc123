"""Chance that comes out the same every time: numbers from the names of things."""

from hashlib import blake2b


def chance(*names) -> float:
    """From 0 (included) to 1 (excluded), spread evenly."""
    text = "|".join(str(name) for name in names)
    digest = blake2b(text.encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / (1 << 48)


def between(low: int, high: int, *names) -> int:
    """A whole number from `low` to `high`, both included."""
    return low + int(chance(*names) * (high - low + 1))
