from django.conf import settings
from django.db import models

from vietnamese.choices import SlugChoices


class Occasion(SlugChoices):
    """Why somebody is reminded."""

    OVERDUE = "overdue", "Quá hạn"
    DUE = "due", "Sắp đến hạn"
    RETURNED = "returned", "Bị trả lại"
    TO_APPROVE = "to_approve", "Chờ duyệt"
    TO_ANSWER = "to_answer", "Chờ trả lời"
    TO_CONFIRM = "to_confirm", "Chờ xác nhận"


class ReminderQuerySet(models.QuerySet):
    def to(self, user):
        return self.filter(user=user)


class Reminder(models.Model):
    """One thing of which a person was reminded by mail, so that it happens once.

    `thing` names it ("period:2022-12-01", "sheet:7", "remark:12"), `turn` which time of
    the same thing it is: its due day, when it was sent back, the word it waits on.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="reminders",
        verbose_name="người nhận",
    )
    occasion = models.CharField("vì sao", max_length=12, choices=Occasion.choices)
    thing = models.CharField("việc", max_length=40)
    turn = models.CharField("lần", max_length=40)
    sent_at = models.DateTimeField("gửi lúc")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "thư nhắc việc"
        verbose_name_plural = "thư nhắc việc"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "occasion", "thing", "turn"],
                name="one_reminder_of_the_same_thing",
            ),
        ]

    def __str__(self):
        return f"{self.get_occasion_display()}: {self.thing}"
