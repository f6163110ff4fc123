"""Publishing a framework and making new ones from it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from criteria.actions import add_usual_bands, new_version, publish, specialise
from criteria.models import (
    BandRequirement,
    Criterion,
    Framework,
    GradeBand,
    Indicator,
    IndicatorThreshold,
    Option,
)
from criteria.rules import Measure
from tests.factories import (
    NOW,
    CommitteeFactory,
    CriterionFactory,
    FrameworkFactory,
    GradeBandFactory,
    IndicatorFactory,
    published_framework,
    with_bands,
)

pytestmark = pytest.mark.django_db
JULY = date(2023, 7, 1)


def draft(*points):
    framework = with_bands(FrameworkFactory())
    criterion = CriterionFactory(framework=framework)
    for most in points:
        IndicatorFactory(criterion=criterion, max_points=most)
    return framework


def rich_framework():
    """Every kind of part: options, thresholds, requirements, a floor for the year."""
    framework = FrameworkFactory(code="nam-tot")
    first, second = (CriterionFactory(framework=framework) for _ in range(2))
    steps = IndicatorFactory(criterion=first, max_points=60, measure=Measure.OPTIONS)
    for points in (60, 30):
        Option.objects.create(indicator=steps, label=f"{points} điểm", points=points)
    ratio = IndicatorFactory(criterion=second, max_points=40, measure=Measure.RATIO)
    IndicatorThreshold.objects.create(indicator=ratio, at_least=90, points=40)
    low = GradeBandFactory(framework=framework, name="Kém", from_points=0)
    fair = GradeBandFactory(
        framework=framework,
        name="Khá",
        from_points=70,
        year_months=7,
        year_floor=low,
    )
    best = GradeBandFactory(
        framework=framework, name="Tốt", year_months=7, year_floor=fair
    )
    for part in ({"criterion": second}, {"indicator": steps}, {}):
        BandRequirement.objects.create(band=best, min_percent=80, **part)
    return publish(framework=framework, at=NOW)


def shape_of(framework):
    """The rule with numbers for ids, so that two frameworks can be compared."""
    rule = Framework.objects.with_parts().get(pk=framework.pk).rule()
    criteria = [c.id for c in rule.criteria]
    indicators = [i.id for i in rule.indicators]
    bands = [b.id for b in rule.bands]

    def at(ids, pk):
        return None if pk is None else ids.index(pk)

    return (
        rule.max_total,
        [(c.code, c.name) for c in rule.criteria],
        [
            (i.code, at(criteria, i.criterion), i.max_points, i.options, i.thresholds)
            for i in rule.indicators
        ],
        [
            (
                b.name,
                b.from_points,
                b.year_months,
                at(bands, b.year_floor),
                [
                    (
                        r.min_percent,
                        at(indicators, r.indicator),
                        at(criteria, r.criterion),
                    )
                    for r in b.requirements
                ],
            )
            for b in rule.bands
        ],
    )


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ((60, 39), "là 99, phải bằng 100 (thiếu 1 điểm)"),
        ((60, Decimal("40.5")), "là 100,5, phải bằng 100 (thừa 0,5 điểm)"),
    ],
)
def test_a_wrong_sum_is_refused_and_shown(points, sentence):
    framework = draft(*points)

    with pytest.raises(ValidationError) as refusal:
        publish(framework=framework, at=NOW)

    framework.refresh_from_db()
    assert sentence in refusal.value.messages[0]
    assert (len(refusal.value.messages), framework.is_published) == (1, False)


def test_a_sound_framework_is_published_once():
    framework = publish(framework=draft(60, 40), at=NOW)

    assert Framework.objects.get(pk=framework.pk).published_at == NOW
    with pytest.raises(ValidationError, match="đã được ban hành"):
        publish(framework=framework, at=NOW)


def test_the_usual_bands_are_enough_to_publish_with_a_hard_indicator():
    framework = FrameworkFactory(max_total=200)
    IndicatorFactory(
        criterion=CriterionFactory(framework=framework), max_points=200, is_hard=True
    )
    add_usual_bands(framework=framework)

    publish(framework=framework, at=NOW)

    assert list(framework.bands.values_list("name", "from_points", "is_cap")) == [
        ("Xuất sắc", 180, False),
        ("Tốt", 160, False),
        ("Khá", 140, True),
        ("Trung bình", 100, False),
        ("Kém", 0, False),
    ]


def test_a_new_version_is_a_draft_with_all_parts_and_their_origins():
    first = rich_framework()

    second = new_version(framework=first, effective_from=JULY)

    assert (second.code, second.version, second.effective_from) == ("nam-tot", 2, JULY)
    assert not second.is_published
    assert shape_of(second) == shape_of(first)
    assert [c.origin for c in second.criteria.all()] == list(first.criteria.all())
    assert [
        i.origin for i in Indicator.objects.filter(criterion__framework=second)
    ] == list(Indicator.objects.filter(criterion__framework=first))


def test_the_parts_of_a_new_version_are_its_own():
    first = rich_framework()
    second = new_version(framework=first, effective_from=JULY)
    before = shape_of(first)

    Indicator.objects.filter(criterion__framework=second).update(max_points=1)
    Option.objects.filter(indicator__criterion__framework=second).delete()
    GradeBand.objects.filter(framework=second).delete()

    assert shape_of(first) == before


def test_versions_are_counted_within_their_family():
    first = published_framework(CommitteeFactory())
    other = published_framework(CommitteeFactory())
    second = publish(
        framework=new_version(framework=first, effective_from=JULY), at=NOW
    )

    third = new_version(framework=first, effective_from=JULY)

    assert (second.version, third.version) == (2, 3)
    assert new_version(framework=other, effective_from=JULY).version == 2


def test_a_lower_committee_makes_a_framework_of_its_own_that_keeps_the_criteria():
    parent = rich_framework()
    hospital = CommitteeFactory(parent=parent.committee)

    own = specialise(
        framework=parent,
        committee=hospital,
        name="Bộ tiêu chí Bệnh viện Nhi",
        code="benh-vien-nhi",
        effective_from=JULY,
    )

    assert (own.specialises, own.committee, own.version) == (parent, hospital, 1)
    assert (own.is_published, shape_of(own)) == (False, shape_of(parent))
    assert [c.origin for c in own.criteria.all()] == list(parent.criteria.all())


def test_only_a_published_framework_is_specialised_and_only_under_a_new_code():
    parent = published_framework(CommitteeFactory())
    lower = CommitteeFactory(parent=parent.committee)
    terms = {"committee": lower, "name": "Bộ mới", "effective_from": JULY}
    elsewhere = {**terms, "committee": CommitteeFactory()}

    with pytest.raises(ValidationError, match="không trực thuộc"):
        specialise(framework=parent, code="moi", **elsewhere)
    with pytest.raises(ValidationError, match="Chỉ cụ thể hóa bộ tiêu chí đã ban hành"):
        specialise(framework=draft(100), code="moi", **terms)
    with pytest.raises(ValidationError, match="đã được dùng"):
        specialise(framework=parent, code=parent.code, **terms)

    assert Criterion.objects.filter(origin__isnull=False).count() == 0
