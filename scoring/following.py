"""Where remarks of earlier months stand on a sheet, whose framework may be another one."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from criteria.models import Framework, Indicator


def placed(
    remarks: Iterable[Any], framework: Framework
) -> tuple[dict[int, list[Any]], list[Any]]:
    """By indicator id of `framework`, and those that stand on top of the sheet.

    An indicator goes on as itself, as what it is the origin of, or, between versions of
    one framework, under its code if that one came from no other. `remarks` are remarks or
    rows of remarks; their `indicator` comes with its framework.
    """
    beside, on_top = defaultdict(list), []
    indicators = [
        indicator
        for criterion in framework.criteria.all()
        for indicator in criterion.indicators.all()
    ]
    for remark in remarks:
        indicator = _successor(remark.indicator, indicators, framework)
        if indicator:
            beside[indicator.pk].append(remark)
        else:
            on_top.append(remark)
    return beside, on_top


def _successor(
    old: Indicator | None, indicators: list[Indicator], framework: Framework
) -> Indicator | None:
    if old is None:
        return None
    origins = {old.pk, old.origin_id} - {None}
    same_code = old.criterion.framework.code == framework.code
    for is_it in (
        lambda new: new.pk == old.pk,
        lambda new: new.origin_id in origins,
        lambda new: new.pk == old.origin_id,
        lambda new: same_code and new.code == old.code and not new.origin_id,
    ):
        found = next(filter(is_it, indicators), None)
        if found:
            return found
    return None
