"""What cells said of themselves less what was verified: differences, by the database.

Only scores with both values. A cell can only score itself where its framework allows it,
so the scores of all other sheets are not read. The answers are counts of equal differences,
few rows from which sums, sides and means are made exactly.
"""

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Count, F, FloatField, Q, Sum
from django.db.models.functions import Abs, Cast, Round
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from criteria.rules import Effect
from scoring.models.figures import child_segment
from scoring.models.monthly import PLACE
from scoring.self_assessment import FAR, Side

POINTS = models.DecimalField(max_digits=12, decimal_places=2)


def own_less_verified(score: str = "") -> Round:
    """Of the score that `score` leads to; rounded, because SQLite computes with floats."""
    difference = F(f"{score}self_points") - F(f"{score}points")
    return Round(difference, precision=2, output_field=POINTS)


class GapQuerySet(models.QuerySet):
    """Of sheets. `places` and `path` are those of `FigureQuerySet`."""

    def with_gaps(self):
        """A row for each score that has both values, with its `gap`."""
        return (
            self.filter(
                framework__allows_self_scoring=True,
                scores__self_points__isnull=False,
                scores__points__isnull=False,
            )
            .order_by()
            .annotate(gap=own_less_verified("scores__"))
        )

    def gaps_by_child(self, places, *, path):
        """For each child how many scores have which gap out of which maximum."""
        return (
            self.with_gaps()
            .values(
                "gap",
                most=F("scores__indicator__max_points"),
                effect=F("scores__indicator__effect"),
                child=child_segment(places, path),
            )
            .annotate(scores_compared=Count("scores"))
        )

    def gaps_by_indicator(self):
        """For each indicator how many scores have which gap."""
        return (
            self.with_gaps()
            .values("gap", indicator=F("scores__indicator"))
            .annotate(scores_compared=Count("scores"))
        )

    def gaps_by_cell(self):
        """For each cell the sums of its ordinary scores: `gap_sum` of `possible`.

        Adds `mean` for the order of the rows: in percent, as the database divides.
        """
        ordinary = Q(scores__indicator__effect=Effect.ORDINARY.value)
        return (
            self.with_gaps()
            .values("cell")
            .annotate(
                scores_compared=Count("scores", filter=ordinary),
                above=Count("scores", filter=ordinary & Q(gap__gt=0)),
                below=Count("scores", filter=ordinary & Q(gap__lt=0)),
                gap_sum=Sum("gap", filter=ordinary),
                possible=Sum("scores__indicator__max_points", filter=ordinary),
            )
            .filter(scores_compared__gt=0)
            .annotate(
                mean=Cast("gap_sum", FloatField()) / Cast("possible", FloatField())
            )
        )

    def cells_by_gap(self, *, is_falling: bool):
        """The same, who over-rates itself the most first (or last)."""
        ordering = F("mean").desc() if is_falling else F("mean").asc()
        return self.gaps_by_cell().order_by(ordering, *PLACE)

    def cells_with_gaps_in_place(self, *, is_falling: bool = False):
        """The same, by committee and name."""
        cells = self.gaps_by_cell().order_by(*PLACE)
        return cells.reverse() if is_falling else cells


class ScoreGapQuerySet(models.QuerySet):
    """Of scores: those behind the figures."""

    def compared(self):
        """Ordinary ones with both values, with their `gap`."""
        return self.filter(
            evaluation__framework__allows_self_scoring=True,
            indicator__effect=Effect.ORDINARY.value,
            self_points__isnull=False,
            points__isnull=False,
        ).annotate(gap=own_less_verified())

    def on_sides(self, sides: Collection[Side]):
        """`scoring.self_assessment.side_of` for the database. Needs `compared`."""
        beyond = Round(
            Abs("gap") * FAR - F("indicator__max_points"),
            precision=2,
            output_field=POINTS,
        )
        far, near = Q(GreaterThanOrEqual(beyond, 0)), Q(LessThan(beyond, 0))
        conditions = {
            Side.FAR_ABOVE: Q(gap__gt=0) & far,
            Side.ABOVE: Q(gap__gt=0) & near,
            Side.EQUAL: Q(gap=0),
            Side.BELOW: Q(gap__lt=0) & near,
            Side.FAR_BELOW: Q(gap__lt=0) & far,
        }
        return self.filter(reduce(or_, (conditions[side] for side in sides)))

    def largest_gap_first(self):
        return self.select_related(
            "indicator", "evaluation__committee", "evaluation__cell"
        ).order_by(
            Abs("gap").desc(),
            "evaluation__period_id",
            "evaluation__committee_path",
            "evaluation__cell__sort_key",
            "pk",
        )
