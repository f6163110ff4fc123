"""Group rows by what they count as, where that is not simply themselves."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Case, F, IntegerField, Value, When


def counted_as(field: str, doubled: Mapping[int, int]):
    """The id in `field`, or for those in `doubled` the key that they share."""
    if not doubled:
        return F(field)
    members: dict[int, list[int]] = defaultdict(list)
    for part, key in doubled.items():
        members[key].append(part)
    return Case(
        *(
            When(**{f"{field}__in": ids}, then=Value(key))
            for key, ids in members.items()
        ),
        default=F(field),
        output_field=IntegerField(),
    )
