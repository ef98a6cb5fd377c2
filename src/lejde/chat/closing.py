"""How a talk ends: staff say in a few codes what it was for the numbers, the visitor whether it
helped. Both are counted once, whoever presses how often.
"""

from contextlib import suppress
from typing import Any

from django.db import transaction

from lejde.chat import categories, desk_actions, presence, threads
from lejde.chat.actions import Own, find
from lejde.chat.categories import ANSWERS, Recorded
from lejde.chat.domain import CLOSED, STAFF, Message
from lejde.chat.models import Conversation
from lejde.events.counting import count
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker
from lejde.kernel.clock import month_of, today
from lejde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from lejde.vault.visitors import Overtaken, VisitorSession

# The part where a visitor's yes or no is noted as given; never shared, and without what it was.
ASKED = "asked"


class TooEarly(Conflict):
    """Whether it helped is asked when a talk has ended, of who had an answer."""

    code = "too_early"


def end(worker: Worker, number: int, told: Recorded) -> Conversation:
    """Ends a talk that this one holds and counts it; of one that has ended already, only what was
    not counted yet. Raises NotAllowed, NotFound, BadInput.
    """
    categories.check(told)
    held = desk_actions.held_by(worker, number)
    with transaction.atomic():
        row = threads.locked(number)
        if row.holder_id != worker.user.pk:
            raise NotFound("this is gone")
        is_new = not row.is_counted
        presence.end(row)
        if is_new:
            row.is_counted = True
            row.save(update_fields=["is_counted"])
            facts = categories.facts_of(month_of(today()), row.topic, told)
            transaction.on_commit(lambda: count(facts), robust=True)
    if is_new:
        worker.note("ended_talk", held.part)
    return row


def uncounted(worker: Worker) -> list[Conversation]:
    """Talks that this one held, that have ended, and of which nothing is recorded yet."""
    if not worker.may(CHAT):
        raise NotAllowed
    rows = Conversation.objects.filter(holder=worker.user, state=CLOSED, is_counted=False)
    return list(rows.order_by("deleted_on", "id"))


def answer(session: VisitorSession, number: int, said: str) -> bool:
    """Whether it helped, counted once; whether this was the once. Raises NotFound, BadInput,
    TooEarly.

    What is kept is that an answer was given, where only the visitor can read it.
    """
    if said not in ANSWERS:
        raise BadInput("did_it_help: is not a known answer", keys=["did_it_help"])
    own = find(session, number)
    if not _is_askable(own.row, threads.read_all(own)):
        raise TooEarly("this talk has not ended")
    with suppress(Overtaken):
        session.write(own.row.folder, ASKED, {"answered": True}, after=0)
        count([categories.fact_of_answer(month_of(today()), said)])
        return True
    return False


def shown(own: Own, messages: list[Message]) -> dict[str, Any]:
    """For the visitor's page: whether to ask, or to thank."""
    if not _is_askable(own.row, messages):
        return {"asks": False, "thanks": False}
    has_answered = bool(own.session.read(own.row.folder, ASKED))
    return {"asks": not has_answered, "thanks": has_answered, "answers": ANSWERS.items()}


def _is_askable(row: Conversation, messages: list[Message]) -> bool:
    return row.state == CLOSED and any(one.sender == STAFF for one in messages)
