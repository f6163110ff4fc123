"""Forms of the admin for the organisation and its people."""

from django import forms
from django.contrib.admin.sites import site
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.core.exceptions import ValidationError

from cells.imports import LARGEST_CELL
from cells.models import Assignment, Cell, Committee, Letterhead, User
from cells.paths import contains
from vietnamese.fields import TextField


def refuse_twins(form, *, superior):
    """Say when another open unit has this code, or this name in the same place.

    Only for what was typed just now: a reorganisation may bring two of a name together.
    """
    others = form._meta.model.objects.filter(closed_on=None).exclude(
        pk=form.instance.pk
    )
    name, code = form.cleaned_data.get("name"), form.cleaned_data.get("code")
    twin = others.filter(code=code).first() if code else None
    if twin and "code" in form.changed_data:
        form.add_error("code", f"Mã này đang là của {twin}. Hãy kiểm tra lại mã.")
    place = form.cleaned_data.get(superior)
    is_typed = name and "name" in form.changed_data
    if is_typed and others.filter(name=name, **{superior: place}).exists():
        form.add_error(
            "name", "Cấp ủy này đã có đơn vị cùng tên. Hãy ghi tên phân biệt được."
        )


def refuse_closed(form, superior):
    """A committee that has ended gets no units; those that it has may stay."""
    place = form.cleaned_data[superior]
    if place and place.closed_on and superior in form.changed_data:
        raise ValidationError(
            f"{place} đã kết thúc hoạt động từ ngày {place.closed_on:%d/%m/%Y}."
        )
    return place


class CommitteeForm(forms.ModelForm):
    class Meta:
        model = Committee
        fields = ["parent", "name", "code", "opened_on"]

    def clean_parent(self):
        parent = refuse_closed(self, "parent")
        here = self.instance.path
        if parent and here and contains(here, parent.path):
            raise ValidationError("Không thể chuyển một cấp ủy về dưới chính nó.")
        return parent

    def clean(self):
        cleaned = super().clean()
        refuse_twins(self, superior="parent")
        return cleaned


class LetterheadForm(forms.ModelForm):
    recipients = TextField(
        label="Nơi nhận",
        required=False,
        help_text=Letterhead._meta.get_field("recipients").help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Letterhead
        fields = [
            "superior_name",
            "own_name",
            "document_sign",
            "place",
            "authority",
            "post",
            "signatory",
            "recipients",
        ]


class CellForm(forms.ModelForm):
    members = forms.IntegerField(
        label="Số đảng viên",
        min_value=0,
        max_value=LARGEST_CELL,
        help_text=Cell._meta.get_field("members").help_text,
    )

    class Meta:
        model = Cell
        fields = ["committee", "name", "kind", "members", "code", "opened_on"]

    def clean_committee(self):
        return refuse_closed(self, "committee")

    def clean(self):
        cleaned = super().clean()
        refuse_twins(self, superior="committee")
        return cleaned


class ReasonForm(forms.Form):
    reason = TextField(
        label="Lý do, văn bản",
        required=False,
        max_length=100,
        help_text="Ví dụ: Quyết định số 15-QĐ/HU. Lưu trong lịch sử.",
    )


class ClosingForm(ReasonForm):
    on = forms.DateField(label="Kết thúc từ ngày", widget=AdminDateWidget)
    field_order = ["on", "reason"]


class MovingForm(ReasonForm):
    to = forms.ModelChoiceField(
        Committee.objects.filter(closed_on=None),
        label="Chuyển về cấp ủy",
        widget=AutocompleteSelect(Cell._meta.get_field("committee"), site),
    )
    field_order = ["to", "reason"]


class MergingForm(ReasonForm):
    into = forms.ModelChoiceField(
        Cell.objects.filter(closed_on=None),
        label="Hợp nhất vào chi bộ",
        widget=AutocompleteSelect(Assignment._meta.get_field("cell"), site),
        help_text="Chi bộ này tiếp tục hoạt động và nhận số đảng viên của các chi bộ trên.",
    )
    on = forms.DateField(label="Từ ngày", widget=AdminDateWidget)
    field_order = ["into", "on", "reason"]


class AdministratorField(forms.BooleanField):
    """One mark for Django's two: who may enter the admin may do everything there."""

    def __init__(self, **kwargs):
        super().__init__(
            required=False,
            label="Quản trị viên",
            help_text="Được vào trang quản trị và làm mọi việc trong đó.",
            **kwargs,
        )


class PersonForm(forms.ModelForm):
    is_administrator = AdministratorField()

    class Meta:
        model = User
        fields = ["username", "full_name", "post", "email", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["is_administrator"] = self.instance.is_superuser

    def clean(self):
        cleaned = super().clean()
        stays = cleaned.get("is_administrator") and cleaned.get("is_active")
        others = User.objects.filter(is_active=True, is_superuser=True)
        if not stays and not others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(
                "Đây là quản trị viên cuối cùng. Hãy chỉ định quản trị viên khác trước."
            )
        return cleaned

    def save(self, commit=True):  # noqa: FBT002 - Django's signature
        marked = self.cleaned_data["is_administrator"]
        self.instance.is_staff = self.instance.is_superuser = marked
        return super().save(commit)


class NewPersonForm(UserCreationForm):
    is_administrator = AdministratorField()

    class Meta:
        model = User
        fields = ["username", "full_name", "post"]

    def save(self, commit=True):  # noqa: FBT002 - Django's signature
        marked = self.cleaned_data["is_administrator"]
        self.instance.is_staff = self.instance.is_superuser = marked
        return super().save(commit)


class PasswordOfAnotherForm(AdminPasswordChangeForm):
    """A new password, and nothing about accounts without one: those are made inactive."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True
