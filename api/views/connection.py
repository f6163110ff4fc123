"""Kết nối dữ liệu: the own tokens; a new one shows its secret once."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from api import actions
from api.forms import TokenForm
from api.models import Token


@dataclass(frozen=True, slots=True)
class Row:
    token: Token
    has_expired: bool

    @property
    def dialog(self):
        return f"thu-hoi-{self.token.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@sensitive_variables("secret")
def connection(request):
    """The answer to a POST shows the secret itself: it must not wait in the session."""
    now = timezone.now()
    form = TokenForm(request.POST if request.method == "POST" else None)
    made, secret = None, ""
    if form.is_valid():
        try:
            made, secret = actions.make_token(
                user=request.user, at=now, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error("name", error.messages)
        else:
            form = TokenForm()
    kept = Token.objects.of_person(request.user).kept().newest_first()
    context = {
        "form": form,
        "made": made,
        "secret": secret,
        "rows": [Row(token, token.has_expired(at=now)) for token in kept],
    }
    status = 422 if form.is_bound else 200
    return render(request, "api/connection.html", context, status=status)


@require_POST
@login_required
def revoke(request, pk):
    token = get_object_or_404(Token.objects.of_person(request.user), pk=pk)
    if actions.revoke(token=token, by=request.user, at=timezone.now()):
        messages.success(request, f"Đã thu hồi mã truy cập “{token.name}”.")
    return redirect("api:connection")
