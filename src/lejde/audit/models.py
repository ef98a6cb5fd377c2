"""One row per person, day, verb and thing: neither hours nor how often."""

from typing import ClassVar

from django.db import models

from lejde.vault.fields import RandomIdField


class Act(models.Model):
    """`trace` is a tag keyed from inside a folder's part (or empty), never a folder's number."""

    classification: ClassVar = {
        "id": "open",
        "day": "open",
        "worker": "open",
        "role": "open",
        "verb": "open",
        "trace": "open",
        "reason": "open",
    }

    id = RandomIdField()
    day = models.DateField()
    worker = models.BigIntegerField()
    role = models.CharField(max_length=20)
    verb = models.CharField(max_length=30)
    trace = models.CharField(max_length=32, default="")
    reason = models.CharField(max_length=20, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "worker", "verb", "trace", "reason"], name="one_act_a_day"
            )
        ]
