"""How many, at which hour: for staffing, never to publish."""

from typing import ClassVar

from django.db import models

from lejde.vault.fields import RandomIdField

# Instead of a weekday: all of them.
EVERY_DAY = 7


class HourCount(models.Model):
    """How often something happened in a month at an hour of the day: of a weekday for all purposes
    together, or of a purpose for all weekdays together, never both.
    """

    classification: ClassVar = dict.fromkeys(
        ("id", "month", "weekday", "hour", "purpose", "what", "count"), "open"
    )

    id = RandomIdField()
    month = models.CharField(max_length=7)
    weekday = models.PositiveSmallIntegerField(default=EVERY_DAY)
    hour = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=20, default="")
    what = models.CharField(max_length=12)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["month", "weekday", "hour", "purpose", "what"], name="one_count_an_hour"
            ),
            models.CheckConstraint(
                condition=models.Q(weekday=EVERY_DAY) | models.Q(purpose=""),
                name="weekday_or_purpose",
            ),
        ]
