"""A table that was kept: whose it is, who sees what of it."""

import pytest
from django.urls import reverse

from reports.models import SavedPivot
from scoring.models import Evaluation
from tests.factories import (
    CommitteeFactory,
    secretary_of,
    staff_of,
)
from tests.reports.pivot_desk import PAGE, a_scored_district, page_of

pytestmark = pytest.mark.django_db
SAVE = reverse("reports:save_pivot")


def saved_by(client, user, name="Điểm các xã", **wishes):
    client.force_login(user)
    return client.post(SAVE, {"name": name, **wishes})


def test_a_saved_table_opens_by_its_address_and_is_listed_for_its_owner(client):
    district = a_scored_district()
    owner = staff_of(district)

    sent = saved_by(client, owner, hang="cap-uy", cot="thang")

    saved = SavedPivot.objects.get()
    assert sent.url == reverse("reports:saved_pivot", args=[saved.pk])
    page = client.get(sent.url)
    assert page.context["table"].pivot.columns
    assert "Điểm các xã" in client.get(PAGE).content.decode()


def test_a_colleague_sees_only_the_own_part_of_a_saved_table(client):
    district = a_scored_district()
    saved_by(client, staff_of(district), hang="chi-bo", **{"cap-uy": district.pk})
    address = reverse("reports:saved_pivot", args=[SavedPivot.objects.get().pk])
    cell = Evaluation.objects.complete().exclude(committee=district).first().cell

    def cells_seen_by(user):
        client.force_login(user)
        return {row.head.key for row in client.get(address).context["table"].pivot.rows}

    of_commune = set(
        Evaluation.objects.complete()
        .filter(committee=cell.committee)
        .values_list("cell", flat=True)
    )
    assert cells_seen_by(staff_of(cell.committee)) == of_commune
    assert cells_seen_by(secretary_of(cell)) == {cell.pk}
    client.force_login(staff_of(CommitteeFactory()))
    assert client.get(address).status_code == 404


def test_a_name_is_given_once_and_a_table_is_deleted_by_its_owner_only(client):
    district = a_scored_district()
    owner, colleague = staff_of(district), staff_of(district)
    saved_by(client, owner)

    again = saved_by(client, owner)
    forget = reverse("reports:forget_pivot", args=[SavedPivot.objects.get().pk])

    assert again.status_code == 422
    assert "Đồng chí đã có bảng tên này." in again.content.decode()
    client.force_login(colleague)
    assert client.post(forget).status_code == 404
    client.force_login(owner)
    assert client.post(forget).status_code == 302
    assert not SavedPivot.objects.exists()


def test_a_table_that_cannot_be_made_is_not_called_unsaved(client):
    page = page_of(client, staff_of(a_scored_district()), hang="xyz")

    assert page.status_code == 422
    assert "Chưa lập được bảng. Đồng chí xem lại 1 chỗ sau" in page.content.decode()
