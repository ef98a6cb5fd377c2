"""At half past midnight in Oslo it is still yesterday in UTC: what a person or the staff read as a
day is the house's own, also in the two nights when the clocks change.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client

from lejde.audit import queries as audit
from lejde.booking import actions, desk_actions, hours, queries, queueing, taking
from lejde.booking.models import Schedule, Service, Slot
from lejde.booking.tests.opening import open_house
from lejde.clinic import mine
from lejde.clinic.course import Course
from lejde.events.counting import facts
from lejde.identity import folders, reading
from lejde.identity.folders import CARE
from lejde.identity.forms import DAYS
from lejde.identity.staffing import Worker
from lejde.identity.tests.working import House, house
from lejde.kernel import clock
from lejde.vault import guests, visitors

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
# Clocks go forward and back later in these nights; the last is the first of a month.
NIGHTS = (
    datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
    datetime(2026, 10, 24, 22, 30, tzinfo=UTC),
    datetime(2026, 11, 30, 23, 30, tzinfo=UTC),
)


@pytest.fixture(params=NIGHTS, ids=lambda night: night.date().isoformat())
def night(request: pytest.FixtureRequest) -> Iterator[date]:
    """The day on the wall."""
    with time_machine.travel(request.param, tick=False):
        yield request.param.date() + timedelta(days=1)


@pytest.fixture
def people(night: date) -> Iterator[House]:
    yield from house("nurse", "manager")


@pytest.fixture
def service(people: House) -> Service:
    made = open_house("drop_in")
    Schedule.objects.update(opens="00:00", closes="23:59")
    return made


def test_the_day_is_the_walls(night: date, people: House) -> None:
    assert clock.today() == hours.today() == night
    session = visitors.resume(visitors.make_visitor().token)
    folders.new_folder(session, CARE)
    (folder,) = folders.of_kind(session, CARE)
    assert folder.day == night


def test_records_questions_and_the_audit_are_of_the_walls_day(
    night: date, service: Service, people: House
) -> None:
    session = visitors.resume(visitors.make_visitor().token)
    one = queueing.here_now(session, service)
    worker = Worker(people.user("nurse"), people.clinic["nurse"])
    course = Course(worker, "health", one.folder)
    course.write("due", deposits=[])
    mine.ask(session, "a question")
    course.reply("an answer")
    assert course.records[-1]["day"] == night.isoformat()
    assert {each["on"] for each in mine.questions(session)} == {night}
    assert {act.day for act in audit.since(night - timedelta(days=2))} == {night}
    (card,) = queries.cards(worker, night)
    assert card.number == one.number
    Slot.objects.filter(id=one.slot).update(state="taken")
    desk_actions.missed(worker, card)
    (fact,) = facts(people.clinic["manager"])
    assert fact.month == clock.month_of(night)


def test_a_guest_reads_until_the_end_of_the_last_day_on_the_wall(
    night: date, people: House
) -> None:
    session = visitors.resume(visitors.make_visitor().token)
    folder = folders.new_folder(session, CARE)
    for days in sorted(DAYS):
        until = reading.until(days)
        assert until == night + timedelta(days=days)
        code = session.invite(folder, frozenset({"answers"}), until)
    token = visitors.enter(code).token
    last = datetime.combine(until, time(23, 59), hours.zone())
    with time_machine.travel(last, tick=False):
        assert guests.resume(visitors.enter(code).token).until == until
    with time_machine.travel(last + timedelta(minutes=2), tick=False):
        client = Client()
        client.cookies["v"] = token
        assert client.get("/reading/").status_code == 401


def test_a_card_of_the_small_hours_stays_for_its_whole_day(
    night: date, service: Service, people: House
) -> None:
    control = open_house("control")
    Schedule.objects.filter(service=control).update(opens="00:00", closes="23:00", place="Night")
    hours.refill()
    start = datetime.combine(night + timedelta(days=1), time(0, 0), hours.zone())
    slot = Slot.objects.get(service=control, starts_at=start)
    taking.hold(slot.id, "claim")
    session = visitors.resume(visitors.make_visitor().token)
    one = actions.book(session, slot.id, "claim")
    with time_machine.travel(start + timedelta(hours=4), tick=False):
        hours.clear()
        worker = Worker(people.user("nurse"), people.clinic["nurse"])
        assert [card.number for card in queries.cards(worker, hours.today())] == [one.number]
    with time_machine.travel(start + timedelta(days=1, hours=4), tick=False):
        hours.clear()
        assert people.clinic["nurse"].deposits("health", hours.CARDS) == []
