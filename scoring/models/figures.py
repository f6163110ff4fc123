"""The questions of the reports: counts and sums of sheets, made by the database."""

from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    Max,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, Round, Substr

from cells.paths import WIDTH, within
from criteria.models import Indicator
from scoring.models.pivoting import ScoreSumQuerySet, SheetSumQuerySet
from scoring.workflow import Status

RANKED = Q(is_complete=True, hard_failed=False, percent__isnull=False)
COUNTS = {
    "opened": Count("pk"),
    "models": Count("pk", filter=Q(registration__is_model=True)),
    "complete": Count("pk", filter=Q(is_complete=True)),
    "approved": Count("pk", filter=Q(status=Status.APPROVED)),
    "hard_failing": Count("pk", filter=Q(hard_failed=True)),
    "failed": Count("pk", filter=Q(hard_failed=True, is_complete=True)),
}


def child_segment(places, path):
    """The path segment right below the place in which a row lies; "" for the place's own.

    `places` are paths at which a committee stood, `path` names the field.
    """
    lengths = {len(place) for place in places}
    if len(lengths) == 1:
        return Substr(path, lengths.pop() + 1, WIDTH)
    return Case(
        *(
            When(within(place, path), then=Substr(path, len(place) + 1, WIDTH))
            for place in places
        )
    )


class FigureQuerySet(SheetSumQuerySet):
    """`path` names the field with the structure: that of the sheet's month, or today's."""

    def with_change(self, *, since, programme):
        """Adds `change` in percent since the cell's sheet of the month `since`.

        NULL unless both sheets have a result. `before` is the sheet compared with.
        """
        before = FilteredRelation(
            "cell__evaluations",
            condition=Q(
                cell__evaluations__period=since, cell__evaluations__programme=programme
            ),
        )
        # SQLite computes with floats: rounded, equal changes are equal again.
        change = Round(F("percent") - F("before__percent"), precision=2)
        return self.annotate(before=before).annotate(
            change=change, framework_before=F("before__framework")
        )

    def counted_by_programme(self, states):
        """For each programme how many sheets there are, and how many in each state."""
        counts = {
            f"state_{state}": Count("pk", filter=condition)
            for state, condition in states.items()
        }
        return (
            self.order_by()
            .values("programme")
            .annotate(
                sheets=Count("pk"),
                complete_sheets=COUNTS["complete"],
                hard_failing=COUNTS["hard_failing"],
                **counts,
            )
        )

    def of_grades(self, bands):
        return self.filter(grade__in=bands)

    def without_grade(self):
        """Sheets that no hard failure explains and that are below every band."""
        return self.filter(hard_failed=False, grade=None)

    def directly_under(self, places, *, path):
        return self.filter(**{f"{path}__in": places})

    def newest_first(self):
        return self.order_by("-period_id", "programme", "pk")

    def rankable(self):
        """Complete sheets without a hard failure."""
        return self.filter(RANKED)

    def ranks_of(self, percents):
        """percent -> the competition rank of that result among these sheets."""
        known = sorted(set(percents))
        higher = {
            f"above_{at}": Count("pk", filter=Q(percent__gt=percent))
            for at, percent in enumerate(known)
        }
        counted = self.aggregate(**higher) if higher else {}
        return dict(
            zip(known, (number + 1 for number in counted.values()), strict=True)
        )

    def listed(self):
        """Only what a row of a list prints: ranks sort all sheets, and narrow ones faster."""
        return self.select_related("committee", "grade", "framework").only(
            "cell_id",
            "cell_name",
            "period_id",
            "framework_id",
            "status",
            "scored",
            "is_complete",
            "hard_failed",
            "total",
            "maximum",
            "percent",
            "committee__name",
            "grade__name",
            "grade__tone",
            "framework__grading",
        )


class HardFailureQuerySet(ScoreSumQuerySet):
    def counted_by_indicator(self):
        """How many sheets each indicator is on, whatever the version of its framework.

        `indicator` is the newest one of that code.
        """
        framework = "indicator__criterion__framework__code"
        return (
            self.order_by()
            .values(family=F(framework), code=F("indicator__code"))
            .annotate(indicator=Max("indicator"), sheets=Count("pk"))
        )

    def of_indicator_in_any_version(self, indicator):
        """Of the indicator with this id, or of its like in other versions of the framework."""
        same = Indicator.objects.filter(pk=indicator)
        framework = "criterion__framework__code"
        return self.filter(
            indicator__code=Subquery(same.values("code")),
            **{f"indicator__{framework}": Subquery(same.values(framework))},
        )

    def failing_hard(self):
        """Scores of hard indicators below their pass mark (empty: the maximum)."""
        passes_from = Coalesce("indicator__pass_mark", "indicator__max_points")
        return self.filter(
            indicator__is_hard=True, not_applicable=False, points__lt=passes_from
        )

    def first_failing_hard(self, sheets, *, number):
        """The first `number` of them on `sheets`, by committee and cell.

        Each sheet that fails has one at least, so the first sheets have them: otherwise the
        database sorts all sheets together with their scores.
        """
        first = sheets.hard_failing().in_order().values("pk")[:number]
        return list(self.filter(evaluation__in=first).failing_hard().by_cell()[:number])

    def by_cell(self):
        """In the order of committees and cells, with all that names them."""
        return self.select_related(
            "indicator",
            "evaluation__cell",
            "evaluation__committee",
            "evaluation__programme",
        ).order_by(
            "evaluation__committee_path",
            "evaluation__cell__sort_key",
            "evaluation_id",
            "indicator__criterion__position",
            "indicator__position",
            "indicator_id",
        )
