"""A talk goes on with another purpose by the visitor's act: the one side reads no further, the other
reads what the visitor names, and the visitor reads on without a gap. Run on PostgreSQL too.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from lejde.chat import actions, asking, desk_actions, handover, lines, offering, presence, threads
from lejde.chat.domain import PURPOSE_OF, ClientIdReused, ConversationClosed, TooLong
from lejde.chat.models import Conversation, Presence
from lejde.chat.tests.talking import at_work, session
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House, house
from lejde.kernel.errors import BadInput, NotFound
from lejde.vault import visitors
from lejde.vault.staff import NotOffered
from lejde.vault.visitors import VisitorSession

__all__ = ["session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("nurse", "sexologist", "legal_adviser")


@pytest.fixture
def number(people: House, session: VisitorSession) -> int:
    """A talk with a nurse, of three messages."""
    number = int(actions.begin(session, "health", "en", "mine")[0].pk)
    nurse = at_work(people, "nurse")
    desk_actions.claim(nurse, number)
    actions.say(session, number, "a", "one")
    desk_actions.say(nurse, number, "b", "two")
    actions.say(session, number, "c", "three")
    return number


def texts(messages: list[Any]) -> list[str]:
    return [one.about.get("kind") or one.text for one in messages]


def sexologist_reads(people: House, number: int) -> list[Any]:
    worker = at_work(people, "sexologist")
    desk_actions.claim(worker, number)
    return desk_actions.read(worker, number)[1]


def test_nothing_goes_along_but_the_visitors_own_words(
    people: House, session: VisitorSession, number: int
) -> None:
    presence.answers(people.user("sexologist"), list(PURPOSE_OF))
    row = handover.go(session, number, "counselling", summary="  It is about closeness. ")
    assert (row.topic, row.state, row.holder) == ("counselling", "waiting", None)
    assert Presence.objects.get(who__username="nurse").held == 0
    read = sexologist_reads(people, number)
    assert [(one.sequence, one.text) for one in read] == [(5, "It is about closeness.")]
    sexologist = at_work(people, "sexologist")
    assert desk_actions.say(sexologist, number, "d", "Welcome") == (6, True)
    actions.say(session, number, "e", "Thanks")
    mine = actions.read(session, number)[1]
    assert [one.sequence for one in mine] == [1, 2, 3, 4, 5, 6, 7]
    assert texts(mine) == [
        "one", "two", "three", "went_on", "It is about closeness.", "Welcome", "Thanks",
    ]  # fmt: skip
    assert actions.read(session, number, after=2)[1] == mine[2:]
    # An acknowledgement lost before the hand-over is given after it.
    assert actions.say(session, number, "a", "one") == (1, False)
    with pytest.raises(NotFound):
        desk_actions.read(at_work(people, "nurse"), number)


def test_held_by_keys_and_not_by_a_look_at_the_row(
    people: House, session: VisitorSession, number: int
) -> None:
    row = handover.go(session, number, "counselling", summary="words")
    nurse, sexologist = at_work(people, "nurse"), at_work(people, "sexologist")
    for worker, purpose, part in (
        (nurse, "health", "talk/2"), (sexologist, "counselling", "talk"),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            worker.keys.part(purpose, row.folder, part)
    assert nurse.keys.part("health", row.folder, "talk")


def test_a_whole_talk_or_chosen_messages_go_along(
    people: House, session: VisitorSession, number: int
) -> None:
    handover.go(session, number, "counselling", bring="chosen", chosen=[3, 2, 2])
    [one] = sexologist_reads(people, number)
    brought = [(each["sequence"], each["from"], each["text"]) for each in one.about["brought"]]
    assert (one.sender, brought) == ("visitor", [(2, "staff", "two"), (3, "visitor", "three")])
    actions.say(session, number, "f", "four")
    handover.go(session, number, "legal", bring="all", summary="all of it")
    lawyer = at_work(people, "legal_adviser")
    desk_actions.claim(lawyer, number)
    read = desk_actions.read(lawyer, number)[1]
    assert [one.sequence for one in read] == list(range(1, 9))
    assert texts(read)[-1] == "all of it"


def test_back_again_reads_the_own_parts_and_not_those_between(
    people: House, session: VisitorSession, number: int
) -> None:
    handover.go(session, number, "counselling", summary="for the sexologist alone")
    handover.go(session, number, "health", summary="back")
    nurse = at_work(people, "nurse")
    desk_actions.claim(nurse, number)
    read = desk_actions.read(nurse, number)[1]
    assert [one.sequence for one in read] == [1, 2, 3, 4, 7]
    assert desk_actions.read(nurse, number, after=4)[1] == read[4:]


def test_long_talks_are_read_to_their_end_over_parts(
    people: House, session: VisitorSession, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    handover.go(session, number, "counselling", summary="five")
    monkeypatch.setattr(threads, "MOST_AT_ONCE", 2)
    assert [one.sequence for one in actions.read(session, number, after=2)[1]] == [3, 4]
    everything = actions.read_all(actions.find(session, number))
    assert [one.sequence for one in everything] == [1, 2, 3, 4, 5]
    handover.go(session, number, "health", summary="seven")
    nurse = at_work(people, "nurse")
    desk_actions.claim(nurse, number)
    _, read = desk_actions.read_all(nurse, number)
    assert [one.sequence for one in read] == [1, 2, 3, 4, 7]


def test_once_more_or_at_once_is_one_hand_over_and_no_key_goes_to_who_lost(
    people: House, session: VisitorSession, number: int
) -> None:
    topics = ("counselling", "legal")
    ended = at_once(8, lambda at: handover.go(session, number, topics[at % 2]))
    assert ended == {"done": 8}
    row = Conversation.objects.get(pk=number)
    read = actions.read(session, number)[1]
    gone = [one.about["topic"] for one in read if one.about.get("kind") == "went_on"]
    assert len(gone) == row.parts - 1
    given = {
        (part, purpose) for part, purpose, _ in session.shared(row.folder) if part != "talk"
    }  # fmt: skip
    assert given == {(f"talk/{at}", topic) for at, topic in enumerate(gone, start=2)}


def test_begun_by_the_same_id_it_is_the_same_talk_after_a_hand_over(
    people: House, session: VisitorSession, number: int
) -> None:
    handover.go(session, number, "counselling")
    again, is_new = actions.begin(session, "health", "en", "mine")
    assert (again.pk, is_new, again.topic) == (number, False, "counselling")


def test_an_id_used_for_another_topic_gives_that_topic_no_key(
    people: House, session: VisitorSession, number: int
) -> None:
    with pytest.raises(ClientIdReused):
        actions.begin(session, "legal", "en", "mine")
    row = Conversation.objects.get(pk=number)
    assert [(part, to) for part, to, _ in session.shared(row.folder)] == [("talk", "health")]


def test_what_cannot_be_is_refused(people: House, session: VisitorSession, number: int) -> None:
    other = visitors.resume(visitors.make_visitor().token)
    with pytest.raises(NotFound):
        handover.go(other, number, "counselling")
    with pytest.raises(NotOffered):
        handover.go(session, number, "safety")
    with pytest.raises(TooLong):
        handover.go(session, number, "legal", summary="x" * 8001)
    wrong: list[dict[str, Any]] = [
        {"topic": "colour"}, {"topic": ["legal"]}, {"bring": "some"}, {"summary": 7},
        {"chosen": "12"}, {"chosen": [True]}, {"bring": "chosen", "chosen": [99]},
        {"chosen": list(range(51))},
    ]  # fmt: skip
    for more in wrong:
        with pytest.raises(BadInput):
            handover.go(session, number, **{"topic": "legal", **more})
    assert Conversation.objects.get(pk=number).parts == 1
    actions.close(session, number)
    with pytest.raises(ConversationClosed):
        handover.go(session, number, "legal")


def test_an_offer_stands_once_and_is_declined_or_taken(
    people: House, session: VisitorSession, number: int
) -> None:
    nurse = at_work(people, "nurse")
    offered, is_new = offering.offer(nurse, number, "handover", "legal")
    assert is_new and offering.offer(nurse, number, "handover", "legal") == (offered, False)
    booked, _ = offering.offer(nurse, number, "book")
    with pytest.raises(BadInput):
        asking.answer(session, number, offered, True)
    asking.answer(session, number, offered, False)
    standing = lines.offers(actions.read(session, number)[1])
    assert [one.sequence for one in standing] == [booked]
    # A declined offer is no answer to the question about somebody else.
    assert offering.offer(nurse, number, "handover", "legal")[1]
    for what, topic in (("tea", ""), ("handover", "health"), ("handover", ""), ("book", "legal")):
        with pytest.raises(BadInput):
            offering.offer(nurse, number, what, topic)
    with pytest.raises(NotFound):
        offering.offer(at_work(people, "sexologist"), number, "book")
    with pytest.raises(NotFound):
        asking.answer(session, number, 1, False)
    handover.go(session, number, "legal")
    assert lines.offers(actions.read(session, number)[1]) == []
