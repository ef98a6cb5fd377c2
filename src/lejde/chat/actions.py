"""What a visitor does in the chat: begin, say, read, close, erase."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from lejde.chat import parts, presence, threads
from lejde.chat.domain import (
    CLOSED,
    KEPT_DAYS,
    LETTERBOX,
    PURPOSE_OF,
    VISITOR,
    WAITING,
    ClientIdReused,
    Message,
    check_id,
    check_text,
)
from lejde.chat.models import Conversation
from lejde.chat.threads import PART
from lejde.identity.folders import ABOUT, CHAT
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, NotFound
from lejde.vault import staff
from lejde.vault.visitors import Overtaken, VisitorSession


@dataclass(frozen=True)
class Own:
    """A conversation of the visitor's own, with what its messages are opened by."""

    row: Conversation
    session: VisitorSession = field(repr=False)

    def write_at(self, sequence: int, content: dict[str, Any], own: str) -> None:
        self.session.write_at(self.row.folder, parts.newest(self.row), sequence, content, own)

    def read_after(self, after: int, most: int | None) -> list[tuple[int, dict[str, Any]]]:
        read = partial(self.session.read_after, self.row.folder)
        return parts.read_after(read, parts.names(self.row), after, most)

    def said_as(self, own: str) -> tuple[int, dict[str, Any]] | None:
        find = partial(self.session.said_as, self.row.folder)
        return parts.said_as(find, parts.names(self.row), own)

    def again(self, row: Conversation) -> "Own":
        return Own(row, self.session)


def begin(
    session: VisitorSession, topic: str, language: str, client_id: str = ""
) -> tuple[Conversation, bool]:
    """A conversation that waits for somebody, or the letterbox when nobody is there; whether it is
    new. The same `client_id` is the same conversation. Raises BadInput, NotOffered, NotFound for
    one that was erased, ClientIdReused for another topic or language.
    """
    if topic not in PURPOSE_OF:
        raise BadInput("topic: expected one of " + ", ".join(PURPOSE_OF), keys=["topic"])
    if PURPOSE_OF[topic] not in staff.offered():
        # Before anything is made: a folder that nobody can read would stay behind.
        raise staff.NotOffered(PURPOSE_OF[topic])
    folder = session.create_folder(f"chat/{check_id(client_id)}" if client_id else "")
    today = clock.today()
    begun = {"kind": CHAT, "day": today.isoformat(), "topic": topic, "language": language}
    told = _begun_as(session, folder, begun)
    if (told.get("topic", topic), told.get("language", language)) != (topic, language):
        # Before anything is shared: another topic is another purpose's.
        raise ClientIdReused("this id was used for another conversation")
    session.share(folder, PART, PURPOSE_OF[topic], today + timedelta(days=KEPT_DAYS))
    state = WAITING if presence.somebody_for(PURPOSE_OF[topic]) else LETTERBOX
    row, is_new = Conversation.objects.get_or_create(
        folder=folder,
        defaults={
            "topic": topic, "language": language, "state": state, "day": today,
            "since": clock.now(),
        },
    )  # fmt: skip
    return row, is_new


def _begun_as(session: VisitorSession, folder: str, begun: dict[str, str]) -> dict[str, Any]:
    """What the talk was begun as: its topic changes when it is handed over."""
    if not session.read(folder, ABOUT):
        with suppress(Overtaken):
            session.write(folder, ABOUT, begun, after=0)
    return session.read(folder, ABOUT)[0]


def find(session: VisitorSession, number: int) -> Own:
    """One of the visitor's own; raises NotFound for anybody else's."""
    row = Conversation.objects.filter(pk=number).first()
    if row is None or row.folder not in session.folders():
        raise NotFound("this is gone")
    return Own(row, session)


def topics() -> list[str]:
    """What somebody here holds a key for."""
    offered = staff.offered()
    return [topic for topic, purpose in PURPOSE_OF.items() if purpose in offered]


def key_of(session: VisitorSession, row: Conversation) -> str:
    """What stands for a talk in its visitor's addresses: says nothing to anybody else."""
    return session.trace(row.folder, PART)


def by_key(session: VisitorSession, key: str) -> Own:
    """One of the visitor's own; raises NotFound."""
    for row in mine(session):
        if key_of(session, row) == key:
            return Own(row, session)
    raise NotFound("this is gone")


def read_all(own: Own) -> list[Message]:
    """Every message of a talk of one's own, in order."""
    return threads.read_all(own)


def mine(session: VisitorSession) -> list[Conversation]:
    """All of the visitor's, the newest first."""
    return list(Conversation.objects.filter(folder__in=session.folders()).order_by("-day", "-id"))


def say(session: VisitorSession, number: int, client_id: object, text: object) -> tuple[int, bool]:
    """Sequence, and whether it is new; raises as `threads.say`, and BadInput."""
    told, own = check_text(text), check_id(client_id)
    return threads.say(number, find(session, number), VISITOR, own, told)


def read(session: VisitorSession, number: int, after: int = 0) -> tuple[str, list[Message]]:
    """State, and the messages after one. Raises NotFound."""
    own = find(session, number)
    return own.row.state, threads.read(own, after)


def close(session: VisitorSession, number: int) -> str:
    """The state after it; once more is no error."""
    row = find(session, number).row
    alone(session, row.folder)
    return presence.close(number).state


def alone(session: VisitorSession, folder: str) -> None:
    """Nobody whom the visitor let in by a code reads along any more."""
    for guest in session.guests(folder):
        if guest.is_open:
            session.end_guest(folder, guest.number)


def erase(session: VisitorSession, number: int) -> None:
    """The talk and all that was said in it, for everybody. Raises NotFound."""
    row = find(session, number).row
    presence.close(number)
    row.delete()
    session.erase_folder(row.folder)


def forget(session: VisitorSession) -> None:
    """Everything is being deleted: the queue and the desk must not show what is gone."""
    for row in mine(session):
        if row.state != CLOSED:
            presence.close(row.pk)
        row.delete()
