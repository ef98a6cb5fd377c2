"""Who of the staff is at a conversation, and up to where they have read."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lejde.chat.models.conversation import Conversation
from lejde.vault.fields import RandomIdField


class Seat(models.Model):
    """Goes when the conversation ends or its holder changes. `joined` is somebody beside the
    holder, for a `reason` that the visitor sees; `writes` when they do more than read.
    """

    classification: ClassVar = dict.fromkeys(
        ("id", "conversation", "who", "seen", "joined", "writes", "reason"), "passing"
    )

    id = RandomIdField()
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="seats")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen = models.PositiveIntegerField(default=0)
    joined = models.BooleanField(default=False)
    writes = models.BooleanField(default=False)
    reason = models.CharField(max_length=20, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "who"], name="one_seat_each")
        ]
