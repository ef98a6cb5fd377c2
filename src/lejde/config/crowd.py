"""Who comes in waits apart: slow hashing never holds up those who are in already.

A short queue drawn by lot, before any thread is taken: whoever floods it stands no nearer the door
than anybody else, and a full one says so at once (429).
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager


class Full(Exception):
    """Too many wait; come again in a moment."""


class Gate:
    """`places` at a time, each on a thread of the gate's own; `queue` more may wait."""

    def __init__(self, name: str, places: int, queue: int) -> None:
        self._threads = ThreadPoolExecutor(places, name)
        self._free, self._queue = places, queue
        self._waiting: list[asyncio.Future[None]] = []

    async def run[T, R](self, act: Callable[[T], R], told: T) -> R:
        """The act's answer when its turn has come, on a thread of the gate's own; raises Full."""
        async with self.entered():
            return await asyncio.get_running_loop().run_in_executor(self._threads, act, told)

    @asynccontextmanager
    async def entered(self) -> AsyncIterator[None]:
        """A place at the gate, for what is done elsewhere; raises Full."""
        await self._enter()
        try:
            yield
        finally:
            self._leave()

    async def _enter(self) -> None:
        if self._free:
            self._free -= 1
            return
        if len(self._waiting) >= self._queue:
            raise Full
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            # Drawn and gone in the same moment: the place goes to the next.
            if turn in self._waiting:
                self._waiting.remove(turn)
            elif turn.done() and not turn.cancelled():
                self._leave()
            raise

    def _leave(self) -> None:
        if self._waiting:
            self._waiting.pop(secrets.randbelow(len(self._waiting))).set_result(None)
        else:
            self._free += 1


VISITORS, STAFF = Gate("visitors-in", 2, 64), Gate("staff-in", 1, 16)
# One picture is made anew at a time: its memory is bounded, and the others' processor left alone.
PICTURES = Gate("pictures", 1, 6)
# Addresses whose POST hashes a code or a passphrase. One that is forgotten here still waits in the
# vault's own queue, only on a thread of those who are in.
HASHING = {
    "/api/v1/visitors": VISITORS, "/api/v1/sessions": VISITORS, "/code/": VISITORS,
    "/code/new/": VISITORS, "/mine/code/": VISITORS, "/book/take/": VISITORS,
    "/check/along/": VISITORS, "/api/v1/staff/sessions": STAFF, "/desk/in/": STAFF,
    "/desk/in/demo/": STAFF, "/desk/again/": STAFF, "/desk/passphrase/": STAFF,
}  # fmt: skip


# Whoever floods the talks keeps nobody from a turn by lot among all who write.
TALKING = Gate("talking", 3, 500)
SAID = ("/messages", "/say")


def gate_of(method: str, path: str) -> Gate | None:
    """The gate at which a code or a passphrase is hashed, or None."""
    return HASHING.get(path) if method == "POST" else None
