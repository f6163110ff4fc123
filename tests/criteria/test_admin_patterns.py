"""The rule patterns R1 to R16 of real frameworks, each set up through the admin's forms.

A pattern is what an administrator types; what comes out is judged by the scoring rules.
"""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from django.urls import reverse

from criteria.models import Framework, GradeBand, Indicator
from criteria.rules import problems_of
from scoring.rules import Line, evaluate, grade_of_year
from scoring.values import read
from tests.desk import Desk
from tests.factories import CommitteeFactory, ProgrammeFactory

POINTS = {"max_points": "50"}
YES_NO = {"max_points": "50", "measure": "yes_no"}
RATIO = {"measure": "ratio"}
BANDS = [("Tốt", "90"), ("Khá", "70"), ("Trung bình", "50"), ("Kém", "0")]


@dataclass
class Pattern:
    """`indicators` are posted on indicator pages (with "options" and "thresholds" rows),
    `requirements` on the page of the band, by the number of what they name."""

    indicators: dict
    sheets: list  # (what is typed for each indicator, members, total, grade)
    framework: dict = field(default_factory=dict)
    bands: list = field(default_factory=lambda: BANDS)
    band: dict = field(default_factory=dict)
    requirements: dict = field(default_factory=dict)
    cap: str = ""


def steps(*rows):
    names = ("at_least", "points", "members_from", "members_below")
    return [dict(zip(names, row, strict=False)) for row in rows]


PATTERNS = {
    "R1 half-open bands": Pattern(
        {"1.1": {"max_points": "100"}},
        [
            ("89,5", 20, "89.5", "Khá"),
            ("90", 20, "90", "Tốt"),
            ("49,5", 20, "49.5", "Kém"),
        ],
    ),
    "R2 knock-out by named indicators": Pattern(
        {"1.1": {"max_points": "10"}, "1.2": {"max_points": "90"}},
        [("10 90", 20, "100", "Tốt"), ("9,5 90", 20, "99.5", "Khá")],
        requirements={"Tốt": [("1.1", "100")]},
    ),
    "R3 hard criterion": Pattern(
        {"1.1": {**POINTS, "is_hard": "on", "pass_mark": "40"}, "1.2": POINTS},
        [("40 50", 20, "90", "Tốt"), ("39,5 50", 20, "89.5", "Trung bình")],
        cap="Trung bình",
    ),
    "R4 conditions beside the score": Pattern(
        {
            "1.1": {"max_points": "100"},
            "1.2": {"max_points": "1", "measure": "yes_no", "effect": "condition"},
            "1.3": {
                **RATIO,
                "max_points": "1",
                "effect": "condition",
                "thresholds": steps(("30", "1")),
            },
        },
        [
            ("95 1 30/100", 20, "95", "Tốt"),
            ("95 1 29/100", 20, "95", "Khá"),
            ("95 0 30/100", 20, "95", "Khá"),
        ],
        requirements={"Tốt": [("1.2", "100"), ("1.3", "100")]},
    ),
    "R6 grade by criterion, no total": Pattern(
        {"1.1": POINTS, "2.1": POINTS},
        [
            ("50 45", 20, "95", "Tốt"),
            ("50 35", 20, "85", "Khá"),
            ("50 34,5", 20, "84.5", "Trung bình"),
        ],
        framework={"grading": "criteria"},
    ),
    "R8 stepped choice above zero": Pattern(
        {
            "1.1": {"max_points": "96"},
            "1.2": {
                "max_points": "4",
                "measure": "options",
                "options": [
                    {"label": f"Phương án {points}", "points": points}
                    for points in "4321"
                ],
            },
        },
        [("96 4", 20, "100", "Tốt"), ("86 1", 20, "87", "Khá")],
    ),
    "R9 thresholds by the size of the cell": Pattern(
        {
            "1.1": {
                **RATIO,
                "max_points": "100",
                "ratio_of": "amount",
                "unit": "phút",
                "thresholds": steps(
                    ("90", "100", "0", "30"),
                    ("120", "100", "30"),
                    ("75", "60", "0", "30"),
                ),
            }
        },
        [("90", 29, "100", "Tốt"), ("90", 30, "0", "Kém"), ("120", 30, "100", "Tốt")],
    ),
    "R10 not applicable earns everything": Pattern(
        {"1.1": {**YES_NO, "not_applicable": "full"}, "1.2": POINTS},
        [("KAD 50", 20, "100", "Tốt"), ("0 50", 20, "50", "Trung bình")],
    ),
    "R11 only when it happens": Pattern(
        {
            "1.1": {
                "max_points": "5",
                "is_occasional": "on",
                "not_applicable": "exclude",
                "months": ["2", "5", "8", "11"],
            },
            "1.2": {"max_points": "95"},
        },
        [("KAD 85,5", 20, "85.5", "Tốt"), ("0 85,5", 20, "85.5", "Khá")],
    ),
    "R12 bonus inside the hundred": Pattern(
        {"1.1": {"max_points": "99"}, "1.2": {"max_points": "1", "measure": "yes_no"}},
        [("89 1", 20, "90", "Tốt"), ("89 0", 20, "89", "Khá")],
    ),
    "R14 all or nothing": Pattern(
        {"1.1": YES_NO, "1.2": YES_NO},
        [("50 50", 20, "100", "Tốt"), ("50 0", 20, "50", "Trung bình")],
    ),
    "R16 points from a percentage": Pattern(
        {
            "1.1": {
                **RATIO,
                "max_points": "30",
                "thresholds": steps(
                    ("90", "30"),
                    ("80", "27"),
                    ("70", "24"),
                    ("60", "20"),
                    ("50", "15"),
                    ("0", "10"),
                ),
            },
            "1.2": {"max_points": "70"},
        },
        [
            ("18/20 70", 20, "100", "Tốt"),
            ("17/20 70", 20, "97", "Tốt"),
            ("5/20 70", 20, "80", "Khá"),
        ],
    ),
    "bonus and penalty outside the total": Pattern(
        {
            "1.1": {"max_points": "100"},
            "1.2": {"max_points": "5", "effect": "bonus"},
            "1.3": {"max_points": "10", "effect": "penalty"},
        },
        [("88 2 0", 20, "90", "Tốt"), ("95 0 10", 20, "85", "Khá")],
    ),
}


@pytest.fixture
def desk(client, db):
    return Desk(client)


def page_of(row):
    return reverse(f"admin:criteria_{row._meta.model_name}_change", args=[row.pk])


def set_up(desk, pattern):
    """Build the pattern's framework; every step is a form of the admin."""
    desk.send(
        reverse("admin:criteria_framework_add"),
        name="Bộ tiêu chí",
        programme=ProgrammeFactory().pk,
        committee=CommitteeFactory().pk,
        effective_from="01/2022",
        with_bands="",
        **pattern.framework,
    )
    framework = Framework.objects.get()
    headings = sorted({code.split(".")[0] for code in pattern.indicators})
    desk.send(
        page_of(framework),
        {
            "criteria": [
                {"code": code, "name": f"Tiêu chí {code}"} for code in headings
            ],
            "bands": [
                {"name": name, "from_points": bound}
                | ({"is_cap": "on"} if name == pattern.cap else {})
                for name, bound in pattern.bands
            ],
        },
    )
    for heading in framework.criteria.all():
        own = {
            c: f for c, f in pattern.indicators.items() if c.startswith(heading.code)
        }
        rows = [
            {"code": code, "name": f"Chỉ số {code}", "max_points": fields["max_points"]}
            for code, fields in own.items()
        ]
        desk.send(page_of(heading), {"indicators": rows})
    for code, fields in pattern.indicators.items():
        indicator = Indicator.objects.get(code=code)
        rows = {key: fields[key] for key in ("options", "thresholds") if key in fields}
        desk.send(
            page_of(indicator),
            rows,
            **{k: v for k, v in fields.items() if k not in rows},
        )
    for name, asked in pattern.requirements.items():
        rows = [
            {"indicator": Indicator.objects.get(code=code).pk, "min_percent": percent}
            for code, percent in asked
        ]
        desk.send(page_of(GradeBand.objects.get(name=name)), {"requirements": rows})
    return Framework.objects.with_parts().get().rule()


def judged(rule, typed, members):
    lines = []
    for indicator, text in zip(rule.indicators, typed.split(), strict=True):
        value = read(indicator, text, members=members, reason="Không có")
        lines.append(
            Line(indicator, points=value.points, not_applicable=value.not_applicable)
        )
    return evaluate(rule, lines)


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_pattern_set_up_by_forms_judges_sheets_as_the_field_does(desk, pattern):
    rule = set_up(desk, pattern)

    names = {band.id: band.name for band in rule.bands}
    results = [judged(rule, typed, members) for typed, members, _, _ in pattern.sheets]
    assert problems_of(rule) == []
    assert [(result.total, names[result.grade]) for result in results] == [
        (Decimal(total), grade) for _, _, total, grade in pattern.sheets
    ]


def test_r5_grade_of_the_year_from_its_months(desk):
    set_up(desk, Pattern({"1.1": {"max_points": "100"}}, []))
    ids = dict(GradeBand.objects.values_list("name", "pk"))
    good = GradeBand.objects.get(name="Tốt")
    desk.send(page_of(good), year_months="7", year_floor=ids["Khá"])

    bands = Framework.objects.with_parts().get().rule().bands

    assert grade_of_year(bands, [ids["Tốt"]] * 7 + [ids["Khá"]] * 5) == ids["Tốt"]
    assert grade_of_year(bands, [ids["Tốt"]] * 6 + [ids["Khá"]] * 6) == ids["Kém"]
    assert grade_of_year(bands, [ids["Tốt"]] * 11 + [ids["Trung bình"]]) == ids["Kém"]


def test_r7_quota_of_a_band_with_its_base(desk):
    set_up(desk, Pattern({"1.1": {"max_points": "100"}}, []))

    desk.send(
        page_of(GradeBand.objects.get(name="Tốt")),
        quota_percent="20",
        quota_base="next",
    )

    band = GradeBand.objects.get(name="Tốt")
    assert (band.quota_percent, band.quota_base) == (20, "next")


def test_r13_every_deduction_needs_an_explanation(desk):
    pattern = Pattern(
        {"1.1": POINTS, "1.2": POINTS}, [], framework={"explain_deductions": "on"}
    )

    rule = set_up(desk, pattern)

    lost = judged(rule, "50 45", 20).unexplained
    assert [rule.indicator(pk).code for pk in lost] == ["1.2"]


def test_r15_two_kinds_of_meeting_are_two_programmes_with_sheets_of_their_own(desk):
    committee = CommitteeFactory()
    for name in ("Sinh hoạt thường kỳ", "Sinh hoạt chuyên đề"):
        desk.send(reverse("admin:criteria_programme_add"), name=name, slug="")
        desk.send(
            reverse("admin:criteria_framework_add"),
            name=name,
            programme=ProgrammeFactory._meta.model.objects.get(name=name).pk,
            committee=committee.pk,
            effective_from="01/2022",
        )

    made = Framework.objects.order_by("pk").values_list("code", "programme__slug")

    assert list(made) == [
        ("sinh-hoat-thuong-ky", "sinh-hoat-thuong-ky"),
        ("sinh-hoat-chuyen-de", "sinh-hoat-chuyen-de"),
    ]
