"""Values and figures as they are told to a browser: numbers as Vietnamese text ("92,5")."""

from django.utils import timezone

from criteria.models import GradeBand
from scoring.models import Field, Score
from scoring.rules import Result
from scoring.values import written
from vietnamese.numbers import format_decimal


def bands_of(bands) -> dict[int, dict]:
    return {band.pk: {"name": band.name, "tone": band.tone} for band in bands}


def figures_of(result: Result, bands: dict[int, dict]) -> dict:
    """A result for page and browser alike: numbers as Vietnamese text ("92,5")."""
    percent = result.percent
    return {
        "total": format_decimal(result.total),
        "maximum": format_decimal(result.maximum),
        "percent": None if percent is None else format_decimal(percent),
        "grade": bands.get(result.grade),
        "scored": result.scored,
        "required": result.required,
        "is_complete": result.is_complete,
        "hard_failed": list(result.hard_failed),
        "unexplained": list(result.unexplained),
        "subtotals": [
            {
                "criterion": subtotal.criterion,
                "points": format_decimal(subtotal.points),
                "maximum": format_decimal(subtotal.maximum),
                "scored": subtotal.scored,
                "required": subtotal.required,
            }
            for subtotal in result.subtotals
        ],
    }


def figures_of_sheets(results: dict[int, Result]) -> dict[int, dict]:
    """The figures of several sheets, by sheet id; one query for the grades' names."""
    grades = {result.grade for result in results.values() if result.grade}
    bands = bands_of(GradeBand.objects.filter(pk__in=grades))
    return {pk: figures_of(result, bands) for pk, result in results.items()}


def value_as_json(score: Score, field: str) -> dict:
    """How a value stands now, for a page that shows an older one."""
    if field == Field.NOTE:
        return {"text": score.note, "version": score.note_version, "reason": ""}
    is_own = field == Field.SELF_POINTS
    value = score.self_value if is_own else score.value
    return {
        "text": written(value),
        "version": score.self_version if is_own else score.version,
        "reason": value.reason,
    }


def outcome_as_json(outcome):
    change = outcome.change
    return {
        "score": outcome.score,
        "field": outcome.field,
        "verdict": outcome.verdict,
        "text": outcome.text,
        "version": outcome.version,
        "points": None if outcome.points is None else format_decimal(outcome.points),
        "reason": outcome.reason,
        "message": outcome.message or told(change),
        "by": str(change.by) if change else "",
        "at": clock(change.at) if change else "",
    }


def told(change):
    """Who wrote the value that stands now, for the one who wrote another."""
    if change is None:
        return ""
    what = f"ghi {change.new}" if change.new else "xóa giá trị này"
    return f"{change.by} {what} lúc {clock(change.at)}."


def clock(at):
    return f"{timezone.localtime(at):%H:%M ngày %d/%m/%Y}"
