"""Admin pages that name what a deed will change before it is done."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse


@dataclass(kw_only=True)
class Question:
    """What is asked. `rows` are the selected objects of a list action (`is_action`);
    `problems` keep the deed from being offered; `back` is where "Quay lại" leads."""

    title: str
    question: str
    button: str
    rows: Any = ()
    problems: Any = ()
    is_action: bool = True
    back: str = ""


def ask_first(model_admin, request, *, deed, form_class, initial=None, **asked):
    """Put the `Question(**asked)`, and do `deed` when the page comes back confirmed.

    `deed` takes the cleaned data and returns the message of success, or a pair of the
    message and the address to go to; its ValidationError is shown in the form.
    """
    question = Question(**asked)
    is_confirmed = request.method == "POST" and "confirmed" in request.POST
    form = form_class(request.POST if is_confirmed else None, initial=initial)
    if is_confirmed and not question.problems and form.is_valid():
        try:
            with transaction.atomic():
                done = deed(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            message, address = (
                done if isinstance(done, tuple) else (done, question.back)
            )
            model_admin.message_user(request, message, messages.SUCCESS)
            return HttpResponseRedirect(address or request.get_full_path())
    return _page(model_admin, request, question, form)


def _page(model_admin, request, question, form):
    context = {
        **model_admin.admin_site.each_context(request),
        **vars(question),
        "form": form,
        "action": request.POST.get("action", "") if question.is_action else "",
        "opts": model_admin.opts,
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/ask_first.html", context)
