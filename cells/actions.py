"""Changes of the party organisation. Months that are already open keep their structure."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from cells.models import Cell, Committee
from cells.paths import below, contains


@transaction.atomic
def found_committee(*, committee: Committee) -> Committee:
    """Save a new committee and give it its path under its parent."""
    committee.path = ""
    committee.save()
    parent_path = _held_paths().get(committee.parent_id, "")
    committee.path = below(parent_path, committee.pk)
    Committee.objects.filter(pk=committee.pk).update(path=committee.path)
    return committee


@transaction.atomic
def amend(*, unit: Committee | Cell, fields: Collection[str]) -> Committee | Cell:
    """Write these fields of a committee or cell, and the columns that follow its name."""
    unit.save(update_fields=[*fields, "search", "sort_key"])
    return unit


@transaction.atomic
def move_committee(
    *, committee: Committee, to: Committee | None, reason: str = ""
) -> Committee:
    """Put `committee` with all that is below it under `to` (None: to the top).

    Raises ValidationError when `to` is the committee itself or lies below it.
    """
    paths = _held_paths()
    old, above = paths[committee.pk], paths[to.pk] if to else ""
    if to and contains(old, above):
        raise ValidationError("Không thể chuyển một cấp ủy về dưới chính nó.")
    committee.path = old
    new = below(above, committee.pk)
    Committee.objects.under(committee).update(
        path=Concat(Value(new), Substr("path", len(old) + 1))
    )
    committee.parent = to
    committee.path = new
    committee._change_reason = reason
    committee.save(update_fields=["parent"])
    return committee


def _held_paths():
    """The tree as it stands, held until the commit: two moves at once could cross."""
    held = Committee.objects.order_by("pk").select_for_update()
    return dict(held.values_list("pk", "path"))


@transaction.atomic
def move_cell(*, cell: Cell, to: Committee, reason: str = "") -> Cell:
    cell.committee = to
    cell._change_reason = reason
    cell.save(update_fields=["committee"])
    return cell


@transaction.atomic
def merge_cells(*, cells: list[Cell], into: Cell, on: date, reason: str = "") -> Cell:
    """Close `cells` on `on` and name `into` as their successor; their members go over."""
    if not cells:
        raise ValidationError(
            "Hãy quay lại chọn thêm chi bộ khác, hoặc hợp nhất vào một chi bộ khác."
        )
    for cell in cells:
        if cell.pk == into.pk:
            raise ValidationError("Chi bộ không thể hợp nhất vào chính nó.")
        cell.merged_into = into
        _close(cell, on=on, reason=reason)
        into.members += cell.members
    into._change_reason = reason
    into.save(update_fields=["members"])
    return into


@transaction.atomic
def close_cell(*, cell: Cell, on: date, reason: str = "") -> Cell:
    return _close(cell, on=on, reason=reason)


def _close(cell, *, on, reason):
    if cell.closed_on:
        raise ValidationError(
            f"{cell} đã kết thúc hoạt động từ ngày {cell.closed_on:%d/%m/%Y}."
        )
    if cell.opened_on and on < cell.opened_on:
        raise ValidationError("Ngày kết thúc phải sau ngày thành lập.")
    cell.closed_on = on
    cell._change_reason = reason
    cell.save(update_fields=["closed_on", "merged_into"])
    return cell


@transaction.atomic
def close_committee(*, committee: Committee, on: date, reason: str = "") -> Committee:
    """Close a committee; raises ValidationError while open cells or committees are under it."""
    below_it = Committee.objects.under(committee).exclude(pk=committee.pk)
    if (
        below_it.existing(on=on).exists()
        or Cell.objects.under(committee).existing(on=on).exists()
    ):
        raise ValidationError(
            "Còn cấp ủy hoặc chi bộ đang hoạt động trực thuộc; hãy chuyển hoặc kết thúc trước."
        )
    committee.closed_on = on
    committee._change_reason = reason
    committee.save(update_fields=["closed_on"])
    return committee


@transaction.atomic
def reopen(*, unit: Committee | Cell, reason: str = "") -> Committee | Cell:
    """Take a closing back; members that a merger handed over stay where they are."""
    unit.closed_on = None
    unit.merged_into = None
    unit._change_reason = reason
    unit.save(update_fields=["closed_on", "merged_into"])
    return unit
