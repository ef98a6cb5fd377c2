"""The end of a talk whose day has come: its half is destroyed, so that it is unreadable in every
backup, and its rows go. Done by the clockwork at night, for nobody's asking: staff cannot delete.
"""

import logging
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lejde.chat import categories, presence
from lejde.chat.models import Conversation, Shredded
from lejde.events.counting import count
from lejde.kernel import clock
from lejde.kernel.clock import month_of
from lejde.vault import upkeep

log = logging.getLogger(__name__)

# From this hour on, the night's work should have been done.
NIGHT_IS_OVER = 5


def run() -> int:
    """Destroys what has run out. How many talks could not be: they are tried again next night, and
    the desk is told.
    """
    failed, today = 0, clock.today()
    due = Conversation.everything.filter(deleted_on__lte=today)
    for number in list(due.values_list("pk", flat=True)):
        try:
            _shred(number, today)
        except Exception as error:
            # Whatever is wrong with one must keep none of the others; never the words of it.
            log.error("a talk could not be deleted: %s", type(error).__name__)
            failed += 1
    _forget_lost()
    return failed


def late() -> int:
    """How many talks should be gone and are not."""
    is_day = timezone.localtime(clock.now()).hour >= NIGHT_IS_OVER
    last = clock.today() - timedelta(days=0 if is_day else 1)
    return Conversation.everything.filter(deleted_on__lte=last).count()


def trace() -> list[tuple[str, str, int]]:
    """Month, topic and how many were destroyed, the latest month first."""
    rows = Shredded.objects.order_by("-month", "topic")
    return list(rows.values_list("month", "topic", "count"))


def _shred(number: int, today: date) -> None:
    """Under the row's lock: what came in the last moment moved the day, and is looked at again.
    When anything fails the row stays, and with it the knowledge that something is to be done.
    """
    with transaction.atomic():
        due = Conversation.everything.select_for_update().filter(deleted_on__lte=today)
        row = due.filter(pk=number).first()
        if row is None:
            return
        upkeep.end_folder(row.folder)
        presence.end(row)
        _leave_trace(row.topic, month_of(today))
        if row.last and not row.is_counted:
            facts = categories.facts_of(month_of(today), row.topic, categories.NOTHING_RECORDED)
            transaction.on_commit(lambda: count(facts), robust=True)
        row.delete()


def _leave_trace(topic: str, month: str) -> None:
    kept, _ = Shredded.objects.get_or_create(month=month, topic=topic)
    Shredded.objects.filter(pk=kept.pk).update(count=F("count") + 1)


def _forget_lost() -> None:
    """Rows of talks of which nothing is left: erased by a visitor before a backup was restored, or
    while a disk was full.
    """
    rows = dict(Conversation.everything.values_list("folder", "pk"))
    for folder in upkeep.of_which_nothing_is_left(rows):
        with transaction.atomic():
            row = Conversation.everything.select_for_update().filter(pk=rows[folder]).first()
            if row is not None:
                presence.end(row)
                row.delete()
