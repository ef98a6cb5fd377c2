"""How long a talk is kept: what a manager says of a topic, and the day that each message moves.

The day is told to both sides all along. It only ever moves on: never is anything destroyed on an
earlier day than somebody has read. It moves no further than the visitor's signature reaches, so
that staff lose no key while there is still something to answer.
"""

from datetime import date, timedelta
from typing import Any

from lejde.chat import texts
from lejde.chat.domain import KEPT_DAYS, PURPOSE_OF
from lejde.chat.models import Conversation, Retention
from lejde.kernel import clock


def days_of(topic: str) -> int:
    """How long a talk about a topic that begins now is kept after its last message."""
    return of_topics()[topic]


def of_topics() -> dict[str, int]:
    """The days of every topic."""
    said = dict(Retention.objects.values_list("topic", "days"))
    return {topic: said.get(topic, KEPT_DAYS) for topic in PURPOSE_OF}


def keep_for(days: dict[str, int]) -> None:
    """What a manager wants, for talks that begin from now on: what was promised stays."""
    for topic, many in days.items():
        Retention.objects.update_or_create(topic=topic, defaults={"days": many})


def told(topics: list[str]) -> dict[str, Any] | None:
    """For the page before a talk: the days, or those of each topic where they are not the same."""
    days = {topic: many for topic, many in of_topics().items() if topic in topics}
    if len(set(days.values())) == 1:
        return {"days": next(iter(days.values()))}
    named = [(texts.TOPICS[topic], many) for topic, many in days.items()]
    return {"topics": named} if named else None


def agreed(days: int, today: date) -> date:
    """The last day until which somebody who writes today lets staff open the talk. Staff may answer
    until the talk is deleted, and then the answer lies as long again: twice its days.
    """
    return today + timedelta(days=2 * days)


def moved(end: date, today: date, days: int, agreed_until: date) -> date:
    """The day of deletion after something new."""
    return max(end, min(today + timedelta(days=days), agreed_until + timedelta(days=1)))


def moves(row: Conversation) -> None:
    """Something new came to a conversation that is locked, or it ended."""
    row.deleted_on = moved(row.deleted_on, clock.today(), row.kept_days, row.agreed_until)
