from datetime import timedelta

from django import forms
from django.contrib.admin.sites import site
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils import timezone

from cells.models import CellKind, Committee
from cells.paths import contains
from criteria.models import Framework
from scoring.models import Period, PeriodLock, Registration
from vietnamese.fields import MonthField, TextField
from vietnamese.months import format_month

USUAL_DUE_DAYS = 35  # the 5th of the next month, or near it


class PeriodForm(forms.ModelForm):
    month = MonthField(
        label="Tháng",
        help_text="Ví dụ: 12/2026.",
        error_messages={"unique": "Kỳ của tháng này đã được mở."},
    )

    class Meta:
        model = Period
        fields = ["month", "due_on"]

    def clean(self):
        cleaned = super().clean()
        month, due_on = cleaned.get("month"), cleaned.get("due_on")
        soonest = (timezone.localdate().replace(day=1) + timedelta(days=31)).replace(
            day=1
        )
        if month and month > soonest:
            self.add_error(
                "month",
                f"Tháng này chưa tới, mới mở được đến tháng {format_month(soonest)}.",
            )
        if month and due_on and due_on > month + timedelta(days=366):
            self.add_error("due_on", "Hạn chấm điểm quá xa tháng được chấm.")
        return cleaned


def refuse_foreign(form, framework, committee):
    """A framework is for the cells of the committee that issued it."""
    if not framework or not committee:
        return
    issuer = framework.committee
    if not contains(issuer.path, committee.path):
        form.add_error(
            "framework",
            f"Bộ tiêu chí này của {issuer}, chỉ dùng cho các chi bộ trực thuộc cấp ủy đó.",
        )


class RegistrationForm(forms.ModelForm):
    since = MonthField(label="Tham gia từ tháng", help_text="Ví dụ: 01/2026.")
    withdrawn_from = MonthField(
        label="Rút khỏi từ tháng",
        required=False,
        help_text="Từ tháng này không còn phiếu. Phải ghi lý do.",
    )

    class Meta:
        model = Registration
        fields = [
            "cell",
            "framework",
            "year",
            "is_model",
            "content",
            "since",
            "withdrawn_from",
            "reason",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "framework" in self.fields:
            published = Framework.objects.published().select_related("programme")
            self.fields["framework"].queryset = published
        if "year" in self.fields:
            self.fields["year"].initial = timezone.localdate().year

    def clean(self):
        """The programme is the framework's; the constraints judge it with the rest."""
        cleaned = super().clean()
        framework = cleaned.get("framework")
        if framework:
            self.instance.programme = framework.programme
        since, year = cleaned.get("since"), cleaned.get("year")
        if since and year and since.year != year:
            self.add_error("since", f"Tháng tham gia phải thuộc năm {year}.")
        cell = cleaned.get("cell")
        if cell and since and cell.closed_on and cell.closed_on <= since:
            day = f"{cell.closed_on:%d/%m/%Y}"
            self.add_error("cell", f"Chi bộ đã kết thúc hoạt động từ ngày {day}.")
        refuse_foreign(self, framework, cell and cell.committee)
        return cleaned

    def _get_validation_exclusions(self):
        known = {"programme"} if self.instance.programme_id else set()
        return super()._get_validation_exclusions() - known


class ManyRegistrationsForm(forms.Form):
    committee = forms.ModelChoiceField(
        Committee.objects.all(),
        label="Tất cả chi bộ thuộc cấp ủy",
        widget=AutocompleteSelect(PeriodLock._meta.get_field("committee"), site),
        help_text="Gồm cả chi bộ của các cấp ủy bên dưới.",
    )
    kind = forms.ModelChoiceField(
        CellKind.objects.all(),
        label="Loại hình",
        required=False,
        empty_label="Mọi loại hình",
    )
    framework = forms.ModelChoiceField(
        Framework.objects.published(), label="Bộ tiêu chí"
    )
    since = MonthField(
        label="Tham gia từ tháng", help_text="Năm đăng ký là năm của tháng này."
    )
    is_model = forms.BooleanField(
        label="Đăng ký chi bộ kiểu mẫu",
        required=False,
        initial=True,
        help_text="Bỏ chọn nếu các chi bộ chỉ được chấm điểm theo dõi.",
    )

    def clean(self):
        cleaned = super().clean()
        refuse_foreign(self, cleaned.get("framework"), cleaned.get("committee"))
        return cleaned


class LockForm(forms.Form):
    committee = forms.ModelChoiceField(
        Committee.objects.all(),
        label="Cấp ủy",
        widget=AutocompleteSelect(PeriodLock._meta.get_field("committee"), site),
        help_text="Áp dụng cho mọi chi bộ của cấp ủy này và các cấp ủy bên dưới.",
    )


class LockExceptionForm(forms.ModelForm):
    reason = TextField(label="Lý do", max_length=300)

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until <= timezone.now():
            raise ValidationError("Thời điểm này đã qua.")
        return until
