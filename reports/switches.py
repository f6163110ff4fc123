"""Rows of links to other views of the same report page, as the tabs component wants them."""

from collections.abc import Collection, Mapping

from reports import links
from reports.asking import Asked
from reports.frameworks import FrameworkInUse
from reports.selections import Selection

FAMILIES = 6  # more would be no row of links: the form above has them all


def ways(
    page: str, selection: Selection, asked: Asked, labels: Mapping[str, str], by: str
) -> list[dict]:
    """To other kinds of rows; `by` is the kind that is shown."""
    pk, span = selection.committee.pk, selection.span
    return [
        {
            "label": label,
            "url": links.report_page(page, pk, span, asked.query(bang=way)),
            "is_current": way == by,
        }
        for way, label in labels.items()
    ]


def families(
    page: str,
    selection: Selection,
    asked: Asked,
    in_use: Collection[FrameworkInUse],
) -> list[dict]:
    """To the frameworks most used; the selection is about one of them already."""
    names = {one.family: one.name for one in in_use}
    if len(names) < 2:
        return []
    pk, span = selection.committee.pk, selection.span
    return [
        {
            "label": name,
            "url": links.report_page(
                page,
                pk,
                span,
                asked.query(**{"bang": asked.table, "bo-tieu-chi": code}),
            ),
            "is_current": code == selection.family,
        }
        for code, name in list(names.items())[:FAMILIES]
    ]
