"""What staff do in the chat: see who waits, take one, answer, end it."""

from dataclasses import dataclass, field, replace
from typing import Any

from lejde.chat import danger, opening, parts, presence, queueing, threads, unsent
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
from lejde.chat.models import Conversation, Presence, Seat
from lejde.chat.parts import InParts
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker
from lejde.kernel.errors import NotAllowed, NotFound
from lejde.vault import rows
from lejde.vault.staff import OpenPart, SharedPart


@dataclass(frozen=True)
class Held(InParts):
    """A conversation that a worker holds or has joined, the part that is written in, and what may
    be read of those before it, the oldest first; `unsent` is where staff keep what they typed.
    """

    row: Conversation
    worker: Worker
    part: SharedPart = field(repr=False)
    earlier: tuple[SharedPart, ...] = field(default=(), repr=False)
    unsent: SharedPart | None = field(default=None, repr=False)

    @property
    def is_holder(self) -> bool:
        return bool(self.row.holder_id == self.worker.user.pk)

    def write_at(self, sequence: int, content: dict[str, Any], own: str) -> None:
        if content["from"] == STAFF:
            content = {**content, "role": self.worker.role.code}
        super().write_at(sequence, content, own)

    def again(self, row: Conversation) -> "Held":
        # Handed on since it was looked up: whoever gave it reads and writes no further.
        if row.parts != self.row.parts or not is_at(row, self.worker):
            raise NotFound("this is gone")
        return replace(self, row=row)

    def _open(self) -> list[OpenPart]:
        return [self.worker.keys.open(one) for one in (*self.earlier, self.part)]


def queue(worker: Worker) -> list[Conversation]:
    """Whoever waits for a purpose that this one opens, the longest first. Raises NotAllowed."""
    may_chat(worker)
    held = worker.keys.purposes()
    topics = [topic for topic, purpose in PURPOSE_OF.items() if purpose in held]
    waiting = Conversation.objects.filter(
        state__in=(WAITING, LETTERBOX), topic__in=topics, wanted__in=("", worker.user.role)
    )
    # Whoever was told "somebody of this role goes on" has waited already.
    return sorted(waiting.order_by("since", "id"), key=lambda row: not row.wanted)


def topics(worker: Worker) -> list[str]:
    """What this one holds a key for and a manager has on. Raises NotAllowed."""
    may_chat(worker)
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
    may_chat(worker)
    presence.stops(worker.user)
    worker.note("stops_taking")
    queueing.settle_all()


def is_ready(worker: Worker) -> None:
    """The pause after a talk is over. Raises NotAllowed."""
    may_chat(worker)
    presence.is_ready(worker.user)
    presence.acts(worker.user)
    worker.note("is_ready")


def holding(worker: Worker) -> list[Conversation]:
    """The conversations this one holds, the oldest first."""
    may_chat(worker)
    return list(Conversation.objects.filter(holder=worker.user, state=OPEN).order_by("day", "id"))


def claim(worker: Worker, number: int) -> Conversation:
    """Takes one that waits. Raises NotAllowed, NotFound, AlreadyClaimed, AtCapacity."""
    may_chat(worker)
    row = Conversation.objects.filter(pk=number).first()
    # What one has no key for is not there: that somebody waits for a purpose is told to its own.
    if row is None or row.purpose not in worker.keys.purposes():
        raise NotFound("this is gone")
    part = worker.keys.part(row.purpose, row.folder, parts.newest(row))
    claimed = presence.claim(worker.user, number)
    worker.note("claimed", part)
    return claimed


def say(worker: Worker, number: int, client_id: object, text: object) -> tuple[int, bool]:
    """Sequence, and whether it is new. Raises NotAllowed, NotFound, BadInput, as `threads.say`."""
    told, own = check_text(text), check_id(client_id)
    held = find(worker, number)
    if not (held.is_holder or may_write(held.row, worker)):
        raise NotAllowed
    presence.acts(worker.user, WRITING_FOR)
    sequence, is_new = threads.say(number, held, STAFF, own, told)
    if is_new:
        worker.note("wrote", held.part)
        if held.is_holder:
            unsent.clear(worker, held.unsent)
    return sequence, is_new


def read(worker: Worker, number: int, after: int = 0) -> tuple[str, list[Message]]:
    """State, and the messages after one. Raises NotAllowed, NotFound."""
    held = find(worker, number)
    messages = threads.read(held, after)
    if messages:
        worker.note("opened", held.part)
        danger.seen(held.row)
    return held.row.state, messages


def read_all(worker: Worker, number: int) -> tuple[Held, list[Message]]:
    """A conversation at which one is, with every message that one may read. Raises NotAllowed,
    NotFound.
    """
    held = find(worker, number)
    worker.note("opened", held.part)
    danger.seen(held.row)
    return held, threads.read_all(held)


def mark_seen(worker: Worker, number: int, sequence: object) -> Conversation:
    """Who holds it has looked at all up to a number. Raises NotAllowed, NotFound, BadInput."""
    row = find(worker, number).row
    threads.mark_seen(row, STAFF, sequence)
    return row


def types(worker: Worker, number: int) -> None:
    """Who holds it writes just now. Raises NotAllowed, NotFound."""
    threads.types(find(worker, number).row, STAFF)


def close(worker: Worker, number: int) -> str:
    """Ended by whoever holds it; the state after it. Raises NotAllowed, NotFound."""
    held_by(worker, number)
    return presence.close(number).state


def find(worker: Worker, number: int) -> Held:
    """One that this worker holds or has joined; raises NotAllowed, NotFound."""
    may_chat(worker)
    row = rows.one(Conversation, id=number)
    if row is None or row.is_over or not is_at(row, worker):
        raise NotFound("this is gone")
    return opened(worker, row)


def held_by(worker: Worker, number: int) -> Held:
    """One that this worker holds; raises NotAllowed, NotFound."""
    held = find(worker, number)
    if not held.is_holder:
        raise NotAllowed
    return held


def opened(worker: Worker, row: Conversation) -> Held:
    """With the keys that this worker's purposes have to it; raises NotFound."""
    wanted = parts.names(row)
    shares = worker.keys.shares(row.purpose, row.folder)
    given = {one.name: one for one in shares if not one.is_own and one.name in wanted}
    part = given.pop(parts.newest(row), None)
    if part is None:
        raise NotFound("this is gone")
    earlier = tuple(given[name] for name in wanted if name in given)
    return Held(row, worker, part, earlier, unsent.among(row, shares))


def is_at(row: Conversation, worker: Worker) -> bool:
    """Whether this one holds it, or has joined."""
    if row.holder_id == worker.user.pk:
        return True
    return Seat.objects.filter(conversation=row, who=worker.user, joined=True).exists()


def may_write(row: Conversation, worker: Worker) -> bool:
    """Whether this one has joined to do more than read."""
    return Seat.objects.filter(conversation=row, who=worker.user, writes=True).exists()


def may_chat(worker: Worker) -> None:
    """Raises NotAllowed."""
    if not worker.may(CHAT):
        raise NotAllowed
