"""Who reaches what. Every case has data beside it that could leak."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from cells.actions import move_cell, move_committee
from cells.models import Cell, Committee
from cells.scope import Role, reaches
from criteria.models import Framework
from scoring.models import Evaluation, Registration, Score
from tests.factories import (
    NOW,
    AssignmentFactory,
    CellFactory,
    CommitteeFactory,
    FrameworkFactory,
    UserFactory,
    administrator,
    approver_of,
    opened_sheet,
    published_framework,
    secretary_of,
    staff_of,
    supervisor_of,
)

pytestmark = pytest.mark.django_db


class Land:
    """A district with two communes, of which one has two cells, and a foreign commune."""

    def __init__(self):
        self.district = CommitteeFactory()
        self.commune = CommitteeFactory(parent=self.district)
        self.beside = CommitteeFactory(parent=self.district)
        self.foreign = CommitteeFactory()
        framework = published_framework(self.district)
        self.sheets = {
            name: opened_sheet(CellFactory(committee=committee), framework=framework)
            for name, committee in {
                "own": self.commune,
                "neighbour": self.commune,
                "beside": self.beside,
                "above": self.district,
                "foreign": self.foreign,
            }.items()
        }

    def cell(self, name):
        return self.sheets[name].cell

    def named(self, sheets):
        names = {sheet.pk: name for name, sheet in self.sheets.items()}
        return {names[pk] for pk in sheets.values_list("pk", flat=True)}


@pytest.fixture
def land():
    return Land()


ALL = {"own", "neighbour", "beside", "above", "foreign"}
COMMUNE = {"own", "neighbour"}
DISTRICT = {"own", "neighbour", "beside", "above"}
CASES = {
    # who, what is seen, where something may be written, where points may be verified
    "staff": (lambda land: staff_of(land.commune), COMMUNE, COMMUNE, COMMUNE),
    "approver": (lambda land: approver_of(land.commune), COMMUNE, COMMUNE, COMMUNE),
    "staff above": (lambda land: staff_of(land.district), DISTRICT, DISTRICT, DISTRICT),
    "supervisor": (lambda land: supervisor_of(land.commune), COMMUNE, set(), set()),
    "supervisor of a cell": (
        lambda land: (
            AssignmentFactory(role=Role.SUPERVISOR, cell=land.cell("own")).user
        ),
        {"own"},
        set(),
        set(),
    ),
    "secretary": (lambda land: secretary_of(land.cell("own")), {"own"}, {"own"}, set()),
    "administrator": (lambda land: administrator(), ALL, ALL, ALL),
    "without a role": (lambda land: UserFactory(), set(), set(), set()),
    "nobody": (lambda land: AnonymousUser(), set(), set(), set()),
    "inactive": (lambda land: inactive(staff_of(land.commune)), set(), set(), set()),
    "inactive administrator": (
        lambda land: inactive(administrator()),
        set(),
        set(),
        set(),
    ),
}


def inactive(user):
    user.is_active = False
    return user


@pytest.mark.parametrize(
    ("who", "seen", "writable", "editable"), CASES.values(), ids=CASES
)
def test_each_role_reaches_its_own_part_and_nothing_else(
    land, who, seen, writable, editable
):
    user = who(land)

    assert land.named(Evaluation.objects.visible_to(user)) == seen
    assert land.named(Evaluation.objects.writable_by(user)) == writable
    assert land.named(Evaluation.objects.editable_by(user, at=NOW)) == editable
    cells = {land.cell(name) for name in seen}
    assert set(Cell.objects.visible_to(user)) == cells
    assert {r.cell for r in Registration.objects.visible_to(user)} == cells


@pytest.mark.parametrize(
    ("who", "seen", "writable", "editable"), CASES.values(), ids=CASES
)
def test_the_question_for_one_row_agrees_with_the_query(
    land, who, seen, writable, editable
):
    user = who(land)

    reached = {
        name
        for name, sheet in land.sheets.items()
        if reaches(
            user, path=sheet.committee_path, cell_id=sheet.cell_id, roles=set(Role)
        )
    }

    assert reached == seen


def test_committees_are_seen_from_the_assignment_down(land):
    assert set(Committee.objects.visible_to(staff_of(land.district))) == {
        land.district,
        land.commune,
        land.beside,
    }
    assert set(Committee.objects.visible_to(supervisor_of(land.commune))) == {
        land.commune
    }
    assert not Committee.objects.visible_to(secretary_of(land.cell("own"))).exists()


def test_two_assignments_add_up(land):
    user = staff_of(land.commune)
    AssignmentFactory(user=user, role=Role.SUPERVISOR, committee=land.beside)

    assert land.named(Evaluation.objects.visible_to(user)) == {*COMMUNE, "beside"}
    assert land.named(Evaluation.objects.editable_by(user, at=NOW)) == COMMUNE


@pytest.mark.parametrize("number", [9, 99, 999, 199])
def test_the_range_of_a_subtree_ends_before_the_next_committee(number):
    """Numbers at which a path rolls over: 000009 is followed by 000010."""
    committee = CommitteeFactory(pk=number)
    below = CommitteeFactory(parent=committee, pk=number + 5)
    after = CommitteeFactory(pk=number + 1)

    assert set(Committee.objects.under(committee)) == {committee, below}
    assert set(Committee.objects.visible_to(staff_of(committee))) == {committee, below}
    assert set(Committee.objects.under(after)) == {after}


def test_after_a_cell_moved_the_old_committee_reads_its_months_but_writes_no_more(land):
    sheet = land.sheets["own"]
    old, new = staff_of(land.commune), staff_of(land.foreign)

    move_cell(cell=sheet.cell, to=land.foreign)

    assert land.named(Evaluation.objects.visible_to(old)) == COMMUNE
    assert land.named(Evaluation.objects.writable_by(old)) == {"neighbour"}
    assert land.named(Evaluation.objects.editable_by(old, at=NOW)) == {"neighbour"}
    assert land.named(Evaluation.objects.visible_to(new)) == {"own", "foreign"}
    assert land.named(Evaluation.objects.editable_by(new, at=NOW)) == {"own", "foreign"}
    assert sheet.cell not in Cell.objects.visible_to(old)


def test_after_a_committee_moved_its_new_superior_writes_and_the_old_one_reads(land):
    old, new = staff_of(land.district), staff_of(land.foreign)
    own = staff_of(land.commune)

    move_committee(committee=land.commune, to=land.foreign)

    assert land.named(Evaluation.objects.visible_to(old)) == DISTRICT
    assert land.named(Evaluation.objects.editable_by(old, at=NOW)) == {
        "beside",
        "above",
    }
    assert land.named(Evaluation.objects.editable_by(new, at=NOW)) == {
        *COMMUNE,
        "foreign",
    }
    # Their own assignment still holds the path from before: it is read anew each request.
    own = type(own).objects.get(pk=own.pk)
    assert land.named(Evaluation.objects.editable_by(own, at=NOW)) == COMMUNE


def test_a_framework_is_read_below_its_committee_and_a_draft_only_by_its_own(land):
    published = Framework.objects.get()
    draft = FrameworkFactory(committee=land.district)
    lower = published_framework(land.commune)
    foreign = published_framework(land.foreign)

    def read_by(user):
        return set(Framework.objects.visible_to(user))

    assert read_by(staff_of(land.district)) == {published, draft, lower}
    assert read_by(staff_of(land.commune)) == {published, lower}
    assert read_by(secretary_of(land.cell("own"))) == {published, lower}
    assert read_by(staff_of(land.beside)) == {published}
    assert read_by(UserFactory()) == set()
    assert read_by(AnonymousUser()) == set()
    assert read_by(administrator()) == {published, draft, lower, foreign}


def test_points_are_reached_through_their_sheet_only(land):
    score = land.sheets["foreign"].scores.first()
    Score.objects.filter(pk=score.pk).update(points=Decimal(40))

    sheets = Evaluation.objects.visible_to(staff_of(land.commune))

    assert not Score.objects.filter(evaluation__in=sheets, pk=score.pk).exists()
