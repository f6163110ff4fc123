"""The form of a return: what is wrong, each with a reason from a list and words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scoring.sheets import Row
from vietnamese.text import nfc

MEETING, MEETING_WORDS = "buoi-sinh-hoat", "Buổi sinh hoạt: ngày họp, số đảng viên dự"
OTHER = "Lý do khác"
REASONS = (
    "Thiếu minh chứng",
    "Chưa khớp biên bản, báo cáo",
    "Chấm cao hơn thực tế",
    "Chấm thấp hơn thực tế",
    "Chưa thuyết minh rõ",
    OTHER,
)
LONGEST = 200  # characters of the words beside the reason


@dataclass(frozen=True, slots=True)
class Flag:
    """One indicator on that form, or the meeting (`score` None)."""

    score: int | None
    key: str
    label: str
    is_ticked: bool = False
    choice: str = ""
    text: str = ""

    @property
    def reason(self) -> str:
        """ "" where nobody chose a reason, or "another" one, and did not say which."""
        if self.choice in ("", OTHER):
            return self.text
        return f"{self.choice}: {self.text}" if self.text else self.choice


def flags_of(rows: Iterable[Row], posted: Mapping[str, str]) -> list[Flag]:
    of_rows = [
        _flag(
            posted, row.score.pk, str(row.score.pk), f"{row.rule.code} {row.rule.name}"
        )
        for row in rows
    ]
    return [*of_rows, _flag(posted, None, MEETING, MEETING_WORDS)]


def wrong_in(flags: Iterable[Flag]) -> dict[int | None, str]:
    """Score id (None: the meeting) -> why, of those that are ticked."""
    return {flag.score: flag.reason for flag in flags if flag.is_ticked}


def _flag(posted, score, key, label):
    choice = posted.get(f"vi-sao-{key}", "")
    text = nfc(posted.get(f"noi-ro-{key}", "")).replace("\0", "").strip()
    return Flag(
        score=score,
        key=key,
        label=label,
        is_ticked=bool(posted.get(f"sai-{key}")),
        choice=choice if choice in REASONS else "",
        text=text[:LONGEST],
    )
