"""What the chat adds to the visitor's own page and to the desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lejde.chat import actions, desk_actions, texts
from lejde.chat.context import COOKIE
from lejde.identity import cookies, home, reading
from lejde.identity.desk import Page, WorkList, add_page, add_work
from lejde.identity.erasing import before_erasing
from lejde.identity.roles import CHAT
from lejde.identity.staffing import Worker
from lejde.vault.visitors import VisitorSession


def add() -> None:
    """Called once when the house starts."""
    before_erasing(actions.forget)
    cookies.register(COOKIE, "/")
    reading.register_writing("chat:along")
    home.register(home.Section(30, "chat/mine.html", _talks))
    add_page(Page(5, "talks", _("Talks"), lambda worker: worker.may(CHAT)))
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
