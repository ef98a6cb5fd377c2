"""Hours are data of the house; a slot tells when somebody comes, never who."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

from lejde.booking.domain import MODES, OPEN, STATES
from lejde.vault.fields import RandomIdField


class Service(models.Model):
    """What can be booked. `names` and `abouts` hold one text a language."""

    classification: ClassVar = dict.fromkeys(
        ("id", "code", "names", "abouts", "mode", "purpose", "minutes", "buffer", "is_open",
         "on_holidays", "order"), "open",
    )  # fmt: skip

    id = RandomIdField()
    code = models.CharField(max_length=40, unique=True)
    names = models.JSONField()
    abouts = models.JSONField(default=dict)
    mode = models.CharField(max_length=20, choices=[(mode, mode) for mode in MODES])
    purpose = models.CharField(max_length=20)
    minutes = models.PositiveSmallIntegerField()
    buffer = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    on_holidays = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    @property
    def name(self) -> str:
        return _said(self.names)

    @property
    def about(self) -> str:
        return _said(self.abouts)


class Schedule(models.Model):
    """Open hours of one weekday (Monday is 0) in local wall time; `seats` at a time."""

    classification: ClassVar = dict.fromkeys(
        ("id", "service", "weekday", "opens", "closes", "place", "seats", "begins", "ends"), "open"
    )

    id = RandomIdField()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="schedules")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    place = models.CharField(max_length=80)
    seats = models.PositiveSmallIntegerField(default=1)
    begins = models.DateField(null=True)
    ends = models.DateField(null=True)


class Closure(models.Model):
    """A day that is closed, for one service or for all, or open at other hours."""

    classification: ClassVar = dict.fromkeys(("id", "service", "day", "opens", "closes"), "open")

    id = RandomIdField()
    service = models.ForeignKey(Service, null=True, on_delete=models.CASCADE)
    day = models.DateField()
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)


class Slot(models.Model):
    """A place that can be taken. `claim` is a keyed hash of what lies in the visitor's folder."""

    classification: ClassVar = {
        "id": "open", "service": "open", "schedule": "open", "starts_at": "open",
        "ends_at": "open", "place": "open", "seat": "open",
        "state": "passing", "claim": "passing", "held_until": "passing",
    }  # fmt: skip

    id = RandomIdField()
    service = models.ForeignKey(Service, on_delete=models.CASCADE)
    schedule = models.ForeignKey(Schedule, null=True, on_delete=models.SET_NULL)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=80)
    seat = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, default=OPEN, choices=[(s, s) for s in STATES])
    claim = models.CharField(max_length=64, default="")
    held_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "place", "starts_at", "seat"], name="one_slot_a_seat"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["service", "state", "starts_at"])]


class Waiting(models.Model):
    """Somebody who would like an earlier time; gone when offered one, or when the day is past."""

    classification: ClassVar = dict.fromkeys(
        ("id", "service", "since", "until", "claim", "errand"), "passing"
    )

    id = RandomIdField()
    service = models.ForeignKey(Service, on_delete=models.CASCADE)
    since = models.DateTimeField()
    until = models.DateField()
    claim = models.CharField(max_length=64)
    errand = models.BigIntegerField(default=0)


def _said(texts: dict[str, str]) -> str:
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    return texts.get(language) or next(iter(texts.values()), "")
