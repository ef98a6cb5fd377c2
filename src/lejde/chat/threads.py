"""A conversation's messages: numbered from 1 without a gap, each once, whoever sends it how often.

The row of the conversation is the lock: a number is given, the message sealed and the state looked
at in one transaction, and only then is anything acknowledged.
"""

from collections.abc import Callable
from typing import Any, Protocol

from django.db import transaction

from lejde.chat.domain import CLOSED, ClientIdReused, ConversationClosed, Message
from lejde.chat.models import Conversation
from lejde.kernel import clock
from lejde.kernel.errors import NotFound

PART = "talk"
MOST_AT_ONCE = 200


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
    ClientIdReused.
    """
    with transaction.atomic():
        row = locked(number)
        pen = pen.again(row)
        if before := pen.said_as(client_id):
            sequence, told = before
            if (told["from"], told["text"]) != (sender, text):
                raise ClientIdReused("this id was used for another message")
            return sequence, False
        if row.state == CLOSED:
            raise ConversationClosed("this conversation has ended")
        return append(row, pen, sender, text, client_id), True


def append(
    row: Conversation, pen: Pen, sender: str, text: str, client_id: str = "", **more: Any
) -> int:
    """The next message of a conversation that is locked; its sequence."""
    row.last += 1
    at = clock.now().isoformat()
    content = {"from": sender, "client_id": client_id, "text": text, "at": at, **more}
    pen.write_at(row.last, content, client_id)
    row.save(update_fields=["last"])
    return row.last


def read(pen: Pen, after: int) -> list[Message]:
    """The messages after one, in order; a page of them."""
    return [message(sequence, told) for sequence, told in pen.read_after(after, MOST_AT_ONCE)]


def message(sequence: int, told: dict[str, Any]) -> Message:
    """One message as it was sealed."""
    said = told["from"], told["client_id"], told["text"], told["at"]
    return Message(sequence, *said, told.get("role", ""), told.get("about", {}))


def read_all(pen: Pen) -> list[Message]:
    """Every message, in order."""
    found = read(pen, 0)
    while found and len(found) % MOST_AT_ONCE == 0 and (more := read(pen, found[-1].sequence)):
        found += more
    return found


def locked(number: int) -> Conversation:
    """The row, held until the transaction ends; raises NotFound."""
    row = Conversation.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise NotFound("this is gone")
    return row


def change(number: int, alter: Callable[[Conversation], None]) -> Conversation:
    """The conversation as it is after one change that nobody else gets between."""
    with transaction.atomic():
        row = locked(number)
        alter(row)
        row.save()
    return row
