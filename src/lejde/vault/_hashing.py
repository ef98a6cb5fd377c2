"""Argon2id with few places and a short queue: guesses cost, a crowd cannot fell the server."""

import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from nacl.pwhash import argon2id

from lejde.kernel.errors import TooBusy

VISITOR_PASSES = 2
VISITOR_MEMORY = 19 * 1024 * 1024
PLACES = 2
QUEUE = 64
LONGEST_WAIT_SECONDS = 10.0

_places = threading.BoundedSemaphore(PLACES)
_queue = threading.BoundedSemaphore(QUEUE)


def visitor_root(secret: str, salt: bytes, size: int = 32) -> bytes:
    """Slow hash of a return code's secret, keyed with the pepper; raises TooBusy.

    70 random bits need no more than 19 MiB and 2 passes.
    """
    if not settings.LEJDE_PEPPER:
        raise RuntimeError("no pepper: LEJDE_PEPPER_FILE")
    passes, memory = VISITOR_PASSES, VISITOR_MEMORY
    if settings.LEJDE_FAST_HASHING:
        passes, memory = argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN
    with _place():
        slow = argon2id.kdf(size, secret.encode(), salt, opslimit=passes, memlimit=memory)
    return hmac.digest(settings.LEJDE_PEPPER, slow, "sha256")


@contextmanager
def _place() -> Iterator[None]:
    if not _queue.acquire(blocking=False):
        raise TooBusy
    try:
        if not _places.acquire(timeout=LONGEST_WAIT_SECONDS):
            raise TooBusy
        try:
            yield
        finally:
            _places.release()
    finally:
        _queue.release()
