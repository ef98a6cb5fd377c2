"""What a visitor does in the chat: begin, say, read, close, erase."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction

from lejde.chat import (
    bell,
    danger,
    enclosing,
    figures,
    keeping,
    opening,
    parts,
    presence,
    prolonging,
    queueing,
    threads,
)
from lejde.chat.domain import (
    CLOSED,
    MOST_AT_A_TIME,
    PURPOSE_OF,
    VISITOR,
    ClientIdReused,
    Message,
    TooManyTalks,
    check_id,
    check_text,
)
from lejde.chat.models import Conversation
from lejde.chat.parts import InParts
from lejde.chat.threads import PART
from lejde.identity.folders import ABOUT, CHAT
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, NotFound
from lejde.vault import rows, staff
from lejde.vault.visitors import OpenPart, Overtaken, VisitorSession


@dataclass(frozen=True)
class Own(InParts):
    """A conversation of the visitor's own, with what its messages are opened by."""

    row: Conversation
    session: VisitorSession = field(repr=False)

    def again(self, row: Conversation) -> "Own":
        return Own(row, self.session)

    def _open(self) -> list[OpenPart]:
        return [self.session.open(self.row.folder, name) for name in parts.names(self.row)]


def begin(
    session: VisitorSession, topic: str, language: str, client_id: str = ""
) -> tuple[Conversation, bool]:
    """A conversation that waits for somebody, or the letterbox when nobody is there; whether it is
    new. The same `client_id` is the same conversation. Raises BadInput, NotOffered, NotFound for
    one that was erased, ClientIdReused for another topic or language, TooManyTalks.
    """
    if topic not in PURPOSE_OF:
        raise BadInput("topic: expected one of " + ", ".join(PURPOSE_OF), keys=["topic"])
    if topic not in topics():
        # Before anything is made: a folder that nobody can read would stay behind.
        raise staff.NotOffered(PURPOSE_OF[topic])
    own = f"chat/{check_id(client_id)}" if client_id else ""
    _check_how_many(session, own)
    folder = session.create_folder(own)
    today = clock.today()
    begun = {"kind": CHAT, "day": today.isoformat(), "topic": topic, "language": language}
    told = _begun_as(session, folder, begun)
    if (told.get("topic", topic), told.get("language", language)) != (topic, language):
        # Before anything is shared: another topic is another purpose's.
        raise ClientIdReused("this id was used for another conversation")
    days = keeping.days_of(topic)
    agreed_until = keeping.agreed(days, today)
    session.share(folder, PART, PURPOSE_OF[topic], agreed_until)
    row, is_new = Conversation.everything.get_or_create(
        folder=folder,
        defaults={
            "topic": topic, "language": language, "day": today, "kept_days": days,
            "agreed_until": agreed_until, "deleted_on": today + timedelta(days=days),
            **queueing.place(topic),
        },
    )  # fmt: skip
    if row.is_over:
        raise NotFound("this is gone")
    if is_new:
        figures.note_begin(row)
        threads.rung(row, bell.STATE)
    return row, is_new


def _check_how_many(session: VisitorSession, own: str) -> None:
    """Raises TooManyTalks, but not for one that is there already."""
    going = Conversation.objects.filter(folder__in=session.folders()).exclude(state=CLOSED)
    is_there = own and going.filter(folder=session.folder_called(own)).exists()
    if not is_there and going.count() >= MOST_AT_A_TIME:
        raise TooManyTalks("as many conversations as one person can have at a time")


def _begun_as(session: VisitorSession, folder: str, begun: dict[str, str]) -> dict[str, Any]:
    """What the talk was begun as: its topic changes when it is handed over."""
    if not session.read(folder, ABOUT):
        with suppress(Overtaken):
            session.write(folder, ABOUT, begun, after=0)
    return session.read(folder, ABOUT)[0]


def find(session: VisitorSession, number: int) -> Own:
    """One of the visitor's own; raises NotFound for anybody else's."""
    row = rows.one(Conversation, id=number)
    if row is None or row.is_over or row.folder not in session.folders():
        raise NotFound("this is gone")
    return Own(row, session)


def is_own(session: VisitorSession, number: int) -> bool:
    """Whether it is one of the visitor's own, for whoever only listens."""
    living = {"deleted_on": clock.today()}
    found = rows.among(Conversation, ("folder",), "id", [number], above=living)
    return bool(found) and found[0][0] in session.folders()


def topics() -> list[str]:
    """What somebody here holds a key for, and a manager has on."""
    offered = staff.offered()
    return [topic for topic in opening.topics_on() if PURPOSE_OF[topic] in offered]


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
    """Every message of a talk of one's own, in order; looking keeps a place in the queue."""
    queueing.look(own.row)
    return threads.read_all(own)


def mine(session: VisitorSession) -> list[Conversation]:
    """All of the visitor's, the newest first."""
    return list(Conversation.objects.filter(folder__in=session.folders()).order_by("-day", "-id"))


def say(session: VisitorSession, number: int, client_id: object, text: object) -> tuple[int, bool]:
    """Sequence, and whether it is new; raises as `threads.say`, and BadInput."""
    told, own = check_text(text), check_id(client_id)
    mine = find(session, number)
    queueing.look(mine.row)
    prolonging.renew(session, mine.row)
    with transaction.atomic():
        sequence, is_new = threads.say(number, mine, VISITOR, own, told)
        if is_new:
            danger.raise_flag(number, told)
    return sequence, is_new


def read(session: VisitorSession, number: int, after: int = 0) -> tuple[str, list[Message]]:
    """State, and the messages after one. Raises NotFound."""
    own = find(session, number)
    queueing.look(own.row)
    return own.row.state, threads.read(own, after)


def mark_seen(session: VisitorSession, number: int, sequence: object) -> Conversation:
    """The visitor has looked at everything up to a number. Raises NotFound, BadInput."""
    row = find(session, number).row
    threads.mark_seen(row, VISITOR, sequence)
    return row


def types(session: VisitorSession, number: int) -> None:
    """The visitor writes just now. Raises NotFound."""
    threads.types(find(session, number).row, VISITOR)


def wait(session: VisitorSession, number: int) -> str:
    """Stands in the queue with a letter, when somebody is there; the state after it."""
    find(session, number)
    return queueing.wait(number).state


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
    """The talk and all that was said in it, for everybody. Raises NotFound.

    Its day has come before anything is taken away: should the rest fail, it is there for nobody,
    and the night does it.
    """
    own = find(session, number)
    with transaction.atomic():
        mine = threads.locked(number)
        presence.end(mine)
        mine.deleted_on = clock.today()
        mine.save()
    enclosing.end(own)
    session.erase_folder(own.row.folder)
    own.row.delete()


def forget(session: VisitorSession) -> None:
    """Everything is being deleted: the queue and the desk must not show what is gone."""
    for row in mine(session):
        if row.state != CLOSED:
            presence.close(row.pk)
        enclosing.end(Own(row, session))
        row.delete()
