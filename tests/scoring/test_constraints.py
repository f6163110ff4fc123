"""The database itself refuses what must not be, whoever writes past the actions."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from cells.models import Assignment, Cell, Committee
from cells.scope import Role
from criteria.models import (
    BandRequirement,
    Framework,
    IndicatorThreshold,
    Option,
)
from criteria.rules import ALL_MONTHS
from scoring.models import (
    Change,
    Evaluation,
    Evidence,
    LockException,
    Period,
    PeriodLock,
    Registration,
    Reminder,
    Reply,
    Score,
)
from tests.factories import (
    MONTH,
    NOW,
    AssignmentFactory,
    RemarkFactory,
    UserFactory,
    opened_sheet,
    proof_behind,
)

pytestmark = pytest.mark.django_db
BEFORE = date(2000, 1, 1)
KEY = "9d6a1c1e-2f4b-4f0e-9a54-0d5d3f1e7c11"


class World:
    """One of everything, made by the actions; `again` writes a second row by hand."""

    def __init__(self):
        self.sheet = opened_sheet()
        self.cell = self.sheet.cell
        self.committee = self.sheet.committee
        self.framework = self.sheet.framework
        self.criterion = self.framework.criteria.get()
        self.indicator = self.criterion.indicators.first()
        self.score = self.sheet.scores.first()
        self.band = self.framework.bands.first()
        self.user = UserFactory()

    def change(self, **fields):
        Change.objects.create(
            evaluation=self.sheet,
            score=self.score,
            field="points",
            by=self.user,
            at=NOW,
            request_key=KEY,
            **fields,
        )

    def assign(self, role, **place):
        Assignment.objects.create(user=self.user, role=role, **place)

    def remark(self, **fields):
        own = {"cell": self.cell, "period": self.sheet.period, "raised_by": self.user}
        return RemarkFactory(**own, **fields)


def twice(deed):
    def deed_twice(world):
        deed(world)
        deed(world)

    return deed_twice


def write(pick, **fields):
    """Set `fields` on one row of `world`, past every action."""

    def deed(world):
        row = pick(world)
        type(row).objects.filter(pk=row.pk).update(**fields)

    return deed


def copy(pick, **changes):
    """Insert a second row with the same values."""

    def deed(world):
        row = pick(world)
        row.pk = None
        row._state.adding = True
        for name, value in changes.items():
            setattr(row, name, value)
        row.save(force_insert=True)

    return deed


def cell(w):
    return w.cell


def committee(w):
    return w.committee


def sheet(w):
    return w.sheet


def score(w):
    return w.score


def indicator(w):
    return w.indicator


def band(w):
    return w.band


REFUSED = {
    # cells
    "cell_closes_after_it_opened": write(cell, opened_on=MONTH, closed_on=BEFORE),
    "committee_closes_after_it_opened": write(
        committee, opened_on=MONTH, closed_on=BEFORE
    ),
    "committee_is_not_its_own_parent": lambda w: Committee.objects.filter(
        pk=w.committee.pk
    ).update(parent=w.committee.pk),
    "assignment_is_at_a_committee_or_at_a_cell": lambda w: w.assign(
        Role.SUPERVISOR, committee=w.committee, cell=w.cell
    ),
    "role_fits_the_place_of_the_assignment": lambda w: w.assign(
        Role.SECRETARY, committee=w.committee
    ),
    "one_assignment_of_a_role_at_a_committee": twice(
        lambda w: w.assign(Role.STAFF, committee=w.committee)
    ),
    "one_assignment_of_a_role_at_a_cell": twice(
        lambda w: w.assign(Role.SECRETARY, cell=w.cell)
    ),
    # criteria
    "one_framework_of_a_code_and_version": copy(lambda w: w.framework),
    "framework_maximum_is_positive": write(lambda w: w.framework, max_total=0),
    "framework_does_not_specialise_itself": lambda w: Framework.objects.filter(
        pk=w.framework.pk
    ).update(specialises=w.framework.pk),
    "one_criterion_of_a_code_in_a_framework": copy(lambda w: w.criterion),
    "one_indicator_of_a_code_in_a_criterion": copy(indicator),
    "indicator_maximum_is_positive": write(indicator, max_points=0),
    "indicator_step_is_positive": write(indicator, step=0),
    "pass_mark_is_within_the_points": write(indicator, pass_mark=51),
    "indicator_counts_in_some_month": write(indicator, months=ALL_MONTHS + 1),
    "one_option_of_so_many_points": twice(
        lambda w: Option.objects.create(indicator=w.indicator, label="Đủ", points=5)
    ),
    "option_is_not_negative": lambda w: Option.objects.create(
        indicator=w.indicator, label="Thiếu", points=-1
    ),
    "threshold_is_not_negative": lambda w: IndicatorThreshold.objects.create(
        indicator=w.indicator, at_least=-1, points=1
    ),
    "threshold_is_for_some_cells": lambda w: IndicatorThreshold.objects.create(
        indicator=w.indicator, at_least=1, points=1, members_from=30, members_below=30
    ),
    "one_band_from_a_number_of_points": copy(band, name="Khác"),
    "one_band_of_a_name": copy(band, from_points=1),
    "one_band_caps_hard_failures": write(band, is_cap=True),
    "band_starts_at_zero_or_above": write(band, from_points=-1),
    "quota_is_a_percentage": write(band, quota_percent=101),
    "requirement_names_one_part": lambda w: BandRequirement.objects.create(
        band=w.band, criterion=w.criterion, indicator=w.indicator, min_percent=50
    ),
    "requirement_is_a_percentage": lambda w: BandRequirement.objects.create(
        band=w.band, min_percent=0
    ),
    # scoring
    "one_registration_of_a_cell_in_a_programme_a_year": copy(
        lambda w: w.sheet.registration
    ),
    "withdrawal_has_a_reason_and_comes_later": write(
        lambda w: w.sheet.registration, withdrawn_from=date(2022, 12, 1)
    ),
    "period_is_due_after_it_began": write(lambda w: w.sheet.period, due_on=MONTH),
    "one_lock_of_a_period_by_a_committee": twice(
        lambda w: PeriodLock.objects.create(
            period=w.sheet.period,
            committee=w.committee,
            path="000001",
            path_end="000002",
            locked_at=NOW,
        )
    ),
    "lock_exception_has_a_reason": lambda w: LockException.objects.create(
        period=w.sheet.period, cell=w.cell, until=NOW + timedelta(1), reason=""
    ),
    "one_evaluation_of_a_registration_a_period": copy(sheet),
    "only_a_complete_evaluation_has_a_result": write(sheet, percent=90),
    "no_more_scored_than_required": write(sheet, scored=3),
    "no_more_present_than_due": write(sheet, members_due=20, members_present=21),
    "approved_means_approved_at_a_time": write(sheet, status="approved"),
    "one_score_of_an_indicator_on_an_evaluation": copy(score),
    "points_not_negative": write(score, points=-1),
    "self_points_not_negative": write(score, self_points=-1),
    "not_applicable_has_a_reason_and_no_points": write(score, not_applicable=True),
    "self_not_applicable_has_a_reason_and_no_points": write(
        score, self_not_applicable=True, self_reason="Chưa họp", self_points=0
    ),
    "plan_is_positive": write(score, plan=0),
    "a_request_changes_a_value_once": twice(lambda w: w.change(new="40")),
    "evidence_has_a_title": lambda w: Evidence.objects.create(
        cell=w.cell, title="", added_by=w.user, added_at=NOW
    ),
    "a_document_stands_once_in_a_cells_library": twice(
        lambda w: Evidence.objects.create(
            cell=w.cell,
            title="Nghị quyết",
            document_number="15-NQ/CB",
            added_by=w.user,
            added_at=NOW,
        )
    ),
    "revisions_are_numbered_once": copy(
        lambda w: proof_behind(w.score).revisions.get(), key=uuid4()
    ),
    "a_revision_has_a_number_and_a_content": write(
        lambda w: proof_behind(w.score).revisions.get(), size=0
    ),
    "remark_is_resolved_by_somebody_at_a_time": lambda w: w.remark(resolved_at=NOW),
    "remark_says_something": lambda w: w.remark(text=""),
    "reply_says_something": lambda w: Reply.objects.create(
        remark=w.remark(), kind="answer", text="", by=w.user, at=NOW
    ),
    "one_reminder_of_the_same_thing": twice(
        lambda w: Reminder.objects.create(
            user=w.user, occasion="due", thing="sheet:1", turn="1", sent_at=NOW
        )
    ),
}


@pytest.fixture
def world():
    return World()


def is_named(error, name):
    """PostgreSQL names the constraint; SQLite names the columns of a unique one."""
    text = str(error)
    return name in text or (
        connection.vendor == "sqlite" and text.startswith("UNIQUE constraint failed")
    )


@pytest.mark.parametrize(("name", "deed"), REFUSED.items(), ids=REFUSED)
def test_the_database_refuses(world, name, deed):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        deed(world)

    assert is_named(refusal.value, name)


def test_every_constraint_of_the_house_is_tried():
    own = [apps.get_app_config(label) for label in ("cells", "criteria", "scoring")]

    names = {
        constraint.name
        for app in own
        for model in app.get_models()
        for constraint in model._meta.constraints
    }

    assert names == set(REFUSED)


def test_a_month_is_opened_once(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.create(month=MONTH, due_on=date(2022, 12, 5), opened_at=NOW)


def test_no_cell_is_without_a_committee(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Cell.objects.filter(pk=world.cell.pk).update(committee=None)


def test_what_is_allowed_beside_the_refused_is_not_refused(world):
    """Zero points, a closed cell, a second role, a second version: all are fine."""
    Score.objects.filter(pk=world.score.pk).update(points=0, actual=0, plan=1)
    Cell.objects.filter(pk=world.cell.pk).update(opened_on=BEFORE, closed_on=BEFORE)
    AssignmentFactory(user=world.user, role=Role.STAFF, committee=world.committee)
    AssignmentFactory(user=world.user, role=Role.APPROVER, committee=world.committee)
    copy(lambda w: w.framework, version=2)(world)
    Evaluation.objects.filter(pk=world.sheet.pk).update(
        members_due=20, members_present=0
    )
    Registration.objects.update(withdrawn_from=date(2022, 12, 1), reason="Chuyển đi")

    assert Score.objects.filter(points=0).count() == 1
