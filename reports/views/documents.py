"""Tài liệu của tôi: what was asked for and is made in the background, to be picked up."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reports.actions.asking import ask, ask_again
from reports.models import Content, Form, Job, JobState
from reports.views.files import selection_asked
from vietnamese.spans import span_of_month

PAGE_SIZE = 20
LOOKS = {  # state: (tone, icon)
    JobState.WAITING: ("info", "clock"),
    JobState.RUNNING: ("info", "arrow-path"),
    JobState.READY: ("success", "check-circle"),
    JobState.FAILED: ("error", "x-circle"),
}
NOT_TAKEN_UP = (
    "Chưa có máy nào nhận việc. Nếu đợi lâu, báo quản trị viên: chương trình tạo tài "
    "liệu có thể chưa chạy."
)
STOPPED = "Máy đang tạo tài liệu đã dừng giữa chừng. Bấm “Tạo lại”."


@dataclass(frozen=True, slots=True)
class Shown:
    """A job as the page tells it."""

    job: Job
    label: str
    tone: str
    icon_name: str
    trouble: str

    @property
    def is_running(self) -> bool:
        return self.job.state == JobState.RUNNING and not self.trouble

    @property
    def is_ready(self) -> bool:
        return self.job.state == JobState.READY

    @property
    def can_be_asked_again(self) -> bool:
        return bool(self.trouble)

    @property
    def size(self) -> str:
        return filesizeformat(self.job.size) if self.is_ready else ""


@require_safe
@login_required
def documents(request):
    return render(request, "reports/documents.html", _listed(request))


@require_safe
@login_required
def documents_now(request):
    """The list alone, which the page asks for while something is being made."""
    listed = _listed(request)
    return render(request, "reports/_documents.html", listed | {"says": _said(listed)})


def _said(listed):
    """For who does not see the list change."""
    running = [one.job for one in listed["page"].object_list if one.is_running]
    if not listed["is_waiting"]:
        return "Các tài liệu đã xong."
    return "; ".join(f"Đang tạo: {job.done}/{job.number} phiếu" for job in running)


def _listed(request):
    now = timezone.now()
    own = Job.objects.visible_to(request.user).asked_by(request.user).for_page()
    page = Paginator(own, PAGE_SIZE).get_page(request.GET.get("trang"))
    shown = [_shown(job, now) for job in page.object_list]
    page.object_list = shown
    return {
        "page": page,
        "is_waiting": any(
            one.job.state in (JobState.WAITING, JobState.RUNNING) and not one.trouble
            for one in shown
        ),
    }


def _shown(job, now):
    state = JobState(job.state)
    label, (tone, icon_name), trouble = state.label, LOOKS[state], job.reason
    if job.is_stalled(at=now):
        trouble = NOT_TAKEN_UP if state == JobState.WAITING else STOPPED
        tone, icon_name = "warning", "exclamation-triangle"
        label = state.label if state == JobState.WAITING else "Dừng giữa chừng"
    return Shown(job, label, tone, icon_name, trouble)


@require_POST
@login_required
def ask_for_document(request, pk, month):
    """Of the cells that the summary page is about, whose query comes along."""
    selection = selection_asked(request, pk, span_of_month(month))
    content, _, form = request.POST.get("tai-lieu", "").partition(":")
    if content not in Content.values or form not in Form.values:
        raise Http404
    try:
        ask(
            selection=selection,
            content=Content(content),
            form=Form(form),
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã nhận yêu cầu. Tài liệu đang được tạo.")
    return redirect("reports:documents")


@require_POST
@login_required
def ask_for_document_again(request, key):
    job = get_object_or_404(Job.objects.visible_to(request.user), key=key)
    if ask_again(job=job, at=timezone.now()):
        messages.success(request, "Đang tạo lại tài liệu.")
    return redirect("reports:documents")


@require_safe
@login_required
def document_file(request, key):
    ready = Job.objects.visible_to(request.user).filter(state=JobState.READY)
    job = get_object_or_404(ready, key=key)
    try:
        content = job.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=True,
        filename=job.file_name,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
