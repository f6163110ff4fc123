"""Arithmetic of materialised paths: fixed-width decimal segments, one a committee."""

from collections.abc import Sequence
from os.path import commonprefix

from django.db.models import Q

WIDTH = 6


def segment(pk: int) -> str:
    """The path segment of the committee `pk`; raises ValueError beyond 999 999."""
    text = f"{pk:0{WIDTH}d}"
    if len(text) > WIDTH:
        raise ValueError(f"committee {pk} does not fit a path segment")
    return text


def below(path: str, pk: int) -> str:
    """The path of committee `pk` directly under the committee at `path` ("" = top)."""
    return path + segment(pk)


def after(path: str) -> str:
    """The smallest path that is neither `path` nor below it: the open end of its range."""
    return f"{int(path) + 1:0{len(path)}d}"


def ancestors(path: str) -> list[int]:
    """Ids on the way from the top down to and including the committee at `path`."""
    return [int(path[at : at + WIDTH]) for at in range(0, len(path), WIDTH)]


def shared_beginning(paths: Sequence[str]) -> str:
    """The path of the lowest committee that all `paths` are at or below; "" if none."""
    shared = commonprefix(list(paths))
    return shared[: len(shared) - len(shared) % WIDTH]


def contains(path: str, other: str) -> bool:
    """Whether `other` is `path` itself or lies below it."""
    return other.startswith(path)


def within(path: str, field: str = "path") -> Q:
    """Condition "at or below `path`", as a half-open range so that an index serves it.

    `startswith` would not use the path part of an index on either database.
    """
    return Q(**{f"{field}__gte": path, f"{field}__lt": after(path)})
