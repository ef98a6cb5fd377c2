"""A colleague or supervisor opens a talk that another holds: only visibly, for a reason that the
visitor reads, and one who only reads says so.
"""

from lejde.chat import desk_actions, lines, texts, threads
from lejde.chat.desk_actions import Held
from lejde.chat.domain import OPEN, PURPOSE_OF, ConversationClosed
from lejde.chat.models import Conversation, Seat
from lejde.identity.staffing import Worker
from lejde.kernel.errors import BadInput, NotFound


def others(worker: Worker) -> list[Conversation]:
    """Talks of one's purposes that colleagues hold; what is said stays shut. Raises NotAllowed."""
    desk_actions.may_chat(worker)
    held = worker.keys.purposes()
    topics = [topic for topic, purpose in PURPOSE_OF.items() if purpose in held]
    theirs = Conversation.objects.filter(state=OPEN, topic__in=topics).exclude(holder=worker.user)
    return list(theirs.select_related("holder").order_by("day", "id"))


def joined(worker: Worker) -> list[Conversation]:
    """Talks that this one has joined."""
    mine = Conversation.objects.filter(state=OPEN, seats__who=worker.user, seats__joined=True)
    return list(mine.select_related("holder").order_by("day", "id"))


def join(worker: Worker, number: int, reason: object, *, writes: bool) -> Held:
    """The talk, opened; again changes nothing. The line that says so is written before anything is
    read. Raises NotAllowed, NotFound, BadInput, ConversationClosed.
    """
    desk_actions.may_chat(worker)
    if not isinstance(reason, str) or reason not in texts.REASONS:
        raise BadInput("reason: expected one of " + ", ".join(texts.REASONS), keys=["reason"])
    row = Conversation.objects.filter(pk=number).first()
    if row is None or row.purpose not in worker.keys.purposes():
        raise NotFound("this is gone")
    held = desk_actions.opened(worker, row)

    def sit(row: Conversation) -> None:
        if row.state != OPEN or row.parts != held.row.parts:
            raise ConversationClosed("nobody talks here now")
        if row.holder_id == worker.user.pk or desk_actions.is_at(row, worker):
            return
        Seat.objects.update_or_create(
            conversation=row, who=worker.user,
            defaults={"joined": True, "writes": writes, "reason": reason},
        )  # fmt: skip
        more = {"role": worker.role.code, "reason": reason, "writes": writes}
        lines.write(row, held, lines.JOINED, **more)

    threads.change(number, sit)
    worker.note("joined", held.part, reason)
    return desk_actions.find(worker, number)


def leave(worker: Worker, number: int) -> None:
    """Out again, and the visitor sees it; whoever is not there changes nothing. Raises NotAllowed,
    NotFound.
    """
    held = desk_actions.find(worker, number)

    def stand_up(row: Conversation) -> None:
        gone, _ = Seat.objects.filter(conversation=row, who=worker.user, joined=True).delete()
        if gone and row.parts == held.row.parts:
            lines.write(row, held, lines.LEFT, role=worker.role.code)

    threads.change(number, stand_up)


def at(row: Conversation) -> list[Seat]:
    """Who has joined, by user name."""
    seats = row.seats.filter(joined=True).select_related("who")
    return list(seats.order_by("who__username"))
