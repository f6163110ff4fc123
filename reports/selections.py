"""What a report is about: whose cells, of which programme, in which months."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from cells.models import CellKind, Committee
from criteria.models import Programme
from scoring.models import Evaluation, Registration
from vietnamese.months import month_before
from vietnamese.spans import Span, month_after


@dataclass(frozen=True, slots=True)
class Selection:
    """The sheets of a committee and all below it in a span of months.

    By the structure of each sheet's own month, or with `by_today` by today's. `stood_at`
    are the paths that the committee had in those months where they are not (only) its
    present one: `standing` finds them. `kind` and `family` (the code that all versions of
    a framework share) narrow; empty means all.

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

    @property
    def month(self) -> date:
        """The month that the span ends with."""
        return self.span.last

    @property
    def path(self) -> str:
        """The field of a sheet that holds the path of the chosen structure."""
        return "cell__committee__path" if self.by_today else "committee_path"

    @property
    def places(self) -> tuple[str, ...]:
        """The paths under which the committee's sheets lie in that structure."""
        if self.by_today or not self.stood_at:
            return (self.committee.path,)
        return self.stood_at

    @property
    def months_told(self) -> list[date]:
        """The months of the span and of those that it is compared with.

        From the span a year before (or the one right before, if it begins earlier) on:
        for a month the twelve before it as well.
        """
        month = min(self.span.before.first, self.span.year_before.first)
        months = [month]
        while month < self.span.last:
            month = month_after(month)
            months.append(month)
        return months

    def standing(self) -> "Selection":
        """The same, knowing where the committee stood in the months told. One query."""
        if self.by_today:
            return self
        sheets = Evaluation.objects.in_months(self.months_told)
        sheets = sheets.of_programme(self.programme)
        return replace(self, stood_at=tuple(sheets.paths_of(self.committee)))

    def sheets(self) -> QuerySet[Evaluation]:
        return self.sheets_in(self.span)

    def sheets_in(self, months: Iterable[date]) -> QuerySet[Evaluation]:
        """The same part of the tree in other months."""
        sheets = (
            Evaluation.objects.in_months(months)
            .of_programme(self.programme)
            .at_or_below(self.places, path=self.path)
        )
        if self.only_models:
            sheets = sheets.models()
        if self.kind:
            sheets = sheets.of_kind(self.kind)
        return sheets.of_family(self.family) if self.family else sheets

    def sheets_before(self) -> QuerySet[Evaluation]:
        return self.sheets_in(self.span.before)

    def sheets_with_change(self) -> QuerySet[Evaluation]:
        """Each with its change since the month before its last: for a span of one month."""
        before = month_before(self.month)
        return self.sheets().with_change(since=before, programme=self.programme)

    def unopened(self) -> QuerySet[Registration]:
        """Active registrations that the last month has no sheet for, by today's structure.

        Together with the sheets they are what "registered" counts: a cell that moved or
        withdrew since keeps its sheet in the committee that it belonged to.
        """
        registrations = (
            Registration.objects.under(self.committee)
            .of_programme(self.programme)
            .active_in(self.month)
            .without_sheet_in(self.month)
        )
        if self.only_models:
            registrations = registrations.models()
        if self.kind:
            registrations = registrations.of_kind(self.kind)
        return registrations.of_family(self.family) if self.family else registrations
