"""Frameworks, sheets and typed texts for generated tests: every rule that the model knows."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import Phase, given, seed, settings
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
    *("x", "Đạt", "KHÔNG  đạt", "có"),
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


RUN = 50


def examples_of(strategy, count):
    """The same `count` examples at every run, for tests that need all of them at once.

    Many short runs: in a long one Hypothesis likes to vary what it has, and whole kinds of
    examples may be missing.
    """
    found = []
    for start in range(0, count, RUN):

        @seed(start)
        @settings(
            max_examples=min(RUN, count - start),
            database=None,
            phases=[Phase.generate],
        )
        @given(strategy)
        def collect(example):
            found.append(example)

        collect()
    return found


# Made once: to make a strategy anew for each example takes longer than to draw from it.
STEP, STEP_COUNT = st.sampled_from(STEPS), st.integers(1, 40)
MEASURE, NOT_APPLICABLE = st.sampled_from(Measure), st.sampled_from(NotApplicable)
RATIO_OF, SHRUNK, EITHER = (
    st.sampled_from(RatioOf),
    st.sampled_from(Shrunk),
    st.booleans(),
)
GRADING = st.sampled_from([Grading.TOTAL, Grading.TOTAL, Grading.CRITERIA])
ORDINARY, ANY_EFFECT = st.just(Effect.ORDINARY), st.sampled_from(Effect)
SHARES = st.sets(st.sampled_from(range(0, 100, 5)), max_size=4)
BOUND = st.integers(0, 15_000).map(lambda hundredths: Decimal(hundredths) / 100)
BOUNDS = [st.sets(BOUND, min_size=count, max_size=count) for count in range(6)]
BAND_PERCENTS = st.sets(st.sampled_from([30, 50, 70, 80, 90, 100]), min_size=1)
REQUIRED_PERCENT = st.sampled_from([Decimal(p) for p in ("33.33", "50", "80", "100")])
REQUIRED_OF = st.sampled_from(["indicator", "criterion", "all"])
REQUIREMENTS = st.just([]) | st.lists(REQUIRED_OF, min_size=1, max_size=2)
MEMBERS, REASON = st.sampled_from([0, 29, 30, 60]), st.sampled_from(REASONS)


@st.composite
def indicators(draw, pk=1, criterion=1, effect=ANY_EFFECT):
    """One that can be published, measured in any of the ways."""
    step, count = draw(STEP), draw(STEP_COUNT)
    rule = IndicatorRule(
        id=pk,
        criterion=criterion,
        code=f"{criterion}.{pk}",
        max_points=step * count,
        step=step,
        measure=draw(MEASURE),
        effect=draw(effect),
        not_applicable=draw(NOT_APPLICABLE),
        pass_mark=step * draw(st.integers(1, count)) if draw(EITHER) else None,
    )
    if rule.is_required:
        rule = replace(rule, is_hard=draw(EITHER))
    if rule.not_applicable != NotApplicable.NOT_ALLOWED:
        rule = replace(rule, is_occasional=draw(EITHER))
    if rule.measure == Measure.OPTIONS:
        rule = replace(rule, options=_shares_of(rule.max_points, draw))
    if rule.measure == Measure.RATIO:
        ratio_of = draw(RATIO_OF)
        thresholds = _thresholds(rule.max_points, ratio_of, draw)
        rule = replace(rule, ratio_of=ratio_of, thresholds=thresholds)
    return rule


def _shares_of(most, draw):
    """`most` and parts of it, all different, the highest first."""
    shares = {most * percent / 100 for percent in {*draw(SHARES), 100}}
    rounded = {share.quantize(Decimal("0.01")) for share in shares}
    return tuple(sorted(rounded, reverse=True))


def _thresholds(most, ratio_of, draw):
    """A table for all cells, or one for small and one for big ones."""
    if ratio_of == RatioOf.PLAN and draw(EITHER):
        return ()
    points = _shares_of(most, draw)
    groups = [(0, 30), (30, None)] if draw(EITHER) else [(0, None)]
    rows = []
    for members_from, members_below in groups:
        bounds = sorted(draw(BOUNDS[len(points)]), reverse=True)
        rows += [
            Threshold(bound, earned, members_from, members_below)
            for bound, earned in zip(bounds, points, strict=True)
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
            effect = ANY_EFFECT if rules else ORDINARY
            pk = criterion.id * 10 + at
            rules.append(draw(indicators(pk, criterion.id, effect)))
    framework = FrameworkRule(
        max_total=Decimal(0),
        criteria=criteria,
        indicators=tuple(rules),
        bands=(),
        grading=draw(GRADING),
        shrunk=draw(SHRUNK),
        explain_deductions=draw(EITHER),
    )
    framework = replace(framework, max_total=ordinary_sum(framework))
    return replace(framework, bands=_bands(framework, draw))


def _bands(framework, draw):
    bounds = [framework.max_total * percent / 100 for percent in draw(BAND_PERCENTS)]
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
            requirements=_requirements(framework, draw) if bound else (),
        )
        for pk, bound in enumerate(bounds, start=1)
    )


def _requirements(framework, draw):
    parts = {"indicator": framework.indicators, "criterion": framework.criteria}
    required = []
    for kind in draw(REQUIREMENTS):
        of = {kind: draw(st.sampled_from(parts[kind])).id} if kind in parts else {}
        required.append(Requirement(draw(REQUIRED_PERCENT), **of))
    return tuple(required)


@st.composite
def sheets(draw, *, complete=False):
    """A framework and lines of it: scored (high ones prevail), empty, not applicable."""
    framework = draw(frameworks())
    return framework, [_line(rule, complete, draw) for rule in framework.indicators]


def _line(rule, complete, draw):
    states = ["scored"] * 6 + ([] if complete else ["empty"])
    if rule.not_applicable != NotApplicable.NOT_ALLOWED:
        states += ["not applicable"] * 2
    state, has_note = draw(st.sampled_from(states)), draw(EITHER)
    if state != "scored":
        return Line(rule, not_applicable=state == "not applicable", has_note=has_note)
    hundredths = int(rule.max_points * 100)
    some = st.integers(0, hundredths)
    points = draw(st.just(hundredths) | st.just(0) | some)
    return Line(rule, Decimal(points) / 100, has_note=has_note)


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
    return rule, text, draw(MEMBERS), draw(REASON)


def _spelled(number):
    return format_decimal(number, grouped=False)
