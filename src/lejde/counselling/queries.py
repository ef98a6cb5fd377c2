"""What the person has of talks over time, folder by folder."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lejde.audit import queries as audit
from lejde.counselling import places
from lejde.counselling.domain import PART, PURPOSES, Story, story
from lejde.identity.folders import CARE, CHAT, TALK, of_kind
from lejde.identity.roles import ROLES
from lejde.kernel import clock
from lejde.kernel.errors import NotFound
from lejde.vault.visitors import VisitorSession

KINDS = (TALK, CHAT, CARE)


@dataclass(frozen=True)
class Own:
    """One folder of the person's own with what was written down in it. `purposes` are those that
    open the folder, each with the last day on which it opens this, None without a yes.
    """

    folder: str = field(repr=False)
    kind: str
    day: date
    purposes: dict[str, date | None]
    story: Story

    @property
    def given_to(self) -> list[str]:
        return [purpose for purpose, until in self.purposes.items() if until]


def own(session: VisitorSession) -> list[Own]:
    """Every folder in which such talks can be written down, the newest of each kind first."""
    return [
        Own(one.number, kind, one.day, _purposes(session, one.number),
            story(session.read(one.number, PART)))
        for kind in KINDS
        for one in of_kind(session, kind)
    ]  # fmt: skip


def _purposes(session: VisitorSession, folder: str) -> dict[str, date | None]:
    today = clock.today()
    shared = [one for one in session.shared(folder) if one[0] and one[2] >= today]
    opening = sorted({purpose for _, purpose, _ in shared if purpose in PURPOSES})
    given = {purpose: until for part, purpose, until in shared if part == PART}
    return {purpose: given.get(purpose) for purpose in opening}


def key_of(session: VisitorSession, folder: str) -> str:
    """What stands for a folder in its owner's addresses: says nothing to anybody else."""
    return session.trace(folder, PART)


def by_key(session: VisitorSession, key: str) -> Own:
    """One of the person's own; raises NotFound."""
    for one in own(session):
        if key_of(session, one.folder) == key:
            return one
    raise NotFound("this is gone")


def asked_on(session: VisitorSession, one: Own) -> str:
    """The ISO day of a question that still waits for the person's yes or no; empty for none."""
    if one.given_to or not one.purposes:
        return ""
    asked = places.asked_on(session, one.kind, one.folder)
    return asked if asked > one.story.refused_on else ""


def opened_by(session: VisitorSession, one: Own) -> list[dict[str, Any]]:
    """Which role opened or wrote it, on which day, the latest first."""
    acts = audit.of_traces([session.trace(one.folder, PART)])
    return [{"day": act.day, "role": ROLES[act.role].label, "verb": act.verb} for act in acts]
