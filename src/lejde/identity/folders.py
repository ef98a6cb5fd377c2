"""What kinds of folder a visitor has; the kind lies inside, in the part only the visitor opens."""

from dataclasses import dataclass
from datetime import date

from lejde.kernel import clock
from lejde.vault.visitors import VisitorSession

ABOUT = "about"
CARE = "care"


@dataclass(frozen=True)
class Folder:
    """One folder of a visitor: its number, and the day it was made."""

    number: str
    day: date


def new_folder(session: VisitorSession, kind: str) -> str:
    """A folder of a kind, shared with nobody; its number."""
    number = session.create_folder()
    session.write(number, ABOUT, {"kind": kind, "day": clock.now().date().isoformat()})
    return number


def of_kind(session: VisitorSession, kind: str) -> list[Folder]:
    """The visitor's folders of a kind, the newest first."""
    found = []
    for number in session.folders():
        about = session.read(number, ABOUT)
        if about and about[0]["kind"] == kind:
            found.append(Folder(number, date.fromisoformat(about[0]["day"])))
    return sorted(found, key=lambda folder: (folder.day, folder.number), reverse=True)
