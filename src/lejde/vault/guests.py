"""What the rooms may do for a guest: show the parts that a visitor lets them read, and no more."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lejde.kernel.errors import NotFound
from lejde.vault import _folders, _guests, _sessions
from lejde.vault._guests import MOST_DAYS as MOST_DAYS  # noqa: PLC0414
from lejde.vault._guests import Invitation
from lejde.vault._mailbox import read_list


@dataclass(frozen=True)
class GuestSession:
    """Somebody who reads along; lives for one request. There is nothing to write with."""

    _invitation: Invitation = field(repr=False)

    @property
    def until(self) -> date:
        """The last day."""
        return self._invitation.until

    @property
    def parts(self) -> frozenset[str]:
        """Names of the parts that this guest may read."""
        return frozenset(self._invitation.parts)

    def read(self, name: str) -> list[dict[str, Any]]:
        """A part's records, in order; raises NotFound for one that was not named."""
        part = self._invitation.parts.get(name)
        if part is None:
            raise NotFound("this is gone")
        return _folders.read(self._invitation.folder, part)


def resume(token: str) -> GuestSession:
    """The session behind a token; raises NotSignedIn when it ended, ran out or was taken back."""
    opened = _sessions.resume(_sessions.GUEST, token)
    _, listed = read_list(opened.mailbox, opened.key)
    return GuestSession(_guests.honoured(opened.mailbox, opened.key, listed))
