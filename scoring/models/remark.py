from django.conf import settings
from django.db import models
from django.db.models import Count, Max, Q, Value

from cells.models import Cell, Committee
from cells.paths import within
from cells.scope import MAY_REMARK, MAY_SEE, reach
from criteria.models import Indicator
from scoring.models.period import Period
from scoring.models.reminder import Occasion
from scoring.workflow import SOON
from vietnamese.columns import FoldedField
from vietnamese.text import fold

LONGEST_TEXT = 2000


class RemarkKind(models.TextChoices):
    DIFFICULTY = "difficulty", "Vướng mắc"
    INSTRUCTION = "instruction", "Chỉ đạo"


class Standing(models.TextChoices):
    """Whose word a remark waits for."""

    UNANSWERED = "unanswered", "Chờ chi bộ trả lời"
    ANSWERED = "answered", "Chờ xác nhận"
    RESOLVED = "resolved", "Đã giải quyết"


OPEN = Q(resolved_at=None)


def _waits_for(user, on):
    own = [a.cell_id for a in user.assignments_in_force if a.is_secretary]
    to_answer = Q(cell__in=own, is_answered=False)
    place = {"path": "cell__committee__path", "cell": "cell"}
    followed = Q(raised_by=user) & reach(user, **place, roles=MAY_REMARK)
    to_follow = Q(is_answered=True) | Q(due_on__lte=on + SOON)
    return OPEN & (to_answer | followed & to_follow)


def _occasions(on):
    """Answered, else overdue, else due soon, else none of it."""
    asked = OPEN & Q(is_answered=False)
    late = Q(due_on__isnull=False, due_on__lt=on)
    soon = Q(due_on__isnull=False, due_on__gte=on, due_on__lte=on + SOON)
    return {
        Occasion.TO_CONFIRM: OPEN & Q(is_answered=True),
        Occasion.OVERDUE: asked & late,
        Occasion.DUE: asked & soon,
        Occasion.TO_ANSWER: asked & ~late & ~soon,
    }


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, user, roles=MAY_SEE):
        return self.filter(
            reach(user, path="cell__committee__path", cell="cell", roles=roles)
        )

    def under(self, committee):
        """By today's structure: a remark goes with its cell."""
        return self.filter(within(committee.path, "cell__committee__path"))

    def of_cell(self, cell):
        return self.filter(cell=cell)

    def of_programme(self, programme):
        """Those on its indicators, and those on the cell as a whole."""
        return self.filter(
            Q(indicator=None) | Q(indicator__criterion__framework__programme=programme)
        )

    def raised_until(self, month):
        return self.filter(period__lte=month)

    def unresolved(self):
        return self.filter(OPEN)

    def resolved(self):
        return self.exclude(OPEN)

    def overdue(self, *, on):
        return self.unresolved().filter(due_on__lt=on)

    def waiting_for(self, user, *, on):
        """What `user` must do something about: answer as the cell, or follow up.

        Who raised a remark follows it up when it is answered, and when its day comes.
        """
        return self.filter(_waits_for(user, on))

    def like(self, text):
        """By the cell's name or the text, without regard to diacritics."""
        wanted = fold(text)
        return self.filter(
            Q(search__contains=wanted) | Q(cell__search__contains=wanted)
        )

    def for_list(self):
        return self.select_related(
            "cell__committee", "indicator__criterion__framework", "raised_by", "period"
        )

    def most_urgent_first(self):
        return self.order_by(
            models.F("resolved_at").desc(nulls_first=True),
            models.F("due_on").asc(nulls_last=True),
            "pk",
        )

    def with_last_reply(self):
        return self.annotate(last_reply=Max("replies"))

    def committees(self):
        """Those whose cells have remarks of this list."""
        return Committee.objects.filter(
            pk__in=self.order_by().values("cell__committee")
        ).in_order()

    def counted_for(self, user, *, on):
        """{"mine", "open", "overdue", "resolved"}: how many; open holds the first two."""
        return self.aggregate(
            mine=Count("pk", filter=_waits_for(user, on)),
            open=Count("pk", filter=OPEN),
            overdue=Count("pk", filter=OPEN & Q(due_on__lt=on)),
            resolved=Count("pk", filter=~OPEN),
        )

    def counted_open(self, *, on):
        """One row: how many are `unresolved`, and how many of them overdue."""
        return (
            self.order_by()
            .values(everything=Value(1))
            .annotate(
                unresolved=Count("pk", filter=OPEN),
                overdue=Count("pk", filter=OPEN & Q(due_on__lt=on)),
            )
        )

    def counted_by_occasion(self, *, on):
        """How many of the open ones: each counts for one occasion."""
        return self.aggregate(
            **{
                occasion.value: Count("pk", filter=condition)
                for occasion, condition in _occasions(on).items()
            }
        )

    def of_occasion(self, occasion, *, on):
        return self.filter(_occasions(on)[occasion])


class Remark(models.Model):
    """A difficulty or an instruction raised on a cell; it stays until it is resolved.

    What is said about it afterwards are its replies. `is_answered`: the last word is the
    cell's, and who raised the remark is to look at it.
    """

    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="remarks", verbose_name="chi bộ"
    )
    kind = models.CharField(
        "loại",
        max_length=12,
        choices=RemarkKind.choices,
        default=RemarkKind.DIFFICULTY,
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
    text = models.TextField("nội dung", max_length=LONGEST_TEXT)
    search = FoldedField(of="text", max_length=2 * LONGEST_TEXT)
    responsible = models.CharField("người chịu trách nhiệm", max_length=200, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="người nêu",
    )
    raised_at = models.DateTimeField("nêu lúc")
    is_answered = models.BooleanField("đã trả lời", default=False)
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
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
        ]

    def __str__(self):
        return self.text if len(self.text) <= 60 else f"{self.text[:59]}…"

    @property
    def is_open(self):
        return self.resolved_at is None

    @property
    def standing(self):
        if self.resolved_at:
            return Standing.RESOLVED
        return Standing.ANSWERED if self.is_answered else Standing.UNANSWERED
