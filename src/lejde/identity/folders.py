"""What kinds of folder a visitor has; the kind lies inside, in the part only the visitor opens."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from lejde.kernel import clock
from lejde.kernel.errors import NotFound
from lejde.vault.visitors import VisitorSession

ABOUT = "about"
CARE, TALK, CHAT = "care", "talk", "chat"


@dataclass(frozen=True)
class Folder:
    """One folder of a visitor: its number, and the day it was made."""

    number: str
    day: date


def new_folder(session: VisitorSession, kind: str) -> str:
    """A folder of a kind, shared with nobody; its number."""
    number = session.create_folder()
    session.write(number, ABOUT, {"kind": kind, "day": clock.today().isoformat()})
    return number


def of_kind(session: VisitorSession, kind: str) -> list[Folder]:
    """The visitor's folders of a kind, the newest first."""
    found = [
        Folder(number, date.fromisoformat(about[0]["day"]))
        for number, about in _living(session)
        if about[0]["kind"] == kind
    ]
    return sorted(found, key=lambda folder: (folder.day, folder.number), reverse=True)


def hand_over(session: VisitorSession, folder: str) -> None:
    """Notes that somebody else has seen the code: it was printed at the desk."""
    about = session.read(folder, ABOUT)[-1]
    session.write(folder, ABOUT, {**about, "was_handed_over": True})


def was_handed_over(session: VisitorSession) -> bool:
    """Whether the code is still the one that was printed at the desk."""
    return any(about[-1].get("was_handed_over") for _, about in _living(session))


def has_own_code(session: VisitorSession) -> None:
    """The code was changed: nobody else knows it any more."""
    for number, about in _living(session):
        if about[-1].get("was_handed_over"):
            # One erased meanwhile must not keep the new code from being shown.
            with suppress(NotFound):
                session.write(number, ABOUT, {**about[-1], "was_handed_over": False})


def _living(session: VisitorSession) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each folder with what is told about it. One that another tab is just making has nothing yet,
    one whose half is gone never again: neither may keep the visitor from the others.
    """
    for number in session.folders():
        with suppress(NotFound):
            if about := session.read(number, ABOUT):
                yield number, about
