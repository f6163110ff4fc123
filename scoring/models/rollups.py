"""Counts and results of many sheets over many months: the questions of the reports.

Every figure is a whole number, results in hundredths of a percent: sums of SQLite are
floats, and averages of the two databases would differ in the last digit.
"""

from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Subquery,
    Sum,
    When,
    Window,
)
from django.db.models.functions import Cast, Round, RowNumber

from scoring.models.figures import COUNTS, child_segment


def hundredths(percent):
    return Cast(Round(percent * 100), BigIntegerField())


class RollUpQuerySet(models.QuerySet):
    """`path` names the field with the structure, `places` are paths of the committee."""

    def counted_by_place(self, *, path, **also):
        """For each path, framework and grade (and what else is named) the counts of sheets.

        `results` are the sheets that have one, `percents` their sum.
        """
        return (
            self.order_by()
            .values("framework_id", "grade_id", place=F(path), **also)
            .annotate(
                **COUNTS, results=Count("percent"), percents=hundredths(Sum("percent"))
            )
        )

    def averaged_by_place_and_month(self, *, path):
        """For each path and month the results and their sum."""
        return (
            self.order_by()
            .values("period_id", place=F(path))
            .annotate(results=Count("percent"), percents=hundredths(Sum("percent")))
        )

    def averaged_by_cell(self, places, *, path):
        """For each child and cell its sheets, results and their sum; `failed` as in COUNTS."""
        return (
            self.order_by()
            .values("cell_id", child=child_segment(places, path))
            .annotate(
                results=Count("percent"),
                percents=hundredths(Sum("percent")),
                failed=COUNTS["failed"],
            )
        )

    def results_by_cell(self, places, *, path):
        """The same columns where each cell has one sheet: of a single month."""
        return self.order_by().values(
            "cell_id",
            child=child_segment(places, path),
            results=Case(When(percent__isnull=False, then=1), default=0),
            percents=hundredths(F("percent")),
            failed=Case(When(hard_failed=True, is_complete=True, then=1), default=0),
        )

    def counted_by_result(self, places, *, path):
        """For each child and percent the number of sheets with just that result."""
        return (
            self.filter(percent__isnull=False)
            .order_by()
            .values(child=child_segment(places, path), result=hundredths(F("percent")))
            .annotate(sheets=Count("pk"))
        )

    def of_cells(self, cells):
        return self.filter(cell__in=cells)

    def latest_of_each_cell(self):
        place = Window(
            RowNumber(), partition_by=F("cell"), order_by=F("period_id").desc()
        )
        return self.annotate(from_last=place).filter(from_last=1)

    def with_framework_before(self, months):
        """Adds `framework_before`: that of the cell's last result in `months`, or None."""
        earlier = self.model.objects.filter(
            cell=OuterRef("cell"),
            programme=OuterRef("programme"),
            period__in=list(months),
            percent__isnull=False,
        ).order_by("-period_id")
        return self.annotate(framework_before=Subquery(earlier.values("framework")[:1]))

    def having(self, scores):
        """Those with one of `scores` (a QuerySet) at least."""
        return self.filter(Exists(scores.filter(evaluation=OuterRef("pk"))))

    def counted(self):
        """One row with how many there are; none where there are none."""
        return (
            self.order_by()
            .values(everything=models.Value(1))
            .annotate(number=Count("pk"))
        )
