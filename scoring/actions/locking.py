"""Exceptions from the lock of a month: named cells, until a point in time."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cells.models import Cell
from cells.paths import contains
from cells.scope import MAY_APPROVE, reaches
from scoring.models import Evaluation, LockException, Period, PeriodLock

LONGEST_REASON = 300


@transaction.atomic
def grant_exceptions(
    *,
    period: Period,
    cells: Collection[Cell],
    until: datetime,
    reason: str,
    by,
    at: datetime,
) -> list[LockException]:
    """Let `cells` be scored in a locked month until a point in time.

    Raises ValidationError unless each is locked, and only by committees for which `by`
    decides: an exception is an act of the committee that locked, or of one above.
    """
    reason = reason.strip()
    if not cells:
        raise ValidationError("Hãy chọn ít nhất một chi bộ.")
    if not reason or len(reason) > LONGEST_REASON:
        raise ValidationError(f"Hãy ghi lý do, không quá {LONGEST_REASON} ký tự.")
    if until <= at:
        raise ValidationError("Thời điểm kết thúc phải ở sau lúc này.")
    _check_authority(period, cells, by)
    return LockException.objects.bulk_create(
        LockException(
            period=period, cell=cell, until=until, reason=reason, granted_by=by
        )
        for cell in cells
    )


def _check_authority(period, cells, by):
    locks = list(PeriodLock.objects.filter(period=period).select_related("committee"))
    paths = dict(
        Evaluation.objects.in_month(period.month)
        .filter(cell__in=cells)
        .values_list("cell", "committee_path")
    )
    for cell in cells:
        over = [one for one in locks if contains(one.path, paths.get(cell.pk, ""))]
        if not over:
            raise ValidationError(f"{cell} không bị khóa trong {str(period).lower()}.")
        for one in over:
            if not reaches(by, path=one.path, cell_id=None, roles=MAY_APPROVE):
                raise ValidationError(
                    f"{one.committee} đã khóa kỳ: chỉ cấp ủy đó hoặc cấp trên mới cho "
                    f"phép ngoại lệ với {cell}."
                )
