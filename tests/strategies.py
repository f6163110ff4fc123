"""Frameworks, sheets and typed texts for generated tests: every rule that the model knows."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from criteria.rules import (
    BandRule,
    CriterionRule,
    Effect,
    FrameworkRule,
    Grading,
    IndicatorRule,
    Measure,
    NotApplicable,
    RatioOf,
    Requirement,
    Shrunk,
    Threshold,
    ordinary_sum,
)
from scoring.rules import Line
from vietnamese.numbers import format_decimal

STEPS = [Decimal(step) for step in ("0.25", "0.5", "1", "2.5")]
AMOUNTS = st.decimals(0, 200, places=2) | st.integers(0, 40).map(Decimal)
NOISE = [
    *("-1", "−0,5", "+3", "-0", "0", "0,0", "00", "1.234", "12.345", "1,234", "4,500"),
    *(
        "1,2,3",
        "1.2.3",
        "abc",
        "5%",
        "%",
        "/",
        "5/",
        "/5",
        "5/0",
        "3/-1",
        "1/3%",
        "7/7/7",
    ),
    *("KAD", "kad", "Kađ", "k a d", " KAD\t", "KAD.", "٣", "½", "1e3", "1_000", "∞"),
    *(
        "  7 ",
        "\N{NO-BREAK SPACE}7",
        "\x1f7",
        "\N{ZERO WIDTH NO-BREAK SPACE}7",
        "",
        " ",
    ),
    *("9" * 20, "9" * 21, "999999999,99", "1000000000", "0,001", "1000000000/3", "😀"),
]
REASONS = ["", "  ", "Chỉ có bí thư, không có chi ủy", "dài " * 75, "dài " * 76]


def examples_of(strategy, count):
    """The same `count` examples at every run, for tests that need all of them at once."""
    found = []

    @settings(
        max_examples=count, derandomize=True, database=None, phases=[Phase.generate]
    )
    @given(strategy)
    def collect(example):
        found.append(example)

    collect()
    return found


@st.composite
def indicators(draw, pk=1, criterion=1, effects=tuple(Effect)):
    """One that can be published, measured in any of the ways."""
    step = draw(st.sampled_from(STEPS))
    most = step * draw(st.integers(1, 40))
    rule = IndicatorRule(
        id=pk,
        criterion=criterion,
        code=f"{criterion}.{pk}",
        max_points=most,
        step=step,
        measure=draw(st.sampled_from(Measure)),
        effect=draw(st.sampled_from(effects)),
        not_applicable=draw(st.sampled_from(NotApplicable)),
        pass_mark=draw(st.none() | st.integers(1, int(most / step)).map(step.__mul__)),
    )
    if rule.is_required:
        rule = replace(rule, is_hard=draw(st.booleans()))
    if rule.not_applicable != NotApplicable.NOT_ALLOWED:
        rule = replace(rule, is_occasional=draw(st.booleans()))
    if rule.measure == Measure.OPTIONS:
        rule = replace(rule, options=draw(_shares_of(most)))
    if rule.measure == Measure.RATIO:
        ratio_of = draw(st.sampled_from(RatioOf))
        rule = replace(
            rule, ratio_of=ratio_of, thresholds=draw(_thresholds(rule, ratio_of))
        )
    return rule


def _shares_of(most):
    """`most` and parts of it, all different, the highest first."""
    parts = st.sets(st.sampled_from(range(0, 100, 5)), max_size=4)
    return (
        parts.map(
            lambda percents: tuple(
                most * percent / 100
                for percent in sorted({*percents, 100}, reverse=True)
            )
        )
        .map(lambda points: tuple(p.quantize(Decimal("0.01")) for p in points))
        .filter(lambda points: len(set(points)) == len(points))
    )


@st.composite
def _thresholds(draw, rule, ratio_of):
    """A table for all cells, or one for small and one for big ones."""
    if ratio_of == RatioOf.PLAN and draw(st.booleans()):
        return ()
    points = draw(_shares_of(rule.max_points))
    limit = draw(st.none() | st.just(30))
    groups = [(0, None)] if limit is None else [(0, limit), (limit, None)]
    rows = []
    for members_from, members_below in groups:
        bounds = draw(
            st.sets(
                st.decimals(0, 150, places=2),
                min_size=len(points),
                max_size=len(points),
            )
        )
        rows += [
            Threshold(bound, earned, members_from, members_below)
            for bound, earned in zip(sorted(bounds, reverse=True), points, strict=True)
        ]
    return tuple(rows)


@st.composite
def frameworks(draw):
    """One that can be published: sums, bands and caps fit."""
    count = draw(st.integers(1, 3))
    criteria = tuple(CriterionRule(id=pk, code=str(pk)) for pk in range(1, count + 1))
    rules = []
    for criterion in criteria:
        for at in range(draw(st.integers(1, 4))):
            # The first of all is ordinary, else there would be nothing to add up.
            effects = tuple(Effect) if rules else (Effect.ORDINARY,)
            pk = criterion.id * 10 + at
            rules.append(draw(indicators(pk, criterion.id, effects)))
    framework = FrameworkRule(
        max_total=Decimal(0),
        criteria=criteria,
        indicators=tuple(rules),
        bands=(),
        grading=draw(st.sampled_from([Grading.TOTAL, Grading.TOTAL, Grading.CRITERIA])),
        shrunk=draw(st.sampled_from(Shrunk)),
        explain_deductions=draw(st.booleans()),
    )
    framework = replace(framework, max_total=ordinary_sum(framework))
    return replace(framework, bands=draw(_bands(framework)))


@st.composite
def _bands(draw, framework):
    percents = draw(st.sets(st.sampled_from([30, 50, 70, 80, 90, 100]), min_size=1))
    bounds = [framework.max_total * percent / 100 for percent in percents]
    bounds = sorted(
        {Decimal(0), *(b.quantize(Decimal("0.01")) for b in bounds)}, reverse=True
    )
    cap = draw(st.integers(0, len(bounds) - 1))
    return tuple(
        BandRule(
            id=pk,
            name=f"Mức {pk}",
            from_points=bound,
            is_cap=pk - 1 == cap,
            # The lowest band takes everybody.
            requirements=draw(_requirements(framework)) if bound else (),
        )
        for pk, bound in enumerate(bounds, start=1)
    )


def _requirements(framework):
    percents = st.sampled_from([Decimal(p) for p in ("33.33", "50", "80", "100")])
    of_indicator = st.builds(
        Requirement,
        percents,
        indicator=st.sampled_from([i.id for i in framework.indicators]),
    )
    of_criterion = st.builds(
        Requirement,
        percents,
        criterion=st.sampled_from([c.id for c in framework.criteria]),
    )
    of_all = st.builds(Requirement, percents)
    some = st.lists(of_indicator | of_criterion | of_all, min_size=1, max_size=2)
    return st.just(()) | some.map(tuple)


@st.composite
def sheets(draw, *, complete=False):
    """A framework and lines of it: scored (high ones prevail), empty, not applicable."""
    framework = draw(frameworks())
    return framework, [draw(_line(rule, complete)) for rule in framework.indicators]


@st.composite
def _line(draw, rule, complete):
    states = ["scored"] * 6 + ([] if complete else ["empty"])
    if rule.not_applicable != NotApplicable.NOT_ALLOWED:
        states.append("not applicable")
    state = draw(st.sampled_from(states))
    if state != "scored":
        is_not_applicable = state == "not applicable"
        return Line(
            rule, not_applicable=is_not_applicable, has_note=draw(st.booleans())
        )
    hundredths = int(rule.max_points * 100)
    some = st.integers(0, hundredths).map(lambda n: Decimal(n) / 100)
    points = draw(st.just(rule.max_points) | st.just(Decimal(0)) | some)
    return Line(rule, points, has_note=draw(st.booleans()))


@st.composite
def typed(draw):
    """(indicator, text, members, reason) as somebody types it, right or wrong."""
    rule = draw(indicators())
    amounts = AMOUNTS.map(_spelled)
    ratios = st.tuples(amounts, amounts).map("/".join)
    steps = st.integers(0, int(rule.max_points / rule.step) + 1)
    fitting = [steps.map(rule.step.__mul__).map(_spelled)]
    fitting += [st.sampled_from(rule.options).map(_spelled)] if rule.options else []
    fitting += [ratios, amounts] if rule.measure == Measure.RATIO else []
    text = draw(st.one_of(*fitting, st.sampled_from(NOISE), ratios | amounts))
    members = draw(st.sampled_from([0, 29, 30, 60]))
    return rule, text, members, draw(st.sampled_from(REASONS))


def _spelled(number):
    return format_decimal(number, grouped=False)
