"""What the queue needs to know of a conversation. What is said lies sealed in its folder."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lejde.chat.domain import PURPOSE_OF, STATES, WAITING
from lejde.vault.fields import RandomIdField


class Conversation(models.Model):
    """`last` is the number of the newest message; `since` when somebody began to wait. `parts`
    counts the parts of the folder that the messages lie in; `wanted` is the role for which it
    waits.
    """

    classification: ClassVar = {
        "id": "open", "folder": "open", "topic": "open", "language": "open", "state": "open",
        "last": "open", "day": "open", "since": "passing", "holder": "open",
        "parts": "open", "wanted": "open",
    }  # fmt: skip

    id = RandomIdField()
    folder = models.CharField(max_length=32, unique=True)
    topic = models.CharField(max_length=12, choices=[(one, one) for one in PURPOSE_OF])
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=10, default=WAITING, choices=[(s, s) for s in STATES])
    last = models.PositiveIntegerField(default=0)
    day = models.DateField()
    since = models.DateTimeField(null=True)
    parts = models.PositiveSmallIntegerField(default=1)
    wanted = models.CharField(max_length=20, default="")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "since"])]

    @property
    def purpose(self) -> str:
        return PURPOSE_OF[self.topic]
