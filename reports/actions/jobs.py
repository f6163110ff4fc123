"""A document is made part by part, kept, and thrown away after some days.

Whoever makes it writes only as long as it is its turn: a job that was asked for again
belongs to another worker.
"""

from datetime import datetime

from django.core.files import File
from django.db.models import F

from reports.models import Job, JobState


def begin(*, pk: int, attempt: int, at: datetime) -> Job | None:
    """The job, now running; None where it is not this worker's turn."""
    waiting = Job.objects.filter(pk=pk, attempt=attempt, state=JobState.WAITING)
    if not waiting.update(state=JobState.RUNNING, progressed_at=at):
        return None
    return Job.objects.for_page().select_related("asked_by").get(pk=pk)


def go_on(*, job: Job, done: int, at: datetime) -> bool:
    """Tell how far it is; False when the worker should stop."""
    held = Job.objects.turn(job).filter(state=JobState.RUNNING)
    return bool(held.update(done=min(done, job.number), progressed_at=at))


def finish(*, job: Job, content: File, file_name: str, at: datetime) -> bool:
    """Keep the file. It is stored first: a ready job has its file."""
    job.file.save(file_name, content, save=False)
    held = Job.objects.turn(job).filter(state=JobState.RUNNING)
    written = held.update(
        state=JobState.READY,
        done=F("number"),
        file=job.file.name,
        file_name=file_name,
        size=content.size,
        progressed_at=at,
    )
    if not written:
        job.file.delete(save=False)
    return bool(written)


def fail(*, job: Job, reason: str, at: datetime) -> None:
    held = Job.objects.turn(job).filter(state=JobState.RUNNING)
    held.update(state=JobState.FAILED, reason=reason, progressed_at=at)


def throw_away(*, before: datetime) -> int:
    """Delete jobs that nothing happened to since `before`, and their files."""
    number = 0
    for job in Job.objects.older_than(before).iterator():
        if job.file:
            job.file.delete(save=False)
        job.delete()
        number += 1
    return number
