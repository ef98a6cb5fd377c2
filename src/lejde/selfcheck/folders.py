"""Where the answers lie that somebody brings along: a part of a course of care."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lejde.identity.folders import CARE, new_folder, of_kind
from lejde.kernel import clock
from lejde.kernel.errors import NotFound
from lejde.knowledge.editions import in_force
from lejde.knowledge.recalls import Notice, notices
from lejde.vault.visitors import VisitorSession

CHECK = "check"


@dataclass(frozen=True)
class Check:
    """Answers as they were kept; `is_alone` when the folder was never shared, `version` that of
    the rules by which the plan was made.
    """

    folder: str
    day: date
    is_alone: bool
    version: str
    packed: str = field(repr=False)

    @property
    def notices(self) -> list[Notice]:
        """What was said about those rules since."""
        return notices(self.version)


def keep_check(session: VisitorSession, packed: str, folder: str = "") -> str:
    """Writes checked answers into a folder, a new one unless named; its number. The version of
    the rules lies beside them, so that a notice against it finds whoever has such a plan.
    """
    folder = folder or new_folder(session, CARE)
    today = clock.today().isoformat()
    version = in_force().meta.version
    session.write(folder, CHECK, {"packed": packed, "day": today, "version": version})
    return folder


def checks(session: VisitorSession) -> list[Check]:
    """The newest answers of each course of care."""
    found = []
    for folder in of_kind(session, CARE):
        if kept := session.read(folder.number, CHECK):
            last = kept[-1]
            alone = not session.shared(folder.number)
            day = date.fromisoformat(last["day"])
            version = last.get("version", "")
            found.append(Check(folder.number, day, alone, version, last["packed"]))
    return found


def make_anew(session: VisitorSession, folder: str) -> str:
    """The same answers under today's rules, after a notice; gives them. Raises NotFound."""
    for check in checks(session):
        if check.folder == folder:
            keep_check(session, check.packed, folder)
            return check.packed
    raise NotFound("this is gone")


def forget_check(session: VisitorSession, folder: str) -> None:
    """Erases a folder that holds answers and nothing that was shared."""
    if any(check.folder == folder and check.is_alone for check in checks(session)):
        session.erase_folder(folder)


def section(session: VisitorSession) -> dict[str, Any] | None:
    """What the visitor's own page shows."""
    found = checks(session)
    return {"checks": found} if found else None
