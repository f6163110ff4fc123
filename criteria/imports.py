"""Criteria and indicators as a table, the way they stand in a committee's Excel file."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from import_export.fields import Field
from import_export.forms import ConfirmImportForm, ImportForm
from import_export.widgets import Widget

from cells.imports import TableResource
from criteria.models import Criterion, Framework, Indicator
from vietnamese.numbers import format_decimal, parse_decimal
from vietnamese.text import fold, one_line

YES = {"x", "co", "dung", "1", "cung"}


def as_text(value):
    """Excel gives 1.1 as a number: its text is what the clerk saw."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return one_line(str(value)) if value is not None else ""


def place_after(rows):
    """The position below `rows`: a file that adds some must not mix them in."""
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


class TextWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        return as_text(value)

    def render(self, value, obj=None, **kwargs):
        return value or ""


class PointsWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        text = as_text(value)
        return parse_decimal(text) if text else None

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else format_decimal(value, grouped=False)


class YesWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        return fold(as_text(value)) in YES

    def render(self, value, obj=None, **kwargs):
        return "x" if value else ""


class ChoiceWidget(Widget):
    """The words of the page, in any case and with or without diacritics."""

    def __init__(self, choices):
        super().__init__()
        self.labels = dict(choices)
        self.known = {fold(label): value for value, label in choices}

    def clean(self, value, row=None, **kwargs):
        text = as_text(value)
        if text and fold(text) not in self.known:
            allowed = "; ".join(self.labels.values())
            raise ValueError(f"Không có cách chấm “{text}”. Các cách chấm: {allowed}.")
        return self.known.get(fold(text))

    def render(self, value, obj=None, **kwargs):
        return self.labels.get(value, "")


class IndicatorResource(TableResource):
    """Rows of one draft. A heading without number and name belongs to the row above it."""

    criterion_code = Field(
        "criterion__code", "Tiêu chí số", TextWidget(), readonly=True
    )
    criterion_name = Field("criterion__name", "Tiêu chí", TextWidget(), readonly=True)
    code = Field("code", "Số", TextWidget())
    name = Field("name", "Nội dung", TextWidget())
    max_points = Field("max_points", "Điểm tối đa", PointsWidget())
    measure = Field(
        "measure",
        "Cách chấm",
        ChoiceWidget(Indicator._meta.get_field("measure").choices),
        default=Indicator._meta.get_field("measure").default,
    )
    is_hard = Field("is_hard", "Tiêu chí cứng", YesWidget())
    pass_mark = Field("pass_mark", "Điểm đạt", PointsWidget())
    evidence_hint = Field("evidence_hint", "Minh chứng", TextWidget(), default="")
    guidance = Field("guidance", "Hướng dẫn chấm", TextWidget(), default="")
    advice = Field("advice", "Gợi ý khi mất điểm", TextWidget(), default="")

    class Meta:
        model = Indicator
        name = "chỉ số"
        fields = [
            "criterion_code",
            "criterion_name",
            "code",
            "name",
            "max_points",
            "measure",
            "is_hard",
            "pass_mark",
            "evidence_hint",
            "guidance",
            "advice",
        ]
        clean_model_instances = True
        skip_unchanged = True

    def __init__(self, framework=None, **kwargs):
        super().__init__(**kwargs)
        self.framework = framework
        self.heading = None
        self.row_number = 0
        self.read_at = {}

    def before_import(self, dataset, **kwargs):
        self.heading = None
        self.read_at = {}
        headers = {field.column_name for field in self.get_import_fields()}
        missing = {"Số", "Nội dung", "Điểm tối đa"} - set(dataset.headers or [])
        if missing:
            raise ValidationError(
                f"Thiếu cột: {', '.join(sorted(missing))}. "
                f"Các cột đọc được: {', '.join(sorted(headers))}."
            )

    def before_import_row(self, row, **kwargs):
        self.row_number = kwargs["row_number"]
        code, name = as_text(row.get("Tiêu chí số")), as_text(row.get("Tiêu chí"))
        if code:
            self.heading = self._heading(code, name)
        if self.heading is None:
            raise ValidationError("Dòng đầu phải có “Tiêu chí số”.")
        self._refuse_twice(as_text(row.get("Số")))

    def _heading(self, code, name):
        """The criterion of this number, made or renamed as the file says."""
        rows = Criterion.objects.filter(framework=self.framework, code=code)
        found = rows.first() or Criterion(
            framework=self.framework,
            code=code,
            name=f"Tiêu chí {code}",
            position=place_after(self.framework.criteria),
        )
        if found.pk and name in ("", found.name):
            return found
        found.name = name or found.name
        try:
            found.full_clean()
        except ValidationError as error:
            columns = {"code": "Tiêu chí số", "name": "Tiêu chí"}
            problems = error.message_dict.items()
            raise ValidationError(
                {columns.get(field, field): texts for field, texts in problems}
            ) from error
        found.save()
        return found

    def _refuse_twice(self, code):
        """A number that comes again would silently overwrite the row above."""
        if not code:
            return
        if code in self.read_at:
            problem = f"Số {code} đã có ở dòng {self.read_at[code] + 1} trong tệp."
            if "." in code:  # Excel makes a number of 1.10
                problem += f" Nếu là {code}0, hãy định dạng ô là Văn bản rồi gõ lại."
            raise ValidationError({"Số": problem})
        self.read_at[code] = self.row_number

    def get_instance(self, instance_loader, row):
        return Indicator.objects.filter(
            criterion__framework=self.framework, code=as_text(row.get("Số"))
        ).first()

    def after_init_instance(self, instance, new, row, **kwargs):
        instance.criterion = self.heading
        if new:
            instance.position = place_after(
                Indicator.objects.filter(criterion=self.heading)
            )

    def skip_row(self, instance, original, row, import_validation_errors=None):
        """A row that only names its heading has no indicator."""
        if not as_text(row.get("Số")) and not as_text(row.get("Nội dung")):
            return True
        return super().skip_row(instance, original, row, import_validation_errors)

    def get_queryset(self):
        return super().get_queryset().select_related("criterion")


class IntoFrameworkForm(ImportForm):
    framework = forms.ModelChoiceField(
        Framework.objects.drafts(),
        label="Nhập vào bộ tiêu chí (bản nháp)",
        error_messages={"required": "Chọn bộ tiêu chí."},
    )
    field_order = ["framework", "resource", "import_file", "format"]


class ConfirmIntoFrameworkForm(ConfirmImportForm):
    framework = forms.ModelChoiceField(
        Framework.objects.drafts(), widget=forms.HiddenInput()
    )
