"""Which frameworks the sheets of a report were scored by."""

from dataclasses import dataclass

from reports.selections import Selection


@dataclass(frozen=True, slots=True)
class FrameworkInUse:
    """A version of a framework with its sheets of a selection."""

    id: int
    family: str
    version: int
    name: str
    opened: int
    complete: int
    allows_self_scoring: bool


def frameworks_in_use(selection: Selection) -> list[FrameworkInUse]:
    """With the most sheets first, in one query."""
    return [
        FrameworkInUse(
            id=row["framework"],
            family=row["framework__code"],
            version=row["framework__version"],
            name=row["framework__name"],
            opened=row["opened"],
            complete=row["complete"],
            allows_self_scoring=row["framework__allows_self_scoring"],
        )
        for row in selection.sheets().counted_by_framework()
    ]
