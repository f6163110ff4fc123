"""Keeping `total`, `percent`, `grade` ... of sheets equal to what the rules say."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from criteria.models import Framework
from criteria.rules import FrameworkRule
from scoring.models import Evaluation, Score
from scoring.rows import update_rows
from scoring.rules import Result, evaluate

KEPT = (
    "total",
    "maximum",
    "percent",
    "grade",
    "hard_failed",
    "scored",
    "required",
    "is_complete",
)


def rules_of(framework_ids: Iterable[int]) -> dict[int, FrameworkRule]:
    """The frameworks with these ids as plain values, in a fixed number of queries."""
    frameworks = Framework.objects.filter(pk__in=set(framework_ids)).with_parts()
    return {framework.pk: framework.rule() for framework in frameworks}


def results_of(
    evaluations: Iterable[Evaluation],
    rules: dict[int, FrameworkRule],
    *,
    line: Callable = Score.line,
) -> dict[int, Result]:
    """What the rules say of each sheet as it stands in the database, by its id.

    Of the verified values; of what the cells said themselves with `Score.self_line`.
    """
    framework_of = {e.pk: e.framework_id for e in evaluations}
    indicators = {
        indicator.id: indicator
        for rule in rules.values()
        for indicator in rule.indicators
    }
    lines = defaultdict(list)
    for score in Score.objects.filter(evaluation__in=framework_of):
        lines[score.evaluation_id].append(line(score, indicators[score.indicator_id]))
    return {
        pk: evaluate(rules[framework_id], lines[pk])
        for pk, framework_id in framework_of.items()
    }


def kept_values(result: Result) -> tuple:
    """The values of `KEPT` for a result, in that order."""
    return (
        result.total,
        result.maximum,
        result.percent,
        result.grade,
        bool(result.hard_failed),
        result.scored,
        result.required,
        result.is_complete,
    )


def keep_results(results: dict[int, Result]) -> None:
    rows = [(*kept_values(result), pk) for pk, result in results.items()]
    update_rows(Evaluation, KEPT, rows)


def sheets_with_wrong_results(*, chunk: int = 2000) -> Iterator[Evaluation]:
    """The sheets whose kept values differ from what the rules say, in order of their ids."""
    rules: dict[int, FrameworkRule] = {}
    last = 0
    while sheets := list(
        Evaluation.objects.filter(pk__gt=last)
        .select_related("period", "committee")
        .order_by("pk")[:chunk]
    ):
        last = sheets[-1].pk
        rules |= rules_of({sheet.framework_id for sheet in sheets} - rules.keys())
        results = results_of(sheets, rules)
        for sheet in sheets:
            if _held_values(sheet) != kept_values(results[sheet.pk]):
                yield sheet


def _held_values(sheet: Evaluation) -> tuple:
    columns = (Evaluation._meta.get_field(name).attname for name in KEPT)
    return tuple(getattr(sheet, column) for column in columns)
