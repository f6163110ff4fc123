"""What cells said of themselves less what was verified: differences, by the database.

Only scores with both values. A cell can only score itself where its framework allows it,
so the scores of all other sheets are not read. The answers are counts of equal differences,
few rows from which sums, sides and means are made exactly.
"""

from django.db import models
from django.db.models import Count, F, FloatField, Q, Sum
from django.db.models.functions import Cast, Round

from criteria.rules import Effect
from scoring.models.figures import child_segment
from scoring.models.monthly import PLACE

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

    def cells_with_gaps_in_place(self):
        return self.gaps_by_cell().order_by(*PLACE)
