"""What a report is about: whose cells, of which programme, in which months."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from cells.models import CellKind, Committee
from cells.paths import WIDTH, contains
from criteria.models import Programme
from scoring.models import Evaluation, Registration
from vietnamese.spans import Span, month_after


@dataclass(frozen=True)
class Selection:
    """The sheets of a committee and all below it in a span of months.

    By the structure of each sheet's own month, or with `by_today` by today's. `stood_at`
    are the paths that the committee had in those months where they are not (only) its
    present one: `standing` finds them. `kind` and `family` (the code that all versions of
    a framework share) narrow; empty means all. `branch` is the path segment of one
    child: only what lies in it ("": only what lies in no child, None: everything).

    Who may see the committee may see all that is counted here, so nothing below asks
    again: these sheets are part of what `visible_to` gives its people.
    """

    committee: Committee
    programme: Programme
    span: Span
    only_models: bool = False
    by_today: bool = False
    kind: CellKind | None = None
    family: str = ""
    stood_at: tuple[str, ...] = ()
    branch: str | None = None

    @property
    def month(self) -> date:
        """The month that the span ends with."""
        return self.span.last

    @property
    def path(self) -> str:
        """The field of a sheet that holds the path of the chosen structure."""
        return "cell__committee__path" if self.by_today else "committee_path"

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The paths under which the committee's sheets lie in that structure."""
        stood = () if self.by_today else self.stood_at
        places = stood or (self.committee.path,)
        return tuple(place + (self.branch or "") for place in places)

    @property
    def months_drawn(self) -> list[date]:
        """Whose averages make a line: those of the span, or a month and the eleven before."""
        if not self.span.is_month:
            return self.span.months
        return [month_after(self.month, number) for number in range(-11, 1)]

    @property
    def months_told(self) -> list[date]:
        """All those whose figures a report may tell: also the spans it compares with."""
        span = self.span
        return sorted({*self.months_drawn, *span, *span.before, *span.year_before})

    def standing(self) -> "Selection":
        """The same, knowing where the committee stood in the months told. One query."""
        return self.standing_in(self.months_told)

    def standing_in(self, months: Iterable[date]) -> "Selection":
        """The same, knowing where the committee stood in these months. One query."""
        if self.by_today:
            return self
        sheets = Evaluation.objects.in_months(months).of_programme(self.programme)
        return replace(self, stood_at=tuple(sheets.paths_of(self.committee)))

    def sheets(self) -> QuerySet[Evaluation]:
        return self._sheets.all()

    @cached_property
    def _sheets(self) -> QuerySet[Evaluation]:
        """A summary asks for them eight times."""
        return self.sheets_in(self.span)

    def sheets_in(self, months: Iterable[date]) -> QuerySet[Evaluation]:
        """The same part of the tree in other months."""
        sheets = (
            Evaluation.objects.in_months(months)
            .of_programme(self.programme)
            .at_or_below(self.places, path=self.path)
        )
        if self.branch == "":
            sheets = sheets.directly_under(self.places, path=self.path)
        if self.only_models:
            sheets = sheets.models()
        if self.kind:
            sheets = sheets.of_kind(self.kind)
        return sheets.of_family(self.family) if self.family else sheets

    def child_of(self, path: str) -> str:
        """The segment of the child in which a path of this selection lies; "" for none."""
        place = next(place for place in self.places if contains(place, path))
        return path[len(place) : len(place) + WIDTH]

    def child_of_today(self, path: str) -> str:
        """The same of a path of today."""
        begins = len(self.committee.path)
        return path[begins : begins + WIDTH]

    def registrations(self) -> QuerySet[Registration]:
        """All of the programme in the committee's part of today, active or not.

        Together with the sheets, those that should have one and have none are what
        "registered" counts: a cell that moved or withdrew since keeps its sheets in the
        committee that it belonged to.
        """
        place = self.committee.path + (self.branch or "")
        registrations = Registration.objects.at_or_below(place)
        registrations = registrations.of_programme(self.programme)
        if self.branch == "":
            registrations = registrations.directly_under(self.committee)
        if self.only_models:
            registrations = registrations.models()
        if self.kind:
            registrations = registrations.of_kind(self.kind)
        return registrations.of_family(self.family) if self.family else registrations
