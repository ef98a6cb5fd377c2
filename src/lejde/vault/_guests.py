"""Guest codes: somebody reads named parts of one folder until a day, or writes in them too, because
its owner signed so.

No column joins a guest code to a folder. Its mailbox holds the invitation; the owner finds it
through a part of the folder that nobody else can open.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from nacl.utils import random

from lejde.kernel import clock
from lejde.kernel.errors import BadInput, NotFound, NotSignedIn
from lejde.kernel.ids import new_row_id
from lejde.vault import _folders
from lejde.vault._chain import organisation
from lejde.vault._envelope import KEY_BYTES, context, derive
from lejde.vault._folders import Part, agree, find, is_agreed, number_of, owner_of, part_of
from lejde.vault._mailbox import FolderList, end_mailboxes, living, make_mailbox

PURPOSE = "guest"
# Where the owner notes whom they let in; never given to anybody.
INVITED = "guests"
MOST_DAYS = 90
RECEIVER_BYTES = 16


class BadInvitation(BadInput):
    """Nothing named, a part that is nobody's to give, or a day that is past or too far off."""

    code = "bad_invitation"


@dataclass(frozen=True)
class Guest:
    """As the owner sees it: `days` are those on which the code was used, `writes` whether it is for
    more than reading.
    """

    number: int
    name: str
    parts: tuple[str, ...]
    until: date
    days: tuple[date, ...]
    is_open: bool
    writes: bool = False


@dataclass(frozen=True)
class Invitation:
    """What a guest may open: parts by name, and the part where each day of use is noted; `writes`
    when they may write in those parts.
    """

    folder: str = field(repr=False)
    until: date
    parts: dict[str, Part] = field(repr=False)
    days: Part = field(repr=False)
    writes: bool = False

    def told(self, signature: bytes) -> dict[str, Any]:
        told: dict[str, Any] = {
            "folder": self.folder,
            "until": self.until.isoformat(),
            "parts": {name: part.key.hex() for name, part in self.parts.items()},
            "days": [self.days.name, self.days.key.hex()],
            "signature": signature.hex(),
        }
        return {**told, "writes": True} if self.writes else told

    @classmethod
    def from_told(cls, told: dict[str, Any]) -> "Invitation":
        parts = {name: Part(name, bytes.fromhex(key)) for name, key in told["parts"].items()}
        name, key = told["days"]
        until = date.fromisoformat(told["until"])
        days = Part(name, bytes.fromhex(key))
        return cls(told["folder"], until, parts, days, told.get("writes", False))


def invite(
    secret: bytes, names: frozenset[str], until: date, name: str, *, writes: bool = False
) -> str:
    """A guest code, shown once. Noted before it is made: nobody is let in unseen."""
    today = clock.today()
    if not names or INVITED in names or not today <= until <= today + timedelta(days=MOST_DAYS):
        raise BadInvitation
    number = number_of(owner_of(secret))
    mailbox, key = new_row_id(), random(KEY_BYTES)
    parts = {each: part_of(secret, each) for each in sorted(names)}
    invitation = Invitation(number, until, parts, _days_part(secret, mailbox), writes)
    noted = {"number": mailbox, "name": name, "parts": list(parts), "until": until.isoformat()}
    noted["writes"] = writes
    _folders.write(number, part_of(secret, INVITED), noted)
    signature = agree(secret, consent(mailbox, key, invitation))
    code, _ = make_mailbox(mailbox, key, FolderList(guest=invitation.told(signature)), until)
    return code


def invited(secret: bytes) -> list[Guest]:
    """Everybody who was ever let in, the newest first."""
    number, today = number_of(owner_of(secret)), clock.today()
    noted = _folders.read(number, part_of(secret, INVITED))
    there = living([one["number"] for one in noted])
    found = []
    for one in reversed(noted):
        used = _folders.read(number, _days_part(secret, one["number"]))
        until = date.fromisoformat(one["until"])
        found.append(
            Guest(
                one["number"],
                one["name"],
                tuple(one["parts"]),
                until,
                tuple(date.fromisoformat(each["day"]) for each in used),
                one["number"] in there and today <= until,
                one.get("writes", False),
            )
        )
    return found


def end(secret: bytes, number: int) -> None:
    """Takes one guest code back; raises NotFound when it is not one of this folder's."""
    if not any(one.number == number for one in invited(secret)):
        raise NotFound("this is gone")
    end_mailboxes([number])


def end_all(secret: bytes) -> None:
    """Takes back every guest code of a folder; one that is gone itself is no error."""
    with suppress(NotFound):
        end_mailboxes([one.number for one in invited(secret)])


def honoured(mailbox: int, key: bytes, listed: FolderList) -> Invitation:
    """What a guest may open; NotSignedIn when it is over, or the owner never agreed to it."""
    if listed.guest is None:
        raise NotSignedIn
    invitation = Invitation.from_told(listed.guest)
    signature = bytes.fromhex(listed.guest["signature"])
    try:
        folder, _ = find(invitation.folder)
    except NotFound as error:
        raise NotSignedIn from error
    is_over = invitation.until < clock.today()
    if is_over or not is_agreed(folder, consent(mailbox, key, invitation), signature):
        raise NotSignedIn
    return invitation


def note_day(invitation: Invitation) -> None:
    """For the owner: the code was used today. A day, no hour, and once."""
    today = clock.today().isoformat()
    noted = _folders.read(invitation.folder, invitation.days)
    if not any(one["day"] == today for one in noted):
        _folders.write(invitation.folder, invitation.days, {"day": today})


def consent(mailbox: int, key: bytes, invitation: Invitation) -> bytes:
    """What the owner signs: who, until when, which parts, and whether they may write. Parts are
    named by tags of their keys, so that whoever holds such a key, staff included, can let nobody
    in with it.
    """
    receiver = derive(key, "receiver", size=RECEIVER_BYTES)
    where = invitation.folder, PURPOSE, invitation.until.isoformat(), mailbox, receiver
    named = (each for name, part in sorted(invitation.parts.items()) for each in (name, part.trace))
    # A statement of another name: leave to read can never be shown as leave to write.
    statement = "writing guest consent" if invitation.writes else "guest consent"
    return context(statement, organisation(), *where, invitation.days.trace, *named)


def _days_part(secret: bytes, mailbox: int) -> Part:
    return part_of(secret, f"guest/{mailbox}")
