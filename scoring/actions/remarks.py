"""A remark's life: raised on a cell, answered, resolved with a note, perhaps reopened."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cells.models import Cell
from cells.scope import MAY_ENTER, MAY_REMARK, MAY_REPLY, MAY_SELF_SCORE, reaches
from criteria.models import Indicator
from scoring.models import Period, Remark, RemarkKind, Reply, ReplyKind
from vietnamese.text import nfc

NOT_ALLOWED = "Đồng chí không có quyền thực hiện việc này."
CHANGED_BY_SOMEBODY = "Kiến nghị vừa được người khác cập nhật. Đồng chí xem lại."
# Their word is the cell's answer; a supervisor's word asks again.
SPEAKS_FOR_THE_CELL = MAY_ENTER | MAY_SELF_SCORE


@transaction.atomic
def raise_remark(
    *,
    cell: Cell,
    period: Period,
    kind: RemarkKind,
    text: str,
    by,
    at: datetime,
    indicator: Indicator | None = None,
    responsible: str = "",
    due_on: date | None = None,
) -> Remark:
    """Raise a remark on a cell or one of its indicators; raises ValidationError."""
    _check_may(by, cell, MAY_REMARK)
    if due_on and due_on < period.month:
        raise ValidationError({"due_on": "Hạn phải sau ngày đầu của tháng."})
    remark = Remark(
        cell=cell,
        indicator=indicator,
        period=period,
        kind=kind,
        text=nfc(text).strip(),
        responsible=nfc(responsible).strip(),
        due_on=due_on,
        raised_by=by,
        raised_at=at,
    )
    remark.full_clean()
    remark.save()
    return remark


@transaction.atomic
def answer(*, remark: Remark, text: str, by, at: datetime) -> Reply:
    """Say something under an open remark. Who raised it asks again by that."""
    cell = remark.cell
    _check_may(by, cell, MAY_REPLY)
    is_answered = by.pk != remark.raised_by_id and _reaches(
        by, cell, SPEAKS_FOR_THE_CELL
    )
    _update(remark, was_open=True, is_answered=is_answered)
    return _say(remark, ReplyKind.ANSWER, text, by=by, at=at)


@transaction.atomic
def resolve(*, remark: Remark, note: str, by, at: datetime) -> Reply:
    """Close a remark with a note on how it was resolved; it then leaves the sheets."""
    _check_may(by, remark.cell, MAY_REMARK)
    _update(remark, was_open=True, resolved_by=by, resolved_at=at)
    return _say(remark, ReplyKind.RESOLVED, note, by=by, at=at)


@transaction.atomic
def reopen(*, remark: Remark, reason: str, by, at: datetime) -> Reply:
    """Take a resolved remark up again; the cell is to answer once more."""
    _check_may(by, remark.cell, MAY_REMARK)
    _update(
        remark, was_open=False, resolved_by=None, resolved_at=None, is_answered=False
    )
    return _say(remark, ReplyKind.REOPENED, reason, by=by, at=at)


def deeds_open_to(by, *, remark: Remark) -> set[ReplyKind]:
    """What `by` may do with the remark as it stands; `remark` comes with its cell."""
    if remark.is_open:
        deeds = {ReplyKind.ANSWER: MAY_REPLY, ReplyKind.RESOLVED: MAY_REMARK}
    else:
        deeds = {ReplyKind.REOPENED: MAY_REMARK}
    return {deed for deed, roles in deeds.items() if _reaches(by, remark.cell, roles)}


def _reaches(by, cell, roles):
    return reaches(by, path=cell.committee.path, cell_id=cell.pk, roles=roles)


def _check_may(by, cell, roles):
    if not _reaches(by, cell, roles):
        raise ValidationError(NOT_ALLOWED)


def _update(remark, *, was_open, **fields):
    """Only from the state that the page showed: somebody may have been faster."""
    found = Remark.objects.filter(pk=remark.pk, resolved_at__isnull=was_open)
    if not found.update(**fields):
        raise ValidationError(CHANGED_BY_SOMEBODY)
    remark.refresh_from_db(fields=list(fields))


def _say(remark, kind, text, *, by, at):
    reply = Reply(remark=remark, kind=kind, text=nfc(text).strip(), by=by, at=at)
    if not reply.text:
        raise ValidationError({"text": "Đồng chí chưa ghi nội dung."})
    reply.full_clean(exclude=["remark", "by"])
    reply.save()
    return reply
