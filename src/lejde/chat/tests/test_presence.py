"""Whether somebody is there is true: nobody is counted who did not say so, whose desk is shut, or
who has done nothing for a while. Run on SQLite and PostgreSQL.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db.models import F
from time_machine import Traveller

from lejde.chat import actions, desk_actions, figures, opening, presence, queueing
from lejde.chat.domain import AWAKE_FOR, PLACE_FOR, PRESENT_FOR, WRITING_FOR
from lejde.chat.models import Conversation, HourCount, Pace, Presence, TopicTerms
from lejde.chat.tests.talking import at_work, people, session
from lejde.identity.models import Staff
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House
from lejde.kernel import clock
from lejde.vault import visitors
from lejde.vault.staff import NotOffered
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

MINUTE = timedelta(minutes=1)


@pytest.fixture
def time_goes() -> Iterator[Traveller]:
    with time_machine.travel(clock.now(), tick=False) as moment:
        yield moment


def begun(session: VisitorSession, topic: str = "health") -> Conversation:
    return actions.begin(session, topic, "en")[0]


def fresh(row: Conversation) -> Conversation:
    return Conversation.objects.get(pk=row.pk)


def state_seen(session: VisitorSession, row: Conversation) -> str:
    return actions.read(session, row.pk)[0]


def test_nobody_there_is_the_letterbox_and_somebody_who_says_so_is_a_place_in_the_queue(
    people: House, session: VisitorSession
) -> None:
    nurse = people.user("nurse")
    assert begun(session).state == "letterbox"
    # An open desk alone is nobody.
    presence.acts(nurse)
    assert begun(session).state == "letterbox"
    presence.answers(nurse, ["health"])
    assert begun(session).state == "waiting"
    # Only for what they said; and a nurse opens nothing that is counselling's, whatever is said.
    assert begun(session, "money").state == "letterbox"
    presence.answers(nurse, ["health", "counselling"])
    assert begun(session, "counselling").state == "letterbox"
    presence.stops(nurse)
    assert begun(session).state == "letterbox"


def test_a_desk_left_open_counts_for_a_while_and_then_nobody_is_there(
    people: House, time_goes: Traveller
) -> None:
    nurse = people.user("nurse")
    presence.answers(nurse, ["health"])
    for _ in range(int(AWAKE_FOR / MINUTE) - 1):
        time_goes.shift(MINUTE)
        presence.sign(nurse)
        assert presence.somebody_for("health")
    time_goes.shift(MINUTE)
    presence.sign(nurse)
    assert not presence.somebody_for("health")
    # Looking in again is not saying that one answers.
    presence.acts(nurse)
    assert not presence.somebody_for("health")
    presence.answers(nurse, ["health"])
    time_goes.shift(PRESENT_FOR)
    assert not presence.somebody_for("health")
    # A line that was cut for a moment is.
    presence.sign(nurse)
    assert presence.somebody_for("health")


def test_a_desk_that_is_shut_is_nobody_after_a_minute_and_a_half(
    people: House, time_goes: Traveller
) -> None:
    presence.answers(people.user("nurse"), ["health"])
    time_goes.shift(PRESENT_FOR - timedelta(seconds=1))
    assert presence.somebody_for("health")
    time_goes.shift(timedelta(seconds=1))
    assert not presence.somebody_for("health")


def test_whoever_writes_in_a_talk_is_there_while_they_write(
    people: House, session: VisitorSession, time_goes: Traveller
) -> None:
    nurse, row = at_work(people, "nurse"), begun(session)
    presence.answers(nurse.user, ["health"])
    desk_actions.claim(nurse, row.pk)
    desk_actions.say(nurse, row.pk, "a", "I am here")
    time_goes.shift(WRITING_FOR - MINUTE)
    # A sign of the queue's page does not make shorter what is promised.
    presence.sign(nurse.user)
    assert presence.somebody_for("health") and not presence.is_away(fresh(row))
    time_goes.shift(4 * MINUTE)
    assert not presence.somebody_for("health") and presence.is_away(fresh(row))
    presence.sign(nurse.user)
    assert not presence.is_away(fresh(row))
    assert state_seen(session, row) == "open"


def test_a_leaver_and_a_lost_role_are_not_there(people: House) -> None:
    nurse = people.user("nurse")
    presence.answers(nurse, ["health"])
    Staff.objects.filter(pk=nurse.pk).update(role="interpreter")
    assert not presence.somebody_for("health")
    Staff.objects.filter(pk=nurse.pk).update(role="nurse", left_on=clock.today())
    assert not presence.somebody_for("health")


def test_all_taken_is_a_queue_as_long_as_the_house_lets_it_be(
    people: House, session: VisitorSession
) -> None:
    presence.answers(people.user("nurse"), ["health"])
    Presence.objects.update(held=F("capacity"))
    TopicTerms.objects.create(topic="health", longest_queue=2)
    rows = [begun(session) for _ in range(3)]
    assert [row.state for row in rows] == ["waiting", "waiting", "letterbox"]
    assert [queueing.position(row) for row in rows] == [1, 2, 0]
    # Without a queue one waits only for a place that is free, each for one of their own.
    TopicTerms.objects.update(longest_queue=0)
    Conversation.objects.all().delete()
    Presence.objects.update(held=F("capacity") - 1)
    assert [begun(session).state for _ in range(2)] == ["waiting", "letterbox"]


def test_nobody_takes_more_at_a_time_than_the_house_lets_them(people: House) -> None:
    Pace.objects.create(most=2)
    assert presence.answers(people.user("nurse"), ["health"], 7).capacity == 2


def test_after_a_talk_there_is_a_pause_unless_one_is_ready(
    people: House, session: VisitorSession, time_goes: Traveller
) -> None:
    nurse = at_work(people, "nurse")
    presence.answers(nurse.user, ["health"], 1)
    TopicTerms.objects.create(topic="health", longest_queue=0)
    for is_ended_by_staff in (True, False):
        row = begun(session)
        assert row.state == "waiting"
        desk_actions.claim(nurse, row.pk)
        if is_ended_by_staff:
            desk_actions.close(nurse, row.pk)
        else:
            actions.close(session, row.pk)
        assert presence.somebody_for("health") and presence.free_places("health") == 0
        assert begun(session).state == "letterbox"
        presence.is_ready(nurse.user)
        assert presence.free_places("health") == 1
    # Without a word it ends by itself, after as long as the house says.
    last = begun(session)
    desk_actions.claim(nurse, last.pk)
    desk_actions.close(nurse, last.pk)
    for _ in range(opening.pace().pause):
        assert presence.free_places("health") == 0
        time_goes.shift(MINUTE)
        presence.acts(nurse.user)
    assert presence.free_places("health") == 1


def test_when_the_last_one_drops_out_the_place_is_kept_and_given_back(
    people: House, session: VisitorSession, time_goes: Traveller
) -> None:
    nurse, other = people.user("nurse"), visitors.resume(visitors.make_visitor().token)
    presence.answers(nurse, ["health"])
    first = begun(session)
    time_goes.shift(timedelta(seconds=10))
    second = begun(other)
    time_goes.shift(PRESENT_FOR)
    # By the house itself, or because the visitor looked.
    assert state_seen(session, first) == "letterbox"
    assert fresh(second).state == "waiting"
    assert queueing.settle_all() == 1
    assert fresh(second).state == "letterbox"
    assert queueing.settle_all() == 0
    time_goes.shift(5 * MINUTE)
    presence.answers(nurse, ["health"])
    assert queueing.settle_all() == 2
    assert [queueing.position(fresh(row)) for row in (first, second)] == [1, 2]


def test_a_place_is_kept_half_an_hour_without_a_sign_and_as_long_as_one_looks(
    people: House, session: VisitorSession, time_goes: Traveller
) -> None:
    nurse = people.user("nurse")
    presence.answers(nurse, ["health"])
    row = begun(session)
    time_goes.shift(timedelta(seconds=1))
    gone = begun(session)
    actions.say(session, gone.pk, "a", "words")
    for _ in range(2):
        for _ in range(int(PLACE_FOR / MINUTE) - 1):
            time_goes.shift(MINUTE)
            presence.acts(nurse)
            queueing.settle_all()
        # A new page of a new session: the place belongs to the talk.
        queueing.look(fresh(row))
    assert fresh(row).state == "waiting" and queueing.position(fresh(row)) == 1
    assert fresh(gone).state == "letterbox" and fresh(gone).place_until is None
    # What they wrote is a letter; they can stand in the queue again, last.
    assert [one.pk for one in desk_actions.queue(at_work(people, "nurse"))] == [row.pk, gone.pk]
    queueing.wait(gone.pk)
    assert (fresh(gone).state, queueing.position(fresh(gone))) == ("waiting", 2)
    queueing.wait(gone.pk)
    assert queueing.position(fresh(gone)) == 2


def test_who_is_claimed_has_no_place_and_a_letter_that_nobody_is_there_for_stays_one(
    people: House, session: VisitorSession
) -> None:
    nurse, letter = at_work(people, "nurse"), begun(session)
    queueing.wait(letter.pk)
    assert fresh(letter).state == "letterbox"
    presence.answers(nurse.user, ["health"])
    row = begun(session)
    desk_actions.claim(nurse, row.pk)
    queueing.settle_all()
    queueing.wait(row.pk)
    assert fresh(row).state == "open"
    assert (fresh(row).joined, fresh(row).place_until, fresh(row).since) == (None, None, None)


def test_many_hands_settling_and_one_claiming_leave_it_claimed_and_counted_once(
    people: House, session: VisitorSession, time_goes: Traveller
) -> None:
    nurse = at_work(people, "nurse")
    presence.answers(nurse.user, ["health"])
    row = begun(session)
    time_goes.shift(PLACE_FOR + MINUTE)

    def act(place: int) -> object:
        return desk_actions.claim(nurse, row.pk) if place == 0 else queueing.settle(row.pk)

    assert at_once(6, act) == {"done": 6}
    assert fresh(row).state == "open" and Presence.objects.get().held == 1
    counted = HourCount.objects.filter(purpose="").exclude(what=figures.BEGAN)
    assert sum(counted.values_list("count", flat=True)) <= 2
    left = counted.filter(what=figures.GAVE_UP)
    assert sum(left.values_list("count", flat=True)) <= 1


def test_a_topic_that_is_off_is_not_offered(people: House, session: VisitorSession) -> None:
    TopicTerms.objects.create(topic="youth", is_on=False)
    assert "youth" not in actions.topics() and "counselling" in actions.topics()
    with pytest.raises(NotOffered):
        actions.begin(session, "youth", "en")
    assert session.folders() == []


def test_the_night_forgets_who_is_long_gone_and_holds_nothing(
    people: House, session: VisitorSession, time_goes: Traveller
) -> None:
    for name in ("nurse", "doctor"):
        presence.answers(people.user(name), ["health"])
    desk_actions.claim(at_work(people, "doctor"), begun(session).pk)
    time_goes.shift(timedelta(hours=2))
    presence.forget()
    assert [one.who.username for one in Presence.objects.all()] == ["doctor"]
