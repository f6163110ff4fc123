"""What the reader of a pivot asks for, as an address says it."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from cells.models import CellKind, Committee
from criteria.models import Framework, Programme
from reports.pivots.dimensions import DIMENSIONS, By
from reports.pivots.measures import Measure
from reports.pivots.places import highest, place_for
from reports.pivots.tables import Question, Sort
from reports.selections import Selection
from vietnamese.fields import TextField
from vietnamese.months import format_month, month_slug, parse_month
from vietnamese.spans import YEAR, Span, month_after, span_of_month

IN_ADDRESS = {
    "committee": "cap-uy",
    "programme": "chuong-trinh",
    "months": "ky",
    "first": "tu",
    "last": "den",
    "rows": "hang",
    "columns": "cot",
    "measure": "so-lieu",
    "sort": "sap-xep",
    "registrations": "loai",
    "structure": "co-cau",
    "kind": "loai-hinh",
    "family": "bo-tieu-chi",
}
RANGE = ["first", "last"]  # sent with every form, but they count only where chosen
MORE = [*RANGE, "registrations", "kind", "family", "structure"]
LATEST, YEAR_SO_FAR, TWELVE, CHOSEN = "moi-nhat", "nam-nay", "12-thang", "tu-chon"
MONTHS = [
    (YEAR_SO_FAR, "Từ đầu năm đến tháng mới nhất"),
    (LATEST, "Tháng mới nhất"),
    (TWELVE, "12 tháng gần nhất"),
    (CHOSEN, "Tự chọn từ tháng … đến tháng …"),
]
MEASURES = [
    (Measure.PERCENT.value, "Phần trăm điểm tối đa"),
    (Measure.AVERAGE.value, "Điểm trung bình"),
    (Measure.SUM.value, "Tổng điểm"),
    (Measure.COUNT.value, "Số lượt chấm"),
]
SORTS = [
    (Sort.NAME.value, "Theo tên, thứ tự"),
    (Sort.HIGHEST.value, "Cao nhất trước"),
    (Sort.LOWEST.value, "Thấp nhất trước"),
]
DIMENSION_CHOICES = [(by.value, DIMENSIONS[by].label) for by in By]
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: read once a page."""

    committees: list[Committee]
    programmes: list[Programme]
    months: list[date]
    kinds: list[CellKind]
    families: list[tuple[str, str]]


def choices_for(user, months) -> Choices:
    """Of what `user` sees; `months` are those opened, newest first."""
    families = (
        Framework.objects.visible_to(user).published().order_by("code", "version")
    )
    return Choices(
        committees=list(Committee.objects.visible_to(user).order_by("path")),
        programmes=list(Programme.objects.all()),
        months=list(months),
        kinds=list(CellKind.objects.all()),
        families=sorted(dict(families.values_list("code", "name")).items()),
    )


class PivotForm(forms.Form):
    """Every field has a usual value, so nothing is demanded.

    Valid, it holds a `question`: None where there is nothing to ask about, because nothing
    was opened or the reader has no part of the tree.
    """

    committee = forms.ChoiceField(label="Cấp ủy", required=False)
    programme = forms.ChoiceField(label="Chương trình", required=False)
    months = forms.ChoiceField(label="Thời gian", choices=MONTHS, required=False)
    first = forms.ChoiceField(label="Từ tháng", required=False)
    last = forms.ChoiceField(label="Đến tháng", required=False)
    rows = forms.ChoiceField(label="Hàng", choices=DIMENSION_CHOICES, required=False)
    columns = forms.ChoiceField(
        label="Cột",
        choices=[("", "Không chia cột"), *DIMENSION_CHOICES],
        required=False,
    )
    measure = forms.ChoiceField(label="Số liệu", choices=MEASURES, required=False)
    sort = forms.ChoiceField(label="Sắp xếp", choices=SORTS, required=False)
    registrations = forms.ChoiceField(
        label="Chi bộ",
        choices=[("", "Tất cả"), ("kieu-mau", "Đăng ký kiểu mẫu")],
        required=False,
    )
    kind = forms.ChoiceField(label="Loại hình", required=False)
    family = forms.ChoiceField(label="Bộ tiêu chí", required=False)
    structure = forms.ChoiceField(
        label="Theo tổ chức",
        choices=[("", "Của tháng đó"), ("hien-nay", "Hiện nay")],
        required=False,
    )

    def __init__(self, data, *, user, choices: Choices):
        super().__init__(data, auto_id="chon-%s")
        self.user, self.given, self.question = user, choices, None
        self.usual = highest(user, choices.committees)
        months = [(month_slug(one), format_month(one)) for one in choices.months]
        offered = {
            "committee": _indented(choices.committees or _known(self.usual)),
            "programme": [(one.slug, one.name) for one in choices.programmes],
            "first": months,
            "last": months,
            "kind": [("", "Tất cả"), *((one.pk, one.name) for one in choices.kinds)],
            "family": [("", "Tất cả"), *choices.families],
        }
        for name, pairs in offered.items():
            self.fields[name].choices = pairs
        # A table that was passed on may be about a committee above the reader's own.
        self.fields["committee"].valid_value = str.isdecimal

    @property
    def main_fields(self):
        return [self[name] for name in self.fields if name not in MORE]

    @property
    def more_fields(self):
        return [self[name] for name in MORE]

    @property
    def is_narrowed(self):
        """Whether one of the fields that are folded away says something."""
        is_chosen = self.data.get(IN_ADDRESS["months"]) == CHOSEN
        used = MORE if is_chosen else [name for name in MORE if name not in RANGE]
        return any(self.data.get(IN_ADDRESS[name]) for name in used) or bool(
            self.errors
        )

    def add_prefix(self, field_name):
        return IN_ADDRESS.get(field_name, field_name)

    def clean_committee(self):
        asked = self.cleaned_data["committee"]
        seen = self.given.committees
        if not asked:
            return self.usual
        found = place_for(self.user, seen, int(asked[:9]))
        if found is None:
            raise ValidationError("Không có cấp ủy này trong phần của đồng chí.")
        if found not in seen:  # the list names what the table is about
            self.fields["committee"].choices = [
                (found.pk, found.name),
                *_indented(seen),
            ]
        return found

    def clean_programme(self):
        asked = self.cleaned_data["programme"]
        known = (one for one in self.given.programmes if one.slug == asked or not asked)
        return next(known, None)

    def clean_kind(self):
        asked = self.cleaned_data["kind"]
        return next((one for one in self.given.kinds if str(one.pk) == asked), None)

    def clean(self):
        wishes = super().clean()
        if not self.errors and wishes["committee"] and wishes["programme"]:
            self.question = self._question(wishes)
        return wishes

    def wishes(self) -> dict[str, str]:
        """As an address says them; what is usual is left out."""
        given = {name: self.data.get(name, "") for name in IN_ADDRESS.values()}
        return {name: word for name, word in given.items() if word}

    def _question(self, wishes):
        span = self._span(wishes)
        if span is None:
            return None
        rows = By(wishes["rows"] or By.CHILD)
        columns = By(wishes["columns"]) if wishes["columns"] else None
        return Question(
            selection=Selection(
                committee=wishes["committee"],
                programme=wishes["programme"],
                span=span,
                only_models=bool(wishes["registrations"]),
                by_today=bool(wishes["structure"]),
                kind=wishes["kind"],
                family=wishes["family"],
            ),
            rows=rows,
            columns=None if columns is rows else columns,
            measure=Measure(wishes["measure"] or Measure.PERCENT),
            sort=Sort(wishes["sort"] or Sort.NAME),
        )

    def _span(self, wishes):
        if not self.given.months:
            return None
        newest = self.given.months[0]
        match wishes["months"] or YEAR_SO_FAR:
            case "moi-nhat":
                return span_of_month(newest)
            case "12-thang":
                return Span(month_after(newest, 1 - YEAR), newest)
            case "tu-chon":
                return self._chosen(wishes, newest)
        return Span(newest.replace(month=1), newest)

    def _chosen(self, wishes, newest):
        first, last = (
            parse_month(wishes[name]) if wishes[name] else newest
            for name in ("first", "last")
        )
        try:
            return Span(first, last)
        except ValueError as error:
            self.add_error("last", str(error))
            return None


def _known(committee):
    return [committee] if committee else []


def _indented(committees):
    """The tree as it shows in a list, from the highest that the reader sees."""
    top = min((one.depth for one in committees), default=0)
    return [(one.pk, NBSP * 3 * (one.depth - top) + one.name) for one in committees]


class SavedNameForm(forms.Form):
    name = TextField(
        label="Tên bảng",
        max_length=150,
        help_text="Ví dụ: Điểm mất theo tiêu chí, các xã năm 2022.",
        error_messages={"required": "Đồng chí đặt tên cho bảng."},
    )
