"""Somebody else goes on, with the visitor's yes: one place is given back and one taken, whatever
happens at the same moment. What was typed and not sent comes along. Run on PostgreSQL too.
"""

from typing import Any

import pytest
from django.db.models import F

from lejde.chat import (
    actions,
    asking,
    desk_actions,
    lines,
    presence,
    queueing,
    strip,
    transfer,
    unsent,
)
from lejde.chat.domain import PURPOSE_OF, AtCapacity, ConversationClosed, NotAsked
from lejde.chat.models import Conversation, Presence, Seat
from lejde.chat.tests.talking import at_work, people, session
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, NotAllowed, NotFound
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def held(people: House, session: VisitorSession, by: str = "nurse") -> int:
    number = int(actions.begin(session, "health", "en")[0].pk)
    desk_actions.claim(at_work(people, by), number)
    return number


def proposed(people: House, number: int, **to: str) -> int:
    return transfer.propose(at_work(people, "nurse"), number, **to)[0]


def places() -> dict[str, int]:
    return {one.who.username: one.held for one in Presence.objects.select_related("who")}


def said(session: VisitorSession, number: int) -> list[tuple[str, Any]]:
    read = actions.read(session, number)[1]
    return [(one.sender, one.about.get("kind") or one.text) for one in read]


def test_a_yes_moves_the_talk_its_place_and_what_was_typed(
    people: House, session: VisitorSession
) -> None:
    number, nurse, doctor = held(people, session), at_work(people, "nurse"), at_work(
        people, "doctor"
    )  # fmt: skip
    presence.answers(people.user("doctor"), list(PURPOSE_OF))
    actions.say(session, number, "a", "I am afraid")
    unsent.keep(nurse, number, "Have you thought of", desk_actions.find(nurse, number).part)
    asked = proposed(people, number, to="doctor")
    assert places() == {"nurse": 1, "doctor": 0}
    row = asking.answer(session, number, asked, True)
    assert (row.state, row.holder) == ("open", people.user("doctor"))
    assert places() == {"nurse": 0, "doctor": 1}
    with pytest.raises(NotFound):
        desk_actions.read(nurse, number)
    theirs = desk_actions.find(doctor, number)
    assert unsent.kept(doctor, theirs.unsent) == "Have you thought of"
    # One line of the house, a role and no name, and no greeting.
    assert said(session, number) == [
        ("visitor", "I am afraid"), ("system", "transfer"), ("system", "goes_on"),
    ]  # fmt: skip
    line = actions.read(session, number)[1][-1]
    assert line.text == "Doctor goes on here." and lines.shown(line.about) == {
        "kind": "goes_on", "role": "doctor", "is_now": True, "answers": asked,
    }  # fmt: skip
    assert asking.answer(session, number, asked, True).last == 3
    with pytest.raises(NotAsked):
        asking.answer(session, number, asked, False)


@pytest.mark.parametrize("why", ["role", "full", "away"])
def test_without_a_free_place_it_goes_to_the_front_for_that_role_and_only_for_it(
    people: House, session: VisitorSession, why: str
) -> None:
    nurse, doctor = at_work(people, "nurse"), at_work(people, "doctor")
    presence.answers(people.user("doctor"), list(PURPOSE_OF))
    waits = int(actions.begin(session, "health", "en")[0].pk)
    number = held(people, session)
    if why == "full":
        Presence.objects.filter(who=doctor.user).update(held=F("capacity"))
    if why == "away":
        Presence.objects.filter(who=doctor.user).update(until=clock.now())
    to = {"role": "doctor"} if why == "role" else {"to": "doctor"}
    row = asking.answer(session, number, proposed(people, number, **to), True)
    assert (row.state, row.holder, row.wanted) == (
        "letterbox" if why == "away" else "waiting", None, "doctor",
    )  # fmt: skip
    assert [one.pk for one in desk_actions.queue(doctor)] == [number, waits]
    assert [one.pk for one in desk_actions.queue(nurse)] == [waits]
    if why == "role":
        ahead = Conversation.objects.get(pk=number), Conversation.objects.get(pk=waits)
        assert [queueing.position(one) for one in ahead] == [1, 2]
    with pytest.raises(NotFound):
        desk_actions.claim(nurse, number)
    Presence.objects.filter(who=doctor.user).update(held=0)
    before = Conversation.objects.get(pk=number).last
    claimed = desk_actions.claim(doctor, number)
    assert (claimed.state, claimed.wanted, claimed.last) == ("open", "", before)


def test_a_no_changes_nothing_and_what_was_taken_back_is_not_answered(
    people: House, session: VisitorSession
) -> None:
    number = held(people, session)
    asked = proposed(people, number, role="doctor")
    assert proposed(people, number, role="doctor") == asked
    for _ in range(2):
        assert asking.answer(session, number, asked, False).holder == people.user("nurse")
    with pytest.raises(NotAsked):
        asking.answer(session, number, asked, True)
    first = proposed(people, number, role="doctor")
    second = proposed(people, number, to="doctor")
    with pytest.raises(NotAsked):
        asking.answer(session, number, first, True)
    transfer.withdraw(at_work(people, "nurse"), number)
    for is_yes in (True, False):
        with pytest.raises(NotAsked):
            asking.answer(session, number, second, is_yes)
    with pytest.raises(NotAsked):
        transfer.withdraw(at_work(people, "nurse"), number)
    assert places()["nurse"] == 1


def test_who_may_not_proposes_nothing_and_nobody_else_answers(
    people: House, session: VisitorSession
) -> None:
    number, nurse = held(people, session), at_work(people, "nurse")
    other = visitors.resume(visitors.make_visitor().token)
    asked = proposed(people, number, role="doctor")
    for act in (
        lambda: transfer.propose(at_work(people, "doctor"), number, "nurse"),
        lambda: asking.answer(other, number, asked, True),
        lambda: asking.answer(session, number, asked + 7, True),
        lambda: asking.answer(session, number, 10**30, True),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotAllowed):
        transfer.propose(at_work(people, "manager"), number, "doctor")
    # Nobody who has no key, no longer works here, or holds it already.
    for role, to in (
        ("sexologist", ""),
        ("", "sexologist"),
        ("nurse", ""),
        ("", "nurse"),
        ("", ""),
    ):
        with pytest.raises(BadInput):
            transfer.propose(nurse, number, role, to)
    for sequence, is_yes in (("2", True), (asked, "yes"), (True, True)):
        with pytest.raises(BadInput):
            asking.answer(session, number, sequence, is_yes)
    actions.close(session, number)
    with pytest.raises(ConversationClosed):
        transfer.propose(nurse, number, "doctor")
    with pytest.raises(ConversationClosed):
        asking.answer(session, number, asked, True)


def test_twelve_hands_answering_move_it_once(people: House, session: VisitorSession) -> None:
    number = held(people, session)
    presence.answers(people.user("doctor"), list(PURPOSE_OF))
    asked = proposed(people, number, to="doctor")
    ended = at_once(12, lambda at: asking.answer(session, number, asked, at % 2 == 0))
    assert ended["done"] == ended["not_asked"] == 6
    row = Conversation.objects.get(pk=number)
    moved = row.holder == people.user("doctor")
    assert places() == {"nurse": int(not moved), "doctor": int(moved)}
    assert len(said(session, number)) == 2


def test_transfers_and_claims_at_once_never_give_anybody_more_than_they_take(
    people: House, session: VisitorSession
) -> None:
    """Two colleagues give each other talks while they take new ones: no place is lost or made, and
    neither waits for the other for ever.
    """
    both = ("nurse", "doctor")
    asked: list[tuple[int, int]] = []
    for at in range(4):
        by, to = both[at % 2], both[(at + 1) % 2]
        number = held(people, session, by)
        asked.append((number, transfer.propose(at_work(people, by), number, to=to)[0]))
    waiting = [int(actions.begin(session, "health", "en")[0].pk) for _ in range(4)]

    def act(at: int) -> object:
        if at < 4:
            return asking.answer(session, *asked[at], True)
        return desk_actions.claim(at_work(people, both[at % 2]), waiting[at - 4])

    ended = at_once(8, act)
    assert set(ended) <= {"done", AtCapacity.code}
    for name in both:
        row = Presence.objects.get(who__username=name)
        mine = Conversation.objects.filter(state="open", holder__username=name).count()
        assert row.held == mine <= row.capacity


def test_a_message_that_was_on_its_way_while_the_talk_moved_is_refused(
    people: House, session: VisitorSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, nurse = held(people, session), at_work(people, "nurse")
    presence.answers(people.user("doctor"), list(PURPOSE_OF))
    asked = proposed(people, number, to="doctor")
    late = desk_actions.find(nurse, number)
    asking.answer(session, number, asked, True)
    monkeypatch.setattr(desk_actions, "find", lambda worker, number: late)
    with pytest.raises(NotFound):
        desk_actions.say(nurse, number, "b", "too late")


def test_what_is_unsent_outlives_the_session_and_goes_when_it_is_sent(
    people: House, session: VisitorSession
) -> None:
    number, nurse, doctor = held(people, session), at_work(people, "nurse"), at_work(
        people, "doctor"
    )  # fmt: skip
    part = desk_actions.find(nurse, number).part
    assert at_once(6, lambda at: unsent.keep(nurse, number, f"typed {at}", part)) == {"done": 6}
    kept = unsent.kept(nurse, desk_actions.find(nurse, number).unsent)
    assert kept.startswith("typed ")
    own = [one for one in nurse.keys.shares("health", part.folder) if one.is_own]
    assert len(own) == 1
    # The visitor sees that something is kept there, and not what.
    assert [one for one, _, _ in session.shared(part.folder)] == ["", "talk"]
    desk_actions.say(nurse, number, "b", "sent")
    assert unsent.kept(nurse, desk_actions.find(nurse, number).unsent) == ""
    for who, error in ((doctor, NotFound), (nurse, BadInput)):
        with pytest.raises(error):
            unsent.keep(who, number, "x" if who is doctor else "x" * 8001, part)


def test_the_strip_shows_what_one_holds_and_what_is_unread(
    people: House, session: VisitorSession
) -> None:
    nurse, (one, two) = at_work(people, "nurse"), (held(people, session), held(people, session))
    actions.say(session, one, "a", "x")
    actions.say(session, one, "b", "y")
    assert {(talk.row.pk, talk.unread) for talk in strip.at(nurse)} == {(one, 2), (two, 0)}
    strip.saw(nurse, Conversation.objects.get(pk=one), 2)
    strip.saw(nurse, Conversation.objects.get(pk=one), 1)
    actions.say(session, one, "c", "z")
    assert {(talk.row.pk, talk.unread) for talk in strip.at(nurse)} == {(one, 1), (two, 0)}
    desk_actions.close(nurse, one)
    strip.saw(nurse, Conversation.objects.get(pk=one), 3)
    assert not Seat.objects.exists()
