"""Folders: a random secret in the visitor's list, from which come the owner and each part's key."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import IntegrityError
from nacl.signing import SigningKey

from lejde.kernel.errors import Conflict, NotAllowed, NotFound
from lejde.vault import _statements
from lejde.vault._chain import is_signed, sign
from lejde.vault._envelope import context, derive, seal, unseal
from lejde.vault._halves import destroy_halves, half_of, make_half, prolong_with_the_year
from lejde.vault.models import Folder, Share

TRIES = 50
YEARS_KEPT = 5


class Overtaken(Conflict):
    """Somebody wrote to the part since it was read: read again, and decide again."""

    code = "overtaken"


@dataclass(frozen=True)
class Part:
    """A part's name and key. `tag` names it in rows, `trace` in the audit: neither tells the name,
    or that both belong together, to who has no key.
    """

    name: str
    key: bytes = field(repr=False)

    @property
    def tag(self) -> str:
        return derive(self.key, "tag", size=8).hex()

    @property
    def trace(self) -> str:
        return derive(self.key, "trace", size=16).hex()

    def once(self, own: str) -> str:
        """A sender's own id as rows know it: the same here, and told to nobody without the key."""
        return derive(self.key, f"once/{own}", size=16).hex()


def part_of(secret: bytes, name: str) -> Part:
    """A part of the owner's folder, by its name."""
    return Part(name, derive(secret, f"part/{name}"))


def owner_key(secret: bytes) -> bytes:
    """The private key that shows consent; nobody but the owner can make it."""
    return derive(secret, "owner")


def owner_of(secret: bytes) -> bytes:
    """The owner's public key."""
    return bytes(SigningKey(owner_key(secret)).verify_key)


def number_of(owner: bytes) -> str:
    """The folder's number: a hash of the owner's public key, 32 hexadecimal digits."""
    return sha256(b"lejde folder" + owner).hexdigest()[:32]


def agree(secret: bytes, statement: bytes) -> bytes:
    """The owner's signature; nobody else, staff included, can make one."""
    return sign(owner_key(secret), statement)


def is_agreed(folder: Folder, statement: bytes, signature: bytes) -> bool:
    """Whether the owner of this folder signed a statement."""
    owner = bytes(folder.owner)
    return number_of(owner) == folder.number and is_signed(owner, statement, signature)


def make_folder(secret: bytes) -> None:
    """Half first, then the row; the list already holds the secret."""
    half, _ = make_half(years=YEARS_KEPT)
    owner = owner_of(secret)
    Folder.objects.create(number=number_of(owner), owner=owner, half=half)


def find(number: str) -> tuple[Folder, bytes]:
    """The folder and its half; raises NotFound when it is erased."""
    found = _statements.folder(number)
    half = half_of(found[2]) if found else None
    if found is None or half is None:
        raise NotFound("this is gone")
    row, owner, half_id = found
    return Folder(id=row, number=number, owner=owner, half=half_id), half


def without_rows(numbers: Iterable[str]) -> set[str]:
    """Those of which nothing is there, or not yet."""
    wanted = set(numbers)
    return wanted - set(Folder.objects.filter(number__in=wanted).values_list("number", flat=True))


def prolong(numbers: Iterable[str]) -> None:
    """They live on with the visitor who came back."""
    halves = Folder.objects.filter(number__in=set(numbers)).values_list("half", flat=True)
    prolong_with_the_year(list(halves), years=YEARS_KEPT)


def _content_key(part: Part, half: bytes) -> bytes:
    # The half goes into the content key itself: kept part keys open no old backup after erasure.
    return derive(part.key, "content", salt=half)


def write(number: str, part: Part, content: dict[str, Any], after: int | None = None) -> int:
    """Appends one record to a part; gives its sequence, from 1. Raises NotFound.

    With `after`, only as the next of so many records: what was decided by reading them is
    written while they are still all there is. Raises Overtaken.
    """
    tag, raw = part.tag, json.dumps(content).encode()
    for _ in range(TRIES):
        place = _statements.next_place(number, tag)
        half = half_of(place.half) if place else None
        if place is None or half is None:
            raise NotFound("this is gone")
        sequence = place.sequence
        if after is not None and sequence != after + 1:
            raise Overtaken("somebody wrote here since you read it")
        sealed = seal(_content_key(part, half), raw, context("record", number, tag, sequence))
        try:
            _statements.append(place.folder, tag, sequence, sealed)
        except IntegrityError as lost:
            if after is None:
                continue
            # Nothing more is asked of a transaction that has failed.
            raise Overtaken("somebody wrote here since you read it") from lost
        return sequence
    raise Conflict("too many writers at once")


@dataclass(frozen=True)
class OpenPart:
    """A part as it lies open: where its records are, and what they are sealed by. Lives for one
    act; what is erased meanwhile is written and read in vain.
    """

    _number: str = field(repr=False)
    _folder: int = field(repr=False)
    _part: Part = field(repr=False)
    _tag: str = field(repr=False)
    _key: bytes = field(repr=False)
    _writes: bool

    def write_at(self, sequence: int, content: dict[str, Any], own: str = "") -> None:
        """One record at the place that the caller holds a lock for. `own` is the sender's id for
        it. Raises NotAllowed; IntegrityError for a place or an id that is taken, which the lock
        rules out, and for a folder that is gone.
        """
        if not self._writes:
            raise NotAllowed
        sealed = seal(self._key, json.dumps(content).encode(), self._place(sequence))
        once = self._part.once(own) if own else ""
        _statements.append(self._folder, self._tag, sequence, sealed, once)

    def read_after(self, after: int, most: int | None = None) -> list[tuple[int, dict[str, Any]]]:
        """Sequence and content of the records after one, in order."""
        return self._opened(_statements.records(self._folder, self._tag, after, most))

    def said_as(self, own: str) -> tuple[int, dict[str, Any]] | None:
        """Sequence and content of what a sender called so; None when nothing is."""
        rows = _statements.record_once(self._folder, self._tag, self._part.once(own))
        return next(iter(self._opened(rows)), None)

    def _opened(self, rows: list[tuple[int, bytes]]) -> list[tuple[int, dict[str, Any]]]:
        return [
            (sequence, json.loads(unseal(self._key, sealed, self._place(sequence))))
            for sequence, sealed in rows
        ]

    def _place(self, sequence: int) -> bytes:
        return context("record", self._number, self._tag, sequence)


def open_part(number: str, part: Part, *, writes: bool = True) -> OpenPart:
    """Raises NotFound when the folder is erased."""
    folder, half = find(number)
    return open_in(number, folder.id, half, part, writes=writes)


def open_in(number: str, row: int, half: bytes, part: Part, *, writes: bool = True) -> OpenPart:
    """A part of a folder whose row and half were just found."""
    return OpenPart(number, row, part, part.tag, _content_key(part, half), writes)


def read(number: str, part: Part) -> list[dict[str, Any]]:
    """All records of a part, in order; raises NotFound when the folder is erased."""
    return [content for _, content in open_part(number, part).read_after(0)]


def erase(number: str) -> None:
    """Halves before rows: what is left in any backup is noise."""
    folder = Folder.objects.filter(number=number).first()
    if folder is not None:
        wraps = Share.objects.filter(folder=folder).values_list("half", flat=True)
        destroy_halves([folder.half, *wraps])
        folder.delete()
