"""Who answers now."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lejde.vault.fields import RandomIdField


class Presence(models.Model):
    """Somebody of the staff who answers now: `held` of at most `capacity` conversations."""

    classification: ClassVar = dict.fromkeys(("id", "who", "capacity", "held", "until"), "passing")

    id = RandomIdField()
    who = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presence"
    )
    capacity = models.PositiveSmallIntegerField(default=3)
    held = models.PositiveSmallIntegerField(default=0)
    until = models.DateTimeField()
