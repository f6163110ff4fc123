"""Which indicators of two versions of a framework are one, and whether their points mean the
same: only those can stand beside each other."""

from collections.abc import Iterable

from criteria.models import Criterion, Framework, Indicator
from criteria.rules import IndicatorRule


def is_same(one: Indicator | Criterion, other: Indicator | Criterion) -> bool:
    """The same part of a framework, or of two versions that came one from the other."""
    return (
        one.pk == other.pk
        or one.pk == other.origin_id
        or one.origin_id == other.pk
        or bool(one.origin_id)
        and one.origin_id == other.origin_id
    )


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
    for old in (one for framework in earlier for one in _indicators(framework)):
        for indicator in _indicators(now):
            if is_same(old, indicator) and have_same_scale(
                old.rule(), indicator.rule()
            ):
                found[indicator.pk].add(old.pk)
    return found


def _indicators(framework):
    return [i for c in framework.criteria.all() for i in c.indicators.all()]


def one_of(ids: Iterable[int], scores: dict):
    """The score of any of these indicators, None where there is none."""
    return next((scores[pk] for pk in ids if pk in scores), None)
