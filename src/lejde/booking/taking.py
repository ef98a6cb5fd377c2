"""Who gets a slot: each step is one conditional update, so fifty at once give one winner."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from lejde.booking.domain import FROM, HELD, HOLD, OFFER, OPEN, TAKEN
from lejde.booking.hours import day_of
from lejde.booking.models import Slot, Waiting
from lejde.booking.records import hash_of
from lejde.kernel.clock import now
from lejde.kernel.errors import Conflict, NotFound
from lejde.vault import errands


class SlotTaken(Conflict):
    """Somebody else was first; `nearest` are open ones."""

    code = "slot_taken"


def new_claim() -> str:
    """What shows that a slot is one's own; it lies in the visitor's folder only."""
    return secrets.token_urlsafe(18)


def free(moment: datetime) -> Q:
    """Slots that can be taken: open, or held by somebody whose ten minutes are over."""
    return Q(starts_at__gt=moment) & (Q(state=OPEN) | Q(state=HELD, held_until__lte=moment))


def hold(slot: int, claim: str) -> Slot:
    """Keeps a slot for ten minutes from now, anew for who holds it; raises SlotTaken, NotFound."""
    moment = now()
    is_mine = Q(state=HELD, claim=hash_of(claim), starts_at__gt=moment)
    changed = Slot.objects.filter(free(moment) | is_mine, id=slot).update(
        state=HELD, claim=hash_of(claim), held_until=moment + HOLD
    )
    if not changed:
        raise _why_not(slot)
    return Slot.objects.select_related("service").get(id=slot)


def held(slot: int, held_by: str) -> Slot:
    """A slot that is held, or was just taken, under a claim; raises SlotTaken, NotFound."""
    mine = Q(claim=hash_of(held_by), state__in=(HELD, TAKEN))
    row = Slot.objects.filter(mine, id=slot, starts_at__gt=now()).select_related("service").first()
    if row is None:
        raise _why_not(slot)
    return row


def take(slot: int, held_by: str, claim: str) -> Slot:
    """Takes a slot that is held under one claim, and keeps it under another; raises SlotTaken.

    Two claims: the first travelled in a form, and opens nothing once it was used. An hour's
    silence does not lose a slot nobody else wanted.
    """
    mine = Q(claim=hash_of(held_by), state__in=(HELD, TAKEN))
    changed = Slot.objects.filter(mine, id=slot, starts_at__gt=now()).update(
        state=TAKEN, claim=hash_of(claim), held_until=None
    )
    if not changed:
        raise _why_not(slot)
    return Slot.objects.select_related("service").get(id=slot)


def give_back(claim: str) -> None:
    """What is held or taken under a claim is open again, or offered to the next who waits.

    By the claim alone: a record that a full disk kept from being written hides no slot.
    """
    mine = Q(claim=hash_of(claim), state__in=(HELD, TAKEN), starts_at__gt=now())
    for slot in list(Slot.objects.filter(mine).values_list("id", flat=True)):
        with transaction.atomic():
            changed = Slot.objects.filter(mine, id=slot).update(
                state=OPEN, claim="", held_until=None
            )
            if changed:
                offer(slot)


def offer(slot: int) -> None:
    """Holds a free slot for whoever has waited longest; a reminder goes out if they left one."""
    row = Slot.objects.filter(free(now()), id=slot).first()
    if row is None:
        return
    waiting = Waiting.objects.filter(service=row.service_id, until__gte=day_of(row.starts_at))
    first = waiting.order_by("since").first()
    if first is None:
        return
    until = min(now() + OFFER, row.starts_at)
    Slot.objects.filter(id=slot).update(state=HELD, claim=first.claim, held_until=until)
    Waiting.objects.filter(id=first.id).delete()
    if first.errand:
        errands.hasten(first.errand)


def offer_again() -> None:
    """Slots whose offer or hold ran out go to the next on the list; run every minute."""
    services = Waiting.objects.values_list("service", flat=True).distinct()
    for slot in Slot.objects.filter(free(now()), service__in=list(services)).order_by("starts_at"):
        offer(slot.id)


def mark(slot: int, state: str) -> Slot:
    """What staff saw: arrived, or not shown; raises Conflict when it cannot be."""
    changed = Slot.objects.filter(id=slot, state__in=FROM[state]).update(state=state)
    if not changed:
        raise _why_not(slot)
    return Slot.objects.select_related("service").get(id=slot)


def open_slots(service: int, start: datetime, end: datetime) -> list[Slot]:
    """Free slots that begin in a span of time, each moment and place once, in order."""
    rows = Slot.objects.filter(
        free(now()), service=service, starts_at__gte=start, starts_at__lt=end
    )
    seen: dict[tuple[datetime, str], Slot] = {}
    for row in rows.select_related("service").order_by("starts_at", "seat"):
        seen.setdefault((row.starts_at, row.place), row)
    return list(seen.values())


def nearest(slot: int, count: int = 5) -> list[Slot]:
    """The free slots of the same service nearest in time to one that was taken."""
    lost = Slot.objects.filter(id=slot).first()
    if lost is None:
        return []
    rows = Slot.objects.filter(free(now()), service=lost.service_id).select_related("service")
    later = list(rows.filter(starts_at__gte=lost.starts_at).order_by("starts_at", "seat")[:count])
    earlier = list(rows.filter(starts_at__lt=lost.starts_at).order_by("-starts_at")[:count])
    both = sorted([*earlier, *later], key=lambda row: abs(row.starts_at - lost.starts_at))
    return sorted(both[:count], key=lambda row: row.starts_at)


def _why_not(slot: int) -> Conflict | NotFound:
    if not Slot.objects.filter(id=slot).exists():
        return NotFound("there is no such time")
    return SlotTaken("somebody else has this time", slot=slot)
