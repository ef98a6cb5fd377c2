"""Who holds a conversation changes hands: a place is given back and another taken, in one
transaction, so that nobody ever holds more than they take.
"""

from django.db.models import F

from lejde.chat import queueing
from lejde.chat.models import Conversation, Presence, Seat
from lejde.kernel import clock


def let_go(row: Conversation) -> None:
    """Nobody holds a conversation that is locked; whoever did has a place free again."""
    if row.holder_id is not None:
        held = Presence.objects.filter(who_id=row.holder_id, held__gt=0)
        held.update(held=F("held") - 1)
    Seat.objects.filter(conversation=row, who_id=row.holder_id).delete()
    row.holder = None


def wait(row: Conversation, role: str = "") -> None:
    """A conversation that is locked waits anew: for its purpose, or in front for one role of it."""
    for name, value in queueing.place(row.topic, role).items():
        setattr(row, name, value)
    row.wanted = role


def take(row: Conversation, who: int) -> bool:
    """Whether a conversation that is locked went to somebody who is here with a place free."""
    # Both rows in one order: two transfers crossing each other would else wait for one another.
    both = Presence.objects.select_for_update().filter(who_id__in=[who, row.holder_id])
    list(both.order_by("pk"))
    free = Presence.objects.filter(who_id=who, held__lt=F("capacity"), until__gt=clock.now())
    if not free.update(held=F("held") + 1):
        return False
    let_go(row)
    Seat.objects.filter(conversation=row, who_id=who).delete()
    row.holder_id, row.since, row.wanted = who, None, ""
    return True
