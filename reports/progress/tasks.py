"""What is to be done next on a sheet itself; the losses bring their own advice."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.progress.reading import Entry, Reading
from scoring.workflow import Status


@dataclass(frozen=True, slots=True)
class Task:
    """`entries`: the indicators that it is about, as far as it names any."""

    title: str
    tone: str
    icon_name: str
    entries: tuple[Entry, ...] = ()


def tasks_on(reading: Reading, *, reader_scores: bool) -> list[Task]:
    """`reader_scores`: the points are the reader's to enter, not another's."""
    return [
        *_returned(reading, reader_scores),
        *_unscored(reading, reader_scores),
        *_unproven(reading),
        *_unexplained(reading),
    ]


def _returned(reading, reader_scores) -> Iterator[Task]:
    if reading.sheet.status != Status.RETURNED:
        return
    again = "xem ý kiến thẩm định và" if reader_scores else "cấp ủy còn phải"
    named = tuple(one for one in reading.entries if one.score.returned_because)
    yield Task(
        f"Phiếu bị trả lại: {again} chấm lại", "error", "arrow-uturn-left", named
    )


def _unscored(reading, reader_scores):
    missing = reading.sheet.required - reading.sheet.scored
    if not missing:
        return
    who = "Còn" if reader_scores else "Cấp ủy còn phải chấm"
    left = f"{missing} chỉ số chưa chấm" if reader_scores else f"{missing} chỉ số"
    due = f"{reading.sheet.period.due_on:%d/%m/%Y}"
    yield Task(f"{who} {left} (hạn {due})", "info", "pencil")


def _unproven(reading):
    """As `Score.objects.lacking_evidence` has it: a note explains its absence."""
    lacking = tuple(
        one
        for one in reading.entries
        if one.indicator.requires_evidence
        and one.score.points is not None
        and not one.score.evidence_count
        and not one.score.note
    )
    if lacking:
        title = f"{len(lacking)} chỉ số còn thiếu minh chứng"
        yield Task(title, "warning", "paper-clip", lacking)


def _unexplained(reading):
    unexplained = tuple(
        one for one in reading.entries if one.indicator.pk in reading.result.unexplained
    )
    if unexplained:
        title = f"{len(unexplained)} chỉ số mất điểm chưa có thuyết minh"
        yield Task(title, "warning", "chat-bubble-bottom-center-text", unexplained)
