"""Whose part of the tree a pivot is about, for the person who opens it."""

from collections.abc import Sequence

from cells.models import Committee, User
from cells.paths import contains


def own_paths(user: User) -> list[str]:
    """Where the user's assignments lie: of a secretary the committee above the cell."""
    return [(a.committee or a.cell.committee).path for a in user.assignments_in_force]


def highest(user: User, seen: Sequence[Committee]) -> Committee | None:
    """The first of the user's committees; a secretary's is the one above the cell."""
    if seen:
        return min(seen, key=lambda one: (one.depth, one.sort_key))
    paths = sorted(own_paths(user))
    return Committee.objects.filter(path=paths[0]).first() if paths else None


def place_for(user: User, seen: Sequence[Committee], pk: int) -> Committee | None:
    """The committee `pk` if the user sees it or belongs to it; None otherwise.

    A table that is passed down the tree opens for the part that the reader has of it.
    """
    known = next((one for one in seen if one.pk == pk), None)
    if known:
        return known
    above = Committee.objects.filter(pk=pk).first()
    if above and any(contains(above.path, path) for path in own_paths(user)):
        return above
    return None
