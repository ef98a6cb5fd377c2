"""Somebody who is here without a time: a number in the queue of a service that is open."""

from datetime import UTC, timedelta

from lejde.booking import records, taking
from lejde.booking.actions import is_here, written
from lejde.booking.domain import ARRIVED
from lejde.booking.hours import is_open_at
from lejde.booking.models import Schedule, Service, Slot
from lejde.booking.records import Appointment, hash_of
from lejde.kernel.clock import now
from lejde.kernel.errors import Conflict
from lejde.vault.visitors import VisitorSession


def open_door(service: Service) -> Schedule:
    """The hours of a service that is open without a time just now; raises Conflict if closed."""
    doors = Schedule.objects.filter(service=service, service__is_open=True)
    door = next((one for one in doors if is_open_at(one, now())), None)
    if door is None:
        raise Conflict("this is closed now")
    return door


def here_now(session: VisitorSession, service: Service, *, packed: str = "") -> Appointment:
    """A number in the queue of a service that is open; raises Conflict if closed. Who has one that
    is not over keeps it.
    """
    door = open_door(service)
    for one in records.appointments(session):
        if one.service == service.code and is_here(one) and one.end > now():
            return one
    return arrive(session, service, place=door.place, packed=packed)


def arrive(
    session: VisitorSession, service: Service, *, place: str = "", packed: str = ""
) -> Appointment:
    """Somebody who is here without a time: arrived from the start."""
    if not place:
        place = (
            Schedule.objects.filter(service=service).values_list("place", flat=True).first() or ""
        )
    slot = _queue_slot(service, place)
    claim = taking.new_claim()
    Slot.objects.filter(id=slot.id).update(claim=hash_of(claim))
    return written(session, slot, claim, "self", packed)


def _queue_slot(service: Service, place: str) -> Slot:
    moment = now().astimezone(UTC).replace(second=0, microsecond=0)
    for seat in range(1000):
        slot, is_new = Slot.objects.get_or_create(
            service=service, place=place, starts_at=moment, seat=seat,
            defaults={"ends_at": moment + timedelta(minutes=service.minutes), "state": ARRIVED},
        )  # fmt: skip
        if is_new:
            return slot
    raise Conflict("too many at once")
