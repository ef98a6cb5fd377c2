"""The next step, offered in the thread by whoever holds the talk; taking it is the visitor's."""

from lejde.chat import desk_actions, handover, lines, threads
from lejde.chat.domain import OPEN, ConversationClosed
from lejde.chat.models import Conversation
from lejde.identity.staffing import Worker
from lejde.kernel.errors import BadInput

OFFERS = (lines.BOOK, lines.CHECK, lines.HANDOVER, lines.LET_IN)


def offer(worker: Worker, number: int, what: object, topic: object = "") -> tuple[int, bool]:
    """Number of the line, and whether it is new: what stands offered is not offered twice. `topic`
    says to whom, for a hand-over. Raises NotAllowed, NotFound, BadInput, ConversationClosed.
    """
    held = desk_actions.held_by(worker, number)
    if what not in OFFERS:
        raise BadInput("what: expected one of " + ", ".join(OFFERS), keys=["what"])
    to = handover.topics(held.row) if what == lines.HANDOVER else [""]
    if topic not in to:
        raise BadInput("topic: expected one of " + ", ".join(to), keys=["topic"])
    more = {"what": what, "topic": topic} if topic else {"what": what}
    made: list[tuple[int, bool]] = []

    def say(row: Conversation) -> None:
        pen = held.again(row)
        if row.state != OPEN:
            raise ConversationClosed("this conversation has ended")
        for one in lines.offers(threads.read_all(pen)):
            if all(one.about.get(key, "") == value for key, value in more.items()):
                made.append((one.sequence, False))
                return
        made.append((lines.write(row, pen, lines.OFFER, **more), True))

    threads.change(number, say)
    worker.note("offered", held.part)
    return made[0]
