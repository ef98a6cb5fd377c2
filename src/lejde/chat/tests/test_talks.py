"""What is said is stored once, numbered without a gap, and read by those it was given to.

Run on SQLite and PostgreSQL.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lejde.chat import actions, desk_actions, presence, threads
from lejde.chat.domain import (
    AlreadyClaimed,
    AtCapacity,
    ClientIdReused,
    ConversationClosed,
    TooLong,
    TooManyTalks,
)
from lejde.chat.models import Conversation, Presence
from lejde.chat.tests.talking import at_work, people, session
from lejde.identity import erasing
from lejde.identity.models import Staff
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House
from lejde.kernel.errors import BadInput, NotAllowed, NotFound, TooBusy
from lejde.vault import visitors
from lejde.vault.staff import NotOffered
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def begun(session: VisitorSession, topic: str = "health") -> int:
    return int(actions.begin(session, topic, "en")[0].pk)


def test_a_talk_goes_back_and_forth_in_one_order(people: House, session: VisitorSession) -> None:
    number, nurse = begun(session), at_work(people, "nurse")
    assert actions.say(session, number, "a", "I am afraid") == (1, True)
    assert [row.pk for row in desk_actions.queue(nurse)] == [number]
    assert desk_actions.claim(nurse, number).state == "open"
    assert desk_actions.queue(nurse) == []
    assert desk_actions.say(nurse, number, "b", "I am here") == (2, True)
    assert actions.say(session, number, "c", "Thank you") == (3, True)
    read = actions.read(session, number)[1]
    assert [(m.sequence, m.sender, m.text) for m in read] == [
        (1, "visitor", "I am afraid"), (2, "staff", "I am here"), (3, "visitor", "Thank you"),
    ]  # fmt: skip
    assert desk_actions.read(nurse, number) == ("open", read)
    assert actions.read(session, number, after=2)[1] == read[2:]


def test_the_same_message_again_is_one_and_another_under_its_id_is_refused(
    people: House, session: VisitorSession
) -> None:
    number, nurse = begun(session), at_work(people, "nurse")
    assert actions.say(session, number, "a", "once") == (1, True)
    assert actions.say(session, number, "a", "once") == (1, False)
    with pytest.raises(ClientIdReused):
        actions.say(session, number, "a", "twice")
    desk_actions.claim(nurse, number)
    with pytest.raises(ClientIdReused):
        desk_actions.say(nurse, number, "a", "once")
    # Another conversation knows nothing of it.
    assert actions.say(session, begun(session), "a", "twice") == (1, True)


def test_twelve_hands_sending_four_messages_leave_four_without_a_gap(
    people: House, session: VisitorSession
) -> None:
    number = begun(session)
    ended = at_once(12, lambda at: actions.say(session, number, f"m{at % 4}", f"text {at % 4}"))
    assert ended == {"done": 12}
    read = actions.read(session, number)[1]
    assert [one.sequence for one in read] == [1, 2, 3, 4]
    assert sorted(one.text for one in read) == [f"text {n}" for n in range(4)]


def test_begun_twice_by_the_same_id_is_one_conversation(
    people: House, session: VisitorSession
) -> None:
    first, is_new = actions.begin(session, "health", "en", "mine")
    again = actions.begin(session, "health", "en", "mine")
    assert (is_new, again) == (True, (first, False))
    with pytest.raises(ClientIdReused):
        actions.begin(session, "health", "nb", "mine")
    assert at_once(6, lambda _: actions.begin(session, "health", "en", "theirs")) == {"done": 6}
    assert Conversation.objects.count() == 2
    # The same id of somebody else is another conversation.
    other = visitors.resume(visitors.make_visitor().token)
    assert actions.begin(other, "health", "en", "mine")[0].pk != first.pk


def test_of_many_who_claim_one_gets_it_and_nobody_holds_more_than_they_take(
    people: House, session: VisitorSession
) -> None:
    workers = [at_work(people, name) for name in ("nurse", "doctor")]
    numbers = [begun(session) for _ in range(8)]
    ended = at_once(16, lambda at: desk_actions.claim(workers[at % 2], numbers[at // 2]))
    assert ended["done"] == 2 * presence.DEFAULT_CAPACITY
    assert ended["already_claimed"] + ended["at_capacity"] == 16 - ended["done"]
    rows = Conversation.objects.filter(state="open")
    assert rows.count() == 2 * presence.DEFAULT_CAPACITY
    assert {one.held for one in Presence.objects.all()} == {presence.DEFAULT_CAPACITY}


def test_a_claim_again_is_no_error_and_a_close_frees_a_place_once(
    people: House, session: VisitorSession
) -> None:
    nurse, doctor = at_work(people, "nurse"), at_work(people, "doctor")
    numbers = [begun(session) for _ in range(presence.DEFAULT_CAPACITY + 1)]
    for number in numbers[:-1]:
        desk_actions.claim(nurse, number)
    assert desk_actions.claim(nurse, numbers[0]).state == "open"
    with pytest.raises(AlreadyClaimed):
        desk_actions.claim(doctor, numbers[0])
    with pytest.raises(AtCapacity):
        desk_actions.claim(nurse, numbers[-1])
    assert desk_actions.close(nurse, numbers[0]) == "closed"
    assert actions.close(session, numbers[0]) == "closed"
    assert desk_actions.claim(nurse, numbers[-1]).state == "open"
    assert Presence.objects.get(who=nurse.user).held == presence.DEFAULT_CAPACITY


def test_a_closed_talk_takes_nothing_but_says_again_what_it_took(
    people: House, session: VisitorSession
) -> None:
    number, nurse = begun(session), at_work(people, "nurse")
    desk_actions.claim(nurse, number)
    actions.say(session, number, "a", "before")
    desk_actions.close(nurse, number)
    with pytest.raises(ConversationClosed):
        actions.say(session, number, "b", "after")
    with pytest.raises(ConversationClosed):
        desk_actions.say(nurse, number, "c", "after")
    # Its acknowledgement was lost on the way; the message was not.
    assert actions.say(session, number, "a", "before") == (1, False)
    assert actions.read(session, number) == ("closed", actions.read(session, number)[1])
    with pytest.raises(AlreadyClaimed):
        desk_actions.claim(at_work(people, "doctor"), number)


def test_what_is_not_ones_own_is_not_there(people: House, session: VisitorSession) -> None:
    number = begun(session, "counselling")
    other = visitors.resume(visitors.make_visitor().token)
    nurse, manager = at_work(people, "nurse"), at_work(people, "manager")
    sexologist = at_work(people, "sexologist")
    for act in (
        lambda: actions.read(other, number), lambda: actions.say(other, number, "a", "b"),
        lambda: actions.close(other, number), lambda: desk_actions.claim(nurse, number),
        lambda: desk_actions.read(sexologist, number), lambda: actions.read(session, number + 1),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            act()
    assert desk_actions.queue(nurse) == []
    with pytest.raises(NotAllowed):
        desk_actions.queue(manager)


@pytest.mark.parametrize("text", ["", "  \n", None, 7])
def test_nothing_is_no_message(people: House, session: VisitorSession, text: object) -> None:
    with pytest.raises(BadInput):
        actions.say(session, begun(session), "a", text)


def test_too_long_a_text_or_id_is_refused_and_the_longest_is_stored(
    people: House, session: VisitorSession
) -> None:
    number = begun(session)
    with pytest.raises(TooLong):
        actions.say(session, number, "a", "x" * 8001)
    with pytest.raises(BadInput):
        actions.say(session, number, "a" * 65, "x")
    assert actions.say(session, number, "a" * 64, "å" * 8000) == (1, True)
    assert actions.read(session, number)[1][0].text == "å" * 8000


def test_deleted_is_gone_for_everybody_and_frees_whoever_held_it(
    people: House, session: VisitorSession
) -> None:
    nurse, (kept, gone) = at_work(people, "nurse"), (begun(session), begun(session))
    for number in (kept, gone):
        desk_actions.claim(nurse, number)
        actions.say(session, number, "a", "words")
    actions.erase(session, gone)
    with pytest.raises(NotFound):
        desk_actions.read(nurse, gone)
    assert actions.read(session, kept)[1]
    assert Presence.objects.get().held == 1
    erasing.erase_everything(session)
    assert not Conversation.objects.exists()
    assert Presence.objects.get().held == 0


def test_what_nobody_holds_a_key_for_is_not_offered_and_leaves_nothing_behind(
    people: House, session: VisitorSession
) -> None:
    with pytest.raises(NotOffered):
        actions.begin(session, "legal", "en")
    assert session.folders() == []


def test_a_flood_is_kept_to_the_talk_it_is_in(
    people: House, session: VisitorSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "MOST_IN_A_MINUTE", 3)
    flooded, other = begun(session), begun(session)
    for name in "abc":
        actions.say(session, flooded, name, "again")
    with pytest.raises(TooBusy) as refused:
        actions.say(session, flooded, "d", "again")
    assert 0 < refused.value.retry_after <= 61
    # What is stored is acknowledged still, and the talk beside it knows nothing of this.
    assert actions.say(session, flooded, "a", "again") == (1, False)
    assert actions.say(session, other, "d", "hello") == (1, True)
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=61)):
        assert actions.say(session, flooded, "d", "again") == (4, True)


def test_one_person_has_only_so_many_talks_at_a_time(
    people: House, session: VisitorSession
) -> None:
    numbers = [actions.begin(session, "health", "en", str(at))[0].pk for at in range(10)]
    with pytest.raises(TooManyTalks):
        actions.begin(session, "health", "en", "one more")
    assert not actions.begin(session, "health", "en", "0")[1]
    actions.close(session, numbers[0])
    assert actions.begin(session, "health", "en", "one more")[1]


def test_a_hundred_staff_who_claim_twenty_talks_at_once_leave_each_with_one(
    people: House, session: VisitorSession
) -> None:
    staff = [Staff.objects.create(username=f"n{at}", role="nurse", key=at) for at in range(100)]
    row = actions.begin(session, "health", "en")[0]
    talks = [
        Conversation.objects.create(
            folder=f"{at:032x}", topic="health", language="en", day=row.day, since=row.since
        ).pk
        for at in range(20)
    ]
    ended = at_once(100, lambda at: presence.claim(staff[at], talks[at % 20]))
    assert ended == {"done": 20, "already_claimed": 80}
    holders = Conversation.objects.filter(pk__in=talks).values_list("holder", flat=True)
    assert None not in holders and len(holders) == 20
    assert sum(one.held for one in Presence.objects.all()) == 20
