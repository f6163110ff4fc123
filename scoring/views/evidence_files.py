"""The files behind scores: only to those who may see them, and never as a page."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from scoring.models import Evidence, EvidenceRevision

NOTHING_RUNS = "default-src 'none'; frame-ancestors 'self'; sandbox"
# A browser's PDF viewer is a plugin, which a sandbox switches off; it draws with styles
# of its own and keeps a document's scripts away from our pages.
PDF_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@require_safe
@login_required
def evidence_file(request, key):
    """Download of a revision."""
    revision = _revision(request, key)
    return _answer(revision, as_attachment=True, policy=NOTHING_RUNS)


@require_safe
@login_required
def evidence_preview(request, key):
    """A picture or a PDF in the browser; other kinds have no preview."""
    revision = _revision(request, key)
    if not revision.kind.has_preview:
        raise Http404
    policy = PDF_VIEWER if revision.kind.is_pdf else NOTHING_RUNS
    return _answer(revision, as_attachment=False, policy=policy)


def _revision(request, key):
    seen = Evidence.objects.visible_to(request.user)
    return get_object_or_404(EvidenceRevision, key=key, evidence__in=seen)


def _answer(revision, *, as_attachment, policy):
    try:
        content = revision.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=as_attachment,
        filename=revision.name,
        content_type=revision.kind.content_type,
        headers={
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
    )
