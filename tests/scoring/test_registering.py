"""A cell enters a programme for a year, or leaves it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from scoring.actions.registering import register, register_all, withdraw
from scoring.models import Change, Evaluation, Registration
from tests.factories import (
    NOW,
    CellFactory,
    CellKindFactory,
    CommitteeFactory,
    FrameworkFactory,
    ProgrammeFactory,
    RegistrationFactory,
    UserFactory,
    open_month,
    opened_sheet,
    published_framework,
)

pytestmark = pytest.mark.django_db
JANUARY = date(2022, 1, 1)


def enter(cell, framework, **changes):
    terms = {"year": 2022, "since": JANUARY, "is_model": True} | changes
    return register(cell=cell, framework=framework, **terms)


def test_a_cell_is_registered_once_a_programme_and_year():
    cell = CellFactory()
    framework = published_framework(cell.committee)
    enter(cell, framework)

    with pytest.raises(ValidationError, match="Chi bộ đã đăng ký chương trình này"):
        enter(cell, framework)

    enter(cell, framework, year=2023, since=date(2023, 1, 1))
    assert Registration.objects.count() == 2


def test_another_programme_is_another_registration():
    cell = CellFactory()
    framework = published_framework(cell.committee)
    thematic = published_framework(cell.committee)
    thematic.programme = ProgrammeFactory(name="Chuyên đề", slug="chuyen-de")
    thematic.save(update_fields=["programme"])

    made = [enter(cell, framework), enter(cell, thematic)]

    assert [r.programme for r in made] == [framework.programme, thematic.programme]


def test_a_draft_cannot_be_registered_under():
    with pytest.raises(ValidationError, match="chưa được ban hành"):
        enter(CellFactory(), FrameworkFactory())

    assert not Registration.objects.exists()


def test_withdrawing_keeps_the_sheets_before_and_makes_no_more():
    sheet = opened_sheet()
    december = date(2022, 12, 1)

    withdraw(registration=sheet.registration, month=december, reason="Chuyển đi")
    open_month(december)

    assert list(Evaluation.objects.all()) == [sheet]


@pytest.mark.parametrize(
    ("month", "reason"), [(JANUARY, "Chuyển đi"), (date(2022, 12, 1), "")]
)
def test_withdrawing_needs_a_reason_and_a_later_month(month, reason):
    registration = RegistrationFactory()

    with pytest.raises(ValidationError, match="Rút khỏi phải sau tháng tham gia"):
        withdraw(registration=registration, month=month, reason=reason)

    registration.refresh_from_db()
    assert registration.withdrawn_from is None


def test_all_open_cells_of_a_kind_below_a_committee_are_registered_at_once():
    district = CommitteeFactory()
    commune = CommitteeFactory(parent=district)
    hospital = CellKindFactory(name="Bệnh viện")
    framework = published_framework(district)
    wanted = [CellFactory(committee=c, kind=hospital) for c in (district, commune)]
    already = enter(CellFactory(committee=commune, kind=hospital), framework)
    CellFactory(committee=commune)
    CellFactory(committee=commune, kind=hospital, closed_on=JANUARY)
    CellFactory(kind=hospital)

    made = register_all(
        committee=district,
        kind=hospital,
        framework=framework,
        year=2022,
        since=JANUARY,
        is_model=False,
    )

    new = Registration.objects.exclude(pk=already.pk)
    assert made == 2
    assert {r.cell for r in new} == set(wanted)
    assert {r.is_model for r in new} == {False}


def test_sheets_of_a_cell_that_leaves_go_unless_somebody_wrote_on_them(admin_client):
    """From the month on in which it leaves; a month before it is another matter."""
    before = opened_sheet(month=date(2022, 10, 1))
    registration = before.registration
    open_month(date(2022, 11, 1))
    open_month(date(2022, 12, 1))
    written = registration.evaluations.get(period="2022-12-01")
    Change.objects.create(
        evaluation=written, field="note", new="Đã họp", at=NOW, by=UserFactory()
    )
    address = reverse("admin:scoring_registration_change", args=[registration.pk])
    posted = {"since": "01/2022", "withdrawn_from": "11/2022", "reason": "Giải thể"}

    page = admin_client.post(address, posted, follow=True).content.decode()

    assert set(registration.evaluations.all()) == {before, written}
    assert "Đã bỏ 1 phiếu chưa chấm" in page
    assert "Còn 1 phiếu từ tháng rút khỏi chương trình đã có người ghi" in page
