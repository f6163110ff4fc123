"""Sums of results and of points, told apart by whatever the reader chose."""

from django.db import models
from django.db.models import Case, Count, F, Q, Sum, When

from criteria.rules import Effect, NotApplicable


class SheetSumQuerySet(models.QuerySet):
    def with_total(self):
        """Complete sheets whose points add up to a result."""
        return self.filter(is_complete=True, percent__isnull=False)

    def summed_by(self, **dimensions):
        """For each combination of `dimensions` (name -> expression) the sheets' sums."""
        return (
            self.order_by()
            .values(**dimensions)
            .annotate(
                number=Count("pk"),
                points_earned=Sum("total"),
                outof=Sum("maximum"),
                percents=Sum("percent"),
            )
        )


class ScoreSumQuerySet(models.QuerySet):
    def summed_by(self, **dimensions):
        """The same of scores, as they enter a sheet's total: of ordinary indicators.

        What does not apply either counts in full or, like what is not scored, not at all
        (`scoring.rules.Line.earned`).
        """
        maximum = F("indicator__max_points")
        in_full = Q(not_applicable=True, indicator__not_applicable=NotApplicable.FULL)
        return (
            self.filter(Q(points__isnull=False) | in_full)
            .filter(indicator__effect=Effect.ORDINARY)
            .order_by()
            .values(**dimensions)
            .annotate(
                number=Count("pk"),
                points_earned=Sum(Case(When(in_full, then=maximum), default="points")),
                outof=Sum(maximum),
            )
        )
