"""A session: the token holds half of what opens it, the row in `keys` the other half."""

import json
import secrets
from datetime import timedelta
from hashlib import sha256

from lejde.kernel.clock import now
from lejde.kernel.errors import NotSignedIn
from lejde.vault._envelope import CannotOpen, context, derive, seal, unseal
from lejde.vault._halves import cut_log
from lejde.vault.keystore.models import Session

IDLE = timedelta(minutes=15)
PLACE = context("session", "visitor")


def start(mailbox: int, half: int, key: bytes) -> str:
    """Stores the unlocked key under a new token, which the server does not keep."""
    token = secrets.token_urlsafe(32)
    content = json.dumps({"mailbox": mailbox, "half": half, "key": key.hex()}).encode()
    sealed = seal(derive(token.encode(), "session"), content, PLACE)
    Session.objects.filter(expires_at__lt=now()).delete()
    Session.objects.create(token_hash=_hash(token), sealed=sealed, expires_at=now() + IDLE)
    return token


def resume(token: str) -> tuple[int, int, bytes]:
    """Mailbox, its half and key of a living session, which lives on; raises NotSignedIn."""
    row = Session.objects.filter(token_hash=_hash(token), expires_at__gt=now()).first()
    if row is None:
        raise NotSignedIn
    try:
        content = json.loads(unseal(derive(token.encode(), "session"), bytes(row.sealed), PLACE))
    except CannotOpen as error:
        raise NotSignedIn from error
    Session.objects.filter(id=row.id).update(expires_at=now() + IDLE)
    return content["mailbox"], content["half"], bytes.fromhex(content["key"])


def end(token: str) -> None:
    """Ends it; an unknown token is no error."""
    Session.objects.filter(token_hash=_hash(token)).delete()
    cut_log()


def _hash(token: str) -> str:
    return sha256(b"lejde session" + token.encode()).hexdigest()
