"""Pages of the admin on which nothing can be done lead on."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from scoring.models import Registration
from tests.desk import Desk
from tests.factories import (
    CellFactory,
    FrameworkFactory,
    opened_sheet,
    staff_of,
    with_bands,
)

IN_USE = "vì đang được dùng"


def text_of(client, name, *args, **query):
    page = client.get(reverse(f"admin:{name}", args=args), query)
    return " ".join(page.content.decode().split())


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("cells_cell", "chi bộ"),
        ("criteria_framework", "bộ tiêu chí"),
        ("scoring_registration", "đăng ký"),
        ("scoring_period", "kỳ chấm điểm"),
    ],
)
def test_empty_list_offers_the_first_row(admin_client, model, name):
    page = text_of(admin_client, f"{model}_changelist")

    add = reverse(f"admin:{model}_add")
    assert f'Chưa có {name} nào. <a href="{add}">Thêm {name}</a>' in page
    assert "Thực hiện" not in page


def test_list_without_a_hit_says_so_and_leads_back_to_all(admin_client):
    CellFactory(name="Chi bộ 1")

    page = text_of(admin_client, "cells_cell_changelist", q="khong co")

    assert "Không có chi bộ nào khớp" in page
    assert '<a href="?">Bỏ tìm kiếm và mọi bộ lọc</a>' in page


def test_what_is_in_use_is_not_deleted_and_the_page_leads_back(admin_client):
    sheet = opened_sheet()
    rows = [sheet.registration, sheet.programme, sheet.kind, sheet.cell]

    for row in rows:
        model = f"{row._meta.app_label}_{row._meta.model_name}"
        page = text_of(admin_client, f"{model}_delete", row.pk)
        back = reverse(f"admin:{model}_change", args=[row.pk])
        posted = admin_client.post(
            reverse(f"admin:{model}_delete", args=[row.pk]), {"post": "yes"}
        )

        assert IN_USE in page
        assert "không có quyền" not in page
        assert f'href="{back}">Quay lại {row._meta.verbose_name}</a>' in page
        assert posted.status_code in {200, 403}
        assert type(row).objects.filter(pk=row.pk).exists()


def test_rows_in_use_are_not_deleted_in_bulk(admin_client):
    kept = opened_sheet().registration
    address = reverse("admin:scoring_registration_changelist")

    page = admin_client.post(
        address, {"action": "delete_selected", "_selected_action": [kept.pk]}
    ).content.decode()

    assert IN_USE in page
    assert f'href="{address}">Quay lại danh sách</a>' in page
    assert Registration.objects.filter(pk=kept.pk).exists()


def test_new_password_is_all_that_the_password_page_offers(admin_client):
    person = staff_of(CellFactory().committee)
    address = reverse("admin:auth_user_password_change", args=[person.pk])
    typed = {"password1": "Quynhphu-2026", "password2": "Quynhphu-2026"}

    page = admin_client.get(address).content.decode()
    refused = admin_client.post(address, typed | {"password2": "khac"})
    admin_client.post(address, typed)

    person.refresh_from_db()
    assert page.count('type="submit"') == 2  # sign out, and this
    assert "Mật khẩu nhập hai lần không giống nhau." in refused.content.decode()
    assert person.check_password("Quynhphu-2026")


@pytest.mark.parametrize(
    ("model", "name", "title"),
    [
        ("cells_cell", "chi-bo", "Chi bộ"),
        ("criteria_indicator", "chi-so", "Chỉ số"),
        ("cells_user", "nguoi-dung", "Người dùng"),
    ],
)
def test_file_has_a_vietnamese_name_and_sheet(admin_client, model, name, title):
    address = reverse(f"admin:{model}_export")

    answer = admin_client.post(address, {"format": "0", "resource": "0"})

    day = f"{timezone.localdate():%d-%m-%Y}"
    assert f'filename="{name}-{day}.xlsx"' in answer["Content-Disposition"]
    assert load_workbook(BytesIO(answer.content)).sheetnames == [title]


def test_mistakes_of_a_long_page_are_listed_on_top_with_the_way_to_each(client, db):
    framework = with_bands(FrameworkFactory())
    address = reverse("admin:criteria_framework_change", args=[framework.pk])
    wrong = {"name": "", "bands-1-from_points": "tám mươi"}

    posted = Desk(client).filled(address, **wrong)
    page = client.post(address, posted).content.decode()

    above = page[: page.index("<fieldset")]
    assert '<a href="#id_name">Tên</a>: Mục này không được để trống.' in above
    assert (
        '<a href="#id_bands-1-from_points">Mức xếp loại dòng 2, Từ điểm</a>: “tám mươi”'
        in above
    )
