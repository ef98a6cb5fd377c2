"""Who answers now, and how many conversations each holds. A place is taken by one conditional
update, so that of a hundred hands at once one wins, and nobody is given more than they take.

Somebody is there when they said so, their desk gives signs, and a person did something at it
lately: a page left open looks again by itself, and that is no act.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from lejde.chat import bell, figures, keeping, opening, threads
from lejde.chat.domain import (
    AWAKE_FOR,
    AWAY_AFTER,
    CLOSED,
    OPEN,
    PRESENT_FOR,
    PURPOSE_OF,
    WRITING_FOR,
    AlreadyClaimed,
    AtCapacity,
)
from lejde.chat.models import Conversation, Presence
from lejde.identity.models import Staff
from lejde.identity.roles import CHAT, ROLES
from lejde.kernel import clock
from lejde.kernel.errors import NotFound
from lejde.vault import rows

DEFAULT_CAPACITY = 3
# A sign so soon after another is not written.
SPARING = timedelta(seconds=20)
# Rows of those who are long gone and hold nothing.
FORGET_AFTER = timedelta(hours=1)


def answers(who: Staff, topics: list[str], capacity: int = DEFAULT_CAPACITY) -> Presence:
    """Somebody answers now, about these topics, so many at a time; at most what the house lets."""
    now = clock.now()
    row, _ = Presence.objects.update_or_create(
        who=who,
        defaults={
            "topics": f" {' '.join(topics)} ", "until": now + PRESENT_FOR,
            "awake_until": now + AWAKE_FOR, "pause_until": None,
            "capacity": max(1, min(capacity, opening.pace().most)),
        },
    )  # fmt: skip
    return row


def stops(who: Staff) -> None:
    """Takes no one new; who is held stays."""
    Presence.objects.filter(who=who).update(topics=" ", pause_until=None)


def is_ready(who: Staff) -> None:
    """The pause after a talk is over before its time."""
    Presence.objects.filter(who=who).update(pause_until=None)


def sign(who: Staff, lasts: timedelta = PRESENT_FOR) -> None:
    """A desk is open: whoever answered still does, as long as they did something lately."""
    if row := of(who):
        _keep(row, lasts)


def acts(who: Staff, lasts: timedelta = PRESENT_FOR) -> None:
    """A person did something at their desk. What ended by itself is not begun again by it: whoever
    looks in the next day has not said that they answer.
    """
    row, now = of(who), clock.now()
    if row is None:
        return
    _keep(row, lasts)
    if row.awake_until is not None and now < row.awake_until < now + AWAKE_FOR - SPARING:
        awake = Presence.objects.filter(pk=row.pk, awake_until__gt=now)
        awake.update(awake_until=now + AWAKE_FOR)


def _keep(row: Presence, lasts: timedelta) -> None:
    until = clock.now() + lasts
    # Looked at first: a write takes the one lock that every writer waits for.
    if row.until < until - SPARING:
        Presence.objects.filter(pk=row.pk, until__lt=until).update(until=until)


def of(who: Staff) -> Presence | None:
    """What the house knows of somebody's being there; None when they never said anything."""
    return rows.one(Presence, who=who.pk)


def takes(row: Presence, now: datetime) -> list[str]:
    """The topics somebody is counted for now; none when they are not there."""
    is_there = row.until > now and row.awake_until is not None and row.awake_until > now
    return [topic for topic in PURPOSE_OF if is_there and f" {topic} " in row.topics]


def there_for(topic: str, role: str = "") -> QuerySet[Presence]:
    """Who is there for a topic and has a role, or this role, whose keys open it."""
    purpose, now = PURPOSE_OF[topic], clock.now()
    roles = [one.code for one in ROLES.values() if purpose in one.purposes and CHAT in one.may]
    roles = [one for one in roles if role in ("", one)]
    return Presence.objects.filter(
        until__gt=now, awake_until__gt=now, topics__contains=f" {topic} ",
        who__role__in=roles, who__left_on=None,
    )  # fmt: skip


def somebody_for(topic: str, role: str = "") -> bool:
    """Whether somebody is there for a topic, or for it with this role, free or not."""
    return there_for(topic, role).exists()


def free_places(topic: str) -> int:
    """How many more those who are there could take at once; nobody in the pause after a talk."""
    now = clock.now()
    return sum(
        max(0, row.capacity - row.held)
        for row in there_for(topic)
        if row.pause_until is None or row.pause_until <= now
    )


def is_away(row: Conversation) -> bool:
    """Whether whoever answers a conversation has given no sign for some minutes."""
    if row.state != OPEN or row.holder_id is None:
        return False
    late = clock.now() - AWAY_AFTER
    return not Presence.objects.filter(who_id=row.holder_id, until__gt=late).exists()


def claim(who: Staff, number: int) -> Conversation:
    """The conversation, held by this one; again by the holder is no error.

    Raises NotFound, AlreadyClaimed, AtCapacity.
    """
    _is_known(who)
    with transaction.atomic():
        row = threads.locked(number)
        if row.holder_id == who.pk and row.state == OPEN:
            return row
        if row.wanted not in ("", who.role):
            raise NotFound("this is gone")
        if row.state in (OPEN, CLOSED) or row.holder_id is not None:
            raise AlreadyClaimed("somebody has this conversation")
        mine = Presence.objects.filter(who=who, held__lt=F("capacity"))
        if not mine.update(held=F("held") + 1, pause_until=None):
            raise AtCapacity("as many conversations as you take at a time")
        figures.note_answer(row)
        row.state, row.holder, row.since, row.wanted = OPEN, who, None, ""
        row.joined = row.place_until = None
        row.save()
        threads.rung(row, bell.STATE)
    return row


def _is_known(who: Staff) -> None:
    """Whoever takes a talk has a row to count it in, also without having said that they answer."""
    capacity, until = min(DEFAULT_CAPACITY, opening.pace().most), clock.now() + WRITING_FOR
    Presence.objects.get_or_create(who=who, defaults={"capacity": capacity, "until": until})
    acts(who, WRITING_FOR)


def close(number: int) -> Conversation:
    """Ended; whoever held it has a place free again, after a pause. Once more changes nothing."""
    with transaction.atomic():
        row = threads.locked(number)
        end(row)
    return row


def end(row: Conversation) -> None:
    """Ends a conversation that is locked."""
    if row.state == CLOSED:
        return
    if row.holder_id is not None:
        pause = clock.now() + timedelta(minutes=opening.pace().pause)
        held = Presence.objects.filter(who_id=row.holder_id, held__gt=0)
        held.update(held=F("held") - 1, pause_until=pause)
    figures.note_leaving(row)
    row.state, row.since, row.joined, row.place_until = CLOSED, None, None, None
    keeping.moves(row)
    row.seats.all().delete()
    row.save()
    threads.rung(row, bell.STATE)


def forget() -> None:
    """At night: who was there and holds nothing is not kept."""
    Presence.objects.filter(held=0, until__lt=clock.now() - FORGET_AFTER).delete()
