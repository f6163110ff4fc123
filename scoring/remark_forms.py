"""What people send about remarks: the filter of the list, a new one, a word under one."""

from django import forms

from scoring.models import Occasion, RemarkKind
from scoring.models.remark import LONGEST_TEXT
from vietnamese.choices import SlugChoices
from vietnamese.fields import TextField
from vietnamese.forms import AddressForm, choice_by_slug

WHOLE_CELL = "Cả chi bộ, không riêng chỉ số nào"


class Shown(SlugChoices):
    """The parts of the list."""

    MINE = "mine", "Chờ đồng chí"
    OPEN = "open", "Chưa giải quyết"
    OVERDUE = "overdue", "Quá hạn"
    RESOLVED = "resolved", "Đã giải quyết"


# Why a remark is called to mind, one line of "Việc cần làm" each.
REMIND_OF = (Occasion.OVERDUE, Occasion.DUE, Occasion.TO_ANSWER, Occasion.TO_CONFIRM)


class RemarkFilter(AddressForm):
    names = {
        "shown": "trang-thai",
        "committee": "cap-uy",
        "cell": "chi-bo",
        "occasion": "viec",
        "text": "tim",
    }
    shown = choice_by_slug(Shown, empty=Shown.OPEN)
    occasion = choice_by_slug(REMIND_OF)
    committee = forms.IntegerField(required=False, min_value=1, max_value=999_999)
    cell = forms.IntegerField(required=False, min_value=1, max_value=2**53)
    text = TextField(required=False)


class RemarkForm(forms.Form):
    kind = forms.ChoiceField(
        label="Loại",
        choices=RemarkKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Đồng chí chọn một loại."},
    )
    indicator = forms.ChoiceField(label="Về chỉ số", required=False)
    text = TextField(
        label="Nội dung",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ghi rõ vướng mắc gì, hoặc chi bộ phải làm gì.",
        error_messages={"required": "Đồng chí chưa ghi nội dung."},
    )
    responsible = TextField(
        label="Người chịu trách nhiệm",
        required=False,
        max_length=200,
        help_text="Ví dụ: Bí thư chi bộ.",
    )
    due_on = forms.DateField(
        label="Hạn giải quyết",
        required=False,
        error_messages={"invalid": "Hãy nhập ngày có trong lịch, dạng 03/11/2022."},
        widget=forms.DateInput(
            format="%d/%m/%Y",
            attrs={
                "placeholder": "ngày/tháng/năm",
                "inputmode": "numeric",
                "autocomplete": "off",
            },
        ),
    )

    def __init__(self, *args, frameworks, **kwargs):
        """`frameworks`: of the cell's sheets, with their indicators fetched."""
        super().__init__(*args, **kwargs)
        self.indicators = {}
        choices = [("", WHOLE_CELL)]
        for framework in frameworks:
            parts = _indicators(framework)
            self.indicators |= {str(indicator.pk): indicator for indicator in parts}
            choices.append((str(framework), [_choice(part) for part in parts]))
        self.fields["indicator"].choices = choices

    def clean_indicator(self):
        return self.indicators.get(self.cleaned_data["indicator"])


class ReplyForm(forms.Form):
    text = TextField(
        label="Nội dung",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Đồng chí chưa ghi nội dung."},
    )


def _indicators(framework):
    return [
        indicator
        for criterion in framework.criteria.all()
        for indicator in criterion.indicators.all()
    ]


def _choice(indicator):
    return (str(indicator.pk), f"{indicator.code}. {indicator.name}")
