from django.conf import settings
from django.db import models
from django.db.models import Q

from cells.models import Cell
from cells.scope import MAY_SEE, reach
from criteria.models import Indicator
from scoring.models.period import Period


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, user, roles=MAY_SEE):
        return self.filter(
            reach(user, path="cell__committee__path", cell="cell", roles=roles)
        )

    def of_cell(self, cell):
        return self.filter(cell=cell)

    def unresolved(self):
        return self.filter(resolved_at=None)

    def overdue(self, *, on):
        return self.unresolved().filter(due_on__lt=on)


class Remark(models.Model):
    """A difficulty or an instruction raised on a cell; it stays until it is resolved."""

    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="remarks", verbose_name="chi bộ"
    )
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name="chỉ số",
    )
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="remarks", verbose_name="nêu trong kỳ"
    )
    text = models.TextField("nội dung")
    responsible = models.CharField("người chịu trách nhiệm", max_length=200, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="người nêu",
    )
    raised_at = models.DateTimeField("nêu lúc")
    answer = models.TextField("trả lời của chi bộ", blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xác nhận giải quyết",
    )
    resolved_at = models.DateTimeField("giải quyết lúc", null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị"
        verbose_name_plural = "kiến nghị, vướng mắc"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="remark_is_resolved_by_somebody_at_a_time",
            ),
        ]

    def __str__(self):
        return self.text[:60]
