"""Pictures inside a conversation: stored with their message or not at all, opened on purpose, and
gone before the words are.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from lejde.chat import threads
from lejde.chat.domain import (
    CLOSED,
    ClientIdReused,
    ConversationClosed,
    NoRoom,
    Picture,
    TooManyPictures,
)
from lejde.chat.models import Conversation
from lejde.chat.threads import Pen
from lejde.kernel import clock
from lejde.kernel.errors import NotFound
from lejde.vault import attachments
from lejde.vault.attachments import Left

KEPT_DAYS = 7
MOST_IN_A_TALK = 10
# Of all pictures together. Talks that nobody holds have half of it: whoever makes many of those
# takes no place from people whom somebody answers.
MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class Sent:
    """A message with a picture on its way in: `raw` as it came, to be known when it comes again."""

    sender: str
    client_id: str
    text: str
    raw: bytes = field(repr=False)


def stored_before(pen: Pen, sent: Sent) -> int | None:
    """The sequence under which the same is stored; None when nothing is. Raises ClientIdReused."""
    before = pen.said_as(sent.client_id)
    if before is None:
        return None
    one = threads.message_of(*before)
    is_same = (one.sender, one.text) == (sent.sender, sent.text) and one.picture is not None
    if (
        not is_same
        or one.picture is None
        or left_of(one.picture).mark(sent.raw) != one.picture.mark
    ):
        raise ClientIdReused("this id was used for another message")
    return one.sequence


def check_takes(row: Conversation, pen: Pen) -> None:
    """Whether a talk takes one more. Raises ConversationClosed, TooManyPictures."""
    if row.state == CLOSED:
        raise ConversationClosed("this conversation has ended")
    if sum(not one.is_gone for one in _pictures(pen)) >= MOST_IN_A_TALK:
        raise TooManyPictures(f"at most {MOST_IN_A_TALK} at a time in a conversation")


def check_room(row: Conversation) -> None:
    """Whether the house does. Raises NoRoom."""
    most = MOST_BYTES if row.holder_id is not None else MOST_BYTES // 2
    if attachments.held() >= most:
        raise NoRoom("no room for more pictures just now; words are stored")


def enclose(
    number: int, pen: Pen, sent: Sent, content: bytes, pixels: tuple[int, int]
) -> tuple[int, bool]:
    """Sequence of the message with its picture, and whether it is new; of two that are sent at once
    one is kept. Raises as `stored_before` and `check_takes`, and NotFound.
    """
    until = clock.today() + timedelta(days=KEPT_DAYS)
    # Not in one transaction with the message: its number would link the two.
    left = attachments.leave(content, until)
    told = Picture(
        left.number, left.key, len(content), *pixels, until=until, mark=left.mark(sent.raw)
    )
    is_new = False
    try:
        with transaction.atomic():
            row = threads.locked(number)
            pen = pen.again(row)
            sequence = stored_before(pen, sent)
            if sequence is None:
                check_takes(row, pen)
                sequence = threads.append(
                    row, pen, sent.sender, sent.text, sent.client_id, picture=told.told()
                )
                is_new = True
    finally:
        if not is_new:
            attachments.end([left.number])
    return sequence, is_new


def opened(pen: Pen, sequence: int) -> bytes:
    """The picture of a message, a JPEG; raises NotFound when there is none, or no more."""
    found = [threads.message_of(*one) for one in pen.read_after(sequence - 1, 1)]
    picture = found[0].picture if found and found[0].sequence == sequence else None
    # Its half lives until the night after its last day.
    if picture is None or picture.is_gone:
        raise NotFound("this is gone")
    return attachments.read(left_of(picture))


def end(pen: Pen) -> None:
    """All pictures of a talk, before the talk itself: afterwards nobody knows which they were."""
    # Where nothing can be read any more, no key of a picture can be either.
    with suppress(NotFound):
        attachments.end([one.number for one in _pictures(pen)])


def left_of(picture: Picture) -> Left:
    """Where a picture lies, and its key."""
    return Left(picture.number, picture.key)


def _pictures(pen: Pen) -> Iterator[Picture]:
    return (one.picture for one in threads.read_all(pen) if one.picture is not None)
