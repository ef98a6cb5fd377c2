"""What the rooms may do for a guest: show the parts that a visitor lets them read, write where the
visitor signed for that too, and no more.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lejde.kernel.errors import NotFound
from lejde.vault import _folders, _guests, _sessions
from lejde.vault._folders import OpenPart as OpenPart  # noqa: PLC0414
from lejde.vault._folders import Part
from lejde.vault._guests import MOST_DAYS as MOST_DAYS  # noqa: PLC0414
from lejde.vault._guests import Invitation
from lejde.vault._mailbox import end_mailboxes, read_list


@dataclass(frozen=True)
class GuestSession:
    """Somebody who reads along, or takes part; lives for one request."""

    _mailbox: int = field(repr=False)
    _invitation: Invitation = field(repr=False)

    @property
    def folder(self) -> str:
        """Number of the one folder."""
        return self._invitation.folder

    @property
    def until(self) -> date:
        """The last day."""
        return self._invitation.until

    @property
    def parts(self) -> frozenset[str]:
        """Names of the parts that this guest may read."""
        return frozenset(self._invitation.parts)

    @property
    def may_write(self) -> bool:
        """Whether the owner signed for more than reading."""
        return self._invitation.writes

    def read(self, name: str) -> list[dict[str, Any]]:
        """A part's records, in order; raises NotFound for one that was not named."""
        return _folders.read(self.folder, self._part(name))

    def open(self, name: str) -> OpenPart:
        """A part for several acts at once; written in only by whom the owner signed that for.
        Raises NotFound.
        """
        return _folders.open_part(self.folder, self._part(name), writes=self.may_write)

    def end(self) -> None:
        """What the guest was let in for is over: the code opens nothing any more."""
        end_mailboxes([self._mailbox])

    def _part(self, name: str) -> Part:
        part = self._invitation.parts.get(name)
        if part is None:
            raise NotFound("this is gone")
        return part


def resume(token: str, *, is_act: bool = True) -> GuestSession:
    """The session behind a token; raises NotSignedIn when it ended, ran out or was taken back."""
    opened = _sessions.resume(_sessions.GUEST, token, is_act=is_act)
    _, listed = read_list(opened.mailbox, opened.key)
    return GuestSession(opened.mailbox, _guests.honoured(opened.mailbox, opened.key, listed))
