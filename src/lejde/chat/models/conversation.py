"""What the queue needs to know of a conversation. What is said lies sealed in its folder."""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

from lejde.chat.domain import KEPT_DAYS, PURPOSE_OF, STATES, WAITING, WARNED_DAYS
from lejde.kernel import clock
from lejde.vault.fields import RandomIdField


class Living(models.Manager["Conversation"]):
    """Those whose day has not come. From that day on a conversation is there for nobody, also
    while the night that destroys it has not been, or failed.
    """

    def get_queryset(self) -> models.QuerySet["Conversation"]:
        return super().get_queryset().filter(deleted_on__gt=clock.today())


def first_end() -> date:
    """The day of deletion of what began today; for rows from before there was one."""
    return clock.today() + timedelta(days=KEPT_DAYS)


class Conversation(models.Model):
    """`last` is the number of the newest message, `seen_by_…` of the last that each side has looked
    at; `since` is when somebody began to wait. `joined` and `place_until` say when they came into
    the queue and how long their place is kept. `is_flagged` while a word that may mean danger was
    written and nobody of the staff has read it yet.

    `kept_days` after the last that was said it is destroyed, on `deleted_on`; staff can open it
    until `agreed_until`, as the visitor signed. `is_counted` once it is in the numbers.
    `parts` counts the parts of the folder that the messages lie in; `wanted` is the role for which
    it waits.
    """

    classification: ClassVar = {
        "id": "open", "folder": "open", "topic": "open", "language": "open", "state": "open",
        "last": "open", "day": "open", "since": "passing", "joined": "passing",
        "place_until": "passing", "holder": "open", "is_flagged": "passing",
        "seen_by_visitor": "open", "seen_by_staff": "open",
        "kept_days": "open", "deleted_on": "open", "agreed_until": "open", "is_counted": "open",
        "parts": "open", "wanted": "open",
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
    is_flagged = models.BooleanField(default=False)
    parts = models.PositiveSmallIntegerField(default=1)
    wanted = models.CharField(max_length=20, default="")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kept_days = models.PositiveSmallIntegerField(default=KEPT_DAYS)
    deleted_on = models.DateField(default=first_end, db_index=True)
    agreed_until = models.DateField(default=first_end)
    is_counted = models.BooleanField(default=False)

    everything: ClassVar = models.Manager["Conversation"]()
    objects: ClassVar = Living()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "since"]), models.Index(fields=["state", "joined"])
        ]  # fmt: skip

    @property
    def purpose(self) -> str:
        return PURPOSE_OF[self.topic]

    @property
    def is_over(self) -> bool:
        """Whether its day has come."""
        return self.deleted_on <= clock.today()

    @property
    def is_ending(self) -> bool:
        """Whether it is one of the last days: both sides are warned."""
        return self.deleted_on <= clock.today() + timedelta(days=WARNED_DAYS)

    @property
    def is_at_its_end(self) -> bool:
        """Whether only the visitor can move the day: what they signed reaches no further."""
        return self.deleted_on > self.agreed_until
