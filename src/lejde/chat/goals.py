"""The goals of a conversation: reached from its page at the desk, asked for in the conversation."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from lejde.chat import actions, desk_actions, threads
from lejde.chat.domain import CLOSED, SYSTEM, ConversationClosed, Message
from lejde.chat.models import Conversation
from lejde.counselling import queries
from lejde.counselling.domain import PURPOSES
from lejde.counselling.places import Place
from lejde.identity.staffing import Worker
from lejde.kernel import clock
from lejde.vault.visitors import VisitorSession

DOOR = "talk"


def place_of(worker: Worker, door: str, number: int) -> Place:
    """The conversation that one holds. Raises NotAllowed, NotFound."""
    held = desk_actions.find(worker, number)
    return Place(
        worker, held.row.purpose, held.row.folder, reverse("desk_talk", args=[number]),
        _asked_on(held.row, threads.read_all(held)), lambda: ask(worker, number),
    )  # fmt: skip


def ask(worker: Worker, number: int) -> None:
    """Asks the person in their own language; asked once, it stands there. Raises NotAllowed,
    NotFound, ConversationClosed.
    """
    held = desk_actions.find(worker, number)
    with transaction.atomic():
        row = threads.locked(number)
        if _asked_on(row, threads.read_all(held)):
            return
        if row.state == CLOSED:
            raise ConversationClosed("this conversation has ended")
        threads.append(row, held, SYSTEM, question(row.language))
    worker.note("wrote", held.part)


def question(language: str) -> str:
    """What stands in the conversation."""
    with override(language):
        return _(
            "May we write down together what you would like, and small steps on the way? Only if "
            "you wish: you say yes or no under “Your own goals and small steps”, below."
        )


def asked_on(session: VisitorSession, folder: str) -> str:
    """The ISO day on which the person was asked; empty when never."""
    row = Conversation.objects.filter(folder=folder).first()
    return _asked_on(row, actions.read_all(actions.Own(row, session))) if row else ""


def _asked_on(row: Conversation, messages: list[Message]) -> str:
    text = question(row.language)
    asked = (one for one in messages if (one.sender, one.text) == (SYSTEM, text))
    return next((clock.day_at(one.moment).isoformat() for one in asked), "")


def of_desk(row: Conversation) -> dict[str, str]:
    """For the desk's page of a talk: where its goals are, for the purposes that have such talks."""
    if row.purpose not in PURPOSES:
        return {}
    return {"goals": reverse("goals_desk", args=[DOOR, row.pk])}


def of_visitor(session: VisitorSession, row: Conversation) -> dict[str, str]:
    """For the person's page of a talk."""
    if row.purpose not in PURPOSES:
        return {}
    return {"goals": reverse("counselling:mine", args=[queries.key_of(session, row.folder)])}
