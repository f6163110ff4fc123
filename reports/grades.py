"""Grades across frameworks: bands of one name and tone count as one grade."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import slugify

from criteria.models import GradeBand, Tone
from vietnamese.text import fold

TONES = [tone.value for tone in Tone]


@dataclass(frozen=True, slots=True)
class GradeGroup:
    """Bands of one name and tone, of all frameworks in use; best first in a list."""

    key: str
    name: str
    tone: str
    bands: tuple[GradeBand, ...]

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(band.pk for band in self.bands)


def grade_groups(bands: Iterable[GradeBand]) -> tuple[GradeGroup, ...]:
    """Bands by name and tone: best tone first, then by where they begin in percent."""
    found: dict[tuple[str, str], list[GradeBand]] = defaultdict(list)
    for band in bands:
        found[band.name, band.tone].append(band)
    names = [name for name, _ in found]
    groups = [
        GradeGroup(
            # Two bands may share a name and look different: the tone tells them apart.
            key=slugify(f"{fold(name)} {tone if names.count(name) > 1 else ''}"),
            name=name,
            tone=tone,
            bands=tuple(members),
        )
        for (name, tone), members in found.items()
    ]
    return tuple(sorted(groups, key=_height, reverse=True))


def _height(group: GradeGroup) -> tuple[int, Decimal, str]:
    begins = max(band.from_points / band.framework.max_total for band in group.bands)
    return (-TONES.index(group.tone), begins, group.name)
