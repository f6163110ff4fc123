"""One factory a model, and the few people that every test knows by their post."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory

from cells.actions import found_committee
from cells.models import Assignment, Cell, CellKind, Committee, User
from cells.scope import Role
from criteria.actions import new_version, publish
from criteria.models import Criterion, Framework, GradeBand, Indicator, Programme
from scoring.actions.evidence import Draft, add_evidence
from scoring.actions.periods import open_period
from scoring.models import Evaluation, Registration, Remark
from scoring.uploads import checked

MONTH = date(2022, 11, 1)
NOW = datetime(2022, 12, 3, 2, 0, tzinfo=UTC)
PASSWORD = "kieumau2022"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoidung{n}")
    password = factory.django.Password(PASSWORD)


class CommitteeFactory(DjangoModelFactory):
    class Meta:
        model = Committee

    name = factory.Sequence(lambda n: f"Đảng bộ {n}")
    parent = None

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return found_committee(committee=model_class(**kwargs))


class CellKindFactory(DjangoModelFactory):
    class Meta:
        model = CellKind
        django_get_or_create = ["name"]

    name = "Thôn, tổ dân phố"


class CellFactory(DjangoModelFactory):
    class Meta:
        model = Cell

    name = factory.Sequence(lambda n: f"Chi bộ {n}")
    committee = factory.SubFactory(CommitteeFactory)
    kind = factory.SubFactory(CellKindFactory)
    members = 20


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    user = factory.SubFactory(UserFactory)


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme
        django_get_or_create = ["slug"]

    name = "Chi bộ kiểu mẫu"
    slug = "kieu-mau"


class FrameworkFactory(DjangoModelFactory):
    """A draft without parts; see `published_framework` for one that can be used."""

    class Meta:
        model = Framework

    programme = factory.SubFactory(ProgrammeFactory)
    committee = factory.SubFactory(CommitteeFactory)
    name = "Bộ tiêu chí chi bộ kiểu mẫu"
    code = factory.Sequence(lambda n: f"bo-tieu-chi-{n}")
    effective_from = date(2022, 1, 1)


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    framework = factory.SubFactory(FrameworkFactory)
    code = factory.Sequence(lambda n: f"{n + 1}")
    name = "Sinh hoạt chi bộ tốt"
    position = factory.Sequence(lambda n: n % 1000)


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    criterion = factory.SubFactory(CriterionFactory)
    code = factory.Sequence(lambda n: f"1.{n + 1}")
    name = "Đúng kỳ, đủ thời lượng"
    position = factory.Sequence(lambda n: n % 1000)
    max_points = Decimal(10)


class GradeBandFactory(DjangoModelFactory):
    class Meta:
        model = GradeBand

    framework = factory.SubFactory(FrameworkFactory)
    name = "Xuất sắc"
    from_points = Decimal(90)


class RegistrationFactory(DjangoModelFactory):
    class Meta:
        model = Registration

    cell = factory.SubFactory(CellFactory)
    framework = factory.LazyAttribute(lambda o: published_framework(o.cell.committee))
    programme = factory.SelfAttribute("framework.programme")
    year = MONTH.year
    since = date(MONTH.year, 1, 1)


class RemarkFactory(DjangoModelFactory):
    class Meta:
        model = Remark

    cell = factory.SubFactory(CellFactory)
    text = "Chưa gửi biên bản họp"
    raised_by = factory.SubFactory(UserFactory)
    raised_at = NOW


BANDS = (
    ("Xuất sắc", 90, "excellent"),
    ("Tốt", 80, "good"),
    ("Khá", 70, "fair"),
    ("Trung bình", 50, "average"),
    ("Kém", 0, "poor"),
)


def with_bands(framework, *, cap="Khá"):
    """The usual five bands; hard failures are capped at `cap`."""
    for name, from_points, tone in BANDS:
        GradeBandFactory(
            framework=framework,
            name=name,
            from_points=from_points,
            tone=tone,
            is_cap=name == cap,
        )
    return framework


def published_framework(committee, *, indicators=2, hard=(), programme=None, **fields):
    """A published framework whose indicators share 100 points, all in one criterion.

    `hard` are the positions (from 0) of the hard ones; `fields` go to every indicator.
    """
    programme = programme or ProgrammeFactory()
    framework = with_bands(FrameworkFactory(committee=committee, programme=programme))
    criterion = CriterionFactory(framework=framework, code="1")
    for position in range(indicators):
        IndicatorFactory(
            criterion=criterion,
            code=f"1.{position + 1}",
            position=position,
            max_points=Decimal(100) / indicators,
            is_hard=position in hard,
            **fields,
        )
    return publish(framework=framework, at=NOW)


def opened_sheet(cell=None, *, month=MONTH, framework=None, **registration):
    """The sheet of a registered cell in an opened month."""
    cell = cell or CellFactory()
    framework = framework or published_framework(cell.committee)
    registered = RegistrationFactory(
        cell=cell, framework=framework, year=month.year, **registration
    )
    open_month(month)
    return Evaluation.objects.get(registration=registered, period=month)


def renumbered_version(framework, *, effective_from):
    """The next version of a `published_framework` with four indicators of 25 points: the
    first is gone and the third has its number, another one has the third's, and the fourth
    has 35 points.
    """
    made = new_version(framework=framework, effective_from=effective_from)
    first, _, third, fourth = Indicator.objects.filter(
        criterion__framework=made
    ).order_by("position")
    first.delete()
    Indicator.objects.filter(pk=third.pk).update(code="1.1", position=0)
    Indicator.objects.filter(pk=fourth.pk).update(max_points=35)
    IndicatorFactory(
        criterion=third.criterion, code="1.3", position=2, max_points=Decimal(15)
    )
    return publish(framework=made, at=NOW)


def open_month(month=MONTH):
    return open_period(month=month, due_on=date(month.year, month.month, 28), at=NOW)


def proof_behind(score, *, by=None, content=b"%PDF-1.7\n%%EOF\n", **fields):
    """Evidence with one file behind `score`; `fields` are those of a Draft."""
    sent = SimpleUploadedFile(fields.pop("name", "bien-ban.pdf"), content)
    draft = Draft(files=[checked(sent, limit=1024 * 1024)], **fields)
    added = add_evidence(score=score, draft=draft, by=by or UserFactory(), at=NOW)
    return added.evidence[0]


def staff_of(committee):
    return _assigned(Role.STAFF, committee=committee)


def approver_of(committee):
    return _assigned(Role.APPROVER, committee=committee)


def supervisor_of(committee):
    return _assigned(Role.SUPERVISOR, committee=committee)


def secretary_of(cell):
    return _assigned(Role.SECRETARY, cell=cell)


def administrator():
    return UserFactory(is_staff=True, is_superuser=True)


def _assigned(role, **place):
    return AssignmentFactory(role=role, **place).user
