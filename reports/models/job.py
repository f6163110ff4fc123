import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cells.models import CellKind, Committee
from cells.scope import reach
from criteria.models import Programme

# Longer without a sign of life: the worker died, or none is running.
SILENCE = timedelta(minutes=5)


class JobState(models.TextChoices):
    WAITING = "waiting", "Đang chờ"
    RUNNING = "running", "Đang tạo"
    READY = "ready", "Đã xong"
    FAILED = "failed", "Không tạo được"


class Content(models.TextChoices):
    """What is made; beside the sheets the papers of `reports.papers.Paper`."""

    SHEETS = "phieu", "Phiếu chấm điểm của các chi bộ"
    MONTHLY = "tong-hop-thang", "Danh sách tổng hợp tháng"
    GRADES = "theo-xep-loai", "Danh sách theo mức xếp loại"
    YEAR = "ket-qua-nam", "Kết quả cả năm"


class Form(models.TextChoices):
    """In which file: one document, or an archive of as many as there are sheets."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    ZIP_PDF = "zip-pdf", "tệp nén PDF"
    ZIP_DOCX = "zip-docx", "tệp nén Word"
    ZIP_XLSX = "zip-xlsx", "tệp nén Excel"

    @property
    def is_archive(self):
        return self.value.startswith("zip-")


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that the user asked for, while the committee is still within reach."""
        if user.is_administrator:
            return self.all()
        return self.filter(
            reach(user, path="committee__path", cell=None), asked_by=user.pk
        )

    def asked_by(self, user):
        return self.filter(asked_by=user)

    def unfinished(self):
        return self.filter(state__in=[JobState.WAITING, JobState.RUNNING])

    def alive(self, *, at):
        """Unfinished, and heard of lately."""
        return self.unfinished().filter(progressed_at__gt=at - SILENCE)

    def older_than(self, moment):
        return self.filter(progressed_at__lt=moment)

    def turn(self, job):
        """The job as long as nobody asked for it again: old workers find nothing."""
        return self.filter(pk=job.pk, attempt=job.attempt)

    def for_page(self):
        return self.select_related("committee", "programme", "kind").order_by(
            "-asked_at", "pk"
        )


def kept_as(job, _name):
    """Where a file lies: a name that nobody can guess, and that no server would run."""
    return f"tai-lieu/{job.key.hex[:2]}/{job.key.hex}-{job.attempt}"


class Job(models.Model):
    """A document too large to be made while somebody waits for the page.

    `done` of `number` sheets; `attempt` is raised when the job is asked for again, and
    `progressed_at` whenever the worker has done a part.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="người yêu cầu",
    )
    content = models.CharField("tài liệu", max_length=20, choices=Content.choices)
    form = models.CharField("dạng tệp", max_length=10, choices=Form.choices)
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="+", verbose_name="cấp ủy"
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name="chương trình"
    )
    month = models.DateField("tháng")
    only_models = models.BooleanField("chỉ chi bộ kiểu mẫu", default=False)
    kind = models.ForeignKey(
        CellKind,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="loại hình",
    )
    family = models.CharField("mã bộ tiêu chí", max_length=60, blank=True)
    by_today = models.BooleanField("theo tổ chức hiện nay", default=False)

    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=JobState.choices,
        default=JobState.WAITING,
    )
    attempt = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveIntegerField("số phiếu", default=0)
    done = models.PositiveIntegerField("đã làm", default=0)
    reason = models.CharField("lý do", max_length=300, blank=True)
    asked_at = models.DateTimeField("yêu cầu lúc")
    progressed_at = models.DateTimeField("tiến triển lúc")

    file = models.FileField("tệp", upload_to=kept_as, blank=True)
    file_name = models.CharField("tên tệp", max_length=150, blank=True)
    size = models.PositiveBigIntegerField("dung lượng", default=0)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu"
        verbose_name_plural = "tài liệu"
        ordering = ["-asked_at", "pk"]
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"], name="job_of_somebody")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=JobState.READY) | ~Q(file=""),
                name="a_ready_document_has_a_file",
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("number")), name="no_more_done_than_asked"
            ),
        ]

    def __str__(self):
        return f"{self.get_content_display()}, {self.committee}"

    def is_stalled(self, *, at):
        """Begun, or waiting, and not heard of for too long."""
        is_unfinished = self.state in (JobState.WAITING, JobState.RUNNING)
        return is_unfinished and at - self.progressed_at > SILENCE
