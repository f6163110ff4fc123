"""Minh chứng: what stands behind one score, and adding to it. One address a deed."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cells.scope import reaches
from scoring.actions.evidence import (
    add_evidence,
    attach_evidence,
    detach_evidence,
    evidence_closed_because,
    revise_evidence,
)
from scoring.evidence_forms import (
    AttachForm,
    EvidenceForm,
    LibraryFilter,
    RevisionForm,
    limits,
)
from scoring.models import Evaluation, Evidence, EvidenceRevision, Score
from scoring.workflow import MAY_SUBMIT

OFFERED = 30  # of the library at once; the rest is searched for
OPENED_AT_ONCE = 3 * 1024 * 1024  # larger pictures wait until somebody asks for them


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence as it stands behind a sheet: `revision` is the file that counted there."""

    evidence: Evidence
    revision: EvidenceRevision | None
    form: RevisionForm

    @property
    def others(self):
        return [one for one in self.evidence.revisions.all() if one != self.revision]

    @property
    def shows_at_once(self) -> bool:
        revision = self.revision
        return revision.kind.is_image and revision.size <= OPENED_AT_ONCE


@require_safe
@login_required
def evidence(request, pk):
    return _show(request, _score(request, pk))


@require_POST
@login_required
def evidence_add(request, pk):
    score = _writable_score(request, pk)
    form = EvidenceForm(request.POST, request.FILES, stopped=_stopped(request))
    if form.is_valid():
        try:
            added = add_evidence(
                score=score, draft=form.draft, by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _done(request, score, _told(added))
    return _refused(request, score, form, form=form)


@require_POST
@login_required
def evidence_attach(request, pk):
    score = _writable_score(request, pk)
    form = AttachForm(request.POST, choices=_library(score))
    if form.is_valid():
        try:
            attach_evidence(
                score=score,
                evidence=form.cleaned_data["evidence"],
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _done(request, score, "Đã gắn minh chứng từ thư viện.")
    return _refused(request, score, form, attach_form=form)


@require_POST
@login_required
def evidence_detach(request, pk, evidence):
    score = _writable_score(request, pk)
    found = get_object_or_404(Evidence.objects.behind(score), pk=evidence)
    try:
        detach_evidence(score=score, evidence=found, by=request.user, at=timezone.now())
    except ValidationError as error:
        return _show(request, score, problem=error.messages[0], status=422)
    return _done(request, score, f"Đã gỡ “{found}”. Minh chứng vẫn ở trong thư viện.")


@require_POST
@login_required
def evidence_revise(request, pk, evidence):
    score = _writable_score(request, pk)
    found = get_object_or_404(Evidence.objects.behind(score), pk=evidence)
    form = RevisionForm(
        request.POST, request.FILES, stopped=_stopped(request), prefix=f"ban-{found.pk}"
    )
    if form.is_valid():
        try:
            revision = revise_evidence(
                score=score,
                evidence=found,
                file=form.cleaned_data["file"][0],
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _done(request, score, f"Đã lưu bản {revision.number} của “{found}”.")
    return _refused(request, score, form, revision_form=(found.pk, form))


def _score(request, pk):
    sheets = Evaluation.objects.visible_to(request.user)
    return get_object_or_404(_with_sheet(sheets), pk=pk)


def _writable_score(request, pk):
    """Whether the sheet is still open is asked by the deed: closed is no 404."""
    sheets = Evaluation.objects.writable_by(request.user)
    return get_object_or_404(_with_sheet(sheets), pk=pk)


def _with_sheet(sheets):
    return Score.objects.on(sheets).select_related(
        "indicator__criterion", "evaluation__period", "evaluation__cell__committee"
    )


def _library(score):
    """What the cell has and may be attached to `score`."""
    own = Evidence.objects.of_cell(score.evaluation.cell_id)
    return own.not_behind(score).newest_first()


def _stopped(request):
    return getattr(request, "too_large", ())


def _told(added):
    known = [str(one) for one in added.found]
    if not known:
        return f"Đã thêm {len(added.evidence)} minh chứng."
    return (
        f"Đã gắn {len(added.evidence)} minh chứng. Thư viện đã có sẵn: "
        f"{'; '.join(known)}."
    )


def _done(request, score, words):
    messages.success(request, words)
    address = reverse("scoring:evidence", args=[score.pk])
    if request.accepts("text/html"):
        return redirect(address)
    return JsonResponse({"address": address})


def _refused(request, score, refused, **forms):
    """The page with what was typed; to its script only the problems, so files stay chosen."""
    if request.accepts("text/html"):
        return _show(request, score, status=422, **forms)
    return JsonResponse(
        {
            "problems": [
                problem for problems in refused.errors.values() for problem in problems
            ]
        },
        status=422,
    )


def _show(
    request,
    score,
    *,
    form=None,
    attach_form=None,
    revision_form=(None, None),
    problem="",
    status=200,
):
    sheet = Evaluation.objects.with_lock(at=timezone.now()).select_related("period")
    sheet = sheet.get(pk=score.evaluation_id)
    obstacle = _obstacle(request.user, score, sheet)
    context = {
        "score": score,
        "evaluation": score.evaluation,
        "indicator": score.indicator,
        "obstacle": obstacle,
        "is_open": not obstacle,
        "problem": problem,
        "proofs": _proofs(score, sheet, *revision_form),
        "form": form or EvidenceForm(),
        "attach_form": attach_form,
        **limits(),
        "library_size": Evidence.objects.of_cell(sheet.cell_id).count(),
    }
    if not obstacle:
        context |= _offered(request, score)
    return render(request, "scoring/evidence.html", context, status=status)


def _obstacle(user, score, sheet):
    """Why the reader may not change the evidence here; "" when he may."""
    cell = score.evaluation.cell
    if reaches(user, path=cell.committee.path, cell_id=cell.pk, roles=MAY_SUBMIT):
        return evidence_closed_because(sheet, score)
    return (
        f"Minh chứng do chi bộ và cán bộ của {cell.committee} gửi; đồng chí xem được."
    )


def _proofs(score, sheet, revised, bound):
    found = Evidence.objects.behind(score).for_page().order_by("added_at", "pk")
    return [
        Proof(
            evidence=one,
            revision=one.revision_at(sheet.approved_at),
            form=bound if one.pk == revised else RevisionForm(prefix=f"ban-{one.pk}"),
        )
        for one in found
    ]


def _offered(request, score):
    asked = LibraryFilter(request.GET)
    text = asked.cleaned_data["text"] if asked.is_valid() else ""
    library = _library(score)
    if text:
        library = library.named_like(text)
    offered = library.annotate(uses=Count("scores"))[: OFFERED + 1]
    return {
        "text": text,
        "offered": offered[:OFFERED],
        "has_more": len(offered) > OFFERED,
        "chosen": request.POST.getlist("evidence"),
    }
