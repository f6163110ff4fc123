"""Registrations, months and sheets in the admin."""

from datetime import date

import pytest
from django.urls import reverse

from scoring.models import (
    Change,
    Evaluation,
    LockException,
    Period,
    PeriodLock,
    Registration,
)
from tests.desk import Desk, errors_of
from tests.factories import (
    MONTH,
    NOW,
    CellFactory,
    CellKindFactory,
    CommitteeFactory,
    RegistrationFactory,
    opened_sheet,
    published_framework,
)


@pytest.fixture
def desk(client, db):
    return Desk(client)


def test_late_registration_gets_its_sheet_when_missing_ones_are_added(desk):
    sheet = opened_sheet()
    RegistrationFactory(framework=sheet.framework)

    answer = desk.action("scoring_period", "add_missing_sheets", [sheet.period])

    assert answer.status_code == 302
    assert Evaluation.objects.count() == 2


def test_sheets_follow_a_reorganisation_after_asking(desk):
    sheet = opened_sheet()
    new = CommitteeFactory(name="Đảng bộ mới")
    sheet.cell.committee = new
    sheet.cell.save(update_fields=["committee"])

    asked = desk.action("scoring_period", "follow_structure", [sheet.period])
    before = Evaluation.objects.get().committee
    desk.action("scoring_period", "follow_structure", [sheet.period], confirmed="1")

    assert "Tháng 11/2022" in asked.content.decode()
    assert 'name="_selected_action" value="2022-11-01"' in asked.content.decode()
    assert before != new
    assert Evaluation.objects.get().committee == new


def test_month_is_locked_and_unlocked_for_a_committee(desk):
    sheet = opened_sheet()
    chosen = {"confirmed": "1", "committee": sheet.committee_id}

    desk.action("scoring_period", "lock", [sheet.period], **chosen)
    held = PeriodLock.objects.get()
    desk.action("scoring_period", "unlock", [sheet.period], **chosen)

    assert (held.path, held.locked_by) == (sheet.committee_path, desk.user)
    assert not PeriodLock.objects.exists()


def test_exception_remembers_who_granted_it(desk):
    sheet = opened_sheet()

    desk.send(
        reverse("admin:scoring_lockexception_add"),
        period=sheet.period_id,
        cell=sheet.cell_id,
        reason="Họp muộn vì mưa bão",
        until_0="31/12/2099",
        until_1="17:00",
    )

    assert LockException.objects.get().granted_by == desk.user


def test_month_is_opened_once_and_keeps_its_name(desk):
    opened_sheet()
    address = reverse("admin:scoring_period_change", args=[MONTH])

    again = desk.errors(
        reverse("admin:scoring_period_add"), month="11/2022", due_on="05/12/2022"
    )
    desk.send(address, due_on="10/12/2022")

    assert again == ["Kỳ của tháng này đã được mở."]
    assert Period.objects.get().due_on == date(2022, 12, 10)


def test_registration_of_a_draft_is_not_offered(desk):
    draft = published_framework(CommitteeFactory())
    draft.published_at = None
    draft.save(update_fields=["published_at"])

    errors = desk.errors(
        reverse("admin:scoring_registration_add"),
        cell=CellFactory(committee=draft.committee).pk,
        framework=draft.pk,
        year="2022",
        since="01/2022",
    )

    assert len(errors) == 1
    assert not Registration.objects.exists()


def test_second_registration_in_a_programme_is_refused_in_words(desk):
    registration = RegistrationFactory()

    errors = desk.errors(
        reverse("admin:scoring_registration_add"),
        cell=registration.cell_id,
        framework=registration.framework_id,
        year="2022",
        since="03/2022",
    )

    assert errors == ["Chi bộ đã đăng ký chương trình này trong năm."]


def test_framework_of_another_committee_is_refused(desk):
    framework = published_framework(CommitteeFactory(name="Huyện ủy Quỳnh Phụ"))
    elsewhere = CellFactory()
    fields = {"framework": framework.pk, "since": "01/2022"}

    one = desk.errors(
        reverse("admin:scoring_registration_add"),
        cell=elsewhere.pk,
        year="2022",
        **fields,
    )
    many = desk.client.post(
        reverse("admin:scoring_registration_many"),
        {"confirmed": "1", "committee": elsewhere.committee_id, **fields},
    )

    foreign = (
        "Bộ tiêu chí này của Huyện ủy Quỳnh Phụ, "
        "chỉ dùng cho các chi bộ trực thuộc cấp ủy đó."
    )
    assert (one, errors_of(many)) == ([foreign], [foreign])
    assert not Registration.objects.exists()


def test_cell_that_has_ended_is_not_registered(desk):
    framework = published_framework(CommitteeFactory())
    ended = CellFactory(committee=framework.committee, closed_on=date(2022, 3, 1))
    address = reverse("admin:scoring_registration_add")
    fields = {"cell": ended.pk, "framework": framework.pk, "year": "2022"}

    errors = desk.errors(address, since="03/2022", **fields)
    desk.send(address, since="02/2022", **fields)

    assert errors == ["Chi bộ đã kết thúc hoạt động từ ngày 01/03/2022."]
    assert Registration.objects.get().cell == ended


def test_unlocking_what_is_not_locked_says_so(desk):
    sheet = opened_sheet()

    answer = desk.action(
        "scoring_period",
        "unlock",
        [sheet.period],
        confirmed="1",
        committee=sheet.committee.pk,
    )

    assert "không khóa kỳ nào trong các kỳ đã chọn" in errors_of(answer)[0]


def test_withdrawal_needs_a_reason(desk):
    registration = RegistrationFactory()
    address = reverse("admin:scoring_registration_change", args=[registration.pk])

    errors = desk.errors(address, withdrawn_from="06/2022")
    desk.send(address, withdrawn_from="06/2022", reason="Chuyển về tỉnh khác")

    registration.refresh_from_db()
    assert errors == ["Rút khỏi phải sau tháng tham gia và có lý do."]
    assert registration.withdrawn_from == date(2022, 6, 1)


def test_all_open_cells_of_a_kind_are_registered_at_once(desk):
    committee = CommitteeFactory()
    framework = published_framework(committee)
    hospital = CellKindFactory(name="Bệnh viện")
    CellFactory.create_batch(2, committee=committee, kind=hospital)
    CellFactory(committee=committee, kind=hospital, closed_on=date(2020, 1, 1))
    CellFactory(committee=committee)
    fields = {
        "committee": committee.pk,
        "kind": hospital.pk,
        "framework": framework.pk,
        "since": "01/2022",
        "is_model": "on",
    }

    desk.deed(reverse("admin:scoring_registration_many"), **fields)
    again = desk.client.post(
        reverse("admin:scoring_registration_many"), {"confirmed": "1", **fields}
    )

    assert "Không còn chi bộ nào để đăng ký" in errors_of(again)[0]
    assert Registration.objects.filter(year=2022, is_model=True).count() == 2


def test_sheet_and_its_history_can_be_read_but_not_written(desk):
    sheet = opened_sheet()
    Change.objects.create(
        evaluation=sheet,
        field="note",
        old="",
        new="Đã bổ sung biên bản",
        by=desk.user,
        at=NOW,
    )
    address = reverse("admin:scoring_evaluation_change", args=[sheet.pk])

    page = desk.client.get(address)
    answers = [
        desk.client.post(address, {"status": "approved", "total": "100"}),
        desk.client.post(reverse("admin:scoring_evaluation_delete", args=[sheet.pk])),
        desk.client.get(reverse("admin:scoring_evaluation_add")),
    ]

    assert "Đã bổ sung biên bản" in page.content.decode()
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert Evaluation.objects.get().status == "draft"
    assert Change.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 12])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("registration", 9), ("period", 6), ("evaluation", 9), ("lockexception", 7)],
)
def test_lists_ask_the_same_number_of_queries(
    desk, django_assert_num_queries, rows, name, queries
):
    for _ in range(rows):
        sheet = opened_sheet()
        LockException.objects.create(
            period=sheet.period, cell=sheet.cell, until=NOW, reason="Họp muộn"
        )

    with django_assert_num_queries(queries):
        desk.client.get(reverse(f"admin:scoring_{name}_changelist"))


def test_month_without_sheets_says_why_and_can_be_taken_back(desk):
    opened = desk.send(
        reverse("admin:scoring_period_add"), month="11/2022", due_on="05/12/2022"
    )
    warned = desk.client.get(opened["Location"]).content.decode()
    desk.client.post(
        reverse("admin:scoring_period_delete", args=[MONTH]), {"post": "yes"}
    )

    assert "Tháng này chưa có phiếu nào vì chưa chi bộ nào đăng ký" in warned
    assert not Period.objects.exists()


def test_month_with_sheets_is_not_deleted(desk):
    opened_sheet()

    answer = desk.client.post(
        reverse("admin:scoring_period_delete", args=[MONTH]), {"post": "yes"}
    )

    assert answer.status_code == 403
    assert Period.objects.exists()


def test_month_that_is_far_away_is_not_opened(desk):
    errors = desk.errors(
        reverse("admin:scoring_period_add"), month="12/2122", due_on="05/01/2123"
    )

    assert [error.split(",")[0] for error in errors] == ["Tháng này chưa tới"]
