"""When there is chat about what, and within what time a letter is answered: data of the house."""

from typing import ClassVar

from django.db import models

from lejde.chat.domain import PURPOSE_OF
from lejde.vault.fields import RandomIdField

TOPICS = [(one, one) for one in PURPOSE_OF]


class TopicTerms(models.Model):
    """A topic as a manager wants it: how many may wait at a time, and in how many working days a
    letter is answered. Without a row it is as the defaults say.
    """

    classification: ClassVar = dict.fromkeys(
        ("id", "topic", "is_on", "longest_queue", "answer_days", "on_holidays"), "open"
    )

    id = RandomIdField()
    topic = models.CharField(max_length=12, unique=True, choices=TOPICS)
    is_on = models.BooleanField(default=True)
    longest_queue = models.PositiveSmallIntegerField(default=5)
    answer_days = models.PositiveSmallIntegerField(default=2)
    on_holidays = models.BooleanField(default=False)


class TopicHours(models.Model):
    """Open hours of one weekday (Monday is 0) in local wall time; closing first is over night."""

    classification: ClassVar = dict.fromkeys(("id", "topic", "weekday", "opens", "closes"), "open")

    id = RandomIdField()
    topic = models.CharField(max_length=12, choices=TOPICS)
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()


class TopicDay(models.Model):
    """A day that is closed, or open at other hours, for one topic or, with none, for all."""

    classification: ClassVar = dict.fromkeys(("id", "topic", "day", "opens", "closes"), "open")

    id = RandomIdField()
    topic = models.CharField(max_length=12, choices=TOPICS, blank=True, default="")
    day = models.DateField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)


class Pace(models.Model):
    """How the house answers: minutes of pause after a talk, and how many talks at a time one person
    may take at most. One row.
    """

    classification: ClassVar = dict.fromkeys(("id", "code", "pause", "most"), "open")

    id = RandomIdField()
    code = models.CharField(max_length=8, unique=True, default="house")
    pause = models.PositiveSmallIntegerField(default=5)
    most = models.PositiveSmallIntegerField(default=5)
