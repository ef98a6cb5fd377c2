"""One place has one winner, a hold ends, nothing is half done. Run on SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connections

from lejde.booking import actions, hours, records, taking
from lejde.booking.domain import HELD, HOLD, OPEN, TAKEN
from lejde.booking.models import Closure, Service, Slot, Waiting
from lejde.booking.tests import opening
from lejde.booking.tests.opening import a_slot
from lejde.kernel.clock import now
from lejde.kernel.errors import Conflict, NotFound
from lejde.vault import errands, visitors
from lejde.vault.tests.founding import Clinic
from lejde.vault.visitors import VisitorSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
clinic, service = opening.clinic, opening.service


@pytest.fixture
def session() -> VisitorSession:
    return visitors.resume(visitors.make_visitor().token)


def another() -> VisitorSession:
    return visitors.resume(visitors.make_visitor().token)


def book(session: VisitorSession, slot: Slot, **told: str) -> records.Appointment:
    taking.hold(slot.id, "claim")
    return actions.book(session, slot.id, "claim", **told)


def test_fifty_at_once_give_one_winner_and_the_rest_hear_of_others(service: Service) -> None:
    slot, gate = a_slot(service), Barrier(50)

    def try_once(number: int) -> str:
        gate.wait()
        try:
            taking.hold(slot.id, f"claim {number}")
        except taking.SlotTaken:
            return "lost"
        finally:
            connections.close_all()
        return "won"

    with ThreadPoolExecutor(50) as pool:
        outcomes = list(pool.map(try_once, range(50)))
    assert outcomes.count("won") == 1
    near = taking.nearest(slot.id)
    assert len(near) == 5 and slot.id not in {row.id for row in near}


def test_a_hold_ends_after_ten_minutes_but_not_for_who_held_it(service: Service) -> None:
    slot = a_slot(service)
    taking.hold(slot.id, "first")
    with pytest.raises(taking.SlotTaken):
        taking.hold(slot.id, "second")
    with time_machine.travel(now() + HOLD + timedelta(seconds=1)):
        assert taking.take(slot.id, "first", "mine").state == TAKEN


def test_a_hold_that_ended_goes_to_the_next_and_the_first_is_told(service: Service) -> None:
    slot = a_slot(service)
    taking.hold(slot.id, "first")
    with time_machine.travel(now() + HOLD + timedelta(seconds=1)):
        taking.hold(slot.id, "second")
        with pytest.raises(taking.SlotTaken):
            taking.take(slot.id, "first", "mine")


def test_an_appointment_lies_sealed_and_its_row_names_nobody(
    service: Service, session: VisitorSession, clinic: Clinic
) -> None:
    one = book(session, a_slot(service), for_whom="with_partner")
    row = Slot.objects.get(id=one.slot)
    assert (row.state, row.claim) == (TAKEN, records.hash_of(one.claim))
    assert records.appointments(session) == [one]
    (card,) = clinic["nurse"].deposits("health", hours.CARDS)
    assert card[2]["folder"] == one.folder and card[2]["number"] == one.number
    assert "claim" not in str(clinic["nurse"].shares("health"))


def test_posting_twice_gives_one_appointment(service: Service, session: VisitorSession) -> None:
    slot = a_slot(service)
    taking.hold(slot.id, "claim")
    actions.book(session, slot.id, "claim")
    with pytest.raises(taking.SlotTaken):
        actions.book(another(), slot.id, "another claim")


def test_who_lost_the_answer_of_a_post_can_send_it_again(service: Service) -> None:
    slot = a_slot(service)
    taking.hold(slot.id, "claim")
    taking.take(slot.id, "claim", "lost with the answer")
    with pytest.raises(taking.SlotTaken):
        taking.take(slot.id, "claim", "anew")


def test_cancelling_opens_the_slot_removes_the_card_and_is_no_error_twice(
    service: Service, session: VisitorSession, clinic: Clinic
) -> None:
    one = book(session, a_slot(service))
    actions.cancel(session, one.key)
    actions.cancel(session, one.key)
    assert Slot.objects.get(id=one.slot).state == OPEN
    assert clinic["nurse"].deposits("health", hours.CARDS) == []
    with pytest.raises(NotFound):
        actions.cancel(another(), one.key)


def test_moving_takes_the_new_before_it_gives_back_the_old(
    service: Service, session: VisitorSession, clinic: Clinic
) -> None:
    one, other = book(session, a_slot(service)), a_slot(service, 1)
    taking.hold(other.id, "new")
    moved = actions.move(session, one.key, other.id, "new")
    assert moved.slot == other.id
    assert Slot.objects.get(id=one.slot).state == OPEN
    assert len(clinic["nurse"].deposits("health", hours.CARDS)) == 1
    with pytest.raises(taking.SlotTaken):
        actions.move(session, one.key, a_slot(service, 2).id, "never held")


def test_whoever_waits_is_offered_what_becomes_free_and_nobody_else(
    service: Service, session: VisitorSession
) -> None:
    one = book(session, a_slot(service))
    patient = another()
    waiting = actions.wait(patient, service)
    assert actions.offered(waiting) is None
    actions.cancel(session, one.key)
    freed = Slot.objects.get(id=one.slot)
    assert freed.state == HELD
    with pytest.raises(taking.SlotTaken):
        taking.hold(freed.id, "somebody quick")
    taken = actions.accept(patient, waiting.key)
    assert taken.slot == one.slot
    assert Waiting.objects.count() == 0


def test_an_offer_that_is_not_taken_goes_on_to_the_next(
    service: Service, session: VisitorSession
) -> None:
    one, first, second = book(session, a_slot(service)), another(), another()
    early, late = actions.wait(first, service), actions.wait(second, service)
    actions.cancel(session, one.key)
    assert actions.offered(early) and not actions.offered(late)
    with time_machine.travel(now() + timedelta(hours=5)):
        taking.offer_again()
        assert actions.offered(late)
        with pytest.raises(Conflict):
            actions.accept(first, early.key)


def test_a_reminder_is_neutral_waits_for_its_hour_and_goes_with_the_appointment(
    service: Service, session: VisitorSession
) -> None:
    one = book(session, a_slot(service), address="somebody@example.org")
    assert errands.due(now()) == []
    with time_machine.travel(one.start - timedelta(hours=23)):
        (due,) = errands.due(now())
    assert due.address == "somebody@example.org"
    assert "HIV" not in due.words and "test" not in due.words.lower()
    actions.cancel(session, one.key)
    with time_machine.travel(one.start):
        assert errands.due(now()) == []


def test_a_moved_time_is_reminded_of_anew_and_the_address_lies_in_the_errand_alone(
    service: Service, session: VisitorSession
) -> None:
    one, other = book(session, a_slot(service), address="somebody@example.org"), a_slot(service, 1)
    taking.hold(other.id, "new")
    moved = actions.move(session, one.key, other.id, "new")
    assert "example.org" not in str(session.read(one.folder, records.PART))
    with time_machine.travel(moved.start - timedelta(hours=23)):
        (due,) = errands.due(now())
    hour = moved.start.astimezone(hours.zone()).strftime("%H:%M")
    assert due.address == "somebody@example.org" and hour in due.words


def test_a_failure_half_way_takes_nothing_and_the_hold_runs_out(
    service: Service, session: VisitorSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(records, "write", full)
    slot = a_slot(service)
    with pytest.raises(OSError, match="no space"):
        book(session, slot)
    assert Slot.objects.get(id=slot.id).state == HELD
    with time_machine.travel(now() + HOLD + timedelta(seconds=1)):
        assert taking.hold(slot.id, "another")


def test_hours_that_change_leave_taken_times_alone(
    service: Service, session: VisitorSession
) -> None:
    one = book(session, a_slot(service))
    Closure.objects.create(day=one.start.date())
    hours.refill()
    left = Slot.objects.filter(starts_at__date=one.start.date())
    assert [row.id for row in left] == [one.slot]


def test_filling_twice_makes_nothing_twice(service: Service) -> None:
    assert hours.fill() == 0


def test_public_holidays_are_closed_unless_the_service_says_otherwise(service: Service) -> None:
    with time_machine.travel("2026-12-20 12:00:00+00:00"):
        Slot.objects.all().delete()
        Service.objects.update(on_holidays=False)
        hours.fill()
        days = {row.starts_at.date().isoformat() for row in Slot.objects.all()}
    assert "2026-12-23" in days and "2026-12-25" not in days and "2027-01-01" not in days


def test_yesterdays_slots_and_claims_are_gone(service: Service, session: VisitorSession) -> None:
    one = book(session, a_slot(service))
    with time_machine.travel(one.end + timedelta(days=2)):
        hours.clear()
    assert not Slot.objects.filter(id=one.slot).exists()
