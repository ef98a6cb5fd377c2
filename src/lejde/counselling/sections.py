"""What this adds to the person's own page, and what a helper may be let read of it."""

from typing import Any

from lejde.counselling import queries, shown, texts
from lejde.counselling.domain import PART
from lejde.counselling.queries import Own
from lejde.identity import home, reading
from lejde.identity.folders import CARE, CHAT, TALK
from lejde.vault.visitors import VisitorSession


def add() -> None:
    """Called once when the house starts."""
    home.register(home.Section(40, "counselling/section.html", _goals))
    reading.register(
        reading.Readable(
            20, PART, texts.READABLE, (CARE, TALK, CHAT), "counselling/read.html", shown.of_guest
        )
    )


def _goals(session: VisitorSession) -> dict[str, Any] | None:
    """Where something was written, a yes was given or is asked for, and where talks are had. Who
    came for a test and was not asked is not met with it.
    """
    found = [
        {"key": queries.key_of(session, one.folder), "kind": texts.KINDS[one.kind], "day": one.day,
         "asked": asked, "steps": len(one.story.in_state("open")),
         "next": shown.next_time(one.story)}
        for one in queries.own(session)
        if (asked := queries.asked_on(session, one)) or _is_met(one)
    ]  # fmt: skip
    return {"places": found} if found else None


def _is_met(one: Own) -> bool:
    if not one.story.is_empty or one.given_to:
        return True
    return one.kind == TALK and bool(one.purposes) and not one.story.refused_on
