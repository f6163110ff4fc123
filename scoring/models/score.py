from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models import Value as Literal
from django.db.models.functions import Coalesce

from criteria.models import Indicator
from criteria.rules import Effect
from scoring.models.evaluation import Evaluation
from scoring.models.figures import HardFailureQuerySet
from scoring.models.gaps import ScoreGapQuerySet
from scoring.rules import Line
from scoring.values import Value, written

SHEET_ORDER = (
    "indicator__criterion__position",
    "indicator__criterion",
    "indicator__position",
    "indicator",
)


class ScoreQuerySet(ScoreGapQuerySet, HardFailureQuerySet):
    def returned(self):
        """Those that a return named as wrong."""
        return self.filter(returned_because__gt="")

    def visible_to(self, user):
        return self.filter(evaluation__in=Evaluation.objects.visible_to(user))

    def of_sheets(self, pks):
        """The scores of these sheets, with `framework`: the id of the sheet's."""
        return self.filter(evaluation__in=pks).annotate(
            framework=F("evaluation__framework")
        )

    def with_source(self):
        """Adds `source`: how the verified value that stands now came in, "" for none."""
        return self.annotate(
            source=Coalesce(
                Subquery(
                    self.model.objects.filter(
                        pk=OuterRef("pk"), changes__field="points"
                    )
                    .order_by("-changes__pk")
                    .values("changes__source")[:1]
                ),
                Literal(""),
            )
        )

    def of_months_until(self, score):
        """The same indicator on the cell's sheets up to the month of `score`, newest first.

        Also what it came from or became in another version of the framework, unless its
        maximum was another one there.
        """
        sheet, indicator = score.evaluation, score.indicator
        same = Q(indicator=indicator) | Q(indicator__origin=indicator)
        if indicator.origin_id:
            origin = indicator.origin_id
            same |= Q(indicator=origin) | Q(indicator__origin=origin)
        return (
            self.filter(
                same,
                indicator__max_points=indicator.max_points,
                evaluation__cell=sheet.cell_id,
                evaluation__programme=sheet.programme_id,
                evaluation__period__lte=sheet.period_id,
            )
            .select_related("evaluation")
            .order_by("-evaluation__period_id")
        )

    def for_panel(self):
        """With all that the panel of one score prints."""
        return self.with_evidence_count().select_related(
            "evaluation__framework",
            "evaluation__period",
            "evaluation__cell__committee",
            "indicator",
        )

    def on(self, evaluations):
        """The scores of these sheets (a QuerySet of them, or several ids)."""
        return self.filter(evaluation__in=evaluations)

    def with_evidence_count(self):
        uses = self.model.evidence.through.objects.filter(score=OuterRef("pk"))
        counted = uses.order_by().values("score").annotate(number=Count("pk"))
        return self.annotate(
            evidence_count=Coalesce(Subquery(counted.values("number")), 0)
        )

    def lacking_evidence(self, *, points="points"):
        """Scored where the framework asks for evidence: without it, and without a note
        that says why there is none.

        `points` names what counts as scored: "self_points" for what the cell said.
        """
        uses = self.model.evidence.through.objects.filter(score=OuterRef("pk"))
        return self.filter(
            ~Exists(uses), indicator__requires_evidence=True, note=""
        ).exclude(**{points: None})

    def losing_points(self):
        """Ordinary indicators scored below their maximum; adds `lost` in points."""
        most = F("indicator__max_points")
        return self.filter(
            indicator__effect=Effect.ORDINARY, not_applicable=False, points__lt=most
        ).annotate(lost=most - F("points"))

    def in_sheet_order(self):
        return self.order_by(*SHEET_ORDER)

    def sheet_by_sheet(self):
        return self.order_by("evaluation_id", *SHEET_ORDER)


class Score(models.Model):
    """One indicator of a sheet: what the committee verified, and what the cell said itself.

    Each of the three values (verified, self, note) has a version of its own, raised by
    every write; a write names the version that it started from.
    """

    evaluation = models.ForeignKey(
        Evaluation, models.CASCADE, related_name="scores", verbose_name="phiếu"
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="scores", verbose_name="chỉ số"
    )

    points = models.DecimalField(
        "điểm thẩm định", max_digits=6, decimal_places=2, null=True, blank=True
    )
    actual = models.DecimalField(
        "thực hiện", max_digits=11, decimal_places=2, null=True, blank=True
    )
    plan = models.DecimalField(
        "kế hoạch", max_digits=11, decimal_places=2, null=True, blank=True
    )
    not_applicable = models.BooleanField("không áp dụng", default=False)
    reason = models.CharField("lý do không áp dụng", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    self_points = models.DecimalField(
        "điểm tự chấm", max_digits=6, decimal_places=2, null=True, blank=True
    )
    self_actual = models.DecimalField(
        "thực hiện (tự chấm)", max_digits=11, decimal_places=2, null=True, blank=True
    )
    self_plan = models.DecimalField(
        "kế hoạch (tự chấm)", max_digits=11, decimal_places=2, null=True, blank=True
    )
    self_not_applicable = models.BooleanField("không áp dụng (tự chấm)", default=False)
    self_reason = models.CharField(
        "lý do không áp dụng (tự chấm)", max_length=300, blank=True
    )
    self_version = models.PositiveIntegerField(default=0, editable=False)

    # Set by a return, kept until the sheet is judged again.
    returned_because = models.CharField("trả lại vì", max_length=300, blank=True)

    note = models.TextField("ghi chú", blank=True)
    note_version = models.PositiveIntegerField(default=0, editable=False)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm"
        verbose_name_plural = "điểm"
        ordering = ["evaluation_id", "indicator_id"]
        indexes = [
            # Few are; without it PostgreSQL reads all scores to find which sheets have one.
            models.Index(
                fields=["evaluation"],
                condition=Q(returned_because__gt=""),
                name="score_returned",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation_id", "indicator_id"],
                name="one_score_of_an_indicator_on_an_evaluation",
            ),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=0), name="points_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(self_points=None) | Q(self_points__gte=0),
                name="self_points_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(not_applicable=False) | Q(points=None) & ~Q(reason=""),
                name="not_applicable_has_a_reason_and_no_points",
            ),
            models.CheckConstraint(
                condition=Q(self_not_applicable=False)
                | Q(self_points=None) & ~Q(self_reason=""),
                name="self_not_applicable_has_a_reason_and_no_points",
            ),
            models.CheckConstraint(
                condition=Q(plan=None) | Q(plan__gt=0), name="plan_is_positive"
            ),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.points}"

    @property
    def value(self) -> Value:
        """The verified value, the one that counts."""
        return Value(
            points=self.points,
            actual=self.actual,
            plan=self.plan,
            not_applicable=self.not_applicable,
            reason=self.reason,
        )

    @property
    def self_value(self) -> Value:
        return Value(
            points=self.self_points,
            actual=self.self_actual,
            plan=self.self_plan,
            not_applicable=self.self_not_applicable,
            reason=self.self_reason,
        )

    @property
    def written(self):
        """The verified value as the person typed it."""
        return written(self.value)

    def text_of(self, field):
        """What stands in a field, as the history writes it."""
        return {
            "points": self.written,
            "self_points": self.self_written,
            "note": self.note,
        }[field]

    def version_of(self, field):
        return {
            "points": self.version,
            "self_points": self.self_version,
            "note": self.note_version,
        }[field]

    @property
    def self_written(self):
        return written(self.self_value)

    def self_line(self, rule) -> Line:
        """As `line`, of what the cell said itself."""
        return Line(
            indicator=rule,
            points=self.self_points,
            not_applicable=self.self_not_applicable,
            has_note=bool(self.note),
        )

    def line(self, rule) -> Line:
        """This score for `scoring.rules.evaluate`, under the indicator's rule."""
        return Line(
            indicator=rule,
            points=self.points,
            not_applicable=self.not_applicable,
            has_note=bool(self.note),
        )
