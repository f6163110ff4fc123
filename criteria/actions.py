"""Publishing a framework, and the ways to a new one from a published one."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cells.models import Committee
from cells.paths import contains
from criteria.models import Framework, GradeBand, Tone
from criteria.rules import HUNDRED, problems_of

USUAL_BANDS = [
    ("Xuất sắc", 90, Tone.EXCELLENT),
    ("Tốt", 80, Tone.GOOD),
    ("Khá", 70, Tone.FAIR),
    ("Trung bình", 50, Tone.AVERAGE),
    ("Kém", 0, Tone.POOR),
]


@transaction.atomic
def publish(*, framework: Framework, at: datetime) -> Framework:
    """Make `framework` immutable and usable; ValidationError lists what is wrong."""
    if framework.is_published:
        raise ValidationError("Bộ tiêu chí này đã được ban hành.")
    whole = Framework.objects.with_parts().get(pk=framework.pk)
    before = framework.version_before()
    early = before and before.problem_of_successor(framework.effective_from)
    problems = [*problems_of(whole.rule()), *([early] if early else [])]
    if problems:
        raise ValidationError(problems)
    framework.published_at = at
    framework._change_reason = "Ban hành"
    framework.save(update_fields=["published_at"])
    return framework


@transaction.atomic
def add_usual_bands(*, framework: Framework) -> None:
    """The five bands that most frameworks use, to start from; hard failures end at Khá."""
    for name, percent, tone in USUAL_BANDS:
        GradeBand.objects.create(
            framework=framework,
            name=name,
            from_points=framework.max_total * percent / HUNDRED,
            tone=tone,
            is_cap=tone == Tone.FAIR,
        )


@transaction.atomic
def new_version(*, framework: Framework, effective_from: date) -> Framework:
    """A draft of the next version with all parts of `framework`, each with its origin."""
    newest = Framework.objects.versions_of(framework).first()
    if not newest.is_published:
        raise ValidationError(
            f"Đã có bản nháp phiên bản {newest.version}: hãy sửa hoặc xóa bản nháp đó."
        )
    early = newest.problem_of_successor(effective_from)
    if early:
        raise ValidationError({"effective_from": early})
    return _copy(
        framework,
        version=newest.version + 1,
        effective_from=effective_from,
    )


@transaction.atomic
def specialise(
    *,
    framework: Framework,
    committee: Committee,
    name: str,
    code: str,
    effective_from: date,
) -> Framework:
    """A draft that keeps the criteria of a published framework, for a committee below.

    Or for the issuer's own cells of one kind, where they need indicators of their own.
    """
    if not framework.is_published:
        raise ValidationError("Chỉ cụ thể hóa bộ tiêu chí đã ban hành.")
    above = framework.committee
    if not contains(above.path, committee.path):
        raise ValidationError(f"{committee} không trực thuộc {above}.")
    if Framework.objects.filter(code=code).exists():
        raise ValidationError("Mã bộ tiêu chí này đã được dùng.")
    return _copy(
        framework,
        committee=committee,
        name=name,
        code=code,
        version=1,
        specialises=framework,
        effective_from=effective_from,
    )


def _copy(framework, **changes):
    source = Framework.objects.with_parts().get(pk=framework.pk)
    copy = _clone(source, published_at=None, **changes)
    criteria, indicators = {}, {}
    for criterion in source.criteria.all():
        made = _clone(criterion, framework=copy, origin=criterion)
        criteria[criterion.pk] = made
        for indicator in criterion.indicators.all():
            indicators[indicator.pk] = _copy_indicator(indicator, criterion=made)
    _copy_bands(source, copy, criteria, indicators)
    return copy


def _copy_indicator(indicator, *, criterion):
    made = _clone(indicator, criterion=criterion, origin=indicator)
    for part in (*indicator.options.all(), *indicator.thresholds.all()):
        _clone(part, indicator=made)
    return made


def _copy_bands(source, copy, criteria, indicators):
    bands = {}
    # From the lowest up: a year's floor is a lower band and must exist before.
    for band in reversed(list(source.bands.all())):
        floor = bands.get(band.year_floor_id)
        bands[band.pk] = _clone(band, framework=copy, year_floor=floor)
        for row in band.requirements.all():
            _clone(
                row,
                band=bands[band.pk],
                criterion=criteria.get(row.criterion_id),
                indicator=indicators.get(row.indicator_id),
            )


def _clone(row, **changes):
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    made = type(row)(**values)
    for name, value in changes.items():
        setattr(made, name, value)
    made.save(force_insert=True)
    return made
