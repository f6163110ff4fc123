"""Who reaches what: the only place that turns assignments into a condition."""

from collections.abc import Collection

from django.db.models import Q, TextChoices

from cells.paths import contains, within

NOTHING = Q(pk__in=[])


class Role(TextChoices):
    STAFF = "staff", "Cán bộ cấp ủy"
    APPROVER = "approver", "Lãnh đạo cấp ủy"
    SUPERVISOR = "supervisor", "Cấp ủy viên phụ trách"
    SECRETARY = "secretary", "Bí thư, chi ủy"


MAY_SEE = frozenset(Role)
MAY_ENTER = frozenset({Role.STAFF, Role.APPROVER})
MAY_APPROVE = frozenset({Role.APPROVER})
MAY_SELF_SCORE = frozenset({Role.SECRETARY})
MAY_REMARK = frozenset({Role.STAFF, Role.APPROVER, Role.SUPERVISOR})
MAY_REPLY = MAY_REMARK | {Role.SECRETARY}


def reach(
    user,
    *,
    path: str | Collection[str],
    cell: str | None,
    roles: Collection[Role] = MAY_SEE,
) -> Q:
    """Condition for the rows within `user`'s assignments that carry one of `roles`.

    `path` names the field (or fields) holding a committee path, `cell` the field holding
    the cell, or None where rows belong to committees only. An administrator reaches all.
    """
    if not user.is_active or user.is_anonymous:
        return NOTHING
    if user.is_administrator:
        return Q()
    fields = [path] if isinstance(path, str) else path
    reached = NOTHING
    for assignment in user.assignments_in_force:
        if assignment.role not in roles:
            continue
        if assignment.committee_id:
            for field in fields:
                reached |= within(assignment.committee.path, field)
        elif cell:
            reached |= Q(**{cell: assignment.cell_id})
    return reached


def reaches(user, *, path: str, cell_id: int | None, roles: Collection[Role]) -> bool:
    """The same question for one row at hand, without a query."""
    if not user.is_active or user.is_anonymous:
        return False
    if user.is_administrator:
        return True
    return any(
        contains(assignment.committee.path, path)
        if assignment.committee_id
        else cell_id == assignment.cell_id
        for assignment in user.assignments_in_force
        if assignment.role in roles
    )
