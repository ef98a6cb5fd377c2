"""What the queue needs to know of a conversation. What is said lies sealed in its folder."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lejde.chat.domain import PURPOSE_OF, STATES, WAITING
from lejde.vault.fields import RandomIdField


class Conversation(models.Model):
    """`last` is the number of the newest message; `since` when somebody began to wait; `is_flagged`
    while a word that may mean danger was written and nobody of the staff has read it yet.
    """

    classification: ClassVar = {
        "id": "open", "folder": "open", "topic": "open", "language": "open", "state": "open",
        "last": "open", "day": "open", "since": "passing", "holder": "open",
        "is_flagged": "passing",
    }  # fmt: skip

    id = RandomIdField()
    folder = models.CharField(max_length=32, unique=True)
    topic = models.CharField(max_length=12, choices=[(one, one) for one in PURPOSE_OF])
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=10, default=WAITING, choices=[(s, s) for s in STATES])
    last = models.PositiveIntegerField(default=0)
    day = models.DateField()
    since = models.DateTimeField(null=True)
    is_flagged = models.BooleanField(default=False)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "since"])]

    @property
    def purpose(self) -> str:
        return PURPOSE_OF[self.topic]
