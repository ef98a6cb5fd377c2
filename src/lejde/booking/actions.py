"""What a visitor does with a time: book, move, cancel, wait, be reminded."""

import secrets
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

from lejde.booking import records, taking
from lejde.booking.domain import ARRIVED, FOR_WHOM, TAKEN
from lejde.booking.hours import CARDS, is_open_at, today
from lejde.booking.models import Schedule, Service, Slot, Waiting
from lejde.booking.records import KIND_OF, SHARED, Appointment, hash_of
from lejde.booking.reminders import remind, remind_of_free, remind_of_other
from lejde.identity.folders import new_folder, of_kind
from lejde.kernel.clock import now
from lejde.kernel.errors import BadInput, Conflict, NotFound
from lejde.selfcheck.folders import keep_check
from lejde.vault import errands, staff
from lejde.vault.visitors import VisitorSession

# A course of care stays open to the staff this long after the last booking.
COURSE = timedelta(days=400)


def book(
    session: VisitorSession, slot: int, held_by: str, *, for_whom: str = "self", packed: str = "",
    address: str = "",
) -> Appointment:  # fmt: skip
    """Takes a held slot; raises SlotTaken, NotFound, NotOffered.

    Nothing is half done: all is written first, and counts from the one update that takes the slot.
    When a step before it fails, the hold runs out by itself, also on a disk that is full.
    """
    if for_whom not in FOR_WHOM:
        raise BadInput("for_whom", keys=["for_whom"])
    claim, row = taking.new_claim(), taking.held(slot, held_by)
    appointment = _written(session, row, claim, for_whom, packed)
    appointment = remind(session, appointment, address)
    try:
        taking.take(slot, held_by, claim)
    except taking.SlotTaken:
        _end_card_and_errand(appointment)
        records.write(session, replace(appointment, state="cancelled", card=0, errand=0))
        raise
    return appointment


def _written(
    session: VisitorSession, row: Slot, claim: str, for_whom: str, packed: str
) -> Appointment:
    purpose = row.service.purpose
    folder = _folder_for(session, purpose)
    if packed:
        keep_check(session, packed, folder)
    appointment = Appointment(
        folder, "booked", claim=claim, for_whom=for_whom, number=1000 + secrets.randbelow(9000),
        **records.of_slot(row),
    )  # fmt: skip
    until = row.ends_at.date() + COURSE
    for part in SHARED:
        session.share(folder, part, purpose, until)
    appointment = replace(appointment, card=_card(appointment))
    records.write(session, appointment)
    return appointment


def _card(appointment: Appointment) -> int:
    """The card in the day list, sealed to the compartment: a thief sees how many, not whose."""
    told = {
        "folder": appointment.folder, "slot": appointment.slot, "number": appointment.number,
        "for_whom": appointment.for_whom, "claim": hash_of(appointment.claim),
    }  # fmt: skip
    return staff.deposit(appointment.purpose, CARDS, told, appointment.start.date())


def _folder_for(session: VisitorSession, purpose: str) -> str:
    """The course of care that goes on, or a new one; one with a time to come stays as it is."""
    kind = KIND_OF[purpose]
    busy = {one.folder for one in records.appointments(session) if is_to_come(one)}
    for folder in of_kind(session, kind):
        if folder.number not in busy:
            return folder.number
    return new_folder(session, kind)


def is_to_come(appointment: Appointment) -> bool:
    """Booked or waiting, not over, and the person not here yet."""
    if appointment.state == "waiting":
        return True
    if appointment.state != "booked" or appointment.end <= now():
        return False
    claim = hash_of(appointment.claim)
    return Slot.objects.filter(id=appointment.slot, state=TAKEN, claim=claim).exists()


def find(session: VisitorSession, folder: str) -> Appointment:
    """The appointment in a folder of the visitor's own; raises NotFound."""
    for one in records.appointments(session):
        if one.folder == folder:
            return one
    raise NotFound("this is gone")


def cancel(session: VisitorSession, folder: str) -> Appointment:
    """Gives the time back; twice is once."""
    one = find(session, folder)
    if one.state == "waiting":
        Waiting.objects.filter(claim=hash_of(one.claim)).delete()
    taking.give_back(one.slot, one.claim)
    _end_card_and_errand(one)
    gone = replace(one, state="cancelled", card=0, errand=0)
    if one.state != "cancelled":
        records.write(session, gone)
    return gone


def forget(session: VisitorSession) -> None:
    """Before everything is deleted: times given back, cards and reminders gone."""
    for one in records.appointments(session):
        if one.state != "cancelled":
            cancel(session, one.folder)
    for earlier in records.all_of(session):
        _end_card_and_errand(earlier)


def move(session: VisitorSession, folder: str, slot: int, held_by: str) -> Appointment:
    """To another time: the new one is taken before the old one is given back."""
    old = find(session, folder)
    if old.slot == slot and old.state == "booked":
        return old
    claim = taking.new_claim()
    row = taking.take(slot, held_by, claim)
    fresh = replace(old, state="booked", claim=claim, card=0, **records.of_slot(row))
    fresh = replace(fresh, card=_card(fresh))
    if old.state == "booked":
        taking.give_back(old.slot, old.claim)
    if old.card:
        staff.remove_deposit(old.card)
    records.write(session, fresh)
    remind_of_other(fresh)
    return fresh


def wait(
    session: VisitorSession, service: Service, *, for_whom: str = "self", packed: str = "",
    address: str = "", days: int = 28,
) -> Appointment:  # fmt: skip
    """Onto the list of those who would like a time that becomes free."""
    folder = _folder_for(session, service.purpose)
    if packed:
        keep_check(session, packed, folder)
    claim = taking.new_claim()
    one = Appointment(
        folder, "waiting", service=service.code, name=service.name, purpose=service.purpose,
        mode=service.mode, for_whom=for_whom, claim=claim,
    )  # fmt: skip
    one = replace(one, errand=remind_of_free(address, days) if address else 0)
    records.write(session, one)
    Waiting.objects.create(
        service=service, since=now(), until=today() + timedelta(days=days),
        claim=hash_of(claim), errand=one.errand,
    )  # fmt: skip
    return one


def offered(one: Appointment) -> Slot | None:
    """The time that is kept for somebody on the list, if one has become free."""
    if one.state != "waiting":
        return None
    mine = Slot.objects.filter(claim=hash_of(one.claim), state="held", held_until__gt=now())
    return mine.select_related("service").first()


def accept(session: VisitorSession, folder: str) -> Appointment:
    """Takes the time that was offered; raises Conflict when it is gone again."""
    one = find(session, folder)
    slot = offered(one)
    if slot is None:
        raise Conflict("this time is gone again")
    row = taking.take(slot.id, one.claim, one.claim)
    until = row.ends_at.date() + COURSE
    for part in SHARED:
        session.share(folder, part, one.purpose, until)
    number = 1000 + secrets.randbelow(9000)
    fresh = replace(one, state="booked", number=number, **records.of_slot(row))
    fresh = replace(fresh, card=_card(fresh))
    records.write(session, fresh)
    remind_of_other(fresh)
    return fresh


def here_now(session: VisitorSession, service: Service, *, packed: str = "") -> Appointment:
    """A number in the queue of a service that is open without a time; raises Conflict if closed."""
    doors = Schedule.objects.filter(service=service, service__is_open=True)
    door = next((one for one in doors if is_open_at(one, now())), None)
    if door is None:
        raise Conflict("this is closed now")
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
    return _written(session, slot, claim, "self", packed)


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


def _end_card_and_errand(one: Appointment) -> None:
    if one.card:
        staff.remove_deposit(one.card)
    if one.errand:
        errands.end(one.errand)


def shown(one: Appointment) -> dict[str, Any]:
    """An appointment with what the visitor's page needs."""
    return {"one": one, "offered": offered(one), "is_to_come": is_to_come(one)}
