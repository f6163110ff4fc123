"""Documents that are made in the background: asked for, made, fetched, thrown away."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from cells.models import Assignment, Cell
from reports import producing
from reports.actions import asking
from reports.actions.asking import ask, ask_again
from reports.actions.jobs import begin, go_on
from reports.models import Content, Form, Job, JobState
from reports.models.job import SILENCE
from reports.producing import produce
from reports.selections import Selection
from scoring.models import Evaluation
from tests.factories import (
    MONTH,
    CellFactory,
    CellKindFactory,
    CommitteeFactory,
    ProgrammeFactory,
    RegistrationFactory,
    administrator,
    open_month,
    published_framework,
    secretary_of,
    staff_of,
)
from tests.reports.reading import pages_of
from vietnamese.spans import span_of_month

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=30)


@pytest.fixture
def staff():
    """Of a committee with twelve sheets: more than are made at once."""
    committee = CommitteeFactory(name="Đảng bộ xã An Thái")
    framework = published_framework(committee)
    for number in range(1, 13):
        cell = CellFactory(committee=committee, name=f"Chi bộ {number}")
        RegistrationFactory(cell=cell, framework=framework)
    open_month(MONTH)
    return staff_of(committee)


def committee_of(user):
    return user.assignments.get().committee


def asked(user, *, content=Content.SHEETS, form=Form.PDF, at=None):
    selection = Selection(
        committee=committee_of(user),
        programme=ProgrammeFactory(),
        span=span_of_month(MONTH),
    )
    return ask(
        selection=selection,
        content=content,
        form=form,
        by=user,
        at=at or timezone.now(),
    )


def made(job):
    produce(job.pk, job.attempt)
    job.refresh_from_db()
    return job


def content_of(job):
    with default_storage.open(job.file.name) as file:
        return file.read()


def listed(client, user):
    client.force_login(user)
    return client.get(reverse("reports:documents"))


def test_all_sheets_come_as_one_pdf_in_the_order_of_the_lists(staff):
    job = made(asked(staff))

    pages = pages_of(content_of(job))
    assert (job.state, job.done, job.number) == (JobState.READY, 12, 12)
    assert job.file_name == "phieu-danh-gia-2022-11-dang-bo-xa-an-thai.pdf"
    assert [page.split(" * ")[0].split("CHI BỘ ")[-1].split()[0] for page in pages] == [
        str(number) for number in range(1, 13)
    ]


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "docx"])
def test_all_sheets_come_as_an_archive_of_files(staff, ending):
    job = made(asked(staff, form=Form(f"zip-{ending}")))

    archive = ZipFile(BytesIO(content_of(job)))
    names = archive.namelist()
    assert archive.testzip() is None
    assert names[0] == f"0001-phieu-danh-gia-2022-11-chi-bo-1.{ending}"
    assert len(names) == len(set(names)) == 12
    assert job.size == default_storage.size(job.file.name)


def test_a_list_too_long_for_a_page_is_made_too(staff):
    job = made(asked(staff, content=Content.MONTHLY, form=Form.PDF))

    assert job.file_name == "danh-sach-tong-hop-2022-11-dang-bo-xa-an-thai.pdf"
    assert "Tổng cộng" in " ".join(pages_of(content_of(job)))


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_what_waits(staff):
    job = asked(staff)

    Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="thu",
    ).run()

    job.refresh_from_db()
    assert job.state == JobState.READY
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_progress_is_told_while_the_sheets_are_made(staff, monkeypatch):
    told = []

    def watched(*, job, done, at):
        told.append(done)
        return go_on(job=job, done=done, at=at)

    monkeypatch.setattr(producing, "go_on", watched)

    made(asked(staff))

    assert told == [10, 12]


def test_only_one_worker_makes_a_job(staff):
    job = asked(staff)

    assert begin(pk=job.pk, attempt=1, at=timezone.now()) == job
    assert begin(pk=job.pk, attempt=1, at=timezone.now()) is None


def test_a_worker_stops_once_the_job_was_asked_for_again(staff):
    job = asked(staff, at=LONG_AGO)
    old = begin(pk=job.pk, attempt=1, at=LONG_AGO)
    job.refresh_from_db()

    assert ask_again(job=job, at=timezone.now())

    assert not go_on(job=old, done=5, at=timezone.now())
    job.refresh_from_db()
    assert (job.state, job.attempt, job.done) == (JobState.WAITING, 2, 0)
    assert made(job).state == JobState.READY


def test_what_went_wrong_is_told_and_can_be_tried_again(client, staff, monkeypatch):
    job = asked(staff)
    with monkeypatch.context() as broken:
        broken.setattr(producing, "sheet_papers", lambda *args, **kwargs: 1 / 0)
        made(job)

    page = listed(client, staff).content.decode()
    assert "Không tạo được" in page
    assert "Có lỗi khi tạo tài liệu" in page
    client.post(reverse("reports:ask_for_document_again", args=[job.key]))
    job.refresh_from_db()
    assert made(job).state == JobState.READY


def test_a_job_that_nobody_hears_of_is_shown_as_stopped(client, staff):
    job = asked(staff, at=timezone.now() - SILENCE * 2)
    waiting = listed(client, staff).content.decode()
    begin(pk=job.pk, attempt=1, at=timezone.now() - SILENCE * 2)

    stopped = listed(client, staff).content.decode()

    assert "Chưa có máy nào nhận việc" in waiting
    assert "Dừng giữa chừng" in stopped
    assert "Tạo lại" in stopped


def test_a_running_or_ready_job_is_not_made_twice(staff):
    job = asked(staff)
    begin(pk=job.pk, attempt=1, at=timezone.now())
    job.refresh_from_db()
    assert not ask_again(job=job, at=timezone.now())

    Job.objects.update(state=JobState.WAITING)
    assert not ask_again(job=made(job), at=timezone.now() + SILENCE * 2)


def test_the_page_asks_on_only_while_something_is_made(client, staff):
    job = asked(staff)
    assert 'hx-trigger="every 3s"' in listed(client, staff).content.decode()

    made(job)

    page = listed(client, staff).content.decode()
    assert "hx-trigger" not in page
    assert reverse("reports:document_file", args=[job.key]) in page


def test_progress_is_shown_and_said(client, staff):
    job = asked(staff)
    held = begin(pk=job.pk, attempt=1, at=timezone.now())
    go_on(job=held, done=5, at=timezone.now())
    client.force_login(staff)

    part = client.get(reverse("reports:documents_now")).content.decode()

    assert "5/12" in part
    assert "Đang tạo: 5/12 phiếu" in part
    assert "<html" not in part


def test_the_file_goes_to_who_asked_and_to_administrators_only(client, staff):
    job = made(asked(staff))
    address = reverse("reports:document_file", args=[job.key])
    colleague = staff_of(committee_of(staff))

    found = {}
    for user in (staff, administrator(), colleague):
        client.force_login(user)
        found[user] = client.get(address)

    assert [answer.status_code for answer in found.values()] == [200, 200, 404]
    answer = found[staff]
    assert b"".join(answer.streaming_content) == content_of(job)
    assert answer["Content-Disposition"] == f'attachment; filename="{job.file_name}"'
    assert answer["Cache-Control"] == "private, no-store"


def test_who_lost_the_committee_lost_its_documents(client, staff):
    job = made(asked(staff))
    Assignment.objects.all().delete()
    client.force_login(staff)

    answer = client.get(reverse("reports:document_file", args=[job.key]))

    assert answer.status_code == 404
    assert str(job.committee) not in listed(client, staff).content.decode()


def test_the_page_lists_one_s_own_documents_only(client, staff):
    asked(staff)
    colleague = staff_of(committee_of(staff))

    assert "Chưa có tài liệu nào" in listed(client, colleague).content.decode()
    assert "An Thái" in listed(client, staff).content.decode()


def test_a_secretary_is_sent_to_the_sheet_not_to_reports(client, staff):
    cell = CellFactory(committee=committee_of(staff))

    page = listed(client, secretary_of(cell)).content.decode()

    assert "đồng chí mở phiếu rồi bấm “Tải về”" in page
    assert reverse("reports:summaries") not in page


@pytest.mark.parametrize("number", [1, 15])
def test_the_page_takes_the_same_queries_however_many_documents(
    client, staff, number, django_assert_num_queries
):
    for _ in range(number):
        asked(staff)
        Job.objects.update(state=JobState.FAILED)
    client.force_login(staff)

    with django_assert_num_queries(5):
        client.get(reverse("reports:documents"))


def test_a_button_of_the_summary_page_asks_for_them(client, staff):
    client.force_login(staff)
    address = reverse("reports:ask_for_document", args=[committee_of(staff).pk, MONTH])

    answer = client.post(
        f"{address}?loai=kieu-mau", {"tai-lieu": "phieu:zip-pdf"}, follow=True
    )

    job = Job.objects.get()
    assert (job.asked_by, job.content, job.form) == (staff, "phieu", "zip-pdf")
    assert job.only_models
    assert "Đã nhận yêu cầu" in answer.content.decode()


def test_the_summary_page_asks_for_long_lists_in_the_background(
    client, staff, monkeypatch
):
    monkeypatch.setattr("reports.downloads.MOST_AT_ONCE", 11)
    client.force_login(staff)
    summary = reverse("reports:summary", args=[committee_of(staff).pk, MONTH])

    page = client.get(summary).content.decode()

    assert 'value="tong-hop-thang:xlsx"' in page
    assert f"{MONTH:%Y-%m}/tong-hop-thang/xlsx/" not in page
    assert (
        f"{MONTH:%Y-%m}/bao-cao-tong-hop/xlsx/" in page
    )  # it does not grow with cells


def test_what_the_page_narrows_narrows_the_document(staff):
    kind = CellKindFactory(name="Trường học")
    cell = Cell.objects.first()
    Evaluation.objects.filter(cell=cell).update(kind=kind)
    narrowed = Selection(
        committee=committee_of(staff),
        programme=ProgrammeFactory(),
        span=span_of_month(MONTH),
        kind=kind,
    )

    job = ask(
        selection=narrowed,
        content=Content.MONTHLY,
        form=Form.PDF,
        by=staff,
        at=timezone.now(),
    )

    [page] = pages_of(content_of(made(job)))
    assert job.number == 1
    assert "Chỉ gồm loại hình: Trường học." in page
    assert "1 chi bộ, 20 đảng viên" in page


def test_a_long_list_is_not_made_while_somebody_waits(client, staff, monkeypatch):
    monkeypatch.setattr("reports.views.files.MOST_AT_ONCE", 11)
    client.force_login(staff)
    place = [committee_of(staff).pk, MONTH, "tong-hop-thang", "pdf"]

    answer = client.get(
        reverse("reports:paper_file", args=place),
        {"chuong-trinh": "kieu-mau"},
        follow=True,
    )

    assert answer.redirect_chain == [(reverse("reports:documents"), 302)]
    assert "Danh sách có hơn" in answer.content.decode()


@pytest.mark.parametrize("words", ["phieu:exe", "la:pdf", "", "phieu"])
def test_what_no_button_asks_for_does_not_exist(client, staff, words):
    client.force_login(staff)
    address = reverse("reports:ask_for_document", args=[committee_of(staff).pk, MONTH])

    answer = client.post(address, {"tai-lieu": words})

    assert answer.status_code == 404
    assert not Job.objects.exists()


def test_too_many_sheets_and_too_many_jobs_are_refused_in_words(staff, monkeypatch):
    for _ in range(asking.MOST_AT_ONCE):
        asked(staff)
    with pytest.raises(ValidationError, match="3 tài liệu chưa xong"):
        asked(staff)

    Job.objects.update(state=JobState.FAILED)
    monkeypatch.setattr(asking, "MOST_SHEETS", 11)
    with pytest.raises(ValidationError, match="Có 12 phiếu"):
        asked(staff)


def test_a_month_without_sheets_makes_nothing(staff):
    elsewhere = staff_of(CommitteeFactory())

    with pytest.raises(ValidationError, match="Không có phiếu"):
        asked(elsewhere)


def test_old_documents_are_thrown_away_with_their_files(staff, capsys):
    old, new = made(asked(staff)), made(asked(staff))
    Job.objects.filter(pk=old.pk).update(progressed_at=LONG_AGO)

    call_command("throw_away_documents")

    assert "Đã xóa 1 tài liệu." in capsys.readouterr().out
    assert list(Job.objects.all()) == [new]
    assert not default_storage.exists(old.file.name)
    assert default_storage.exists(new.file.name)


def test_documents_are_kept_for_a_day_at_least(db):
    with pytest.raises(CommandError, match="từ 1"):
        call_command("throw_away_documents", days=0)
