"""A session: the token holds half of what opens it, the row in `keys` the other half."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError

from lejde.kernel.clock import now
from lejde.kernel.errors import NotSignedIn
from lejde.vault import _statements
from lejde.vault._envelope import CannotOpen, context, derive, seal, unseal
from lejde.vault._halves import cut_log, half_of
from lejde.vault.keystore.models import Session

VISITOR, GUEST, RETRY = "visitor", "guest", "retry"
RETRY_LIVES = timedelta(minutes=5)
IDLE = timedelta(minutes=15)
PROLONGED_EACH = timedelta(seconds=30)


def new_token() -> str:
    """32 random bytes, which the server does not keep."""
    return secrets.token_urlsafe(32)


def put(kind: str, token: str, content: dict[str, Any], expires_at: datetime | None) -> bool:
    """Stores content under a token; without an end it keeps the one it had, or False is told."""
    sealed = seal(_key(token), json.dumps(content).encode(), context("session", kind))
    mine = Session.objects.filter(kind=kind, token_hash=hash_of(token))
    if expires_at is None:
        return mine.filter(expires_at__gt=now()).update(sealed=sealed) == 1
    Session.objects.filter(expires_at__lt=now()).delete()
    try:
        Session.objects.create(
            kind=kind, token_hash=hash_of(token), sealed=sealed, expires_at=expires_at
        )
    except IntegrityError:
        return False
    return True


def get(kind: str, token: str) -> dict[str, Any] | None:
    """The content of a living session."""
    found = _living(kind, token)
    return found[0] if found else None


def _living(kind: str, token: str) -> tuple[dict[str, Any], datetime] | None:
    found = _statements.session(kind, hash_of(token), now())
    if found is None:
        return None
    sealed, ends_at = found
    try:
        content: dict[str, Any] = json.loads(unseal(_key(token), sealed, context("session", kind)))
    except CannotOpen:
        return None
    return content, ends_at


def end(kind: str, token: str) -> None:
    """Ends it; an unknown token is no error."""
    Session.objects.filter(kind=kind, token_hash=hash_of(token)).delete()
    cut_log()


@dataclass(frozen=True)
class Opened:
    """What a session of somebody with a code opens. `is_new` when it began with a code that was
    just made, which its owner may not have kept.
    """

    mailbox: int
    half: int
    key: bytes = field(repr=False)
    is_new: bool


def start(kind: str, mailbox: int, half: int, key: bytes, *, is_new: bool = False) -> str:
    """A session of somebody who came with a code; its token."""
    token = new_token()
    content = {"mailbox": mailbox, "half": half, "key": key.hex(), "is_new": is_new}
    put(kind, token, content, now() + IDLE)
    return token


def leave_for_retry(token: str, mailbox: int, half: int, key: bytes) -> None:
    """The token of a session that ended with its code can get one more code for some minutes, and
    nothing else: for a second tap, or an answer that was lost on its way.
    """
    Session.objects.filter(token_hash=hash_of(token)).delete()
    content = {"mailbox": mailbox, "half": half, "key": key.hex(), "is_new": True}
    put(RETRY, token, content, now() + RETRY_LIVES)


def resume(kind: str, token: str, *, is_act: bool = True) -> Opened:
    """What a living session opens; raises NotSignedIn, also when the code was changed or taken
    back. It lives on, unless nobody acted: a page that looks again by itself keeps none alive.
    """
    found = _living(kind, token)
    if found is None or half_of(found[0]["half"]) is None:
        raise NotSignedIn("this session has ended")
    content, ends_at = found
    if kind != RETRY and is_act:
        later = now() + IDLE
        # Not at every act: each is a write that waits for the disk.
        if ends_at < later - PROLONGED_EACH:
            mine = Session.objects.filter(kind=kind, token_hash=hash_of(token))
            mine.update(expires_at=later)
    key = bytes.fromhex(content["key"])
    return Opened(content["mailbox"], content["half"], key, content.get("is_new", False))


def _key(token: str) -> bytes:
    return derive(token.encode(), "session")


def hash_of(token: str) -> str:
    """What a session is found by."""
    return sha256(b"lejde session" + token.encode()).hexdigest()
