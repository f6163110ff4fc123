"""What people send about evidence: files, numbers and links, a choice from the library."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from scoring.actions.evidence import Draft
from scoring.file_kinds import ALLOWED, KINDS
from scoring.models import Evidence
from scoring.uploads import MEGABYTE, checked, safe_name, too_large
from vietnamese.fields import TextField
from vietnamese.forms import AddressForm
from vietnamese.numbers import format_decimal
from vietnamese.text import one_line

MOST_FILES = 20
ACCEPTED = ",".join(
    part for kind in KINDS for part in (kind.content_type, *kind.suffixes)
)
# Asked for by name, an iPhone sends JPEG instead of its own HEIC.
PICTURES = ",".join(kind.content_type for kind in KINDS if kind.is_image)


def limits():
    """What the pages that send files say of them."""
    most = f"{format_decimal(settings.UPLOAD_LIMIT // MEGABYTE)} MB"
    return {
        "limit": settings.UPLOAD_LIMIT,
        "limit_words": most,
        "hint": f"Tệp {ALLOWED}, mỗi tệp không quá {most}.",
    }


class LineField(TextField):
    """One line of text without control signs."""

    def to_python(self, value):
        return one_line(super().to_python(value).replace("\0", ""))


class FilePicker(forms.FileInput):
    """Gives all files of its name, one or many."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


def many_files(**attrs):
    return FilePicker(attrs={**attrs, "multiple": True})


class FilesField(forms.FileField):
    """Files, each looked through; `clean` gives a list of CheckedFile.

    What arrived too large is told by its name (`config.uploads` stopped it).
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", many_files(accept=ACCEPTED))
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        problems, files = [], []
        for sent in data or []:
            try:
                files.append(checked(sent, limit=settings.UPLOAD_LIMIT))
            except ValidationError as error:
                problems += error.messages
        if len(files) > MOST_FILES:
            problems.append(f"Mỗi lần gửi được nhiều nhất {MOST_FILES} tệp.")
        if problems:
            raise ValidationError(problems)
        if self.required and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        return files


class StoppedFilesForm(forms.Form):
    """`stopped` are (field, file name) of files that were too large to come in."""

    def __init__(self, *args, stopped=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.stopped = stopped

    def clean(self):
        for field, name in self.stopped:
            told = too_large(safe_name(name), settings.UPLOAD_LIMIT)
            self.add_error(field if field in self.fields else None, told)
        return super().clean()


class EvidenceForm(StoppedFilesForm):
    """New evidence behind a score."""

    files = FilesField(label="Tệp", required=False)
    photos = FilesField(
        label="Chụp ảnh",
        required=False,
        widget=many_files(accept=PICTURES, capture="environment"),
    )
    title = LineField(label="Tên minh chứng", required=False, max_length=250)
    document_number = LineField(label="Số, ký hiệu", required=False, max_length=100)
    url = forms.URLField(
        label="Đường dẫn",
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        error_messages={"invalid": "Đường dẫn phải có dạng https://…"},
    )
    is_another = forms.BooleanField(label="Văn bản khác, trùng số", required=False)

    @property
    def draft(self):
        asked = self.cleaned_data
        return Draft(
            title=asked["title"],
            document_number=asked["document_number"],
            url=asked["url"],
            files=[*asked["files"], *asked["photos"]],
            is_another=asked["is_another"],
        )


class RevisionForm(StoppedFilesForm):
    """A new file for evidence that exists."""

    file = FilesField(
        label="Tệp mới",
        widget=FilePicker(attrs={"accept": ACCEPTED}),
        error_messages={"required": "Hãy chọn tệp mới."},
    )


class AttachForm(forms.Form):
    """Evidence chosen from the library; `choices` are what may be chosen."""

    evidence = forms.ModelMultipleChoiceField(
        queryset=Evidence.objects.none(),
        error_messages={
            "required": "Hãy đánh dấu ít nhất một minh chứng.",
            "invalid_choice": "Minh chứng vừa chọn không còn trong thư viện.",
            "invalid_pk_value": "Minh chứng vừa chọn không có trong thư viện.",
        },
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = choices


class LibraryFilter(AddressForm):
    names = {"text": "tim"}
    text = LineField(required=False, max_length=200)
