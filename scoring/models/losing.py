"""Where sheets lose points: the sums behind `scoring.rules.Line.lost`, made by the database.

Scores and indicators are joined from the sheets and never appear in a WHERE of the sums: so
both databases read the sheets first. SQLite would else begin with the few indicators and
read all sheets anew for each of them.
"""

from django.db import models
from django.db.models import Case, Count, F, Q, Sum, Value, When
from django.db.models.functions import Round
from django.db.models.lookups import GreaterThan

from criteria.rules import Effect, NotApplicable
from scoring.models.figures import child_segment
from scoring.models.keys import counted_as

POINTS = models.DecimalField(max_digits=12, decimal_places=2)


def _conditions(score):
    """(ordinary, scored, not applicable, by which rule) of what `score` leads to."""
    rule = f"{score}indicator__"
    return (
        Q(**{f"{rule}effect": Effect.ORDINARY.value}),
        Q(**{f"{score}points__isnull": False}),
        Q(**{f"{score}not_applicable": True}),
        lambda way: Q(**{f"{rule}not_applicable": way.value}),
        F(f"{rule}max_points"),
    )


def lost_points(score: str = "") -> Case:
    """`Line.lost` of a score, or NULL where nothing was settled or can be lost.

    `score` leads to the score: "scores__" from a sheet.
    """
    ordinary, scored, excused, by, most = _conditions(score)
    return Case(
        When(ordinary & scored, then=most - F(f"{score}points")),
        When(ordinary & excused & by(NotApplicable.NOT_ALLOWED), then=most),
        When(ordinary & excused, then=Value(0)),
        output_field=POINTS,
    )


def possible_points(score: str = "") -> Case:
    """What they were lost of: the maximum of an ordinary score that is settled and counts."""
    ordinary, scored, excused, by, most = _conditions(score)
    counts = scored | (excused & ~by(NotApplicable.EXCLUDE))
    return Case(When(ordinary & counts, then=most), output_field=POINTS)


class LosingQuerySet(models.QuerySet):
    """Of sheets. `places` and `path` are those of `FigureQuerySet`."""

    def lost_by_child_and_criterion(self, places, *, path, doubled):
        """For each child and criterion: points lost, possible, and sheets that lost some.

        `key` is the criterion; those of one framework that count as one have a common
        key in `doubled`, so that a sheet that loses in both counts once.
        """
        criterion = counted_as("scores__indicator__criterion", doubled)
        return self._lost_by(criterion, child=child_segment(places, path))

    def lost_by_indicator(self, *, doubled):
        """The same for each indicator."""
        return self._lost_by(counted_as("scores__indicator", doubled))

    def _lost_by(self, key, **also):
        lost = lost_points("scores__")
        return (
            self.order_by()
            .values(key=key, **also)
            .annotate(
                lost=Sum(lost),
                possible=Sum(possible_points("scores__")),
                losing=Count("pk", filter=GreaterThan(lost, 0), distinct=True),
            )
        )

    def losing_in(self, *, criteria=None, indicators=None):
        """The sheets that lost points in these parts, with how many: the most first.

        Adds `lost` and `possible`. Give criteria or indicators by their ids.
        """
        parts = (
            {"scores__indicator__criterion__in": criteria}
            if indicators is None
            else {"scores__indicator__in": indicators}
        )
        return (
            self.filter(**parts)
            .annotate(
                lost=Round(Sum(lost_points("scores__")), precision=2),
                possible=Sum(possible_points("scores__")),
            )
            .filter(lost__gt=0)
            .order_by("-lost", "period_id", "committee_path", "cell__sort_key", "pk")
        )
