"""All sheets of a committee: asked for, watched, picked up, without leaving the page."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reports.models import Job
from reports.producing import produce
from tests.factories import MONTH
from tests.reports.reading import pages_of
from tests.signed_in import as_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_all_sheets_are_picked_up_where_they_were_asked_for(
    page, live_server, committee, staff, month
):
    as_user(
        page, live_server, staff, reverse("reports:summary", args=[committee.pk, MONTH])
    )
    page.locator("summary", has_text="Tải về").click()
    with page.expect_download() as fetched:
        page.get_by_role("group", name="Danh sách tổng hợp tháng").get_by_role(
            "link", name="PDF"
        ).click()
    assert fetched.value.suggested_filename.startswith("danh-sach-tong-hop-2022-11")

    page.get_by_role("button", name="Một tệp PDF").click()
    expect(page.get_by_role("heading", name="Tài liệu của tôi")).to_be_visible()
    expect(page.get_by_role("row", name="Phiếu chấm điểm")).to_contain_text("Đang chờ")

    job = Job.objects.get()
    produce(job.pk, job.attempt)

    expect(page.get_by_role("row", name="Phiếu chấm điểm")).to_contain_text("Đã xong")
    expect(page.locator("#tai-lieu-noi")).to_have_text("Các tài liệu đã xong.")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Tải về").click()
    assert len(pages_of(fetched.value.path().read_bytes())) == 3
