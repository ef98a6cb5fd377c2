"""What the queue needs to know of a conversation. What is said lies sealed in its folder."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lejde.chat.domain import PURPOSE_OF, STATES, WAITING
from lejde.vault.fields import RandomIdField


class Conversation(models.Model):
    """`last` is the number of the newest message, `seen_by_…` of the last that each side has looked
    at; `since` is when somebody began to wait. `joined` and `place_until` say when they came into
    the queue and how long their place is kept.
    """

    classification: ClassVar = {
        "id": "open", "folder": "open", "topic": "open", "language": "open", "state": "open",
        "last": "open", "day": "open", "since": "passing", "joined": "passing",
        "place_until": "passing", "holder": "open",
        "seen_by_visitor": "open", "seen_by_staff": "open",
    }  # fmt: skip

    id = RandomIdField()
    folder = models.CharField(max_length=32, unique=True)
    topic = models.CharField(max_length=12, choices=[(one, one) for one in PURPOSE_OF])
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=10, default=WAITING, choices=[(s, s) for s in STATES])
    last = models.PositiveIntegerField(default=0)
    seen_by_visitor = models.PositiveIntegerField(default=0)
    seen_by_staff = models.PositiveIntegerField(default=0)
    day = models.DateField()
    since = models.DateTimeField(null=True)
    joined = models.DateTimeField(null=True)
    place_until = models.DateTimeField(null=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "since"]), models.Index(fields=["state", "joined"])
        ]  # fmt: skip

    @property
    def purpose(self) -> str:
        return PURPOSE_OF[self.topic]
