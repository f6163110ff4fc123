"""Admin pages that name what a deed will change before it is done."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse


def ask_first(
    model_admin,
    request,
    *,
    title,
    question,
    button,
    deed,
    form_class,
    initial=None,
    form_kwargs=None,
    rows=(),
    problems=(),
    is_action=True,
    back="",
    context=None,
):
    """Show what `deed` will change, and do it when the page comes back confirmed.

    `deed` takes the cleaned data and returns the message of success, or a pair of the
    message and the address to go to. `rows` are the selected objects of a list action
    (`is_action`); `problems` keep the deed from being offered at all.
    """
    is_confirmed = request.method == "POST" and "confirmed" in request.POST
    form = form_class(
        request.POST if is_confirmed else None, initial=initial, **(form_kwargs or {})
    )
    if is_confirmed and not problems and form.is_valid():
        try:
            with transaction.atomic():
                done = deed(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            message, address = done if isinstance(done, tuple) else (done, back)
            model_admin.message_user(request, message, messages.SUCCESS)
            return HttpResponseRedirect(address or request.get_full_path())
    return TemplateResponse(
        request,
        "admin/ask_first.html",
        {
            **model_admin.admin_site.each_context(request),
            "title": title,
            "question": question,
            "button": button,
            "form": form,
            "rows": rows,
            "problems": problems,
            "action": request.POST.get("action", "") if is_action else "",
            "opts": model_admin.opts,
            "media": model_admin.media + form.media,
            "back": back,
            **(context or {}),
        },
    )


def refuse(model_admin, request, error):
    """Say on the list why a deed was not done."""
    model_admin.message_user(request, " ".join(error.messages), messages.ERROR)
