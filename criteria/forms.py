"""Forms of the admin for programmes and frameworks."""

from django import forms
from django.contrib.admin.sites import site
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from cells.models import Committee
from criteria.models import (
    BandRequirement,
    Criterion,
    Framework,
    GradeBand,
    Indicator,
    Programme,
)
from vietnamese.fields import MonthField, TextField
from vietnamese.formsets import RowsFormSet
from vietnamese.text import fold

MONTHS_OF_A_YEAR = 12
OPTIONAL_CODE = "Để trống thì tự đặt theo tên."


class MonthsField(forms.TypedMultipleChoiceField):
    """Twelve ticks for a bit mask, bit 0 = January."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        choices = [(str(n), f"Tháng {n + 1}") for n in range(12)]
        super().__init__(choices=choices, coerce=int, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, int):
            return [str(n) for n in range(12) if value >> n & 1]
        return value

    def clean(self, value):
        return sum(1 << n for n in super().clean(value))

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


def slug_of(name, taken):
    """A slug made of `name` that is not among `taken`."""
    first = slugify(fold(name))[:50] or "bo-tieu-chi"
    slug, number = first, 2
    while slug in taken:
        slug, number = f"{first}-{number}", number + 1
    return slug


class ProgrammeForm(forms.ModelForm):
    class Meta:
        model = Programme
        fields = ["name", "slug", "description", "position"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text += f" {OPTIONAL_CODE}"

    def clean_slug(self):
        taken = Programme.objects.exclude(pk=self.instance.pk)
        return self.cleaned_data["slug"] or slug_of(
            self.cleaned_data.get("name", ""), set(taken.values_list("slug", flat=True))
        )


class FrameworkForm(forms.ModelForm):
    effective_from = MonthField(
        label="Áp dụng từ tháng",
        help_text="Ví dụ: 01/2026. Tính từ ngày đầu của tháng.",
    )

    class Meta:
        model = Framework
        fields = [
            "name",
            "programme",
            "committee",
            "code",
            "effective_from",
            "decision",
            "description",
            "max_total",
            "grading",
            "shrunk",
            "explain_deductions",
            "allows_self_scoring",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "code" in self.fields:
            self.fields["code"].required = False
            self.fields["code"].help_text += f" {OPTIONAL_CODE}"

    def clean_code(self):
        code = self.cleaned_data["code"]
        others = Framework.objects.exclude(pk=self.instance.pk)
        taken = set(others.values_list("code", flat=True))
        if code in taken:
            raise ValidationError(
                "Mã này đã được dùng. Muốn sửa bộ tiêu chí đã ban hành, "
                "hãy mở bộ đó và chọn “Tạo phiên bản mới”."
            )
        return code or slug_of(self.cleaned_data.get("name", ""), taken)

    def clean_effective_from(self):
        month = self.cleaned_data["effective_from"]
        before = self.instance.version_before() if self.instance.pk else None
        problem = before and before.problem_of_successor(month)
        if problem:
            raise ValidationError(problem)
        return month


class NewFrameworkForm(FrameworkForm):
    with_bands = forms.BooleanField(
        label="Tạo sẵn năm mức xếp loại",
        required=False,
        initial=True,
        help_text=(
            "Xuất sắc, Tốt, Khá, Trung bình, Kém: từ 90, 80, 70, 50 và 0 phần trăm của tổng "
            "điểm tối đa. Sửa lại được cho đúng văn bản của cấp ủy."
        ),
    )


class PartForm(forms.ModelForm):
    """A part on its own page: what is unique is judged with what it belongs to.

    Among rows the formset judges, for there two of them may change places.
    """

    belongs_to = "framework"

    def _get_validation_exclusions(self):
        known = set() if self.belongs_to in self.fields else {self.belongs_to}
        return super()._get_validation_exclusions() - known


class CriterionForm(PartForm):
    class Meta:
        model = Criterion
        fields = ["code", "name", "position", "origin"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "origin" in self.fields:
            self.fields["origin"].queryset = self._possible_origins()

    def _possible_origins(self):
        """Headings of the framework above and of earlier versions."""
        framework = self.instance.framework
        above = Criterion.objects.filter(framework=framework.specialises_id)
        earlier = Criterion.objects.filter(
            framework__code=framework.code, framework__version__lt=framework.version
        )
        return (
            (above | earlier)
            .select_related("framework")
            .order_by("framework", "position")
        )


class IndicatorForm(PartForm):
    belongs_to = "criterion"
    months = MonthsField(
        label="Chấm vào các tháng",
        error_messages={"required": "Chọn ít nhất một tháng."},
    )

    class Meta:
        model = Indicator
        fields = "__all__"  # noqa: DJ007 - the admin names its fields


class BandForm(PartForm):
    class Meta:
        model = GradeBand
        fields = "__all__"  # noqa: DJ007 - the admin names its fields

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "year_floor" in self.fields:
            others = GradeBand.objects.filter(framework=self.instance.framework_id)
            self.fields["year_floor"].queryset = others.exclude(pk=self.instance.pk)

    def clean_year_months(self):
        number = self.cleaned_data["year_months"]
        if number and number > MONTHS_OF_A_YEAR:
            raise ValidationError("Một năm chỉ có 12 tháng.")
        return number

    def _get_validation_exclusions(self):
        # The mark may move from one band to another in the same save: BandFormSet counts.
        return {*super()._get_validation_exclusions(), "is_cap"}


class BandFormSet(RowsFormSet):
    def clean(self):
        super().clean()
        if len(self.capping()) > 1:
            raise ValidationError(
                "Chỉ chọn một mức là mức cao nhất khi không đạt tiêu chí cứng."
            )

    def capping(self):
        return [
            form
            for form in self.forms
            if form.is_bound
            and getattr(form, "cleaned_data", {}).get("is_cap")
            and not form.cleaned_data.get("DELETE")
        ]

    def save(self, commit=True):  # noqa: FBT002 - Django's signature
        chosen = [form.instance.pk for form in self.capping() if form.instance.pk]
        self.instance.bands.exclude(pk__in=chosen).update(is_cap=False)
        return super().save(commit)


class RequirementForm(forms.ModelForm):
    """Asks for parts of the band's own framework."""

    class Meta:
        model = BandRequirement
        fields = ["criterion", "indicator", "min_percent"]

    def narrow(self, framework_id):
        self.fields["criterion"].queryset = Criterion.objects.filter(
            framework=framework_id
        )
        self.fields["indicator"].queryset = Indicator.objects.filter(
            criterion__framework=framework_id
        )


class RequirementFormSet(RowsFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "criterion" in form.fields:
            form.narrow(self.instance.framework_id)


class NothingToAsk(forms.Form):
    """For a deed that needs no more than a yes."""


class NewVersionForm(forms.Form):
    effective_from = MonthField(label="Áp dụng từ tháng")


class SpecialiseForm(forms.Form):
    committee = forms.ModelChoiceField(
        Committee.objects.filter(closed_on=None),
        label="Cấp ủy cụ thể hóa",
        widget=AutocompleteSelect(Framework._meta.get_field("committee"), site),
    )
    name = TextField(label="Tên bộ tiêu chí", max_length=250)
    effective_from = MonthField(label="Áp dụng từ tháng")
