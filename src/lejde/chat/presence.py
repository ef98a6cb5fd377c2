"""Who answers now, and how many conversations each holds. A place is taken by one conditional
update, so that of a hundred hands at once one wins, and nobody is given more than they take.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from lejde.chat import threads
from lejde.chat.domain import CLOSED, OPEN, PRESENT_FOR, AlreadyClaimed, AtCapacity
from lejde.chat.models import Conversation, Presence
from lejde.identity.models import Staff
from lejde.identity.roles import CHAT, ROLES
from lejde.kernel import clock
from lejde.kernel.errors import NotFound

DEFAULT_CAPACITY = 3


def is_here(who: Staff, capacity: int = DEFAULT_CAPACITY) -> Presence:
    """A sign of life: somebody answers from now on, until they no longer give any."""
    until = clock.now() + PRESENT_FOR
    row, is_new = Presence.objects.get_or_create(
        who=who, defaults={"capacity": capacity, "until": until}
    )
    if not is_new:
        Presence.objects.filter(pk=row.pk).update(until=until)
    return row


def leaves(who: Staff) -> None:
    """Takes no one new; who is held stays."""
    Presence.objects.filter(who=who).update(until=clock.now())


def somebody_for(purpose: str, role: str = "") -> bool:
    """Whether somebody is here whose role opens a purpose, and has a place free."""
    roles = [one.code for one in ROLES.values() if purpose in one.purposes and CHAT in one.may]
    roles = [one for one in roles if role in ("", one)]
    now: datetime = clock.now()
    free = Presence.objects.filter(until__gt=now, held__lt=F("capacity"), who__role__in=roles)
    return free.exists()


def claim(who: Staff, number: int) -> Conversation:
    """The conversation, held by this one; again by the holder is no error.

    Raises NotFound, AlreadyClaimed, AtCapacity.
    """
    is_here(who)
    with transaction.atomic():
        row = threads.locked(number)
        if row.holder_id == who.pk and row.state == OPEN:
            return row
        if row.wanted not in ("", who.role):
            raise NotFound("this is gone")
        if row.state in (OPEN, CLOSED) or row.holder_id is not None:
            raise AlreadyClaimed("somebody has this conversation")
        mine = Presence.objects.filter(who=who, held__lt=F("capacity"))
        if not mine.update(held=F("held") + 1):
            raise AtCapacity("as many conversations as you take at a time")
        row.state, row.holder, row.since, row.wanted = OPEN, who, None, ""
        row.save()
    return row


def close(number: int) -> Conversation:
    """Ended; whoever held it has a place free again. Once more changes nothing."""
    with transaction.atomic():
        row = threads.locked(number)
        if row.state != CLOSED:
            if row.holder_id is not None:
                held = Presence.objects.filter(who_id=row.holder_id, held__gt=0)
                held.update(held=F("held") - 1)
            row.state, row.since = CLOSED, None
            row.seats.all().delete()
            row.save()
    return row
