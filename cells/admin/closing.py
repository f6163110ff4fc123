"""Ending a unit's work, and taking that back: the same questions for cells and committees."""

from django.utils import timezone

from cells import actions
from cells.admin.asking import ask_first
from cells.admin.forms import ClosingForm, ReasonForm


def ask_to_close(model_admin, request, queryset, *, kind, question, deed):
    """`kind`: what the units are called; `deed` as for `ask_first`."""
    return ask_first(
        model_admin,
        request,
        title=f"Kết thúc hoạt động của {kind}",
        question=question,
        button="Kết thúc hoạt động",
        form_class=ClosingForm,
        initial={"on": timezone.localdate()},
        rows=queryset,
        deed=deed,
    )


def ask_to_reopen(model_admin, request, queryset):
    def deed(asked):
        for unit in queryset:
            actions.reopen(unit=unit, **asked)
        return "Đã khôi phục hoạt động."

    return ask_first(
        model_admin,
        request,
        title="Khôi phục hoạt động",
        question="Các đơn vị dưới đây sẽ hoạt động trở lại như chưa kết thúc.",
        button="Khôi phục",
        form_class=ReasonForm,
        rows=queryset,
        deed=deed,
    )
