"""One child of a committee, as an address and a heading name it."""

from dataclasses import replace

from cells.models import Committee
from reports.asking import Asked
from reports.children import DIRECTLY
from reports.presenting import DIRECT
from reports.selections import Selection
from reports.wanted import branch_asked


def branch_of(child: Committee | None) -> str:
    """`child` is None for the cells directly under the committee."""
    return str(child.pk) if child else DIRECTLY


def name_of(child: Committee | None) -> str:
    return child.name if child else DIRECT


def narrowed(selection: Selection, asked: Asked) -> Selection:
    """To the child asked for, if any."""
    return replace(selection, branch=branch_asked(asked.branch))


def name_of_branch(branch: str) -> str:
    """Of one whose sheets the reader has seen. One query for a committee, else none."""
    if branch == DIRECTLY:
        return DIRECT
    return Committee.objects.get(pk=branch).name if branch else ""
