"""Signing in and out, and the own account."""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cells.forms import MailForm, NewPasswordForm, SignInForm
from cells.kept import kept_along, kept_from

WITH_MAIL = "Hệ thống sẽ gửi thư nhắc việc cho đồng chí."
WITHOUT_MAIL = "Hệ thống sẽ không gửi thư nhắc việc cho đồng chí nữa."


class SignIn(LoginView):
    """Django's sign-in; what was typed into a form before goes along and is sent after it."""

    template_name = "cells/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **context):
        return super().get_context_data(kept=kept_along(self.request), **context)

    def form_valid(self, form):
        answer = super().form_valid(form)
        kept = kept_along(self.request)
        return _send_again(self.request, kept) if kept else answer


sign_in = SignIn.as_view()


def sign_in_and_go_on(request, kept):
    """The sign-in page in the place of a form that came too late."""
    context = {"form": SignInForm(request), "kept": kept}
    return render(request, "cells/sign_in.html", context, status=401)


def csrf_failure(request, reason=""):
    """A form from before the last sign-in. From our own page it can be sent once more."""
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    kept = kept_from(request) if is_ours and request.accepts("text/html") else None
    if kept and request.user.is_authenticated:
        return _send_again(request, kept)
    return render(request, "403_csrf.html", status=403)


def _send_again(request, kept):
    return render(request, "cells/send_again.html", {"kept": kept})


def admin_sign_in(request):
    """Stands in for the admin's own login page: one door for everybody.

    Who is signed in and is still sent here may not see the admin: for them it does not exist.
    """
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


@require_POST
def sign_out(request):
    logout(request)
    messages.success(request, "Đồng chí đã đăng xuất.")
    return redirect("cells:sign_in")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request):
    """The own account; a POST says where reminders may come by mail."""
    posted = request.POST if request.method == "POST" else None
    form = MailForm(posted, instance=request.user)
    if form.is_valid():
        form.instance.save(update_fields=["email", "wants_mail"])
        wants = form.instance.wants_mail and form.instance.email
        messages.success(request, WITH_MAIL if wants else WITHOUT_MAIL)
        return redirect("cells:profile")
    assignments = request.user.assignments_in_force
    context = {"assignments": assignments, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "cells/profile.html", context, status=status)


@sensitive_post_parameters()
@login_required
def password(request):
    form = NewPasswordForm(request.user, request.POST or None)
    if form.is_valid():
        user = form.save()
        update_session_auth_hash(request, user)  # else this session would end here
        messages.success(request, "Đã đổi mật khẩu.")
        return redirect("cells:profile")
    return render(request, "cells/password.html", {"form": form})
