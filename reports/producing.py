"""Makes the documents that are asked for in the background, telling how far it is."""

import logging
from collections.abc import Iterator
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files import File
from django.utils.timezone import localdate, now
from pypdf import PdfReader, PdfWriter

from reports.actions.jobs import begin, fail, finish, go_on
from reports.documents.document import Document
from reports.documents.file_names import file_name
from reports.documents.files import Kind, all_written, in_one_pdf, written
from reports.models import Content, Form, Job
from reports.papers import Paper, paper, sheet_papers
from reports.selections import Selection
from scoring.models import Evaluation
from vietnamese.months import month_slug
from vietnamese.spans import span_of_month

AT_ONCE = 10  # sheets between two reports of progress
WRONG = "Có lỗi khi tạo tài liệu. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên."

logger = logging.getLogger(__name__)


class NotOurTurnError(Exception):
    """The job was asked for again meanwhile, or thrown away."""


def produce(pk: int, attempt: int) -> None:
    """Make the document of a job, unless another worker does or it was thrown away."""
    job = begin(pk=pk, attempt=attempt, at=now())
    if job is None:
        return
    try:
        with TemporaryFile() as stream:
            name = _make(job, stream)
            finish(job=job, content=File(stream), file_name=name, at=now())
    except NotOurTurnError:
        logger.warning("Job %s goes on elsewhere", pk)
    except Exception:
        # Whatever went wrong, the one who waits must hear of it.
        logger.exception("Job %s failed", pk)
        fail(job=job, reason=WRONG, at=now())


def _make(job: Job, stream) -> str:
    """Write the document into `stream`; returns its name."""
    selection = selection_of(job)
    on = localdate(job.asked_at)
    if job.content != Content.SHEETS:
        document = paper(Paper(job.content), selection, on=on)
        kind = Kind(job.form)
        stream.write(written(document, kind))
        return f"{document.name}.{kind}"
    parts = _sheets(job, selection, on)
    name = file_name("phieu-cham-diem", month_slug(job.month), selection.committee.name)
    if Form(job.form).is_archive:
        _archive(parts, Kind(job.form.removeprefix("zip-")), stream)
        return f"{name}.zip"
    _one_pdf(parts, stream)
    return f"{name}.pdf"


def selection_of(job: Job) -> Selection:
    return Selection(
        committee=job.committee,
        programme=job.programme,
        span=span_of_month(job.month),
        only_models=job.only_models,
        kind=job.kind,
        family=job.family,
        by_today=job.by_today,
    ).standing()


def _sheets(job, selection, on) -> Iterator[list[Document]]:
    """The sheets in the order of the lists, some at once: what the asker may see now."""
    seen = Evaluation.objects.visible_to(job.asked_by)
    sheets = list(selection.sheets().filter(pk__in=seen.values("pk")).for_papers())
    for start in range(0, len(sheets), AT_ONCE):
        part = sheets[start : start + AT_ONCE]
        yield sheet_papers(part, on=on)
        if not go_on(job=job, done=start + len(part), at=now()):
            raise NotOurTurnError


def _archive(parts, kind: Kind, stream):
    number = 0
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for documents in parts:
            for document, content in zip(
                documents, all_written(documents, kind), strict=True
            ):
                number += 1
                archive.writestr(f"{number:04d}-{document.name}.{kind}", content)


def _one_pdf(parts, stream):
    """In pieces that are joined: the typesetter's memory grows with the pages."""
    whole = PdfWriter()
    for documents in parts:
        with TemporaryFile() as piece:
            piece.write(in_one_pdf(documents))
            whole.append(PdfReader(piece), import_outline=False)
    whole.add_metadata({"/Title": "Phiếu chấm điểm"})
    whole.write(stream)
