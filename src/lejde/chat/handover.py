"""A talk goes on with another purpose: by the visitor's own act, who names what comes along.

A new part begins, wrapped to the other purpose by the visitor's signature. Whoever answered until
now has no key to it; the other side has none to what came before, unless the visitor gives it.
"""

from typing import Any

from lejde.chat import actions, keeping, lines, parts, places, threads
from lejde.chat.actions import Own
from lejde.chat.domain import (
    CLOSED,
    LONGEST_TEXT,
    PURPOSE_OF,
    SYSTEM,
    VISITOR,
    ConversationClosed,
    TooLong,
)
from lejde.chat.models import Conversation
from lejde.kernel import clock
from lejde.kernel.errors import BadInput
from lejde.vault import staff
from lejde.vault.visitors import VisitorSession

NOTHING, ALL, CHOSEN = "nothing", "all", "chosen"
BRINGS = (NOTHING, ALL, CHOSEN)
# A record holds them all; more is the whole talk.
MOST_CHOSEN = 50


def topics(row: Conversation) -> list[str]:
    """What a talk can be handed to: another purpose, of which somebody here has a key."""
    return [topic for topic in actions.topics() if PURPOSE_OF[topic] != row.purpose]


def go(
    session: VisitorSession,
    number: int,
    topic: object,
    *,
    bring: object = NOTHING,
    chosen: object = (),
    summary: object = "",
) -> Conversation:
    """The conversation as it waits for its new purpose; the same again changes nothing. Raises
    NotFound, BadInput, TooLong, NotOffered, ConversationClosed.
    """
    own = actions.find(session, number)
    if not isinstance(topic, str) or topic not in PURPOSE_OF:
        raise BadInput("topic: expected one of " + ", ".join(PURPOSE_OF), keys=["topic"])
    if bring not in BRINGS:
        raise BadInput("bring: expected one of " + ", ".join(BRINGS), keys=["bring"])
    numbers, words = _numbers(chosen), _words(summary)

    def hand(row: Conversation) -> None:
        if row.topic == topic:
            return
        if row.state == CLOSED:
            raise ConversationClosed("this conversation has ended")
        if topic not in topics(row):
            raise staff.NotOffered(topic)
        brought = _brought(own.again(row), numbers) if bring == CHOSEN else []
        _hand(session, row, topic, is_whole=bring == ALL)
        if words or brought:
            more: dict[str, Any] = {"about": {"brought": brought}} if brought else {}
            threads.append(row, own.again(row), VISITOR, words, **more)

    row = threads.change(number, hand)
    actions.alone(session, row.folder)
    return row


def _hand(session: VisitorSession, row: Conversation, topic: str, *, is_whole: bool) -> None:
    lines.write(row, Own(row, session), lines.WENT_ON, topic=topic)
    before = parts.names(row)
    row.parts, row.topic = row.parts + 1, topic
    until = keeping.agreed(row.kept_days, clock.today())
    row.agreed_until = max(row.agreed_until, until)
    for name in (*(before if is_whole else ()), parts.newest(row)):
        session.share(row.folder, name, row.purpose, until)
    row.seats.all().delete()
    places.let_go(row)
    places.wait(row)


def _brought(own: Own, numbers: list[int]) -> list[dict[str, Any]]:
    """What was said under these numbers, as it is given on; lines of the house are not."""
    said = {one.sequence: one for one in actions.read_all(own) if one.sender != SYSTEM}
    if unknown := [number for number in numbers if number not in said]:
        raise BadInput(f"messages: there is no {unknown[0]}", keys=["messages"])
    found = [said[number] for number in numbers]
    return [
        {"sequence": one.sequence, "from": one.sender, "text": one.text, "at": one.at}
        for one in found
    ]  # fmt: skip


def _numbers(chosen: object) -> list[int]:
    if not isinstance(chosen, (list, tuple)) or len(chosen) > MOST_CHOSEN:
        raise BadInput(f"messages: expected at most {MOST_CHOSEN} numbers", keys=["messages"])
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in chosen):
        raise BadInput("messages: expected numbers", keys=["messages"])
    return sorted(set(chosen))


def _words(summary: object) -> str:
    if not isinstance(summary, str):
        raise BadInput("summary: expected text", keys=["summary"])
    if len(summary) > LONGEST_TEXT:
        raise TooLong(f"summary: at most {LONGEST_TEXT} characters", keys=["summary"])
    return summary.strip()
