"""Whose turn it is, and how long a place in the queue is kept.

A place belongs to the conversation. While nobody of the staff is there it is a letter whose place
is kept; when somebody is back it waits again, where it stood.
"""

from datetime import datetime
from functools import cache

from django.db.models import Q, QuerySet

from lejde.chat import figures, opening, presence, threads
from lejde.chat.domain import LETTERBOX, PLACE_FOR, PURPOSE_OF, WAITING
from lejde.chat.models import Conversation
from lejde.kernel import clock

# Seconds of a place that may be gone before a sign of the visitor is written anew.
SPARING = 60


def position(row: Conversation) -> int:
    """1 for the next of its purpose; 0 for one that does not wait."""
    if row.state != WAITING or row.joined is None:
        return 0
    others = _waiting(row.purpose)
    if row.wanted:
        return others.filter(wanted=row.wanted, joined__lt=row.joined).count() + 1
    ahead = others.filter(Q(joined__lt=row.joined) | ~Q(wanted=""))
    return ahead.exclude(pk=row.pk).count() + 1


def is_live(topic: str, book: opening.Book | None = None, role: str = "") -> bool:
    """Whether whoever begins now waits for somebody: the chat is open, somebody is there, and one
    of them is free or the queue is short enough.
    """
    of_house = book or opening.book()
    if not of_house.is_open(topic, clock.now()) or not presence.somebody_for(topic, role):
        return False
    ahead = _waiting(PURPOSE_OF[topic]).count()
    return ahead < max(of_house.setting(topic).longest_queue, presence.free_places(topic))


def place(topic: str, role: str = "") -> dict[str, object]:
    """State and moments of a conversation that begins to wait now."""
    now = clock.now()
    if not is_live(topic, role=role):
        return {"state": LETTERBOX, "since": now, "joined": None, "place_until": None}
    return {"state": WAITING, "since": now, "joined": now, "place_until": now + PLACE_FOR}


def look(row: Conversation) -> None:
    """The visitor gives a sign: their place is kept on, and the row says how it stands now."""
    now = clock.now()
    if row.place_until is None:
        return
    if _due(row, now, is_there=presence.somebody_for(row.topic, row.wanted)):
        found = settle(row.pk)
        row.state, row.joined, row.place_until = found.state, found.joined, found.place_until
        return
    if (now + PLACE_FOR - row.place_until).total_seconds() >= SPARING:
        row.place_until = now + PLACE_FOR
        mine = Conversation.objects.filter(pk=row.pk, place_until__gt=now)
        mine.update(place_until=row.place_until)


def wait(number: int) -> Conversation:
    """A letter whose writer is here stands in the queue, last, when there is one to stand in."""

    def alter(row: Conversation) -> None:
        if row.state == LETTERBOX and row.place_until is None and is_live(row.topic):
            now = clock.now()
            row.state, row.joined, row.place_until = WAITING, now, now + PLACE_FOR

    return threads.change(number, alter)


def settle(number: int) -> Conversation:
    """What has become of a place: nobody is there any more, somebody is back, or it ran out."""

    def alter(row: Conversation) -> None:
        now = clock.now()
        due = _due(row, now, is_there=presence.somebody_for(row.topic, row.wanted))
        if row.place_until is not None and row.place_until <= now:
            figures.note_leaving(row)
            row.joined = row.place_until = None
        row.state = due or row.state

    return threads.change(number, alter)


def settle_all() -> int:
    """Every place that is not what it should be; how many there were."""
    now, changed = clock.now(), 0
    is_there = cache(presence.somebody_for)
    for row in Conversation.objects.filter(place_until__isnull=False).order_by("joined"):
        if _due(row, now, is_there=is_there(row.topic, row.wanted)):
            settle(row.pk)
            changed += 1
    return changed


def _due(row: Conversation, now: datetime, *, is_there: bool) -> str:
    """The state that a place should have and has not; empty when all is well."""
    if row.place_until is None:
        return ""
    if row.place_until <= now:
        return LETTERBOX
    wanted = WAITING if is_there else LETTERBOX
    return "" if row.state == wanted else wanted


def _waiting(purpose: str) -> QuerySet[Conversation]:
    topics = [topic for topic, one in PURPOSE_OF.items() if one == purpose]
    return Conversation.objects.filter(state=WAITING, topic__in=topics)
