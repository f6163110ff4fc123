"""A random province whose sheets are scored line by line, for figures made of scores.

Frameworks with every kind of indicator: two versions of one, one that specialises it and
splits a criterion, one that nothing joins with the others. Results are kept by the rules.
"""

import random
from datetime import date
from decimal import Decimal

from cells.actions import move_cell
from cells.models import Cell
from criteria.actions import new_version, publish, specialise
from criteria.models import Framework, Indicator
from scoring.actions.totals import keep_results, results_of, rules_of
from scoring.models import Evaluation, Score
from tests.factories import (
    NOW,
    CellFactory,
    CommitteeFactory,
    CriterionFactory,
    FrameworkFactory,
    IndicatorFactory,
    RegistrationFactory,
    open_month,
    with_bands,
)

MONTHS = [date(2022, 8, 1), date(2022, 9, 1), date(2022, 10, 1), date(2022, 11, 1)]
# Of two criteria: (code, points, what is special about it). They add up to 100.
SHEET = [
    [
        ("1.1", 20, {}),
        ("1.2", 10, {"not_applicable": "full"}),
        ("1.3", 20, {"not_applicable": "exclude"}),
        ("1.4", 5, {"effect": "bonus", "not_applicable": "full"}),
    ],
    [
        ("2.1", 30, {"not_applicable": "exclude", "is_occasional": True}),
        ("2.2", 10, {"months": 0b001100000000}),  # September and October
        ("2.3", 10, {"is_hard": True, "pass_mark": 4}),
        ("2.4", 5, {"effect": "penalty"}),
        ("2.5", 5, {"effect": "condition"}),
    ],
]
# 2.3 does not allow it: no page accepts that, and yet the rules know what it costs.
NOT_APPLICABLE = {"1.2", "1.3", "1.4", "2.1", "2.3"}


def scored_province(seed, *, cells=10):
    """The committee at the top, after four months of work in its part of the tree."""
    chance = random.Random(seed)  # noqa: S311 - test data
    top = CommitteeFactory(name="Tỉnh ủy")
    committees = [top]
    for _ in range(4):
        committees.append(CommitteeFactory(parent=chance.choice(committees)))
    frameworks = _frameworks(top)
    for number in range(cells):
        RegistrationFactory(
            cell=CellFactory(
                name=f"Chi bộ {number}", committee=chance.choice(committees)
            ),
            framework=frameworks[number % len(frameworks)],
            is_model=chance.random() < 0.6,
        )
    for month in MONTHS:
        if month == MONTHS[-1]:
            moved = Cell.objects.order_by("pk")[chance.randrange(cells)]
            move_cell(cell=moved, to=chance.choice(committees))
        open_month(month)
    _score(chance)
    return top


def _frameworks(top):
    """One framework in two versions, one derived from it, one of its own."""
    first = _published(top, code="tinh", name="Bộ tiêu chí tỉnh")
    second = new_version(framework=first, effective_from=MONTHS[2])
    replaced = Indicator.objects.get(criterion__framework=second, code="2.3")
    replaced.delete()
    IndicatorFactory(
        criterion=second.criteria.get(code="2"),
        code="2.6",
        name="Chỉ số mới của phiên bản 2",
        max_points=10,
    )
    publish(framework=second, at=NOW)
    own = specialise(
        framework=first,
        committee=top,
        name="Bộ tiêu chí cụ thể hóa",
        code="cu-the-hoa",
        effective_from=MONTHS[0],
    )
    split = CriterionFactory(
        framework=own, code="3", origin=first.criteria.get(code="1"), position=9
    )
    Indicator.objects.filter(criterion__framework=own, code="1.2").update(
        criterion=split, code="3.1"
    )
    publish(framework=own, at=NOW)
    return [first, own, _published(top, code="rieng", name="Bộ tiêu chí riêng")]


def _published(committee, **fields):
    framework = with_bands(
        FrameworkFactory(
            committee=committee,
            effective_from=MONTHS[0],
            allows_self_scoring=fields["code"] != "rieng",
            **fields,
        )
    )
    for place, row in enumerate(SHEET):
        criterion = CriterionFactory(
            framework=framework, code=str(place + 1), position=place
        )
        for at, (code, points, special) in enumerate(row):
            IndicatorFactory(
                criterion=criterion,
                code=code,
                name=f"Chỉ số {code}",
                position=at,
                max_points=points,
                **special,
            )
    return publish(framework=framework, at=NOW)


def _score(chance):
    """Most sheets complete, some of them excused; some cells scored themselves as well."""
    modest = {pk for pk in Cell.objects.values_list("pk", flat=True) if pk % 2}
    scores = list(Score.objects.select_related("indicator", "evaluation__framework"))
    unfinished = {
        pk
        for pk in sorted({score.evaluation_id for score in scores})
        if chance.random() < 0.15
    }
    for score in scores:
        indicator, sheet = score.indicator, score.evaluation
        if sheet.pk in unfinished and chance.random() < 0.3:
            continue
        if indicator.code in NOT_APPLICABLE and chance.random() < 0.2:
            score.not_applicable, score.reason = True, "Không phát sinh"
        else:
            score.points = _points(chance, indicator)
        if sheet.framework.allows_self_scoring and sheet.cell_id in modest:
            score.self_points = _points(chance, indicator)
    Score.objects.bulk_update(
        scores, ["points", "not_applicable", "reason", "self_points"]
    )
    sheets = list(Evaluation.objects.all())
    rules = rules_of(Framework.objects.values_list("pk", flat=True))
    keep_results(results_of(sheets, rules))


def _points(chance, indicator):
    """The maximum half the time, any tenth of a point otherwise: 0 is a score."""
    if chance.random() < 0.5:
        return indicator.max_points
    return Decimal(chance.randrange(int(indicator.max_points) * 10 + 1)) / 10
