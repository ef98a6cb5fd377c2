"""What the rooms may do for a visitor: a code, a session, folders, and the end of it all."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nacl.utils import random

from lejde.kernel.errors import NotFound, NotSignedIn
from lejde.vault import _folders, _sessions, _shares
from lejde.vault._code import read_code
from lejde.vault._envelope import KEY_BYTES
from lejde.vault._halves import destroy_halves, half_of
from lejde.vault._mailbox import FolderList, change_list, make_mailbox, new_lock, open_mailbox
from lejde.vault._mailbox import read_list as _read_list
from lejde.vault.models import Mailbox


@dataclass(frozen=True)
class NewVisitor:
    """The code, shown once, and the token of a session that has begun."""

    return_code: str = field(repr=False)
    token: str = field(repr=False)


@dataclass(frozen=True)
class VisitorSession:
    """A visitor who is here; lives for one request."""

    _mailbox: int = field(repr=False)
    _half: int = field(repr=False)
    _key: bytes = field(repr=False)

    def folders(self) -> list[str]:
        """Numbers of the visitor's folders."""
        return sorted(_read_list(self._mailbox, self._key)[1].secrets)

    def create_folder(self) -> str:
        """A new folder that only the visitor can open; its number."""
        secret = random(KEY_BYTES)
        number = _folders.number_of(_folders.owner_of(secret))

        def add(listed: FolderList) -> None:
            listed.secrets[number] = secret.hex()

        change_list(self._mailbox, self._key, add)
        _folders.make_folder(secret)
        return number

    def write(self, folder: str, part: str, content: dict[str, Any]) -> int:
        """Appends a JSON object to a part; its sequence. Raises NotFound."""
        return _folders.write(folder, _folders.part_of(self._secret(folder), part), content)

    def read(self, folder: str, part: str) -> list[dict[str, Any]]:
        """The part's records in order. Raises NotFound."""
        return _folders.read(folder, _folders.part_of(self._secret(folder), part))

    def share(self, folder: str, part: str, purpose: str, until: date) -> None:
        """Lets a purpose open a part until a day. Raises NotFound, NotOffered."""
        _shares.give(self._secret(folder), part, purpose, until)

    def take_back(self, folder: str, part: str, purpose: str) -> None:
        """The purpose opens nothing of this part any more."""
        _shares.take_back(self._secret(folder), part, purpose)

    def shared(self, folder: str) -> list[tuple[str, str, date]]:
        """Part, purpose and last day; the part is empty where staff keep notes of their own."""
        return _shares.given(self._secret(folder))

    def trace(self, folder: str, part: str) -> str:
        """The tag under which the audit names this part."""
        return _folders.part_of(self._secret(folder), part).trace

    def erase_folder(self, folder: str) -> None:
        """Unreadable from now on, everywhere."""
        self._secret(folder)

        def forget(listed: FolderList) -> None:
            listed.secrets.pop(folder, None)
            listed.gone.add(folder)

        change_list(self._mailbox, self._key, forget)
        _folders.erase(folder)

    def _secret(self, folder: str) -> bytes:
        secret = _read_list(self._mailbox, self._key)[1].secrets.get(folder)
        if secret is None:
            raise NotFound("this is gone")
        return bytes.fromhex(secret)


def make_visitor() -> NewVisitor:
    """Nothing is asked for. Raises TooBusy when too many come at once."""
    code, mailbox, half, key = make_mailbox()
    return NewVisitor(code, _sessions.start_visitor(mailbox, half, key))


def sign_in(return_code: str) -> str:
    """A session's token; raises NotSignedIn for wrong and unknown codes alike."""
    code = read_code(return_code)
    if code is None:
        raise NotSignedIn("this code opens nothing")
    mailbox, half, key = open_mailbox(code)
    change_list(mailbox, key, lambda _: None)
    return _sessions.start_visitor(mailbox, half, key)


def resume(token: str) -> VisitorSession:
    """The session behind a token; raises NotSignedIn when it has ended or the code was changed."""
    mailbox, half, key = _sessions.resume_visitor(token)
    if half_of(half) is None:
        raise NotSignedIn("this session has ended")
    return VisitorSession(mailbox, half, key)


def end_session(token: str) -> None:
    """Signs out; an unknown token is no error."""
    _sessions.end("visitor", token)


def change_code(session: VisitorSession) -> NewVisitor:
    """A new code; the old one and every session it opened end."""
    code, half = new_lock(session._mailbox, session._half, session._key)
    return NewVisitor(code, _sessions.start_visitor(session._mailbox, half, session._key))


def erase_everything(session: VisitorSession) -> None:
    """Every folder and the mailbox itself; no undo."""
    for folder in session.folders():
        session.erase_folder(folder)
    destroy_halves([session._half])
    Mailbox.objects.filter(id=session._mailbox).delete()
