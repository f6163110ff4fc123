"""Which list the reader of a summary wants to see, and what stands above it."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from cells.paths import segment
from reports import by_cell
from reports.asking import Asked
from reports.children import DIRECTLY
from reports.listed import FIRST, SIZE, page_asked
from reports.presenting import DIRECT, Lists
from reports.ranking import LABELS, TABS, Listing, Shown, cells_shown, listing
from reports.selections import Selection
from reports.summaries import Summary, branch_of

LONGEST_ID = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """`branch` is a child's path segment, None for no child in particular.

    `size` is the number of rows a page: of a list that nobody asked for the first few.
    `cells` is the page of cells that can be asked for together with the figures.
    """

    shown: str
    number: int
    size: int = SIZE
    branch: str | None = None
    indicator: int | None = None
    cells: by_cell.Page | None = None


def wanted_list(request: HttpRequest, selection: Selection, asked: Asked) -> Wanted:
    """A branch or indicator that cannot be is a 404."""
    shown = asked.shown or Shown.RANKED
    number = page_asked(request.GET.get("trang"))
    branch = branch_asked(asked.branch)
    cells = cells_shown(selection, shown) if branch is None else None
    size = SIZE if asked.shown or asked.branch else FIRST
    return Wanted(
        shown=shown,
        number=number,
        size=size,
        branch=branch,
        indicator=_id(request.GET.get("chi-so", "")),
        cells=by_cell.Page(cells, (number - 1) * size, size) if cells else None,
    )


def chosen_list(
    selection: Selection, summary: Summary, wanted: Wanted
) -> Listing | None:
    """None if there is no list, branch or indicator of that name."""
    indicator = None
    if wanted.indicator is not None:
        found = (one for one in summary.failures if one.indicator == wanted.indicator)
        indicator = next(found, None)
        if indicator is None or wanted.shown != Shown.HARD or wanted.branch is not None:
            return None
    return listing(
        selection, summary, wanted.shown, branch=wanted.branch, indicator=indicator
    )


def branch_name(summary: Summary, branch: str | None) -> str:
    """The child's whose list it is; "" for a list of all."""
    if not branch:
        return "" if branch is None else DIRECT
    return next(
        row.committee.name
        for row in summary.rows
        if row.committee and branch_of(row.committee) == branch
    )


def list_tabs(
    summary: Summary, wanted: Wanted, listed: Listing, lists: Lists
) -> list[dict]:
    """Ranked, failed, incomplete, and the list that a number led to."""
    figures = summary.of_branch(wanted.branch)
    ranked = figures.ranked
    if cells_shown(listed.selection, Shown.RANKED):
        ranked = figures.by_cell.ranked
    counts = {
        Shown.RANKED: ranked,
        Shown.FAILED: figures.failed,
        Shown.INCOMPLETE: figures.incomplete,
    }
    entries = [(LABELS[tab], tab, counts[tab]) for tab in TABS]
    if listed.shown not in TABS:
        entries.append((listed.label, listed.shown, listed.count))
    branch = _word(wanted.branch)
    return [
        {
            "label": label,
            "url": lists.of(shown, branch=branch),
            "is_current": shown == listed.shown,
            "count": count,
        }
        for label, shown, count in entries
    ]


def branch_asked(word: str) -> str | None:
    """The path segment of the child that an address names; None for no child in particular."""
    if not word:
        return None
    if word == DIRECTLY:
        return ""
    return segment(_id(word))


def _word(branch: str | None) -> str:
    if branch is None:
        return ""
    return str(int(branch)) if branch else DIRECTLY


def _id(word: str) -> int | None:
    if not word:
        return None
    if not word.isdecimal() or len(word) > LONGEST_ID:
        raise Http404
    return int(word)
