"""The questions that people ask of sheets: whose, which month, in what state."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Substr

from cells.paths import WIDTH, after, ancestors, segment, within
from cells.scope import MAY_SEE, reach
from scoring.models.figures import FigureQuerySet
from scoring.models.gaps import GapQuerySet
from scoring.models.losing import LosingQuerySet
from scoring.models.monthly import MonthlyQuerySet
from scoring.models.rollups import RollUpQuerySet
from scoring.models.waiting import WaitingQuerySet
from scoring.workflow import State, Status
from vietnamese.text import fold

CONDITIONS = {
    State.UNTOUCHED: Q(status=Status.DRAFT, scored=0),
    State.IN_PROGRESS: Q(status=Status.DRAFT, scored__gt=0, is_complete=False),
    State.COMPLETE: Q(status=Status.DRAFT, is_complete=True),
    State.SUBMITTED: Q(status=Status.SUBMITTED),
    State.RETURNED: Q(status=Status.RETURNED),
    State.APPROVED: Q(status=Status.APPROVED),
}


def _candidates(among, sheet):
    """Who may be next to `sheet` in `among`: in its committee, in those before and after.

    Four questions of one row each, which an index answers: one for "before or after" would
    sort a whole province.
    """
    key = sheet.cell.sort_key
    here = among.filter(committee_path=sheet.committee_path)
    for side in ("lt", "gt"):
        farther = among.filter(**{f"committee_path__{side}": sheet.committee_path})
        same_name = {"cell__sort_key": key, f"pk__{side}": sheet.pk}
        in_committee = here.filter(
            Q(**{f"cell__sort_key__{side}": key}) | Q(**same_name)
        )
        for found in (in_committee, farther):
            ordered = found.in_order()
            yield (ordered.reverse() if side == "lt" else ordered).values("pk")[:1]


def _place(sheet):
    return sheet.committee_path, sheet.cell.sort_key, sheet.pk


class EvaluationQuerySet(
    WaitingQuerySet,
    LosingQuerySet,
    GapQuerySet,
    MonthlyQuerySet,
    RollUpQuerySet,
    FigureQuerySet,
):
    def visible_to(self, user, roles=MAY_SEE):
        """Sheets of today's part of the tree, and those that were part of it then."""
        paths = ["cell__committee__path", "committee_path"]
        return self.filter(reach(user, path=paths, cell="cell", roles=roles))

    def for_page(self):
        """With all that the sheet's page prints, and `marker`: its newest change's id."""
        return self.with_marker().select_related(
            "period",
            "cell__committee",
            "committee",
            "programme",
            "framework",
            "kind",
            "submitted_by",
            "approved_by",
        )

    def for_papers(self):
        """With all that a printed sheet or list names, by committee and cell."""
        return self.select_related(
            "committee", "programme", "framework", "grade", "cell__committee"
        ).in_order()

    def with_marker(self):
        """Adds `marker`: the id of the sheet's newest change."""
        changes = (
            self.model.objects.filter(pk=OuterRef("pk"))
            .order_by("-changes__pk")
            .values("changes__pk")
        )
        return self.annotate(marker=Subquery(changes[:1]))

    def for_grid(self, *, before, at):
        """With all that a row of the grid prints.

        `sheet_before`: the id of the cell's sheet of the month `before`, if it was scored
        by the same framework (of whatever version).
        """
        earlier = self.model.objects.filter(
            cell=OuterRef("cell"),
            programme=OuterRef("programme"),
            period=before,
            framework__code=OuterRef("framework__code"),
        )
        return (
            self.with_lock(at=at)
            .with_marker()
            .select_related("period", "cell__committee", "committee", "framework")
            .annotate(sheet_before=Subquery(earlier.values("pk")[:1]))
        )

    def for_list(self):
        return self.select_related("period", "cell__committee", "committee", "grade")

    def for_cell_page(self):
        """One cell's sheets with all that its page tells of them, newest first."""
        return self.newest_first().select_related(
            "period",
            "programme",
            "grade",
            "framework",
            "registration",
            "committee",
            "cell__committee",
        )

    def in_month(self, month):
        return self.filter(period=month)

    def in_months(self, months):
        """Named one by one, so that the index by month and path serves: no range."""
        return self.filter(period__in=list(months))

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def of_family(self, code):
        """Of any version of the framework with this code."""
        return self.filter(framework__code=code)

    def of_programme(self, programme):
        return self.filter(programme=programme)

    def under(self, committee):
        """By the structure of the sheet's own month."""
        return self.filter(within(committee.path, "committee_path"))

    def at_or_below(self, places, *, path):
        """In any of these parts of the tree; `path` names the field, as `Selection` does."""
        anywhere = Q()
        for place in places:
            anywhere |= within(place, path)
        return self.filter(anywhere)

    def paths_of(self, committee):
        """Its path of today, and where else it stood for these sheets."""
        return [committee.path, *self.other_paths_of(committee)]

    def other_paths_of(self, committee):
        """Where `committee` stood for these sheets, beside its path of today.

        Only what lies outside its present part is read: nothing for a whole province. In
        two parts, since SQLite makes no use of an index for "before or after".
        """
        present = committee.path
        paths = (
            self.filter(committee_path__contains=segment(committee.pk))
            .order_by()
            .values_list("committee_path", flat=True)
        )
        outside = paths.filter(committee_path__lt=present).union(
            paths.filter(committee_path__gte=after(present))
        )
        return sorted(
            {
                path[: (ancestors(path).index(committee.pk) + 1) * WIDTH]
                for path in outside
                # the digits may also be found across two segments
                if committee.pk in ancestors(path)
            }
        )

    def path_of(self, committee):
        """Where it stood for these sheets: its path of today wherever it stood there too."""
        if self.under(committee).exists():
            return committee.path
        return next(iter(self.other_paths_of(committee)), committee.path)

    def under_today(self, committee):
        return self.filter(within(committee.path, "cell__committee__path"))

    def of_cell(self, cell):
        return self.filter(cell=cell)

    def models(self):
        return self.filter(registration__is_model=True)

    def in_state(self, state):
        return self.filter(CONDITIONS[State(state)])

    def complete(self):
        return self.filter(is_complete=True)

    def incomplete(self):
        return self.filter(is_complete=False)

    def hard_failing(self):
        return self.filter(hard_failed=True)

    def overdue(self, *, on):
        return self.filter(period__due_on__lt=on).exclude(
            Q(is_complete=True) | Q(status=Status.APPROVED)
        )

    def named_like(self, text):
        """By the name of the cell or of its committee: many cells are just “thôn Đông”."""
        words = fold(text)
        return self.filter(
            Q(cell__search__contains=words) | Q(committee__search__contains=words)
        )

    def in_order(self):
        """By committee, then by the cell's name in Vietnamese order."""
        return self.order_by("committee_path", "cell__sort_key", "pk")

    def newest_first(self):
        # By "-period" Django would follow the ordering of Period, which is reversed itself.
        return self.order_by("-period_id", "committee_path", "pk")

    def ways_from(self, sheet, *, among):
        """What lies around `sheet`: (the one before, the one after, the cell's months).

        The first two (or None) in the order of the list `among`; the months are all of the
        cell in its programme here, newest first. One query, since every sheet's page asks.
        """
        wanted = Q(cell=sheet.cell_id, programme=sheet.programme_id)
        for candidate in _candidates(among, sheet):
            wanted |= Q(pk=Subquery(candidate))
        found = self.filter(wanted).select_related("cell", "framework").newest_first()
        months, place = [], _place(sheet)
        before, after = [], []
        for other in found:
            if other.cell_id == sheet.cell_id:
                months.append(other)
            else:
                (before if _place(other) < place else after).append(other)
        return (
            max(before, key=_place, default=None),
            min(after, key=_place, default=None),
            months,
        )

    def counted_by_month(self):
        """month -> how many sheets, how many of them complete and how many approved."""
        rows = self.order_by().values("period")
        counted = rows.annotate(
            sheets=Count("pk"),
            complete=Count("pk", filter=Q(is_complete=True)),
            approved=Count("pk", filter=CONDITIONS[State.APPROVED]),
        )
        return {row["period"]: row for row in counted}

    def count_by_state(self):
        """How many sheets are in each state; together they are all sheets."""
        counted = self.aggregate(
            **{
                state.value: Count("pk", filter=condition)
                for state, condition in CONDITIONS.items()
            }
        )
        return {State(name): number for name, number in counted.items()}

    def count_by_framework(self):
        """(framework id, name, version, sheets) of each framework, the most used first."""
        return list(
            self.order_by()
            .values_list("framework", "framework__name", "framework__version")
            .annotate(number=Count("pk"))
            .order_by("-number", "framework__name", "-framework__version", "framework")
        )

    def count_by_child_of(self, path):
        """Path of each committee directly below `path` -> sheets in its part that month."""
        child = Substr("committee_path", 1, len(path) + WIDTH)
        counted = self.order_by().values(child=child).annotate(number=Count("pk"))
        return {
            row["child"]: row["number"]
            for row in counted
            if row["child"].startswith(path) and row["child"] != path
        }
