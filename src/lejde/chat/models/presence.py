"""Who answers now."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lejde.vault.fields import RandomIdField


class Presence(models.Model):
    """Somebody of the staff: `held` of at most `capacity` conversations, and the topics they take
    now, each between blanks. Signs of their desk count until `until`, the last act of a person
    until `awake_until`; after a talk they have time for themselves until `pause_until`.
    """

    classification: ClassVar = dict.fromkeys(
        ("id", "who", "capacity", "held", "topics", "until", "awake_until", "pause_until"),
        "passing",
    )

    id = RandomIdField()
    who = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presence"
    )
    capacity = models.PositiveSmallIntegerField(default=3)
    held = models.PositiveSmallIntegerField(default=0)
    topics = models.CharField(max_length=80, default=" ")
    until = models.DateTimeField()
    awake_until = models.DateTimeField(null=True)
    pause_until = models.DateTimeField(null=True)
