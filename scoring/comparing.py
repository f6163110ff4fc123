"""Which indicators of two versions of a framework are one, and whether their points mean the
same: only those can stand beside each other."""

from collections.abc import Iterable

from criteria.models import Criterion, Framework, Indicator
from criteria.rules import IndicatorRule


def the_same(parts: Iterable, part: Indicator | Criterion):
    """Of the parts of one framework the one that `part` is, came from or became.

    None where there is none, and where several could be: one may have been split in two.
    """
    parts = list(parts)
    for found in (
        [one for one in parts if one.pk == part.pk],
        [one for one in parts if one.pk == part.origin_id or one.origin_id == part.pk],
        [one for one in parts if one.origin_id and one.origin_id == part.origin_id],
    ):
        if found:
            return found[0] if len(found) == 1 else None
    return None


def have_same_scale(one: IndicatorRule, other: IndicatorRule) -> bool:
    """Points given under both mean the same."""
    return _scale(one) == _scale(other)


def _scale(rule: IndicatorRule) -> tuple:
    return (
        rule.max_points,
        rule.measure,
        rule.effect,
        rule.options,
        rule.ratio_of,
        rule.thresholds,
    )


def counterparts(now: Framework, earlier: Iterable[Framework]) -> dict[int, set[int]]:
    """For each indicator of `now` itself and those of `earlier` that it can be compared with.

    By their ids; all frameworks come with their parts.
    """
    found = {indicator.pk: {indicator.pk} for indicator in _indicators(now)}
    for framework in earlier:
        for indicator in _indicators(now):
            old = the_same(_indicators(framework), indicator)
            if old and have_same_scale(old.rule(), indicator.rule()):
                found[indicator.pk].add(old.pk)
    return found


def _indicators(framework):
    return [i for c in framework.criteria.all() for i in c.indicators.all()]


def one_of(ids: Iterable[int], scores: dict):
    """The score of any of these indicators, None where there is none."""
    return next((scores[pk] for pk in ids if pk in scores), None)
