"""Which criteria and indicators of different frameworks are the same. Plain values only."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A criterion or an indicator; `origin` is what it was copied or derived from."""

    id: int
    framework: int
    code: str
    origin: int | None = None


def roots(parts: Collection[Part]) -> dict[int, int]:
    """Where the chain of origins of each part ends, by the part's id.

    A part that nothing came before is its own root; so is the last one whose origin is
    not among the parts.
    """
    origin_of = {part.id: part.origin for part in parts}
    return {part.id: _root(part.id, origin_of) for part in parts}


def _root(part: int, origin_of: Mapping[int, int | None]) -> int:
    passed = {part}
    while (origin := origin_of[part]) in origin_of and origin not in passed:
        passed.add(origin)
        part = origin
    return part


def versions_of(parts: Collection[Part]) -> dict[int, int]:
    """For the parts of all versions of one framework: what each one is a version of.

    By their origins. Parts that no origin joins with another version are the same where
    they have the same code: versions that were typed in instead of derived.
    """
    found = roots(parts)
    sizes = Counter(found.values())
    alone: dict[str, int] = {}
    for part in sorted(parts, key=lambda part: part.id):
        if sizes[found[part.id]] == 1:
            found[part.id] = alone.setdefault(part.code, part.id)
    return found


def doubled(parts: Collection[Part], key_of: Mapping[int, int]) -> dict[int, int]:
    """The keys of those parts that share theirs with another part of their framework."""
    sizes = Counter((part.framework, key_of[part.id]) for part in parts)
    return {
        part.id: key_of[part.id]
        for part in parts
        if sizes[part.framework, key_of[part.id]] > 1
    }
