"""What the rooms may do for a visitor: a code, a session, folders, and the end of it all."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError
from nacl.utils import random

from lejde.kernel.clock import now
from lejde.kernel.each import each
from lejde.kernel.errors import NotFound, NotSignedIn
from lejde.kernel.ids import new_row_id
from lejde.vault import _folders, _guests, _sessions, _shares, passes
from lejde.vault._code import read_code
from lejde.vault._envelope import KEY_BYTES, derive
from lejde.vault._folders import OpenPart as OpenPart  # noqa: PLC0414
from lejde.vault._folders import Overtaken as Overtaken  # noqa: PLC0414
from lejde.vault._guests import BadInvitation as BadInvitation  # noqa: PLC0414
from lejde.vault._guests import Guest as Guest  # noqa: PLC0414
from lejde.vault._mailbox import (
    FolderList,
    change_list,
    end_mailboxes,
    make_mailbox,
    new_lock,
    open_mailbox,
)
from lejde.vault._mailbox import read_list as _read_list
from lejde.vault.passes import Pass

# No request lasts as long: a folder listed earlier and without rows will never have any.
LONGEST_MAKING = timedelta(hours=1)


@dataclass(frozen=True)
class NewVisitor:
    """The code, shown once, and the token of a session that has begun."""

    return_code: str = field(repr=False)
    token: str = field(repr=False)


@dataclass(frozen=True)
class Entered:
    """Somebody came in with a code; `is_guest` when it opens only what a visitor lets them read."""

    token: str = field(repr=False)
    is_guest: bool


@dataclass(frozen=True)
class VisitorSession:
    """A visitor who is here; lives for one request. `is_new` when the session began with a code
    that was just made, and nobody showed yet that it was kept.
    """

    _mailbox: int = field(repr=False)
    _half: int = field(repr=False)
    _key: bytes = field(repr=False)
    is_new: bool
    _known: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def folders(self) -> list[str]:
        """Numbers of the visitor's folders, also of one that another tab is just making, or whose
        half has run out: reading it raises NotFound.
        """
        return sorted(self._read_secrets())

    def create_folder(self, own: str = "") -> str:
        """A new folder that only the visitor can open; its number.

        The same `own` is the same folder, however often and from however many tabs at once it is
        asked for; raises NotFound when that one has been erased.
        """
        secret = self._own_secret(own) if own else random(KEY_BYTES)
        number = _folders.number_of(_folders.owner_of(secret))

        def add(listed: FolderList) -> None:
            if number in listed.gone:
                raise NotFound("this is gone")
            listed.secrets[number] = secret.hex()
            listed.begun.setdefault(number, now().isoformat())

        change_list(self._mailbox, self._key, add)
        if not own or _folders.without_rows([number]):
            with suppress(IntegrityError):
                _folders.make_folder(secret)
        return number

    def folder_called(self, own: str) -> str:
        """The number of the folder that `create_folder(own)` makes or made."""
        return _folders.number_of(_folders.owner_of(self._own_secret(own)))

    def _own_secret(self, own: str) -> bytes:
        return derive(self._key, f"folder/{own}")

    def write(
        self, folder: str, part: str, content: dict[str, Any], after: int | None = None
    ) -> int:
        """Appends a JSON object to a part; its sequence. With `after`, only as the next of so many
        records. Raises NotFound, Overtaken.
        """
        opened = _folders.part_of(self._secret(folder), part)
        return _folders.write(folder, opened, content, after)

    def read(self, folder: str, part: str) -> list[dict[str, Any]]:
        """The part's records in order. Raises NotFound."""
        return _folders.read(folder, _folders.part_of(self._secret(folder), part))

    def open(self, folder: str, part: str) -> OpenPart:
        """A part for several acts at once. Raises NotFound."""
        return _folders.open_part(folder, _folders.part_of(self._secret(folder), part))

    def share(self, folder: str, part: str, purpose: str, until: date) -> None:
        """Lets a purpose open a part until a day. Raises NotFound, NotOffered."""
        _shares.give(self._secret(folder), part, purpose, until)

    def take_back(self, folder: str, part: str, purpose: str) -> None:
        """The purpose opens nothing of this part any more."""
        _shares.take_back(self._secret(folder), part, purpose)

    def shared(self, folder: str) -> list[tuple[str, str, date]]:
        """Part, purpose and last day; the part is empty where staff keep notes of their own."""
        return _shares.given(self._secret(folder))

    def invite(
        self,
        folder: str,
        parts: frozenset[str],
        until: date,
        name: str = "",
        *,
        writes: bool = False,
    ) -> str:
        """A guest code, shown once, for reading parts until a day, and for writing in them if so
        said; `name` is the visitor's own word for whom. Raises NotFound, BadInvitation, TooBusy.
        """
        return _guests.invite(self._secret(folder), parts, until, name, writes=writes)

    def guests(self, folder: str) -> list[Guest]:
        """Everybody who was ever given a guest code to a folder, the newest first."""
        return _guests.invited(self._secret(folder))

    def end_guest(self, folder: str, number: int) -> None:
        """The guest code opens nothing any more, and its session ends. Raises NotFound."""
        _guests.end(self._secret(folder), number)

    def as_pass(self, token: str) -> Pass:
        """What a stream holds instead of this session; `token` is the one that it came by."""
        return passes.for_token(token, self._half)

    def trace(self, folder: str, part: str) -> str:
        """The tag under which the audit names this part."""
        return _folders.part_of(self._secret(folder), part).trace

    def erase_folder(self, folder: str) -> None:
        """Unreadable from now on, everywhere."""
        _guests.end_all(self._secret(folder))

        def forget(listed: FolderList) -> None:
            listed.secrets.pop(folder, None)
            listed.gone.add(folder)

        change_list(self._mailbox, self._key, forget)
        self._known.clear()
        _folders.erase(folder)

    def _secret(self, folder: str) -> bytes:
        # One that was erased since it was read opens nothing any more.
        secret = self._known.get(folder) or self._read_secrets().get(folder)
        if secret is None:
            raise NotFound("this is gone")
        return bytes.fromhex(secret)

    def _read_secrets(self) -> dict[str, str]:
        secrets = _read_list(self._mailbox, self._key)[1].secrets
        self._known.clear()
        self._known.update(secrets)
        return secrets


def make_visitor() -> NewVisitor:
    """Nothing is asked for. Raises TooBusy when too many come at once."""
    mailbox, key = new_row_id(), random(KEY_BYTES)
    code, half = make_mailbox(mailbox, key, FolderList())
    return NewVisitor(code, _sessions.start(_sessions.VISITOR, mailbox, half, key, is_new=True))


def sign_in(return_code: str) -> str:
    """A visitor's token; raises NotSignedIn for wrong, unknown and guest codes alike."""
    mailbox, half, key, listed = _opened(return_code)
    if listed.guest is not None:
        raise NotSignedIn("this code opens nothing")
    return _sessions.start(_sessions.VISITOR, mailbox, half, key)


def enter(return_code: str) -> Entered:
    """As `sign_in`, where guests are let in too."""
    mailbox, half, key, listed = _opened(return_code)
    if listed.guest is None:
        return Entered(_sessions.start(_sessions.VISITOR, mailbox, half, key), is_guest=False)
    _guests.note_day(_guests.honoured(mailbox, key, listed))
    return Entered(_sessions.start(_sessions.GUEST, mailbox, half, key), is_guest=True)


def _opened(return_code: str) -> tuple[int, int, bytes, FolderList]:
    code = read_code(return_code)
    if code is None:
        raise NotSignedIn("this code opens nothing")
    mailbox, half, key = open_mailbox(code)
    listed = change_list(mailbox, key, _forget_lost)
    _folders.prolong(listed.secrets)
    return mailbox, half, key, listed


def _forget_lost(listed: FolderList) -> None:
    """Takes out folders that nothing can bring back: a full disk, a restore, the end of a half."""
    earliest = (now() - LONGEST_MAKING).isoformat()
    listed.begun = {n: at for n, at in listed.begun.items() if at > earliest}
    for number in _folders.without_rows(listed.secrets.keys() - listed.begun.keys()):
        del listed.secrets[number]


def resume(token: str, *, is_act: bool = True) -> VisitorSession:
    """The session behind a token, which lives on when somebody acts; raises NotSignedIn when it has
    ended or the code was changed.
    """
    opened = _sessions.resume(_sessions.VISITOR, token, is_act=is_act)
    return VisitorSession(opened.mailbox, opened.half, opened.key, opened.is_new)


def end_session(token: str) -> None:
    """A visitor or a guest signs out; an unknown token is no error."""
    for kind in (_sessions.VISITOR, _sessions.GUEST, _sessions.RETRY):
        _sessions.end(kind, token)


def resume_for_code(token: str) -> VisitorSession:
    """The session whose code was changed a moment ago by the same browser, to be given to
    `change_code` alone; raises NotSignedIn.
    """
    opened = _sessions.resume(_sessions.RETRY, token)
    return VisitorSession(opened.mailbox, opened.half, opened.key, opened.is_new)


def change_code(session: VisitorSession, token: str = "") -> NewVisitor:
    """A new code; the old one ends, with every session and every guest code that came of it.

    Whoever had the old code may have let somebody in. `token` is that of the browser that asks: the
    answer may be lost, and with it the code. Raises NotSignedIn when it was just changed elsewhere.
    """
    code, half = new_lock(session._mailbox, session._half, session._key)
    if token:
        _sessions.leave_for_retry(token, session._mailbox, half, session._key)
    for folder in session.folders():
        # Erased in another tab meanwhile: its guests went with it. The new code must be shown.
        with suppress(NotFound):
            _guests.end_all(session._secret(folder))
    mailbox, key = session._mailbox, session._key
    return NewVisitor(code, _sessions.start(_sessions.VISITOR, mailbox, half, key, is_new=True))


def erase_everything(session: VisitorSession) -> None:
    """Every folder and the mailbox itself; no undo.

    One that fails keeps no other, but keeps the code, so that it can be tried again.
    """
    each(session.folders(), session.erase_folder)
    end_mailboxes([session._mailbox])
