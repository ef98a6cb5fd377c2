"""Folders: a random secret in the visitor's list, from which come the owner and each part's key."""

import json
from hashlib import sha256
from typing import Any

from django.db import IntegrityError
from nacl.signing import SigningKey

from lejde.kernel.errors import Conflict, NotFound
from lejde.vault._envelope import context, derive, seal, unseal
from lejde.vault._halves import destroy_halves, half_of, make_half
from lejde.vault.models import Folder, Record

TRIES = 50


def owner_of(secret: bytes) -> bytes:
    """The owner's public key; whoever can sign with it may decide over the folder."""
    return bytes(SigningKey(derive(secret, "owner")).verify_key)


def number_of(secret: bytes) -> str:
    """The folder's number: a hash of the owner's public key, 32 hexadecimal digits."""
    return sha256(b"lejde folder" + owner_of(secret)).hexdigest()[:32]


def make_folder(secret: bytes) -> None:
    """Half first, then the row; the list already holds the secret."""
    half, _ = make_half()
    Folder.objects.create(number=number_of(secret), owner=owner_of(secret), half=half)


def _find(secret: bytes) -> tuple[Folder, bytes]:
    folder = Folder.objects.filter(number=number_of(secret)).first()
    half = half_of(folder.half) if folder else None
    if folder is None or half is None:
        raise NotFound("this is gone")
    return folder, half


def _content_key(secret: bytes, part: str, half: bytes) -> bytes:
    # The half goes into the content key itself: kept part keys open no old backup after erasure.
    return derive(derive(secret, f"part/{part}"), "content", salt=half)


def write(secret: bytes, part: str, content: dict[str, Any]) -> int:
    """Appends one record to a part; gives its sequence, from 1."""
    folder, half = _find(secret)
    key = _content_key(secret, part, half)
    raw = json.dumps(content).encode()
    for _ in range(TRIES):
        sequence = Record.objects.filter(folder=folder, part=part).count() + 1
        sealed = seal(key, raw, context("record", folder.number, part, sequence))
        try:
            Record.objects.create(folder=folder, part=part, sequence=sequence, sealed=sealed)
        except IntegrityError:
            continue
        return sequence
    raise Conflict("too many writers at once")


def read(secret: bytes, part: str) -> list[dict[str, Any]]:
    """All records of a part, in order; raises NotFound when the folder is erased."""
    folder, half = _find(secret)
    key = _content_key(secret, part, half)
    rows = Record.objects.filter(folder=folder, part=part).order_by("sequence")
    return [
        json.loads(unseal(key, bytes(r.sealed), context("record", folder.number, part, r.sequence)))
        for r in rows
    ]


def erase(secret: bytes) -> None:
    """Half before row: what is left in any backup is noise."""
    folder = Folder.objects.filter(number=number_of(secret)).first()
    if folder is not None:
        destroy_halves([folder.half])
        folder.delete()
