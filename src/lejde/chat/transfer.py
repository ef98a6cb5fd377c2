"""Somebody else goes on with a talk, within the same purpose: proposed by whoever holds it, decided
by the visitor. What staff keep for themselves lies under the purpose's key, and so comes along.
"""

from dataclasses import dataclass

from lejde.chat import desk_actions, lines, places, threads
from lejde.chat.domain import OPEN, ConversationClosed, NotAsked
from lejde.chat.models import Conversation
from lejde.chat.threads import Pen
from lejde.identity import queries
from lejde.identity.models import Staff
from lejde.identity.roles import CHAT, ROLES
from lejde.identity.staffing import Worker
from lejde.kernel.errors import BadInput


@dataclass(frozen=True)
class Choice:
    """To whom a talk can go: `to` is a user name, or empty for anybody of the role."""

    role: str
    to: str = ""


def choices(worker: Worker, row: Conversation) -> list[Choice]:
    """Roles first, then colleagues; only where somebody else has the key."""
    others = [one for one in _who(row) if one.pk != worker.user.pk]
    roles = [Choice(role) for role in ROLES if any(one.role == role for one in others)]
    return roles + [Choice(one.role, one.username) for one in others]


def propose(worker: Worker, number: int, role: str = "", to: str = "") -> tuple[int, bool]:
    """Asks the visitor, in the thread; number of the line, and whether it is new. A second question
    takes the place of the first. Raises NotAllowed, NotFound, BadInput, ConversationClosed.
    """
    held = desk_actions.held_by(worker, number)
    others = [one for one in _who(held.row) if one.pk != worker.user.pk]
    chosen = [one for one in others if (one.username == to if to else one.role == role)]
    if not chosen or (role and role != chosen[0].role):
        raise BadInput("expected a role or a colleague who can open this", keys=["role", "to"])
    wanted = {"role": chosen[0].role, "who": chosen[0].pk if to else None}
    made: list[tuple[int, bool]] = []

    def ask(row: Conversation) -> None:
        pen = held.again(row)
        if row.state != OPEN:
            raise ConversationClosed("this conversation has ended")
        before = lines.asked(threads.read_all(pen))
        if before and {key: before.about[key] for key in wanted} == wanted:
            made.append((before.sequence, False))
        else:
            made.append((lines.write(row, pen, lines.TRANSFER, **wanted), True))

    threads.change(number, ask)
    worker.note("proposed", held.part)
    return made[0]


def withdraw(worker: Worker, number: int) -> None:
    """The question is taken back. Raises NotAllowed, NotFound, NotAsked."""
    held = desk_actions.held_by(worker, number)

    def take_back(row: Conversation) -> None:
        pen = held.again(row)
        before = lines.asked(threads.read_all(pen))
        if before is None:
            raise NotAsked("nothing was asked here, or it was answered")
        lines.write(row, pen, lines.WITHDRAWN, answers=before.sequence)

    threads.change(number, take_back)


def agreed(row: Conversation, pen: Pen, sequence: int, role: str, who: int | None) -> None:
    """The visitor said yes: to the colleague if they are here with a place free, else to the front
    of the queue for that role. The row is locked.
    """
    able = any(one.pk == who for one in _who(row))
    is_now = who is not None and able and places.take(row, who)
    if not is_now:
        places.let_go(row)
        places.wait(row, role)
    more = {"role": role, "is_now": is_now, "answers": sequence}
    lines.write(row, pen, lines.GOES_ON, **more)


def _who(row: Conversation) -> list[Staff]:
    return queries.who_open(row.purpose, CHAT)
