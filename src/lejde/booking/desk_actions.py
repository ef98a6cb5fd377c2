"""What staff do with times: somebody came, did not come, or is here without a phone."""

import secrets

from lejde.booking import actions, queueing, taking
from lejde.booking.domain import ARRIVED, MISSED
from lejde.booking.models import Service, Slot
from lejde.booking.queries import Card
from lejde.booking.records import Appointment
from lejde.events.counting import Fact, count
from lejde.identity.folders import hand_over
from lejde.identity.roles import BOOK
from lejde.identity.staffing import Worker
from lejde.kernel.clock import month_of, today
from lejde.kernel.errors import NotAllowed
from lejde.vault import staff, visitors
from lejde.vault.visitors import NewVisitor


def arrived(worker: Worker, card: Card) -> Slot:
    """Somebody is here; raises Conflict when the time was given back meanwhile."""
    _check(worker)
    return taking.mark(card.slot.id, ARRIVED)


def missed(worker: Worker, card: Card) -> Slot:
    """Nobody came: counted by month, and the card is gone, so that nobody is remembered for it."""
    _check(worker)
    slot = taking.mark(card.slot.id, MISSED)
    count([Fact(month_of(today()), "all", "attendance", MISSED)])
    staff.remove_deposit(card.deposit)
    return slot


def come_without_phone(worker: Worker, service: Service) -> tuple[NewVisitor, Appointment]:
    """A code card and a number for somebody at the desk; the code is to be changed at first use."""
    _check(worker)
    made = visitors.make_visitor()
    session = visitors.resume(made.token)
    one = queueing.arrive(session, service)
    hand_over(session, one.folder)
    visitors.end_session(made.token)
    worker.note("made_card")
    return made, one


def book_for(worker: Worker, slot: int) -> tuple[NewVisitor, Appointment]:
    """A time and a code card for somebody without a phone; raises SlotTaken."""
    _check(worker)
    claim = secrets.token_urlsafe(18)
    taking.hold(slot, claim)
    made = visitors.make_visitor()
    session = visitors.resume(made.token)
    one = actions.book(session, slot, claim)
    hand_over(session, one.folder)
    visitors.end_session(made.token)
    worker.note("made_card")
    return made, one


def _check(worker: Worker) -> None:
    if not worker.may(BOOK):
        raise NotAllowed
