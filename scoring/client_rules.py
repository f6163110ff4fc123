"""A framework as the browser gets it, for `static/js/rules.js`: JSON, numbers in hundredths."""

from decimal import Decimal

from criteria.rules import BandRule, FrameworkRule, IndicatorRule


def framework_as_json(framework: FrameworkRule) -> dict:
    """Whatever `evaluate` and `read` of rules.js ask for; every amount is an int: 42,5 is 4250."""
    return {
        "maxTotal": hundredths(framework.max_total),
        "grading": framework.grading.value,
        "shrunk": framework.shrunk.value,
        "explainDeductions": framework.explain_deductions,
        "criteria": [
            {"id": criterion.id, "code": criterion.code, "name": criterion.name}
            for criterion in framework.criteria
        ],
        "indicators": [_indicator(rule) for rule in framework.indicators],
        "bands": [_band(rule) for rule in framework.bands],
    }


def hundredths(number: Decimal) -> int:
    """Exact: the columns behind a framework have two places."""
    return int(number * 100)


def _indicator(rule: IndicatorRule) -> dict:
    return {
        "id": rule.id,
        "criterion": rule.criterion,
        "code": rule.code,
        "name": rule.name,
        "maxPoints": hundredths(rule.max_points),
        "measure": rule.measure.value,
        "effect": rule.effect.value,
        "step": hundredths(rule.step),
        "options": [hundredths(points) for points in rule.options],
        "ratioOf": rule.ratio_of.value,
        "thresholds": [
            {
                "atLeast": hundredths(threshold.at_least),
                "points": hundredths(threshold.points),
                "membersFrom": threshold.members_from,
                "membersBelow": threshold.members_below,
            }
            for threshold in rule.thresholds
        ],
        "notApplicable": rule.not_applicable.value,
        "isOccasional": rule.is_occasional,
        "isHard": rule.is_hard,
        "passMark": None if rule.pass_mark is None else hundredths(rule.pass_mark),
    }


def _band(rule: BandRule) -> dict:
    return {
        "id": rule.id,
        "name": rule.name,
        "fromPoints": hundredths(rule.from_points),
        "isCap": rule.is_cap,
        "requirements": [
            {
                "minPercent": hundredths(requirement.min_percent),
                "indicator": requirement.indicator,
                "criterion": requirement.criterion,
            }
            for requirement in rule.requirements
        ],
    }
