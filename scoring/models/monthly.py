"""What sheets come to over many months: by month, by child and month, by cell."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import models
from django.db.models import Avg, Case, Count, F, Max, Q, Sum, When
from django.db.models.functions import Coalesce, Round

from scoring.models.figures import COUNTS, child_segment

RESULT = Q(percent__isnull=False)
PLACE = ("cell__committee__path", "cell__sort_key", "cell")


class MonthlyQuerySet(models.QuerySet):
    """`places` and `path` are those of `FigureQuerySet`; percents are of results only."""

    def counted_by_framework(self):
        """For each framework its sheets, opened and complete: the most used first."""
        return (
            self.order_by()
            .values(
                "framework",
                "framework__code",
                "framework__version",
                "framework__name",
                "framework__allows_self_scoring",
            )
            .annotate(opened=Count("pk"), complete=COUNTS["complete"])
            .order_by("-complete", "-opened", "framework__code", "-framework__version")
        )

    def counted_by_month_and_result(self):
        """For each month, framework and percent (NULL: no result) how many sheets there are.

        So few rows that means and medians can be made of them exactly.
        """
        return (
            self.order_by()
            .values("period_id", "framework_id", "percent")
            .annotate(
                opened=COUNTS["opened"],
                complete=COUNTS["complete"],
                failed=COUNTS["failed"],
            )
        )

    def counted_by_child_and_month(self, places, *, path):
        """For each child and month: sheets, complete, failing a hard criterion, results."""
        return (
            self.order_by()
            .values("period_id", child=child_segment(places, path))
            .annotate(
                opened=COUNTS["opened"],
                complete=COUNTS["complete"],
                failed=COUNTS["failed"],
                averaged=Count("percent"),
                percent_sum=Sum("percent"),
            )
        )

    def cells_in_place(self, *, is_falling: bool = False):
        """The ids of the cells, by committee and name."""
        cells = self.order_by(*PLACE).values_list("cell", flat=True).distinct()
        return cells.reverse() if is_falling else cells

    def cells_by_average(self, *, is_falling: bool):
        """The ids of the cells by their mean result; those without one come last."""
        average = Round(Avg("percent"), precision=2)
        return self._cells_by(average, is_falling=is_falling)

    def cells_by_change(self, months: Sequence[date], *, is_falling: bool):
        """By the last result of `months` less the first one.

        Each month becomes a column, so that the database can tell first from last.
        """
        columns = [Max("percent", filter=Q(period=month)) for month in months]
        change = Case(
            When(
                Q(results__gt=1),
                then=Round(
                    _first_known(columns[::-1]) - _first_known(columns), precision=2
                ),
            ),
            output_field=models.DecimalField(max_digits=6, decimal_places=2),
        )
        return self._cells_by(change, is_falling=is_falling)

    def _cells_by(self, figure, *, is_falling):
        ordering = F("figure").desc if is_falling else F("figure").asc
        return (
            self.order_by()
            .values("cell")
            .annotate(results=Count("percent"))
            .annotate(figure=figure)
            .order_by(ordering(nulls_last=True), *PLACE)
            .values_list("cell", flat=True)
        )

    def cells_staying_below(self, *, better: Collection[int], months: Sequence[date]):
        """Cells whose result had none of the grades `better` in each of `months`.

        The lowest mean first, as (cell, mean).
        """
        return (
            self.in_months(months)
            .filter(RESULT)
            .exclude(grade__in=better)
            .order_by()
            .values("cell")
            .annotate(
                months=Count("period", distinct=True),
                mean=Round(Avg("percent"), precision=2),
            )
            .filter(months=len(months))
            .order_by("mean", *PLACE)
            .values_list("cell", "mean")
        )

    def of_cells(self, cells: Collection[int]):
        return self.filter(cell__in=cells)

    def for_heat(self):
        """Only what a field of a heat map says, with the names of cell and committee."""
        return (
            self.order_by("period_id")
            .select_related("committee", "grade", "framework")
            .only(
                "cell_id",
                "cell_name",
                "period_id",
                "framework_id",
                "is_complete",
                "hard_failed",
                "percent",
                "committee__name",
                "grade__name",
                "grade__tone",
                "framework__grading",
            )
        )


def _first_known(columns):
    return Coalesce(*columns) if len(columns) > 1 else columns[0]
