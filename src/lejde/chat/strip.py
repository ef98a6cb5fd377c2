"""Several talks side by side: those at which one sits, and which of them have something unread."""

from dataclasses import dataclass

from lejde.chat import desk_actions, joining
from lejde.chat.domain import OPEN
from lejde.chat.models import Conversation, Seat
from lejde.identity.staffing import Worker


@dataclass(frozen=True)
class Talk:
    """`unread` counts what came since this one last looked."""

    row: Conversation
    unread: int
    is_held: bool


def at(worker: Worker) -> list[Talk]:
    """Those one holds, then those one has joined. Raises NotAllowed."""
    held, joined = desk_actions.holding(worker), joining.joined(worker)
    mine = Seat.objects.filter(who=worker.user)
    seen = dict(mine.values_list("conversation_id", "seen"))
    return [
        Talk(row, max(0, row.last - seen.get(row.pk, 0)), row in held)
        for row in (*held, *joined)
    ]  # fmt: skip


def saw(worker: Worker, row: Conversation, last: int) -> None:
    """This one has looked at everything up to a number."""
    if row.state != OPEN:
        return
    seat, _ = Seat.objects.get_or_create(conversation=row, who=worker.user)
    Seat.objects.filter(pk=seat.pk, seen__lt=last).update(seen=last)
