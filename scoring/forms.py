"""What people send: the filter of a list, the meeting, a batch of values, a whole sheet."""

import json
from dataclasses import dataclass
from uuid import UUID

from django import forms

from scoring.actions.entering import BATCH_LIMIT, VERSIONS, Entry
from scoring.actions.meetings import Meeting
from scoring.models import Field, Source
from scoring.values import NOT_APPLICABLE
from scoring.workflow import State
from vietnamese.fields import TextField
from vietnamese.forms import AddressForm, choice_by_slug

LARGEST_VERSION = 2**31


class ListFilter(AddressForm):
    """Which sheets of a month a list shows."""

    names = {
        "programme": "chuong-trinh",
        "committee": "cap-uy",
        "state": "trang-thai",
        "text": "tim",
    }
    programme = forms.SlugField(required=False)
    committee = forms.IntegerField(required=False, min_value=1, max_value=999_999)
    state = choice_by_slug(State)
    text = TextField(required=False)


class GridFilter(AddressForm):
    """Which cells the grid shows."""

    names = {
        "programme": "chuong-trinh",
        "committee": "cap-uy",
        "framework": "bo-tieu-chi",
    }
    programme = forms.SlugField(required=False)
    committee = forms.IntegerField(required=False, min_value=1, max_value=999_999)
    framework = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class MeetingForm(forms.Form):
    """Day and attendance; dates as 03/11/2022 and as 2022-11-03."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    meeting_on = forms.DateField(
        label="Ngày họp",
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
    members_due = forms.IntegerField(
        label="Đảng viên phải dự",
        required=False,
        min_value=0,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    members_present = forms.IntegerField(
        label="Đảng viên dự",
        required=False,
        min_value=0,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    @classmethod
    def of(cls, evaluation):
        """The form that shows what the sheet holds."""
        return cls(
            initial={
                "base": evaluation.meeting_version,
                "meeting_on": evaluation.meeting_on,
                "members_due": evaluation.members_due,
                "members_present": evaluation.members_present,
            }
        )

    @property
    def meeting(self):
        return Meeting(
            on=self.cleaned_data["meeting_on"],
            due=self.cleaned_data["members_due"],
            present=self.cleaned_data["members_present"],
        )


class MalformedBatch(Exception):
    """The request is no batch of values; `status` is 400 or 413."""

    def __init__(self, message, status=400):
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Batch:
    """`user` is the person who typed, which need not be the one signed in now."""

    entries: list[Entry]
    request_key: UUID | None
    source: Source
    user: int | None


def read_batch(body: bytes) -> Batch:
    """The batch in a JSON body; raises MalformedBatch. See `scoring.views.entry.enter`."""
    try:
        sent = json.loads(body)
        values = sent["values"]
        key = sent.get("request_key")
        if not isinstance(values, list) or not values:
            raise ValueError("no values")
        if len(values) > BATCH_LIMIT:
            raise MalformedBatch(
                f"Mỗi lần chỉ gửi được {BATCH_LIMIT} giá trị.", status=413
            )
        return Batch(
            entries=[_entry(value) for value in values],
            request_key=UUID(key) if key else None,
            source=Source(sent.get("source", Source.TYPED)),
            user=None if sent.get("user") is None else _number(sent["user"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise MalformedBatch("Dữ liệu gửi lên không đúng mẫu.") from error


def _entry(value):
    text, reason = value["text"], value.get("reason", "")
    if not isinstance(text, str) or not isinstance(reason, str):
        raise TypeError("text and reason are strings")
    if "\0" in text or "\0" in reason:
        raise ValueError("PostgreSQL keeps no NUL")
    field = Field(value["field"])
    if field not in VERSIONS:
        raise ValueError("not a value of a sheet")
    return Entry(
        score=_number(value["score"]),
        field=field,
        text=text,
        base=_number(value["base"], most=LARGEST_VERSION),
        reason=reason,
    )


def _number(value, *, most=2**63 - 1):
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError("not an id or a version")
    return value


def typed_on_sheet(posted, rows) -> list[Entry]:
    """The values that somebody changed on a sheet sent as one form (without script).

    The form carries what it showed, so that what others wrote meanwhile is no change.
    """
    entries = []
    for row in rows:
        key = row.score.pk
        typed = _typed(posted, row)
        shown = (posted.get(f"truoc-{key}", ""), posted.get(f"truoc-ly-do-{key}", ""))
        if typed is not None and typed != shown:
            text, reason = typed
            base = _version(posted.get(f"ban-{key}"))
            entries.append(Entry(key, row.field, text, base, reason))
        note = _lines(posted.get(f"ghi-chu-{key}", ""))
        shown = _lines(posted.get(f"truoc-ghi-chu-{key}", ""))
        if f"ghi-chu-{key}" in posted and note != shown:
            base = _version(posted.get(f"ban-ghi-chu-{key}"))
            entries.append(Entry(key, Field.NOTE, note, base))
    return entries


def _typed(posted, row):
    """Text and reason of a row as `scoring.values.read` wants them; None: not on the form."""
    key = row.score.pk
    if posted.get(f"kad-{key}"):
        return NOT_APPLICABLE, posted.get(f"ly-do-{key}", "").strip()
    first = posted.get(f"diem-{key}", posted.get(f"thuc-hien-{key}"))
    if first is None:
        return None
    plan = posted.get(f"ke-hoach-{key}", "").strip()
    return (f"{first.strip()}/{plan}" if plan else first.strip()), ""


def _lines(text):
    """Browsers send line ends as CR LF."""
    return text.replace("\r\n", "\n").replace("\0", "").strip()


def _version(text):
    return int(text) if text and text.isascii() and text.isdigit() else 0
