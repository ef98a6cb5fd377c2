"""Where the answers lie that somebody brings along: a part of a course of care."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lejde.identity.folders import CARE, new_folder, of_kind
from lejde.kernel import clock
from lejde.vault.visitors import VisitorSession

CHECK = "check"


@dataclass(frozen=True)
class Check:
    """Answers as they were kept; `is_alone` when the folder was never shared."""

    folder: str
    day: date
    is_alone: bool
    packed: str = field(repr=False)


def keep_check(session: VisitorSession, packed: str, folder: str = "") -> str:
    """Writes checked answers into a folder, a new one unless named; its number."""
    folder = folder or new_folder(session, CARE)
    today = clock.today().isoformat()
    session.write(folder, CHECK, {"packed": packed, "day": today})
    return folder


def checks(session: VisitorSession) -> list[Check]:
    """The newest answers of each course of care."""
    found = []
    for folder in of_kind(session, CARE):
        if kept := session.read(folder.number, CHECK):
            last = kept[-1]
            alone = not session.shared(folder.number)
            day = date.fromisoformat(last["day"])
            found.append(Check(folder.number, day, alone, last["packed"]))
    return found


def forget_check(session: VisitorSession, folder: str) -> None:
    """Erases a folder that holds answers and nothing that was shared."""
    if any(check.folder == folder and check.is_alone for check in checks(session)):
        session.erase_folder(folder)


def section(session: VisitorSession) -> dict[str, Any] | None:
    """What the visitor's own page shows."""
    found = checks(session)
    return {"checks": found} if found else None
