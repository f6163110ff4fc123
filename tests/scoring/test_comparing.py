"""Which part of another framework a part is."""

import pytest

from criteria.models import Criterion
from scoring.comparing import the_same


def part(pk, origin=None):
    return Criterion(pk=pk, origin_id=origin)


@pytest.mark.parametrize(
    ("parts", "wanted", "found"),
    [
        ([part(1), part(2)], part(2), 2),  # the same version
        ([part(1), part(2)], part(9, origin=2), 2),  # what it came from
        ([part(8), part(9, origin=2)], part(2), 9),  # what it became
        ([part(8, origin=2), part(7, origin=1)], part(9, origin=2), 8),  # a sister
        ([part(8, origin=2), part(9, origin=2)], part(9, origin=2), 9),  # itself first
        ([part(8, origin=2), part(9, origin=2)], part(2), None),  # it was split
        ([part(8, origin=2), part(9, origin=2)], part(7, origin=2), None),
        ([part(1), part(2)], part(3), None),
        ([], part(1), None),
    ],
)
def test_a_part_is_known_by_its_origin_where_only_one_can_be_meant(
    parts, wanted, found
):
    same = the_same(parts, wanted)

    assert (same and same.pk) == found
