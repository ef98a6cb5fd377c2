"""What staff do in the chat: see who waits, take one, answer, end it."""

from dataclasses import dataclass, field
from typing import Any

from lejde.chat import danger, opening, presence, queueing, threads
from lejde.chat.domain import (
    LETTERBOX,
    OPEN,
    PURPOSE_OF,
    STAFF,
    WAITING,
    WRITING_FOR,
    Message,
    check_id,
    check_text,
)
from lejde.chat.models import Conversation, Presence
from lejde.chat.threads import PART
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker
from lejde.kernel.errors import NotAllowed, NotFound
from lejde.vault import rows
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


def topics(worker: Worker) -> list[str]:
    """What this one holds a key for and a manager has on. Raises NotAllowed."""
    _may(worker)
    held = worker.keys.purposes()
    return [topic for topic in opening.topics_on() if PURPOSE_OF[topic] in held]


def answers(worker: Worker, about: list[str], capacity: int) -> Presence:
    """Answers now; whoever lost their place as nobody was there has it back. Raises NotAllowed."""
    mine = topics(worker)
    row = presence.answers(worker.user, [one for one in about if one in mine], capacity)
    worker.note("answers_now")
    queueing.settle_all()
    return row


def stops(worker: Worker) -> None:
    """Takes no one new; whoever waited for nobody else is told so. Raises NotAllowed."""
    _may(worker)
    presence.stops(worker.user)
    worker.note("stops_taking")
    queueing.settle_all()


def is_ready(worker: Worker) -> None:
    """The pause after a talk is over. Raises NotAllowed."""
    _may(worker)
    presence.is_ready(worker.user)
    presence.acts(worker.user)
    worker.note("is_ready")


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
    presence.acts(worker.user, WRITING_FOR)
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


def mark_seen(worker: Worker, number: int, sequence: object) -> Conversation:
    """Who holds it has looked at all up to a number. Raises NotAllowed, NotFound, BadInput."""
    row = find(worker, number).row
    threads.mark_seen(row, STAFF, sequence)
    return row


def types(worker: Worker, number: int) -> None:
    """Who holds it writes just now. Raises NotAllowed, NotFound."""
    threads.types(find(worker, number).row, STAFF)


def close(worker: Worker, number: int) -> str:
    """Ended; the state after it."""
    find(worker, number)
    return presence.close(number).state


def find(worker: Worker, number: int) -> Held:
    """One that this worker holds; raises NotAllowed, NotFound."""
    _may(worker)
    row = rows.one(Conversation, id=number, holder=worker.user.pk)
    if row is None or row.is_over:
        raise NotFound("this is gone")
    return Held(row, worker, worker.keys.part(row.purpose, row.folder, PART))


def _may(worker: Worker) -> None:
    if not worker.may(CHAT):
        raise NotAllowed
