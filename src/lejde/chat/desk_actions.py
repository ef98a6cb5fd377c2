"""What staff do in the chat: see who waits, take one, answer, end it."""

from dataclasses import dataclass, field
from typing import Any

from lejde.chat import danger, presence, threads
from lejde.chat.domain import (
    LETTERBOX,
    OPEN,
    PURPOSE_OF,
    STAFF,
    WAITING,
    Message,
    check_id,
    check_text,
)
from lejde.chat.models import Conversation
from lejde.chat.threads import PART
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker
from lejde.kernel.errors import NotAllowed, NotFound
from lejde.vault.staff import SharedPart


@dataclass(frozen=True)
class Held:
    """A conversation that a worker holds, and the part they may open."""

    row: Conversation
    worker: Worker
    part: SharedPart = field(repr=False)

    def write_at(self, sequence: int, content: dict[str, Any], own: str) -> None:
        self.worker.keys.write_at(self.part, sequence, content, own)

    def read_after(self, after: int, most: int | None) -> list[tuple[int, dict[str, Any]]]:
        return self.worker.keys.read_after(self.part, after, most)

    def said_as(self, own: str) -> tuple[int, dict[str, Any]] | None:
        return self.worker.keys.said_as(self.part, own)


def queue(worker: Worker) -> list[Conversation]:
    """Whoever waits for a purpose that this one opens, the longest first. Raises NotAllowed."""
    _may(worker)
    held = worker.keys.purposes()
    topics = [topic for topic, purpose in PURPOSE_OF.items() if purpose in held]
    waiting = Conversation.objects.filter(state__in=(WAITING, LETTERBOX), topic__in=topics)
    return list(waiting.order_by("since", "id"))


def holding(worker: Worker) -> list[Conversation]:
    """The conversations this one holds, the oldest first."""
    _may(worker)
    return list(Conversation.objects.filter(holder=worker.user, state=OPEN).order_by("day", "id"))


def claim(worker: Worker, number: int) -> Conversation:
    """Takes one that waits. Raises NotAllowed, NotFound, AlreadyClaimed, AtCapacity."""
    _may(worker)
    row = Conversation.objects.filter(pk=number).first()
    # What one has no key for is not there: that somebody waits for a purpose is told to its own.
    if row is None or row.purpose not in worker.keys.purposes():
        raise NotFound("this is gone")
    part = worker.keys.part(row.purpose, row.folder, PART)
    claimed = presence.claim(worker.user, number)
    worker.note("claimed", part)
    return claimed


def say(worker: Worker, number: int, client_id: object, text: object) -> tuple[int, bool]:
    """Sequence, and whether it is new. Raises NotAllowed, NotFound, BadInput, as `threads.say`."""
    told, own = check_text(text), check_id(client_id)
    held = find(worker, number)
    sequence, is_new = threads.say(number, held, STAFF, own, told)
    if is_new:
        worker.note("wrote", held.part)
    return sequence, is_new


def read(worker: Worker, number: int, after: int = 0) -> tuple[str, list[Message]]:
    """State, and the messages after one. Raises NotAllowed, NotFound."""
    held = find(worker, number)
    messages = threads.read(held, after)
    if messages:
        worker.note("opened", held.part)
        danger.seen(number)
    return held.row.state, messages


def read_all(worker: Worker, number: int) -> tuple[Conversation, list[Message]]:
    """A conversation that one holds, with every message. Raises NotAllowed, NotFound."""
    held = find(worker, number)
    worker.note("opened", held.part)
    danger.seen(number)
    return held.row, threads.read_all(held)


def close(worker: Worker, number: int) -> str:
    """Ended; the state after it."""
    find(worker, number)
    return presence.close(number).state


def find(worker: Worker, number: int) -> Held:
    """One that this worker holds; raises NotAllowed, NotFound."""
    _may(worker)
    row = Conversation.objects.filter(pk=number, holder=worker.user).first()
    if row is None:
        raise NotFound("this is gone")
    return Held(row, worker, worker.keys.part(row.purpose, row.folder, PART))


def _may(worker: Worker) -> None:
    if not worker.may(CHAT):
        raise NotAllowed
