"""Lịch sử phiếu: everything in order, nothing changed, an old value written again."""

from uuid import uuid4

import pytest
from django.contrib import admin
from django.urls import reverse

from scoring.actions.entering import Entry, enter
from scoring.actions.reviewing import move
from scoring.models import AppendOnly, Change, Evaluation, Field, Source
from scoring.workflow import Status
from tests.factories import (
    NOW,
    administrator,
    approver_of,
    opened_sheet,
    staff_of,
    supervisor_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    return opened_sheet()


@pytest.fixture
def staff(sheet, client):
    staff = staff_of(sheet.committee)
    client.force_login(staff)
    return staff


def type_in(score, *texts, by, field=Field.POINTS, reason=""):
    for text in texts:
        score.refresh_from_db()
        entry = Entry(score.pk, field, text, score.version_of(field), reason)
        enter(entries=[entry], by=by, at=NOW, request_key=uuid4())


def page_of(client, sheet, **query):
    return client.get(reverse("scoring:history", args=[sheet.pk]), query)


def told(answer):
    return [(entry.old, entry.new) for entry in answer.context["entries"]]


def entries(answer):
    return answer.context["entries"]


def test_everything_of_a_sheet_stands_newest_first(client, sheet, staff):
    first, second = sheet.scores.in_sheet_order()
    type_in(first, "40", "45", by=staff)
    type_in(second, "50", by=staff)
    at_hand = Evaluation.objects.with_lock(at=NOW).for_page().get(pk=sheet.pk)
    approver = approver_of(sheet.committee)
    move(evaluation=at_hand, to=Status.APPROVED, by=approver, at=NOW)

    answer = page_of(client, sheet)

    assert told(answer) == [
        ("Đang chấm", "Đã duyệt"),
        ("chưa chấm", "50"),
        ("40", "45"),
        ("chưa chấm", "40"),
    ]


def test_the_history_of_one_indicator_or_one_person(client, sheet, staff):
    first, second = sheet.scores.in_sheet_order()
    colleague = staff_of(sheet.committee)
    type_in(first, "40", by=staff)
    type_in(second, "50", by=colleague)

    of_first = page_of(client, sheet, **{"chi-so": first.pk})
    of_colleague = page_of(client, sheet, nguoi=colleague.pk)
    foreign = page_of(client, sheet, **{"chi-so": 999_999})

    assert told(of_first) == [("chưa chấm", "40")]
    assert told(of_colleague) == [("chưa chấm", "50")]
    assert foreign.status_code == 404


def test_a_line_of_the_sheet_leads_to_its_history(client, sheet, staff):
    first, _ = sheet.scores.in_sheet_order()
    type_in(first, "40", by=staff)

    page = client.get(reverse("scoring:sheet", args=[sheet.pk])).content.decode()

    address = reverse("scoring:history", args=[sheet.pk])
    assert page.count(f"{address}?chi-so=") == 1
    assert f"{address}?chi-so={first.pk}" in page


def test_an_earlier_value_is_restored_as_a_new_change(client, sheet, staff):
    first, _ = sheet.scores.in_sheet_order()
    type_in(first, "40", "45", by=staff)
    earlier = Change.objects.get(new="40")

    answer = client.post(reverse("scoring:restore", args=[sheet.pk, earlier.pk]))

    first.refresh_from_db()
    newest = Change.objects.newest_first()[0]
    assert (answer.status_code, first.points) == (302, 40)
    assert (newest.old, newest.new, newest.source) == ("45", "40", Source.RESTORED)
    assert Change.objects.count() == 3


def test_only_who_may_write_is_offered_to_restore(client, sheet, staff):
    first, _ = sheet.scores.in_sheet_order()
    type_in(first, "40", "45", by=staff)
    earlier = Change.objects.get(new="40")

    offered = [entry.is_restorable for entry in entries(page_of(client, sheet))]
    client.force_login(supervisor_of(sheet.committee))
    reading = [entry.is_restorable for entry in entries(page_of(client, sheet))]
    refused = client.post(reverse("scoring:restore", args=[sheet.pk, earlier.pk]))

    assert (offered, reading) == ([False, True], [False, False])
    assert refused.status_code == 404


def test_an_approved_sheet_restores_nothing(client, sheet, staff):
    first, _ = sheet.scores.in_sheet_order()
    type_in(first, "40", "45", by=staff)
    Evaluation.objects.filter(pk=sheet.pk).update(
        status=Status.APPROVED, approved_at=NOW
    )
    earlier = Change.objects.get(new="40")

    answer = client.post(
        reverse("scoring:restore", args=[sheet.pk, earlier.pk]), follow=True
    )

    first.refresh_from_db()
    assert first.points == 45
    assert "Phiếu đã duyệt. Muốn sửa phải mở lại phiếu." in answer.content.decode()


def test_a_change_of_another_sheet_is_not_found(client, sheet, staff):
    other = opened_sheet()
    type_in(other.scores.first(), "40", by=administrator())

    address = reverse("scoring:restore", args=[sheet.pk, Change.objects.get().pk])

    assert client.post(address).status_code == 404


def test_history_is_neither_changed_nor_deleted(sheet, staff):
    type_in(sheet.scores.first(), "40", by=staff)
    change = Change.objects.get()
    change.new = "50"

    for deed in (
        change.save,
        change.delete,
        Change.objects.all().delete,
        lambda: Change.objects.update(new="50"),
    ):
        with pytest.raises(AppendOnly):
            deed()

    assert Change.objects.get().new == "40"


def test_no_page_of_the_admin_changes_history(client, rf):
    request = rf.get("/")
    request.user = administrator()
    inlines = [
        inline
        for model_admin in admin.site._registry.values()
        for inline in model_admin.get_inline_instances(request)
        if inline.model is Change
    ]

    assert Change not in admin.site._registry
    assert len(inlines) == 1
    assert not any(
        allowed(request)
        for inline in inlines
        for allowed in (
            inline.has_add_permission,
            inline.has_change_permission,
            inline.has_delete_permission,
        )
    )


@pytest.mark.parametrize("number", [1, 40])
def test_the_history_asks_the_same_number_of_queries(
    client, sheet, staff, django_assert_num_queries, number
):
    first, _ = sheet.scores.in_sheet_order()
    type_in(first, *(str(n % 2 + 40) for n in range(number)), by=staff)

    with django_assert_num_queries(8):
        page_of(client, sheet)
