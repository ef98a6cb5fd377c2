"""The visitor says yes or no to what was asked or offered in the thread."""

from typing import Any

from lejde.chat import actions, lines, threads, transfer
from lejde.chat.domain import CLOSED, SYSTEM, ConversationClosed, NotAsked
from lejde.chat.models import Conversation
from lejde.chat.threads import Pen
from lejde.kernel.errors import BadInput, NotFound
from lejde.vault.visitors import VisitorSession

# After these an earlier question about somebody else stands no more.
OVERTAKES = (lines.TRANSFER, lines.WITHDRAWN, lines.WENT_ON, lines.GOES_ON)


def answer(session: VisitorSession, number: int, sequence: object, is_yes: object) -> Conversation:
    """The conversation after it; the same answer again changes nothing. An offer is only declined:
    what it leads to is the visitor's own act. Raises NotFound, BadInput, NotAsked,
    ConversationClosed.
    """
    if not isinstance(sequence, int) or isinstance(sequence, bool) or not isinstance(is_yes, bool):
        raise BadInput("expected a number and yes or no", keys=["sequence", "yes"])
    own = actions.find(session, number)

    def settle(row: Conversation) -> None:
        pen = own.again(row)
        about, later = _line(pen, sequence if sequence <= row.last else 0)
        if before := next((one for one in later if one.get("answers") == sequence), None):
            if (before["kind"] == lines.GOES_ON) == is_yes and before["kind"] != lines.WITHDRAWN:
                return
            raise NotAsked("this was answered already")
        _check_open(row, about, later)
        if not is_yes:
            lines.write(row, pen, lines.DECLINED, answers=sequence, of=about["kind"])
        elif about["kind"] == lines.TRANSFER:
            transfer.agreed(row, pen, sequence, about["role"], about["who"])
        else:
            raise BadInput("yes: an offer can only be declined here", keys=["yes"])

    return threads.change(number, settle)


def _line(pen: Pen, sequence: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What a line that can be answered is about, and what the house's later lines are about."""
    found = pen.read_after(sequence - 1, None) if sequence > 0 else []
    told = [one.get("about", {}) for _, one in found if one["from"] == SYSTEM]
    first = found[0] if found and found[0][0] == sequence else None
    if first is None or first[1]["from"] != SYSTEM:
        raise NotFound("this is gone")
    if told[0].get("kind") not in (lines.TRANSFER, lines.OFFER):
        raise NotFound("this is gone")
    return told[0], told[1:]


def _check_open(row: Conversation, about: dict[str, Any], later: list[dict[str, Any]]) -> None:
    if row.state == CLOSED:
        raise ConversationClosed("this conversation has ended")
    is_over = any(one.get("kind") in OVERTAKES for one in later)
    if about["kind"] == lines.TRANSFER and is_over:
        raise NotAsked("this is no longer asked")
