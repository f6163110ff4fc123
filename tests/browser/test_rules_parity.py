"""static/js/rules.js says what scoring/rules.py and scoring/values.py say, to the letter."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from criteria.rules import Effect, FrameworkRule, Grading, NotApplicable, Shrunk
from scoring.client_rules import framework_as_json, hundredths
from scoring.rules import evaluate
from scoring.values import read, written
from tests.strategies import examples_of, sheets, typed
from vietnamese.numbers import format_decimal

RULES = Path(__file__).parents[2] / "static" / "js" / "rules.js"

# BigInt does not cross the border between browser and test: it goes as a text.
LOAD = """
  const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
  const rules = await import(url);
  const plain = (thing) => JSON.parse(
    JSON.stringify(thing, (key, x) => typeof x === "bigint" ? String(x) : x));
"""
EVALUATE_ALL = f"""async ([source, cases]) => {{ {LOAD}
  const value = (given) => given && {{
    ...given, points: given.points === null ? null : BigInt(given.points)}};
  return cases.map(({{framework, lines}}) => plain(rules.evaluate(
    framework, lines.map((line) => ({{...line, value: value(line.value)}})))));
}}"""
READ_ALL = f"""async ([source, cases]) => {{ {LOAD}
  return cases.map(({{indicator, text, members, reason}}) => {{
    try {{
      const value = rules.read(indicator, text, members, reason);
      return plain({{...value, written: rules.written(value)}});
    }} catch (error) {{
      return error.message;
    }}
  }});
}}"""
FORMAT_ALL = f"""async ([source, numbers]) => {{ {LOAD}
  return numbers.map((n) => [
    rules.format(BigInt(n)), rules.format(BigInt(n), {{grouped: false}})]);
}}"""


@pytest.fixture
def ask(page):
    """Ask the module about many cases in one go."""
    return lambda program, cases: page.evaluate(program, [RULES.read_text(), cases])


def test_the_browser_evaluates_generated_sheets_as_the_server_does(ask):
    cases = examples_of(sheets(), 150) + examples_of(sheets(complete=True), 300)
    expected = [evaluate(framework, lines) for framework, lines in cases]

    answers = ask(EVALUATE_ALL, [sheet_as_json(*case) for case in cases])

    assert answers == [result_as_json(result) for result in expected]
    assert rules_that_were_not_met(cases, expected) == []


def test_the_browser_reads_generated_texts_as_the_server_does(ask):
    cases = examples_of(typed(), 1000)
    expected = [reading(*case) for case in cases]

    answers = ask(READ_ALL, [typed_as_json(*case) for case in cases])

    assert answers == expected
    assert len({answer for answer in expected if isinstance(answer, str)}) > 40


def test_the_browser_prints_numbers_as_the_server_does(ask):
    numbers = [0, 5, 50, 100, 9250, 9999, 99999, 100000, 123456789, -50, -123450]

    answers = ask(FORMAT_ALL, numbers)

    values = [Decimal(number) / 100 for number in numbers]
    assert answers == [
        [format_decimal(value), format_decimal(value, grouped=False)]
        for value in values
    ]


def sheet_as_json(framework, lines):
    return {
        "framework": framework_as_json(framework),
        "lines": [
            {
                "indicator": line.indicator.id,
                "value": value_as_json(line),
                "hasNote": line.has_note,
            }
            for line in lines
        ],
    }


def value_as_json(line):
    if line.points is None and not line.not_applicable:
        return None
    return {"points": as_text(line.points), "notApplicable": line.not_applicable}


def result_as_json(result):
    return {
        "total": as_text(result.total),
        "maximum": as_text(result.maximum),
        "percent": as_text(result.percent),
        "grade": result.grade,
        "scored": result.scored,
        "required": result.required,
        "isComplete": result.is_complete,
        "hardFailed": list(result.hard_failed),
        "unexplained": list(result.unexplained),
        "subtotals": [
            {
                "criterion": part.criterion,
                "points": as_text(part.points),
                "maximum": as_text(part.maximum),
                "scored": part.scored,
                "required": part.required,
            }
            for part in result.subtotals
        ],
    }


def typed_as_json(rule, text, members, reason):
    framework = framework_of(rule)
    return {
        "indicator": framework_as_json(framework)["indicators"][0],
        "text": text,
        "members": members,
        "reason": reason,
    }


def reading(rule, text, members, reason):
    try:
        value = read(rule, text, members=members, reason=reason)
    except ValueError as error:
        return str(error)
    return {
        "points": as_text(value.points),
        "actual": as_text(value.actual),
        "plan": as_text(value.plan),
        "notApplicable": value.not_applicable,
        "reason": value.reason,
        "written": written(value),
    }


def as_text(number):
    return None if number is None else str(hundredths(number))


def framework_of(rule):
    return FrameworkRule(
        max_total=rule.max_points, criteria=(), indicators=(rule,), bands=()
    )


def rules_that_were_not_met(cases, results):
    """What the generated sheets should contain and do not: a thin net would prove little."""
    pairs = list(zip(cases, results, strict=True))
    met = {
        "hard failure below the cap": any(is_capped(*case, r) for case, r in pairs),
        "a grade lost by a requirement": any(
            f.grading == Grading.TOTAL
            and r.grade
            and f.bands[0].requirements
            and r.total >= f.bands[0].from_points
            and r.grade != f.bands[0].id
            for (f, _), r in pairs
        ),
        "graded by criteria": any(
            f.grading == Grading.CRITERIA and r.grade for (f, _), r in pairs
        ),
        "percent cut": any(
            r.percent is not None and r.percent * r.maximum != r.total * 100
            for _, r in pairs
        ),
        "zero beside empty": any(
            {0, None} <= {line.points for line in lines} for (_, lines), _ in pairs
        ),
        "a deduction without a note": any(r.unexplained for _, r in pairs),
    }
    for shrunk in Shrunk:
        met[f"shrunk maximum, {shrunk}"] = any(
            f.shrunk == shrunk and r.grade and r.maximum < f.max_total
            for (f, _), r in pairs
        )
    lines = [line for (_, lines), _ in pairs for line in lines]
    for effect in Effect:
        met[effect] = any(x.indicator.effect == effect and x.points for x in lines)
    for rule in (NotApplicable.FULL, NotApplicable.EXCLUDE):
        met[rule] = any(
            x.indicator.not_applicable == rule and x.not_applicable for x in lines
        )
    return [name for name, is_met in met.items() if not is_met]


def is_capped(framework, lines, result):
    """Without its hard indicators the sheet would have a better grade."""
    soft = [
        replace(line, indicator=replace(line.indicator, is_hard=False))
        for line in lines
    ]
    return evaluate(framework, soft).grade != result.grade
