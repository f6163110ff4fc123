"""Sums that take a while come after the page, in the place that waits for them."""

import pytest
from django.urls import reverse

from tests.factories import MONTH, opened_sheet, staff_of
from tests.reports.pages import score
from tests.signed_in import as_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_lost_points_of_many_sheets_are_filled_in_after_the_page(
    live_server, page, monkeypatch
):
    monkeypatch.setattr("reports.views.losses.AT_ONCE", 0)
    sheet = score(opened_sheet(), 50, 40)
    user = staff_of(sheet.committee)
    address = reverse("reports:losses", args=[sheet.committee_id, MONTH])
    as_user(page, live_server, user, address)

    page.get_by_text("Mất nhiều điểm nhất ở tiêu chí").wait_for()

    assert page.locator("[aria-busy]").count() == 0
    assert page.locator(".losing tbody tr").count() == 1
