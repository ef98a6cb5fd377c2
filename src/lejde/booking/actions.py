"""What a visitor does with a time: book, move, cancel, wait, be reminded."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from lejde.booking import records, taking
from lejde.booking.domain import ARRIVED, FOR_WHOM, TAKEN
from lejde.booking.hours import CARDS, day_of, today
from lejde.booking.models import Service, Slot, Waiting
from lejde.booking.records import KIND_OF, SHARED, Appointment, hash_of
from lejde.booking.reminders import remind, remind_of_free, remind_of_other
from lejde.identity.folders import new_folder, of_kind
from lejde.kernel.clock import now
from lejde.kernel.each import each
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

    def write(row: Slot, claim: str) -> Appointment:
        return remind(session, written(session, row, claim, for_whom, packed), address)

    return _taken(session, slot, held_by, write)


def _taken(
    session: VisitorSession, slot: int, held_by: str, write: Callable[[Slot, str], Appointment]
) -> Appointment:
    """Writes an appointment, then takes its slot. A form posted twice, one after the other or both
    at once, is told of the appointment that there is.
    """
    claim = taking.new_claim()
    try:
        fresh = write(taking.held(slot, held_by), claim)
    except taking.SlotTaken:
        return _at_or_taken(session, slot)
    try:
        taking.take(slot, held_by, claim)
    except taking.SlotTaken:
        _end_card_and_errand(fresh)
        records.write(session, replace(fresh, state="cancelled", card=0, errand=0))
        return _at_or_taken(session, slot)
    return fresh


def at(session: VisitorSession, slot: int) -> Appointment | None:
    """The visitor's own appointment at a slot."""
    mine = (one for one in records.appointments(session) if one.slot == slot)
    return next((one for one in mine if is_to_come(one)), None)


def _at_or_taken(session: VisitorSession, slot: int) -> Appointment:
    if one := at(session, slot):
        return one
    raise taking.SlotTaken("somebody else has this time", slot=slot)


def written(
    session: VisitorSession, row: Slot, claim: str, for_whom: str, packed: str
) -> Appointment:
    """An appointment in a course of care that is shared, with its card in the day list."""
    purpose = row.service.purpose
    folder = _folder_for(session, purpose)
    if packed:
        keep_check(session, packed, folder)
    appointment = Appointment(
        folder, "booked", claim=claim, for_whom=for_whom, number=1000 + secrets.randbelow(9000),
        **records.of_slot(row),
    )  # fmt: skip
    _share(session, folder, purpose, row)
    appointment = replace(appointment, card=_card(appointment))
    records.write(session, appointment)
    return appointment


def _share(session: VisitorSession, folder: str, purpose: str, row: Slot) -> None:
    """What the compartment needs, and whatever else the visitor gave it here, for as long."""
    given = {part for part, given_to, _ in session.shared(folder) if part and given_to == purpose}
    for part in sorted(given.union(SHARED)):
        session.share(folder, part, purpose, row.ends_at.date() + COURSE)


def _card(appointment: Appointment) -> int:
    """The card in the day list, sealed to the compartment: a thief sees how many, not whose."""
    told = {
        "folder": appointment.folder, "slot": appointment.slot, "number": appointment.number,
        "for_whom": appointment.for_whom, "claim": hash_of(appointment.claim),
    }  # fmt: skip
    return staff.deposit(appointment.purpose, CARDS, told, day_of(appointment.start))


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


def is_here(one: Appointment) -> bool:
    """Arrived today, with a number that is asked for."""
    if one.state != "booked" or day_of(one.start) != today():
        return False
    return Slot.objects.filter(id=one.slot, state=ARRIVED, claim=hash_of(one.claim)).exists()


def find(session: VisitorSession, key: str) -> Appointment:
    """An appointment of the visitor's own, where it is now if it was moved; raises NotFound."""
    mine = {one.key: one for one in records.appointments(session)}
    one = mine.get(key)
    while one is not None and one.moved:
        one = mine.get(one.moved)
    if one is None:
        raise NotFound("this is gone")
    return one


def cancel(session: VisitorSession, key: str) -> Appointment:
    """Gives the time back; twice is once."""
    one = find(session, key)
    _give_up(one.claim)
    earlier = records.history(session, one.folder)
    each([told for told in earlier if told.claim == one.claim], _end_card_and_errand)
    gone = replace(one, state="cancelled", card=0, errand=0)
    if one.state != "cancelled":
        records.write(session, gone)
    return gone


def forget(session: VisitorSession) -> None:
    """Before everything is deleted: times given back, cards and reminders gone, whatever state
    they were last written in.
    """

    def forget_all(folder: str) -> None:
        told = records.history(session, folder)
        each({one.claim for one in told}, _give_up)
        each(told, _end_card_and_errand)

    each(records.folders(session), forget_all)


def _give_up(claim: str) -> None:
    Waiting.objects.filter(claim=hash_of(claim)).delete()
    taking.give_back(claim)


def move(session: VisitorSession, key: str, slot: int, held_by: str) -> Appointment:
    """To another time: the new one is taken before the old one is given back."""
    old = find(session, key)
    if old.slot == slot and old.state == "booked":
        return old

    def write(row: Slot, claim: str) -> Appointment:
        # The reminder stays with the old time until the new one is taken.
        fresh = replace(old, state="booked", claim=claim, card=0, errand=0, **records.of_slot(row))
        fresh = replace(fresh, card=_card(fresh))
        records.write(session, fresh)
        return fresh

    fresh = _taken(session, slot, held_by, write)
    if fresh.key != old.key:
        fresh = _moved(session, old, fresh)
    return fresh


def _moved(session: VisitorSession, old: Appointment, fresh: Appointment) -> Appointment:
    if old.errand and not fresh.errand:
        fresh = replace(fresh, errand=old.errand)
        records.write(session, fresh)
    _give_up(old.claim)
    if old.card:
        staff.remove_deposit(old.card)
    records.write(session, replace(old, state="cancelled", card=0, errand=0, moved=fresh.key))
    remind_of_other(fresh)
    return fresh


def wait(
    session: VisitorSession, service: Service, *, for_whom: str = "self", packed: str = "",
    address: str = "", days: int = 28,
) -> Appointment:  # fmt: skip
    """Onto the list of those who would like a time that becomes free; twice is once."""
    for one in records.appointments(session):
        if (one.state, one.service, one.for_whom) == ("waiting", service.code, for_whom):
            return one
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


def accept(session: VisitorSession, key: str) -> Appointment:
    """Takes the time that was offered; raises Conflict when it is gone again."""
    one = find(session, key)
    slot = offered(one)
    if slot is None:
        raise Conflict("this time is gone again")
    row = taking.take(slot.id, one.claim, one.claim)
    _share(session, one.folder, one.purpose, row)
    number = 1000 + secrets.randbelow(9000)
    fresh = replace(one, state="booked", number=number, **records.of_slot(row))
    fresh = replace(fresh, card=_card(fresh))
    records.write(session, fresh)
    remind_of_other(fresh)
    return fresh


def _end_card_and_errand(one: Appointment) -> None:
    if one.card:
        staff.remove_deposit(one.card)
    if one.errand:
        errands.end(one.errand)


def shown(one: Appointment) -> dict[str, Any]:
    """An appointment with what the visitor's page needs."""
    return {
        "one": one,
        "offered": offered(one),
        "is_to_come": is_to_come(one),
        "is_here": is_here(one),
    }
