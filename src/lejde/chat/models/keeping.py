"""How long talks are kept, and that some were destroyed."""

from typing import ClassVar

from django.db import models

from lejde.chat.domain import KEPT_DAYS, PURPOSE_OF
from lejde.vault.fields import RandomIdField

TOPICS = [(one, one) for one in PURPOSE_OF]


class Retention(models.Model):
    """How many days after the last that was said a talk about a topic is destroyed. Without a row
    it is the default.
    """

    classification: ClassVar = dict.fromkeys(("id", "topic", "days"), "open")

    id = RandomIdField()
    topic = models.CharField(max_length=12, unique=True, choices=TOPICS)
    days = models.PositiveSmallIntegerField(default=KEPT_DAYS)


class Shredded(models.Model):
    """How many talks about a topic were destroyed in a month; no day, and nothing of which."""

    classification: ClassVar = dict.fromkeys(("id", "month", "topic", "count"), "open")

    id = RandomIdField()
    month = models.CharField(max_length=7)
    topic = models.CharField(max_length=12, choices=TOPICS)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["month", "topic"], name="one_count_a_month_and_topic"),
        ]
