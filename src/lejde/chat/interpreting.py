"""An interpreter as the third in a talk: let in by a guest code that the visitor makes and hands
over, for as long as the talk lasts with the same side, or until it is taken back. One at a time.
"""

from dataclasses import dataclass, field

from lejde.chat import actions, lines, parts, threads
from lejde.chat.domain import CLOSED, INTERPRETER, ConversationClosed, Message, check_id, check_text
from lejde.chat.models import Conversation
from lejde.chat.parts import InParts
from lejde.identity.reading import until
from lejde.kernel.errors import NotSignedIn
from lejde.vault.guests import GuestSession, OpenPart
from lejde.vault.visitors import Guest, VisitorSession


@dataclass(frozen=True)
class Along(InParts):
    """A conversation in the hands of its interpreter."""

    row: Conversation
    guest: GuestSession = field(repr=False)

    def again(self, row: Conversation) -> "Along":
        if parts.newest(row) not in self.guest.parts:
            raise NotSignedIn("this talk goes on without an interpreter")
        return Along(row, self.guest)

    def _open(self) -> list[OpenPart]:
        return [self.guest.open(parts.newest(self.row))]


def invite(session: VisitorSession, number: int, days: int, name: str = "") -> str:
    """A guest code, shown once; whoever was let in before is let out. Raises NotFound,
    ConversationClosed, BadInvitation, TooBusy.
    """
    own = actions.find(session, number)
    if own.row.state == CLOSED:
        raise ConversationClosed("this conversation has ended")
    let_out(session, number)
    given = frozenset({parts.newest(own.row)})
    return session.invite(own.row.folder, given, until(days), name, writes=True)


def let_out(session: VisitorSession, number: int) -> None:
    """Nobody interprets any more, and the staff see it. Raises NotFound."""
    own = actions.find(session, number)
    actions.alone(session, own.row.folder)

    def say(row: Conversation) -> None:
        pen = own.again(row)
        if row.state != CLOSED and lines.has_interpreter(threads.read_all(pen)):
            lines.write(row, pen, lines.LEFT, role=lines.INTERPRETER)

    threads.change(number, say)


def invited(session: VisitorSession, row: Conversation) -> Guest | None:
    """Whoever has a code that opens; None for nobody."""
    return next((one for one in session.guests(row.folder) if one.is_open), None)


def come(guest: GuestSession) -> Along:
    """The talk, of which both sides see that the interpreter is there. Raises NotSignedIn when it
    has ended, was handed on, or the code is for reading something else.
    """
    row = Conversation.objects.filter(folder=guest.folder).first()
    if row is None or not guest.may_write:
        raise NotSignedIn("this code opens no talk")
    if row.state == CLOSED or parts.newest(row) not in guest.parts:
        guest.end()
        raise NotSignedIn("this talk has ended")
    along = Along(row, guest)
    if not lines.has_interpreter(threads.read_all(along)):
        threads.change(row.pk, lambda row: _say_that_one_is_here(along, row))
    return along


def say(guest: GuestSession, client_id: object, text: object) -> tuple[int, bool]:
    """Sequence, and whether it is new; raises NotSignedIn, BadInput, as `threads.say`."""
    told, own = check_text(text), check_id(client_id)
    along = come(guest)
    return threads.say(along.row.pk, along, INTERPRETER, own, told)


def read_all(along: Along) -> list[Message]:
    """Every message of the part that the interpreter was let into."""
    return threads.read_all(along)


def _say_that_one_is_here(along: Along, row: Conversation) -> None:
    pen = along.again(row)
    if row.state != CLOSED and not lines.has_interpreter(threads.read_all(pen)):
        more = {"role": lines.INTERPRETER, "until": along.guest.until.isoformat()}
        lines.write(row, pen, lines.JOINED, **more)
