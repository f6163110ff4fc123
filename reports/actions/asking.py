"""A document that takes long is asked for, or asked for again."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from cells.models import User
from reports.models import Content, Form, Job, JobState
from reports.selections import Selection
from reports.tasks import make_document
from vietnamese.numbers import format_decimal

MOST_SHEETS = 1000
MOST_AT_ONCE = 3  # unfinished jobs of one person


@transaction.atomic
def ask(
    *, selection: Selection, content: Content, form: Form, by: User, at: datetime
) -> Job:
    """Queue a document; raises ValidationError where it would be too much."""
    number = selection.sheets().count()
    _check(number, content=content, by=by, at=at)
    job = Job.objects.create(
        asked_by=by,
        content=content,
        form=form,
        committee=selection.committee,
        programme=selection.programme,
        month=selection.month,
        only_models=selection.only_models,
        kind=selection.kind,
        family=selection.family,
        by_today=selection.by_today,
        number=number,
        asked_at=at,
        progressed_at=at,
    )
    make_document.enqueue(job.pk, job.attempt)
    return job


def _check(number, *, content, by, at):
    if not number:
        raise ValidationError("Không có phiếu nào để tạo tài liệu.")
    if content == Content.SHEETS and number > MOST_SHEETS:
        raise ValidationError(
            f"Có {format_decimal(number)} phiếu; mỗi lần tạo được nhiều nhất "
            f"{format_decimal(MOST_SHEETS)}. Hãy chọn từng cấp ủy trực thuộc."
        )
    if Job.objects.asked_by(by).alive(at=at).count() >= MOST_AT_ONCE:
        raise ValidationError(
            f"Đồng chí đang có {MOST_AT_ONCE} tài liệu chưa xong. Hãy chờ một tài liệu xong."
        )


@transaction.atomic
def ask_again(*, job: Job, at: datetime) -> bool:
    """Queue a failed or stalled job anew; False when it is neither (any more)."""
    if job.state != JobState.FAILED and not job.is_stalled(at=at):
        return False
    held = Job.objects.turn(job).filter(state=job.state)
    written = held.update(
        state=JobState.WAITING,
        attempt=F("attempt") + 1,
        done=0,
        reason="",
        asked_at=at,
        progressed_at=at,
    )
    if written:
        make_document.enqueue(job.pk, job.attempt + 1)
    return bool(written)
