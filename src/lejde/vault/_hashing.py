"""Argon2id with few places and a short queue: guesses cost, a crowd cannot fell the server."""

import hmac
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from nacl.pwhash import argon2id

from lejde.kernel.errors import TooBusy

MEGABYTE = 1024 * 1024
# 70 random bits of a return code need no more; six words of a passphrase do.
VISITOR_PASSES, VISITOR_MEMORY = 2, 19 * MEGABYTE
STAFF_PASSES, STAFF_MEMORY = 3, 64 * MEGABYTE
LONGEST_WAIT_SECONDS = 10.0


class Places:
    """Who waits is served by lot, so that whoever floods the queue cannot stand first in it."""

    def __init__(self, places: int, queue: int) -> None:
        self._free = places
        self._queue = queue
        self._waiting: list[threading.Event] = []
        self._lock = threading.Lock()

    @contextmanager
    def one(self) -> Iterator[None]:
        """A place to hash in; raises TooBusy when the queue is full or the wait too long."""
        self._wait_for(self._ticket())
        try:
            yield
        finally:
            with self._lock:
                if self._waiting:
                    self._waiting.pop(secrets.randbelow(len(self._waiting))).set()
                else:
                    self._free += 1

    def _ticket(self) -> threading.Event:
        ticket = threading.Event()
        with self._lock:
            if self._free:
                self._free -= 1
                ticket.set()
            elif len(self._waiting) >= self._queue:
                raise TooBusy
            else:
                self._waiting.append(ticket)
        return ticket

    def _wait_for(self, ticket: threading.Event) -> None:
        if ticket.wait(LONGEST_WAIT_SECONDS):
            return
        with self._lock:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                raise TooBusy


VISITORS = Places(places=2, queue=64)
STAFF = Places(places=1, queue=16)


def visitor_root(secret: str, salt: bytes) -> bytes:
    """Slow hash of a return code's secret, keyed with the pepper; raises TooBusy."""
    with VISITORS.one():
        return _root(secret, salt, VISITOR_PASSES, VISITOR_MEMORY)


def staff_root(passphrase: str, salt: bytes) -> bytes:
    """Slow hash of a staff member's passphrase, keyed with the pepper; raises TooBusy."""
    with STAFF.one():
        return _root(passphrase, salt, STAFF_PASSES, STAFF_MEMORY)


def _root(secret: str, salt: bytes, passes: int, memory: int) -> bytes:
    if not settings.LEJDE_PEPPER:
        raise RuntimeError("no pepper: LEJDE_PEPPER_FILE")
    if settings.LEJDE_FAST_HASHING:
        passes, memory = argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN
    slow = argon2id.kdf(32, secret.encode(), salt, opslimit=passes, memlimit=memory)
    return hmac.digest(settings.LEJDE_PEPPER, slow, "sha256")
