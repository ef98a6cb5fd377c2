"""How long a talk is kept is told before and all along, moves only on, and never past what its
visitor signed. Run on SQLite and PostgreSQL.
"""

from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from time_machine import TimeMachineFixture

from lejde.chat import actions, desk_actions, keeping
from lejde.chat.domain import KEPT_DAYS, WARNED_DAYS
from lejde.chat.models import Conversation
from lejde.chat.tests.talking import at_work, people, session
from lejde.identity.cookies import COOKIE
from lejde.identity.tests.working import House
from lejde.kernel.clock import now, today
from lejde.kernel.errors import NotFound
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def begun(session: VisitorSession, topic: str = "health") -> int:
    number = int(actions.begin(session, topic, "en")[0].pk)
    actions.say(session, number, "a", "hello")
    return number


def row_of(number: int) -> Conversation:
    return Conversation.everything.get(pk=number)


WHO = st.sampled_from(["visitor", "staff"])


@given(days=st.integers(1, 200), moves=st.lists(st.tuples(WHO, st.integers(0, 60)), max_size=30))
def test_the_day_moves_only_on_and_never_out_of_what_was_signed(
    days: int, moves: list[tuple[str, int]]
) -> None:
    day = date(2026, 1, 30)
    signed = keeping.agreed(days, day)
    end = day + timedelta(days=days)
    for who, passed in moves:
        day += timedelta(days=passed)
        if day >= end:
            break
        if who == "visitor":
            signed = max(signed, keeping.agreed(days, day))
        before, end = end, keeping.moved(end, day, days, signed)
        assert end >= before
        # Staff can open it on each day on which it can be read.
        assert end - timedelta(days=1) <= signed
        # Never gone on the day after somebody wrote what they signed for.
        assert who == "staff" or end == max(before, day + timedelta(days=days))
        assert end <= day + timedelta(days=days) or end == before


def test_a_message_moves_the_day_and_so_does_the_end(
    people: House, session: VisitorSession, time_machine: TimeMachineFixture
) -> None:
    start, number, nurse = now(), begun(session), at_work(people, "nurse")
    first = today() + timedelta(days=KEPT_DAYS)
    assert row_of(number).deleted_on == first
    time_machine.move_to(start + timedelta(days=KEPT_DAYS - 1))
    assert row_of(number).is_ending
    actions.say(session, number, "b", "one more")
    assert row_of(number).deleted_on == today() + timedelta(days=KEPT_DAYS)
    assert not row_of(number).is_ending
    desk_actions.claim(nurse, number)
    time_machine.move_to(start + timedelta(days=KEPT_DAYS + 3))
    desk_actions.say(nurse, number, "c", "an answer")
    assert row_of(number).deleted_on == today() + timedelta(days=KEPT_DAYS)
    time_machine.move_to(start + timedelta(days=KEPT_DAYS + 5))
    assert desk_actions.close(nurse, number) == "closed"
    last = today() + timedelta(days=KEPT_DAYS)
    assert row_of(number).deleted_on == last
    # Nothing new can come: once more ended is no later day.
    time_machine.move_to(start + timedelta(days=KEPT_DAYS + 9))
    actions.close(session, number)
    assert row_of(number).deleted_on == last


def test_the_same_message_again_moves_no_day(
    people: House, session: VisitorSession, time_machine: TimeMachineFixture
) -> None:
    number, end = begun(session), today() + timedelta(days=KEPT_DAYS)
    time_machine.move_to(now() + timedelta(days=4))
    assert actions.say(session, number, "a", "hello") == (1, False)
    assert row_of(number).deleted_on == end


def test_what_a_manager_says_holds_for_talks_that_begin_from_then_on(
    people: House, session: VisitorSession
) -> None:
    old = begun(session)
    keeping.keep_for({"health": 14})
    new = begun(session)
    actions.say(session, old, "b", "still the promise of its first page")
    assert row_of(old).deleted_on == today() + timedelta(days=KEPT_DAYS)
    assert row_of(new).deleted_on == today() + timedelta(days=14)
    assert keeping.days_of("counselling") == KEPT_DAYS


def days_given(session: VisitorSession, number: int) -> list[date]:
    """The last days until which staff may open the talk."""
    shared = session.shared(row_of(number).folder)
    return [until for part, _, until in shared if part == "talk"]


def test_staff_keep_the_key_as_long_as_the_visitor_goes_on_writing(
    people: House, session: VisitorSession, time_machine: TimeMachineFixture
) -> None:
    start, number = now(), begun(session)
    desk_actions.claim(at_work(people, "nurse"), number)
    for month in range(1, 5):
        time_machine.move_to(start + timedelta(days=29 * month))
        actions.say(session, number, f"m{month}", "again")
        nurse = at_work(people, "nurse")
        assert len(desk_actions.read(nurse, number)[1]) == month + 1
        assert days_given(session, number) == [row_of(number).agreed_until]


def test_staff_alone_cannot_keep_a_talk_and_are_told_so(
    people: House, session: VisitorSession, time_machine: TimeMachineFixture
) -> None:
    start, number = now(), begun(session)
    desk_actions.claim(at_work(people, "nurse"), number)
    signed = row_of(number).agreed_until
    for day in (20, 40, 58):
        time_machine.move_to(start + timedelta(days=day))
        desk_actions.say(at_work(people, "nurse"), number, f"s{day}", "are you there?")
    row = row_of(number)
    assert row.deleted_on == signed + timedelta(days=1)
    assert row.is_at_its_end
    page = people.browser("nurse").get(f"/desk/talks/{number}/", headers={"accept-language": "en"})
    assert b"Only the visitor can move the day" in page.content
    time_machine.move_to(start + timedelta(days=59))
    actions.say(session, number, "late", "I am here again")
    assert row_of(number).deleted_on == today() + timedelta(days=KEPT_DAYS)
    assert not row_of(number).is_at_its_end


def test_what_was_taken_back_is_not_given_again_by_writing(
    people: House, session: VisitorSession, time_machine: TimeMachineFixture
) -> None:
    number = begun(session)
    session.take_back(row_of(number).folder, "talk", "health")
    time_machine.move_to(now() + timedelta(days=3))
    actions.say(session, number, "b", "for myself")
    assert days_given(session, number) == []


def test_from_its_day_on_a_talk_is_there_for_nobody_before_any_night(
    people: House, session: VisitorSession, time_machine: TimeMachineFixture
) -> None:
    start = now()
    number = int(actions.begin(session, "health", "en", "mine")[0].pk)
    desk_actions.claim(at_work(people, "nurse"), number)
    time_machine.move_to(start + timedelta(days=KEPT_DAYS - 1))
    assert actions.read(session, number) == ("open", [])
    time_machine.move_to(start + timedelta(days=KEPT_DAYS))
    nurse = at_work(people, "nurse")
    for act in (
        lambda: actions.read(session, number), lambda: actions.say(session, number, "x", "y"),
        lambda: desk_actions.read(nurse, number), lambda: desk_actions.say(nurse, number, "x", "y"),
        lambda: desk_actions.claim(nurse, number), lambda: actions.erase(session, number),
        lambda: actions.begin(session, "health", "en", "mine"),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            act()
    assert actions.mine(session) == [] == desk_actions.holding(nurse) == desk_actions.queue(nurse)


@pytest.mark.one_database
def test_the_day_is_said_before_all_along_and_louder_at_the_end(
    people: House, time_machine: TimeMachineFixture
) -> None:
    start, made = now(), visitors.make_visitor()
    visitor = Client(headers={"accept-language": "en"})
    visitor.cookies[COOKIE] = made.token
    before = visitor.get("/talk/").content.decode()
    assert f"{KEPT_DAYS} days after the last message" in before
    keeping.keep_for({"counselling": 20})
    assert "20 days" in visitor.get("/talk/").content.decode()
    session = visitors.resume(made.token)
    number = begun(session)
    row, nurse = row_of(number), at_work(people, "nurse")
    desk_actions.claim(nurse, number)
    page, day = f"/talk/{actions.key_of(session, row)}/", row.deleted_on.strftime("%B %Y")
    for address in (page, f"{page}delete/"):
        assert day in visitor.get(address).content.decode()
    quiet = visitor.get(page).content.decode()
    assert 'class="note" role="status">This talk is deleted' not in " ".join(quiet.split())
    time_machine.move_to(start + timedelta(days=KEPT_DAYS - WARNED_DAYS))
    visitor.cookies[COOKIE] = visitors.sign_in(made.return_code)
    assert 'role="status">This talk is deleted' in visitor.get(page).content.decode()
    desk = people.browser("nurse")
    loud = desk.get(f"/desk/talks/{number}/", headers={"accept-language": "en"})
    assert 'role="status">This talk is deleted' in loud.content.decode()
    listed = desk.get("/desk/talks/", headers={"accept-language": "en"}).content.decode()
    assert 'data-size="sm">deleted on' in listed
    assert "deleted on" in visitor.get("/mine/").content.decode()


@pytest.mark.one_database
def test_a_manager_sets_the_days_within_bounds_and_nobody_else(people: House) -> None:
    manager, nurse = people.browser("manager"), people.browser("nurse")
    days = dict.fromkeys(keeping.of_topics(), 30) | {"health": 60}
    assert nurse.post("/desk/talks/keeping/", days).status_code == 403
    assert manager.post("/desk/talks/keeping/", days)["Location"] == "/desk/talks/keeping/"
    assert keeping.days_of("health") == 60
    for wrong in (13, 181, -1, "a", ""):
        answer = manager.post("/desk/talks/keeping/", days | {"legal": wrong})
        assert answer.status_code == 422
    assert keeping.days_of("legal") == KEPT_DAYS
