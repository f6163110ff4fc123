"""A cell enters a programme for a year, or leaves it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cells.models import Cell, CellKind, Committee
from criteria.models import Framework
from scoring.models import Evaluation, Registration


@transaction.atomic
def register(
    *,
    cell: Cell,
    framework: Framework,
    year: int,
    since: date,
    is_model: bool,
    content: str = "",
) -> Registration:
    """Register a cell; raises ValidationError for a draft or a second registration."""
    if not framework.is_published:
        raise ValidationError("Bộ tiêu chí chưa được ban hành.")
    registration = Registration(
        cell=cell,
        programme=framework.programme,
        framework=framework,
        year=year,
        since=since,
        is_model=is_model,
        content=content,
    )
    registration.full_clean()
    registration.save()
    return registration


@transaction.atomic
def register_all(
    *,
    committee: Committee,
    kind: CellKind | None,
    framework: Framework,
    year: int,
    since: date,
    is_model: bool,
) -> int:
    """Register every open cell under `committee` (of one kind) that is not yet; how many."""
    cells = Cell.objects.under(committee).filter(closed_on=None)
    if kind:
        cells = cells.filter(kind=kind)
    registered = Registration.objects.filter(programme=framework.programme, year=year)
    missing = cells.exclude(pk__in=registered.values("cell")).in_order()
    return len(
        [
            register(
                cell=cell,
                framework=framework,
                year=year,
                since=since,
                is_model=is_model,
            )
            for cell in missing
        ]
    )


@transaction.atomic
def withdraw(*, registration: Registration, month: date, reason: str) -> Registration:
    """End a registration from `month` on; the sheets before stay."""
    registration.withdrawn_from = month
    registration.reason = reason
    registration.full_clean()
    registration.save(update_fields=["withdrawn_from", "reason"])
    return registration


@transaction.atomic
def remove_untouched_sheets(*, registration: Registration) -> tuple[int, int]:
    """Of the sheets from the month of withdrawal on: how many went, how many stay.

    One with a line in its history stays: somebody has worked on it.
    """
    sheets = Evaluation.objects.filter(
        registration=registration, period__gte=registration.withdrawn_from
    )
    untouched = sheets.filter(changes=None)
    gone = untouched.count()
    untouched.delete()
    return gone, sheets.count()
