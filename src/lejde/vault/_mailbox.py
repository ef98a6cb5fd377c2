"""The mailbox: opened by a code, holding the sealed list of the visitor's folders.

A guest code opens one too; its list holds an invitation instead of folders. In the main database
the two are not told apart, and one locator never stands for both.
"""

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from nacl.utils import random

from lejde.kernel.clock import quarter_of, today
from lejde.kernel.errors import Conflict, NotSignedIn
from lejde.vault import _statements
from lejde.vault._code import ReturnCode, make_code
from lejde.vault._envelope import KEY_BYTES, context, derive, seal, unseal
from lejde.vault._halves import destroy_halves, half_of, make_half, prolong
from lejde.vault._hashing import visitor_root
from lejde.vault.models import Mailbox

LIST_BUCKET = 4096
SALT_BYTES = 16
TRIES = 50
YEARS_KEPT = 5


@dataclass
class FolderList:
    """Secrets of the folders by number, and the numbers erased; a deletion wins over an entry.

    `begun` says when a folder was listed whose rows may not be written yet; `guest` is the
    invitation, in the list of a guest code.
    """

    secrets: dict[str, str] = field(default_factory=dict, repr=False)
    gone: set[str] = field(default_factory=set)
    begun: dict[str, str] = field(default_factory=dict, repr=False)
    guest: dict[str, Any] | None = field(default=None, repr=False)

    def to_bytes(self) -> bytes:
        kept = {n: s for n, s in self.secrets.items() if n not in self.gone}
        told = {
            "secrets": kept,
            "gone": sorted(self.gone),
            "begun": self.begun,
            "guest": self.guest,
        }
        return json.dumps(told).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> "FolderList":
        told = json.loads(raw)
        begun = told.get("begun", {})
        return cls(told["secrets"], set(told["gone"]), begun, told.get("guest"))


def make_mailbox(
    row: int, key: bytes, listed: FolderList, until: date | None = None
) -> tuple[str, int]:
    """A new mailbox, which ends after the day `until`: the code to show once, and its half."""
    place, quarter = _list_place(row, 1), quarter_of(today())
    sealed = seal(key, listed.to_bytes(), place, bucket=LIST_BUCKET)
    for _ in range(TRIES):
        code = make_code()
        fresh = _locked(code, row, key, until)
        half = int(str(fresh["half"]))
        try:
            Mailbox.objects.create(id=row, version=1, folders=sealed, quarter=quarter, **fresh)
        except IntegrityError:
            destroy_halves([half])
            continue
        return code.shown(), half
    raise Conflict("no free locator")


def end_mailboxes(numbers: list[int]) -> None:
    """Their codes open nothing from now on, and their sessions end."""
    rows = Mailbox.objects.filter(id__in=numbers)
    destroy_halves(list(rows.values_list("half", flat=True)))
    rows.delete()


def living(numbers: list[int]) -> set[int]:
    """Those that a code still opens."""
    rows = Mailbox.objects.filter(id__in=numbers).values_list("id", "half")
    return {number for number, half in rows if half_of(half) is not None}


def open_mailbox(code: ReturnCode) -> tuple[int, int, bytes]:
    """Row, half and key; wrong and unknown codes cost the same and raise the same."""
    row = Mailbox.objects.filter(locator=code.locator).first()
    pepper = settings.LEJDE_PEPPER
    salt = bytes(row.salt) if row else hmac.digest(pepper, code.locator.encode(), "sha256")[:16]
    root = visitor_root(code.secret, salt)
    expected = bytes(row.verifier) if row else bytes(KEY_BYTES)
    if not hmac.compare_digest(derive(root, "verifier"), expected) or row is None:
        raise NotSignedIn
    half = half_of(row.half)
    if half is None:
        raise NotSignedIn
    prolong(row.half, years=YEARS_KEPT)
    return row.id, row.half, unseal(_wrap_key(root, half), bytes(row.wrapped), _wrap_place(row.id))


def new_lock(mailbox: int, old_half: int, key: bytes) -> tuple[str, int]:
    """A new code for a mailbox; the old code's half is destroyed, and with it its sessions."""
    for _ in range(TRIES):
        code = make_code()
        fresh = _locked(code, mailbox, key)
        new_half = int(str(fresh["half"]))
        try:
            changed = Mailbox.objects.filter(id=mailbox, half=old_half).update(**fresh)
        except IntegrityError:
            destroy_halves([new_half])
            continue
        destroy_halves([old_half] if changed else [new_half])
        if not changed:
            raise NotSignedIn
        return code.shown(), new_half
    raise Conflict("no free locator")


def _locked(
    code: ReturnCode, mailbox: int, key: bytes, until: date | None = None
) -> dict[str, object]:
    salt = random(SALT_BYTES)
    root = visitor_root(code.secret, salt)
    half_id, half = make_half(years=YEARS_KEPT, until=until)
    return {
        "locator": code.locator,
        "salt": salt,
        "verifier": derive(root, "verifier"),
        "half": half_id,
        "wrapped": seal(_wrap_key(root, half), key, _wrap_place(mailbox)),
    }


def _wrap_key(root: bytes, half: bytes) -> bytes:
    return derive(root, "mailbox", salt=half)


def _wrap_place(mailbox: int) -> bytes:
    return context("mailbox", mailbox)


def _list_place(mailbox: int, version: int) -> bytes:
    return context("list", mailbox, version)


def read_list(mailbox: int, key: bytes) -> tuple[int, FolderList]:
    """Version and list; raises NotSignedIn when the mailbox is gone."""
    found = _statements.folder_list(mailbox)
    if found is None:
        raise NotSignedIn
    version, sealed = found
    opened = unseal(key, sealed, _list_place(mailbox, version))
    return version, FolderList.from_bytes(opened)


def change_list(mailbox: int, key: bytes, change: Callable[[FolderList], None]) -> FolderList:
    """The changed list. Compare-and-swap: whoever loses reads again and applies the change anew.

    Plain read and write lost 30 of 40 keys with two tabs in a trial.
    """
    for _ in range(TRIES):
        version, listed = read_list(mailbox, key)
        change(listed)
        place = _list_place(mailbox, version + 1)
        sealed = seal(key, listed.to_bytes(), place, bucket=LIST_BUCKET)
        if Mailbox.objects.filter(id=mailbox, version=version).update(
            version=version + 1, folders=sealed
        ):
            return listed
    raise Conflict("too many changes at once")
