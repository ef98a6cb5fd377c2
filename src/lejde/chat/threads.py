"""A conversation's messages: numbered from 1 without a gap, each once, whoever sends it how often.

The row of the conversation is the lock: a number is given, the message sealed and the state looked
at in one transaction, and only then is anything acknowledged.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import transaction

from lejde.chat import bell, keeping
from lejde.chat.bell import Ring
from lejde.chat.domain import (
    CLOSED,
    MOST_IN_A_MINUTE,
    ClientIdReused,
    ConversationClosed,
    Message,
    Picture,
)
from lejde.chat.models import Conversation, Seat
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, NotFound, TooBusy
from lejde.vault import rows

PART = "talk"
MOST_AT_ONCE = 200
MINUTE = timedelta(minutes=1)


class Pen(Protocol):
    """The messages of one conversation in the hands of somebody who may open them."""

    def write_at(self, sequence: int, content: dict[str, Any], own: str) -> None:
        """Appends under the lock."""

    def read_after(self, after: int, most: int | None) -> list[tuple[int, dict[str, Any]]]:
        """Sequence and content, in order."""

    def said_as(self, own: str) -> tuple[int, dict[str, Any]] | None:
        """What a sender called so."""

    def again(self, row: Conversation) -> "Pen":
        """For the row under its lock; raises NotFound for whoever may no longer."""


def say(number: int, pen: Pen, sender: str, client_id: str, text: str) -> tuple[int, bool]:
    """Sequence of the message, and whether it is new. Raises NotFound, ConversationClosed,
    ClientIdReused, TooBusy.
    """
    # Whoever calls from within a transaction lets it fail with this: no savepoint is needed.
    with transaction.atomic(savepoint=False):
        row = locked(number)
        pen = pen.again(row)
        if before := pen.said_as(client_id):
            sequence, told = before
            if (told["from"], told["text"]) != (sender, text):
                raise ClientIdReused("this id was used for another message")
            return sequence, False
        if row.state == CLOSED:
            raise ConversationClosed("this conversation has ended")
        _check_flood(row, pen)
        return append(row, pen, sender, text, client_id), True


def _check_flood(row: Conversation, pen: Pen) -> None:
    """Raises TooBusy when as many as fit into a minute came in the last one. Read from what was
    said: no counter beside it, the same for all processes, and nobody's address.
    """
    before = row.last - MOST_IN_A_MINUTE
    found = pen.read_after(before, 1) if before >= 0 else []
    for sequence, told in found:
        if sequence != before + 1:
            # What came before lies in a part that this sender has no key to.
            return
        passed = clock.now() - datetime.fromisoformat(told["at"])
        if passed < MINUTE:
            wait = int((MINUTE - passed).total_seconds()) + 1
            raise TooBusy("too many messages in a minute", wait)


def append(
    row: Conversation, pen: Pen, sender: str, text: str, client_id: str = "", **more: Any
) -> int:
    """The next message of a conversation that is locked; its sequence."""
    row.last += 1
    at = clock.now().isoformat()
    content = {"from": sender, "client_id": client_id, "text": text, "at": at, **more}
    pen.write_at(row.last, content, client_id)
    keeping.moves(row)
    rows.change(Conversation, row.pk, last=row.last, deleted_on=row.deleted_on)
    rung(row, bell.LOOK)
    return row.last


def read(pen: Pen, after: int) -> list[Message]:
    """The messages after one, in order; a page of them."""
    return [message_of(*one) for one in pen.read_after(after, MOST_AT_ONCE)]


def message_of(sequence: int, told: dict[str, Any]) -> Message:
    """A message as it was sealed."""
    picture = Picture.from_told(told["picture"]) if told.get("picture") else None
    said = told["from"], told["client_id"], told["text"], told["at"]
    return Message(sequence, *said, picture, told.get("role", ""), told.get("about", {}))


def read_all(pen: Pen) -> list[Message]:
    """Every message, in order."""
    found = read(pen, 0)
    while found and len(found) % MOST_AT_ONCE == 0 and (more := read(pen, found[-1].sequence)):
        found += more
    return found


def locked(number: int) -> Conversation:
    """The row, held until the transaction ends; raises NotFound."""
    row = rows.one(Conversation, locked=True, id=number)
    if row is None or row.is_over:
        raise NotFound("this is gone")
    return row


def change(number: int, alter: Callable[[Conversation], None]) -> Conversation:
    """The conversation as it is after one change that nobody else gets between."""
    with transaction.atomic():
        row = locked(number)
        before = row.holder_id
        alter(row)
        row.save()
        rung(row, bell.STATE, before)
    return row


def rung(row: Conversation, kind: str, *more: int | None) -> None:
    """Everybody whom a conversation concerns looks once this is committed."""
    seats = rows.some(Seat, conversation=row.pk)
    joined = [seat.who_id for seat in seats if seat.joined]
    staff = tuple({one for one in (row.holder_id, *joined, *more) if one is not None})
    bell.ring(Ring(kind, row.pk, row.last, staff))
    if kind == bell.STATE:
        bell.ring(Ring(bell.QUEUE, purpose=row.purpose))


def mark_seen(row: Conversation, side: str, sequence: object) -> None:
    """A side has looked at everything up to a number; going back is no error and changes nothing.
    Raises BadInput for a number that there is not.
    """
    if not isinstance(sequence, int) or isinstance(sequence, bool) or not 1 <= sequence <= row.last:
        raise BadInput("sequence: expected the number of a message", keys=["sequence"])
    column = f"seen_by_{side}"
    mine = Conversation.objects.filter(pk=row.pk, **{f"{column}__lt": sequence})
    if mine.update(**{column: sequence}):
        rung(row, bell.SEEN)


def types(row: Conversation, side: str) -> None:
    """Somebody writes just now. Only rung, never kept."""
    staff = (row.holder_id,) if row.holder_id is not None else ()
    bell.ring(Ring(bell.TYPING, row.pk, staff=staff, by=side))
