from django.conf import settings
from django.db import models
from django.db.models import Q

from cells.models import Cell
from cells.scope import MAY_SEE, reach
from scoring.models.score import Score
from vietnamese.columns import NameField


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user, roles=MAY_SEE):
        return self.filter(
            reach(user, path="cell__committee__path", cell="cell", roles=roles)
        )


class Evidence(models.Model):
    """A document number or a link behind scores; one document may prove many of them."""

    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="evidence", verbose_name="chi bộ"
    )
    scores = models.ManyToManyField(
        Score, related_name="evidence", blank=True, verbose_name="chứng minh cho"
    )
    title = NameField("tên", max_length=250)
    document_number = models.CharField("số, ký hiệu", max_length=100, blank=True)
    url = models.URLField("đường dẫn", max_length=500, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="người thêm",
    )
    added_at = models.DateTimeField("thêm lúc")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["-added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="evidence_has_a_title",
                violation_error_message="Hãy ghi tên minh chứng.",
            ),
        ]

    def __str__(self):
        return self.title
