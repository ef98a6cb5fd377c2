"""A visitor sends a picture; both sides open it on purpose. Staff send none: they write a link."""

from lejde.chat import actions, decoding, desk_actions, enclosing
from lejde.chat.decoding import PictureTooLarge
from lejde.chat.domain import VISITOR, check_id, check_text
from lejde.chat.enclosing import Sent
from lejde.identity.staffing import Worker
from lejde.ui.uploads import LARGEST_FILE
from lejde.vault.visitors import VisitorSession


def send(
    session: VisitorSession, number: int, client_id: object, text: object, raw: bytes
) -> tuple[int, bool]:
    """Sequence of the message, and whether it is new. Everything that costs little is looked at
    before the picture is.

    Raises NotFound, BadInput, ClientIdReused, ConversationClosed, TooManyPictures, NoRoom, and
    what `decoding.remake` does.
    """
    words = check_text(text) if text else ""
    sent = Sent(VISITOR, check_id(client_id), words, raw)
    own = actions.find(session, number)
    if (before := enclosing.stored_before(own, sent)) is not None:
        return before, False
    enclosing.check_takes(own.row, own)
    enclosing.check_room(own.row)
    if len(raw) > LARGEST_FILE:
        raise PictureTooLarge(f"picture: at most {LARGEST_FILE} bytes", keys=["picture"])
    made = decoding.remake(raw)
    return enclosing.enclose(number, own, sent, made.content, (made.width, made.height))


def read(session: VisitorSession, number: int, sequence: int) -> bytes:
    """A picture of one's own, a JPEG. Raises NotFound."""
    return enclosing.opened(actions.find(session, number), sequence)


def opens(worker: Worker, number: int, sequence: int) -> bytes:
    """A picture of a talk that one holds, a JPEG; noted. Raises NotAllowed, NotFound."""
    held = desk_actions.find(worker, number)
    content = enclosing.opened(held, sequence)
    worker.note("opened_picture", held.part)
    return content
