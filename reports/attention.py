"""What waits for a person: how far the month is, what came back, what is due or late."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, IntegerField, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate

from cells.models import User
from criteria.models import Programme
from reports import links
from scoring.models import Evaluation, Occasion, Remark, Score
from scoring.models.evaluation_queries import CONDITIONS
from scoring.views.month import due_in_words
from scoring.workflow import State
from vietnamese.months import format_month
from vietnamese.numbers import format_decimal

SHOWN = 8
MOST = 99
LOOKS = {  # occasion: (tone, icon)
    Occasion.OVERDUE: ("error", "exclamation-triangle"),
    Occasion.DUE: ("warning", "clock"),
    Occasion.RETURNED: ("warning", "arrow-uturn-left"),
    Occasion.TO_APPROVE: ("info", "check-circle"),
    Occasion.TO_ANSWER: ("info", "chat-bubble-left-ellipsis"),
    Occasion.TO_CONFIRM: ("info", "chat-bubble-left-right"),
}
REMARKS = {
    Occasion.OVERDUE: "{} kiến nghị quá hạn giải quyết",
    Occasion.DUE: "{} kiến nghị sắp đến hạn giải quyết",
    Occasion.TO_ANSWER: "{} kiến nghị chờ chi bộ trả lời",
    Occasion.TO_CONFIRM: "{} câu trả lời chờ đồng chí xác nhận",
}


@dataclass(frozen=True, slots=True)
class ProgrammeProgress:
    """How far a month is. The states add up to all sheets."""

    programme: Programme
    sheets: int
    complete: int
    hard_failing: int
    states: dict[State, int]

    @property
    def incomplete(self) -> int:
        return self.sheets - self.complete


def progress_by_programme(
    sheets, programmes: Sequence[Programme]
) -> list[ProgrammeProgress]:
    """For each programme that has sheets, in the programmes' order."""
    counted = {row["programme"]: row for row in sheets.counted_by_programme(CONDITIONS)}
    return [
        ProgrammeProgress(
            programme=programme,
            sheets=row["sheets"],
            complete=row["complete_sheets"],
            hard_failing=row["hard_failing"],
            states={state: row[f"state_{state}"] for state in State},
        )
        for programme in programmes
        if (row := counted.get(programme.pk))
    ]


def sheets_to_do(sheets) -> list[Evaluation]:
    """The first few that are not complete or came back: those returned first."""
    waiting = sheets.waiting().select_related("committee", "programme")
    return list(waiting[:SHOWN])


def hard_failures(sheets) -> list[Score]:
    return Score.objects.first_failing_hard(sheets, number=SHOWN)


def own_sheets(user, period) -> dict[int, list[Evaluation]]:
    """By cell: the month's sheets that the user may see, the first programme first."""
    sheets = Evaluation.objects.visible_to(user).in_month(period.month)
    found = defaultdict(list)
    for sheet in sheets.select_related("programme", "grade").order_by("programme"):
        found[sheet.cell_id].append(sheet)
    return found


@dataclass(frozen=True, slots=True)
class Task:
    """One line of what is to be done: `number` things of the same kind.

    `month`: of which sheets; None for remarks.
    """

    occasion: Occasion
    number: int
    words: str
    note: str
    path: str
    month: date | None = None

    @property
    def tone(self) -> str:
        return LOOKS[self.occasion][0]

    @property
    def icon_name(self) -> str:
        return LOOKS[self.occasion][1]


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers in the menu: to about `MOST` + 1, which stands for more."""

    sheets: int = 0
    remarks: int = 0


def counts_of(user, *, at: datetime) -> Counts:
    """Both numbers in one query; every page asks it."""
    sheets = _number_of(Evaluation.objects.to_do_of(user, at=at))
    if user.may_approve:
        sheets += _number_of(Evaluation.objects.to_approve_by(user, at=at))
    remarks = _number_of(Remark.objects.waiting_for(user, on=localdate(at)))
    found = User.objects.filter(pk=user.pk).values_list(sheets, remarks)
    return Counts(*(found.first() or ()))


def _number_of(rows):
    first = rows.model.objects.filter(pk__in=rows.order_by().values("pk")[: MOST + 1])
    counted = first.order_by().annotate(all=Value(1)).values("all")
    number = Subquery(
        counted.annotate(number=Count("pk")).values("number"),
        output_field=IntegerField(),
    )
    return Coalesce(number, 0)


def tasks_of(user, *, at: datetime) -> list[Task]:
    """The lines of "Việc cần làm", what is late first. Two queries; of approvers three."""
    today = localdate(at)
    to_do = Evaluation.objects.to_do_of(user, at=at)
    tasks = [
        task
        for row in to_do.counted_by_month_and_need(on=today)
        for task in _of_sheets(row, today)
    ]
    if user.may_approve:
        ready = Evaluation.objects.to_approve_by(user, at=at)
        tasks += [_of_ready(row) for row in ready.counted_by_month_and_programme()]
    counted = Remark.objects.waiting_for(user, on=today).counted_by_occasion(on=today)
    mine = f"{reverse('scoring:remarks')}?trang-thai=cho-dong-chi"
    tasks += [
        Task(
            occasion,
            counted[occasion],
            _said(REMARKS[occasion], counted[occasion]),
            "",
            f"{mine}&viec={occasion.slug}",
        )
        for occasion in REMARKS
        if counted[occasion]
    ]
    order = list(LOOKS)
    return sorted(tasks, key=lambda task: order.index(task.occasion))


def _of_sheets(row, today):
    month, due_on = row["period_id"], row["period__due_on"]
    missing = links.missing_page(month)
    name = format_month(month)
    if row["returned"]:
        words = _said("{} phiếu tháng " + name + " bị trả lại", row["returned"])
        path = _sheet_or(missing, row["returned"], row["returned_sheet"])
        note = "Xem ý kiến và chấm lại."
        yield Task(Occasion.RETURNED, row["returned"], words, note, path, month)
    for occasion in (Occasion.OVERDUE, Occasion.DUE):
        number = row[occasion]
        if number:
            words = _said("{} phiếu tháng " + name + " chưa xong", number)
            path = _sheet_or(missing, number, row["sheet"])
            yield Task(occasion, number, words, _due(due_on, today), path, month)


def _of_ready(row):
    month, number = row["period_id"], row["number"]
    words = f"{{}} phiếu tháng {format_month(month)} chờ duyệt"
    every = links.approval_page(month, row["programme__slug"])
    return Task(
        Occasion.TO_APPROVE,
        number,
        _said(words, number),
        f"{row['programme__name']}, đã chấm đủ.",
        _sheet_or(every, number, row["sheet"]),
    )


def _sheet_or(every, number, sheet):
    return reverse("scoring:sheet", args=[sheet]) if number == 1 else every


def _said(words, number):
    return words.format(format_decimal(number))


def _due(due_on, today):
    due = due_in_words(due_on, today=today)
    return f"Hạn {due.on:%d/%m/%Y}, {due.words}."
