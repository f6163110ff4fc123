"""One child of a committee, as an address names it: its id, or "truc-thuoc"."""

from django.db.models import QuerySet

from cells.models import Committee
from cells.paths import below
from reports.presenting import DIRECT
from reports.ranking import Shown
from reports.selections import Selection
from scoring.models import Evaluation

LONGEST_ID = 6


def branch_of(child: Committee | None) -> str:
    """`child` is None for the cells directly under the committee."""
    return str(child.pk) if child else Shown.DIRECT


def name_of(child: Committee | None) -> str:
    return child.name if child else DIRECT


def in_branch(
    sheets: QuerySet[Evaluation], selection: Selection, branch: str
) -> QuerySet[Evaluation]:
    """Those of the child; all where none is named, none where there is no such child."""
    if not branch:
        return sheets
    if branch == Shown.DIRECT:
        return sheets.directly_under(selection.places, path=selection.path)
    if not branch.isdecimal() or len(branch) > LONGEST_ID:
        return sheets.none()
    places = [below(place, int(branch)) for place in selection.places]
    return sheets.at_or_below(places, path=selection.path)


def name_of_branch(branch: str) -> str:
    """Of one whose sheets the reader has seen. One query for a committee, else none."""
    if branch == Shown.DIRECT:
        return DIRECT
    return Committee.objects.get(pk=branch).name if branch else ""
