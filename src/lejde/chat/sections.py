"""What the chat adds to the visitor's own page and to the desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lejde.chat import actions, desk_actions, goals, shredding, texts
from lejde.chat.context import COOKIE
from lejde.counselling import places
from lejde.identity import cookies, folders, home, reading
from lejde.identity.desk import Page, WorkList, add_page, add_work
from lejde.identity.erasing import before_erasing
from lejde.identity.roles import CHAT, KEEP_HOURS
from lejde.identity.staffing import Worker
from lejde.vault.visitors import VisitorSession


def add() -> None:
    """Called once when the house starts."""
    before_erasing(actions.forget)
    cookies.register(COOKIE, "/")
    reading.register_writing("chat:along")
    home.register(home.Section(30, "chat/mine.html", _talks))
    places.add_doors([goals.DOOR], goals.place_of)
    places.add_asking([folders.CHAT], goals.asked_on)
    add_page(Page(5, "talks", _("Talks"), lambda worker: worker.may(CHAT)))
    add_page(Page(71, "talk_hours", _("Hours of the chat"), lambda worker: worker.may(KEEP_HOURS)))
    add_page(
        Page(
            72, "talk_keeping", _("How long talks are kept"), lambda worker: worker.may(KEEP_HOURS)
        )
    )
    add_work(WorkList(1, "chat/late.html", _late))
    add_work(WorkList(3, "chat/waits.html", _waits))


def _talks(session: VisitorSession) -> dict[str, Any] | None:
    talks = [
        {"row": row, "key": actions.key_of(session, row), "topic": texts.TOPICS[row.topic]}
        for row in actions.mine(session)
    ]
    return {"talks": talks} if talks or actions.topics() else None


def _waits(worker: Worker) -> dict[str, int] | None:
    if not worker.may(CHAT):
        return None
    return {"waiting": len(desk_actions.queue(worker))}


def _late(worker: Worker) -> dict[str, int] | None:
    """What should be destroyed and is not is told to whoever can see to it."""
    if not (worker.may(CHAT) or worker.may(KEEP_HOURS)):
        return None
    late = shredding.late()
    return {"late": late} if late else None
