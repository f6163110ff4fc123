"""Changes of the organisation: nothing is lost, nothing points at itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.actions import (
    amend,
    close_cell,
    close_committee,
    found_committee,
    merge_cells,
    move_cell,
    move_committee,
    reopen,
)
from cells.models import Cell, Committee
from cells.paths import WIDTH, segment
from tests.factories import CellFactory, CommitteeFactory

pytestmark = pytest.mark.django_db
JULY = date(2025, 7, 1)


def path_of(*committees):
    return "".join(segment(committee.pk) for committee in committees)


@pytest.fixture
def tree():
    """Province > district > commune > branch, and a second province."""
    province = CommitteeFactory(name="Tỉnh ủy Thái Bình")
    district = CommitteeFactory(parent=province)
    commune = CommitteeFactory(parent=district)
    branch = CommitteeFactory(parent=commune)
    other = CommitteeFactory(name="Tỉnh ủy Hưng Yên")
    return province, district, commune, branch, other


def test_a_committee_is_founded_below_its_parent():
    top = found_committee(committee=Committee(name="Tỉnh ủy"))
    below = found_committee(committee=Committee(name="Huyện ủy", parent=top))

    assert (top.path, below.path) == (segment(top.pk), top.path + segment(below.pk))
    assert Committee.objects.get(pk=below.pk).path == below.path
    assert (top.depth, below.depth, len(below.path)) == (1, 2, 2 * WIDTH)


def test_a_renamed_unit_is_found_and_sorted_by_its_new_name():
    cell = CellFactory(name="Chi bộ 10")
    cell.name = "Chi bộ thôn A Sào"

    amend(unit=cell, fields=["name"])

    assert list(Cell.objects.named_like("thon a sao")) == [cell]
    assert not Cell.objects.named_like("chi bo 10").exists()


def test_a_moved_committee_takes_everything_below_it_along(tree):
    province, district, commune, branch, other = tree
    beside = CommitteeFactory(parent=province)
    cell = CellFactory(committee=branch)

    move_committee(committee=district, to=other, reason="Nghị quyết 60")

    paths = dict(Committee.objects.values_list("pk", "path"))
    assert paths == {
        province.pk: path_of(province),
        beside.pk: path_of(province, beside),
        other.pk: path_of(other),
        district.pk: path_of(other, district),
        commune.pk: path_of(other, district, commune),
        branch.pk: path_of(other, district, commune, branch),
    }
    assert list(Cell.objects.under(other)) == [cell]
    assert not Cell.objects.under(province).exists()
    assert Committee.objects.get(pk=district.pk).parent == other
    assert district.history.first().history_change_reason == "Nghị quyết 60"


def test_a_committee_moves_up_and_to_the_top(tree):
    province, _, commune, branch, _ = tree

    move_committee(committee=commune, to=province)
    assert Committee.objects.get(pk=branch.pk).path == path_of(
        province, commune, branch
    )

    move_committee(committee=commune, to=None)
    assert Committee.objects.get(pk=branch.pk).path == path_of(commune, branch)
    assert Committee.objects.get(pk=commune.pk).parent is None


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_committee_cannot_go_below_itself(tree, at):
    district = tree[1]
    before = dict(Committee.objects.values_list("pk", "path"))

    with pytest.raises(ValidationError, match="về dưới chính nó"):
        move_committee(committee=district, to=tree[at])

    assert dict(Committee.objects.values_list("pk", "path")) == before


@pytest.mark.parametrize("below", [0, 20])
def test_a_move_takes_the_same_number_of_queries_for_any_subtree(
    django_assert_num_queries, below
):
    committee, to = CommitteeFactory(), CommitteeFactory()
    for _ in range(below):
        CommitteeFactory(parent=committee)

    with django_assert_num_queries(6):
        move_committee(committee=committee, to=to)


def test_a_moved_cell_is_under_its_new_committee_with_the_reason_kept(tree):
    _, _, commune, branch, other = tree
    cell = CellFactory(committee=branch)

    move_cell(cell=cell, to=other, reason="Quyết định 12")

    assert Cell.objects.get(pk=cell.pk).committee == other
    assert cell.history.first().history_change_reason == "Quyết định 12"
    assert [row.committee for row in cell.history.all()] == [other, branch]


def test_merged_cells_are_closed_and_hand_over_their_members():
    into = CellFactory(members=20)
    merged = [
        CellFactory(committee=into.committee, members=members) for members in (11, 9)
    ]

    merge_cells(cells=merged, into=into, on=JULY, reason="Sáp nhập thôn")

    into.refresh_from_db()
    assert into.members == 40
    assert set(into.merged_from.values_list("pk", "closed_on")) == {
        (cell.pk, JULY) for cell in merged
    }
    assert list(Cell.objects.existing(on=JULY)) == [into]
    assert into.history.first().history_change_reason == "Sáp nhập thôn"


def test_a_cell_cannot_be_merged_into_itself():
    cell, other = CellFactory(members=20), CellFactory()

    with pytest.raises(ValidationError, match="vào chính nó"):
        merge_cells(cells=[other, cell], into=cell, on=JULY)

    assert set(Cell.objects.values_list("closed_on", "merged_into")) == {(None, None)}
    assert Cell.objects.get(pk=cell.pk).members == 20


def test_a_closed_cell_exists_until_the_day_before_and_can_come_back():
    cell = CellFactory(opened_on=date(2020, 1, 1))

    close_cell(cell=cell, on=JULY)
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2025, 6, 30), JULY]
    assert [Cell.objects.existing(on=day).exists() for day in days] == [
        False,
        True,
        True,
        False,
    ]

    reopen(unit=cell)
    assert Cell.objects.existing(on=JULY).exists()


def test_a_cell_does_not_close_before_it_opened():
    cell = CellFactory(opened_on=JULY)

    with pytest.raises(ValidationError, match="phải sau ngày thành lập"):
        close_cell(cell=cell, on=date(2025, 6, 30))

    cell.refresh_from_db()
    assert cell.closed_on is None


@pytest.mark.parametrize("what", ["cell", "committee"])
def test_a_committee_does_not_close_over_open_units(tree, what):
    _, _, commune, branch, _ = tree
    if what == "cell":
        CellFactory(committee=branch)
        close_of = branch
    else:
        close_of = commune

    with pytest.raises(ValidationError, match="Còn cấp ủy hoặc chi bộ đang hoạt động"):
        close_committee(committee=close_of, on=JULY)

    close_of.refresh_from_db()
    assert close_of.closed_on is None


def test_an_empty_committee_closes(tree):
    branch = tree[3]
    CellFactory(committee=branch, closed_on=date(2025, 6, 30))

    close_committee(committee=branch, on=JULY, reason="Kết thúc hoạt động")

    branch.refresh_from_db()
    assert branch.closed_on == JULY
