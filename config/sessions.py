"""Who is asking, and for how long: sliding sessions and the client's address."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from cells.kept import kept_from
from cells.views import sign_in_and_go_on

RENEWED_AT = "renewed_at"
RENEW_AFTER = timedelta(hours=1)


def keep_signed_in(get_response):
    """Lengthen the session of someone who works, at most once an hour.

    SESSION_SAVE_EVERY_REQUEST would add a write to each page view.
    """

    def middleware(request):
        response = get_response(request)
        if request.session.accessed and _is_due(request, now=timezone.now()):
            request.session[RENEWED_AT] = timezone.now().isoformat()
        return response

    return middleware


def keep_private(get_response):
    """Pages of somebody signed in are kept by no proxy, nor by the browser after he left."""

    def middleware(request):
        response = get_response(request)
        is_private = request.session.accessed and request.user.is_authenticated
        if is_private and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware


def keep_what_was_typed(get_response):
    """Nobody loses a form because the session ended while it was filled in.

    Answered by a redirect to the sign-in page, what was sent would be gone.
    """

    def middleware(request):
        response = get_response(request)
        if request.method == "POST" and _leads_to_sign_in(response):
            kept = kept_from(request) if request.accepts("text/html") else None
            if kept:
                return sign_in_and_go_on(request, kept)
        return response

    return middleware


def _leads_to_sign_in(response):
    doors = tuple(reverse(name) + "?" for name in ("cells:sign_in", "admin:login"))
    return response.status_code == 302 and response.url.startswith(doors)


def _is_due(request, *, now):
    if not request.user.is_authenticated:
        return False
    renewed_at = request.session.get(RENEWED_AT)
    since = datetime.fromisoformat(renewed_at) if renewed_at else None
    since = since or request.user.last_login
    return since is None or now - since > RENEW_AFTER


def client_address(request):
    """The client's address; behind the TLS proxy the one that the proxy appended."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.HTTPS and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
