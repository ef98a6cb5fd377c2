"""Reads bodies that carry a file: into memory, and so many bytes of all of them together.

What is too large, or comes when there is no room, is read to its end and let go, but for its
beginning: there lies what was typed beside the file, which is answered and not lost.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from lejde.ui.uploads import BESIDE_FILE, LARGEST_FILE, TOO_LARGE, TOO_MANY

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

LARGEST_BODY = LARGEST_FILE + BESIDE_FILE
# Of a file that is too large, so much is let go by before the line is cut.
MOST_LET_GO = 4 * LARGEST_BODY
# A train's line takes minutes for a photograph; who holds a place for longer gives it up.
SECONDS = 300


class Room:
    """Bytes that bodies may still take in memory."""

    def __init__(self, free: int) -> None:
        self.free = free

    def take(self, size: int) -> bool:
        """Whether there was room for so many more."""
        if size > self.free:
            return False
        self.free -= size
        return True


# Six of the largest at once; a photograph as phones take it is a third of that.
ROOM = Room(6 * LARGEST_BODY)


@dataclass
class Body:
    """What was kept, and why it is not all there: empty when it is."""

    kept: bytearray
    cut: str = ""

    def shorten(self, why: str, room: Room) -> None:
        """Only the beginning is kept, and the room given back."""
        self.cut = self.cut or why
        room.free += max(0, len(self.kept) - BESIDE_FILE)
        del self.kept[BESIDE_FILE:]


@asynccontextmanager
async def reading(receive: Receive, room: Room = ROOM) -> AsyncIterator[Body]:
    """The body of one request, which holds its room until it is answered."""
    body = Body(bytearray())
    try:
        try:
            async with asyncio.timeout(SECONDS):
                await _read(receive, room, body)
        except TimeoutError:
            body.shorten(TOO_MANY, room)
        yield body
    finally:
        room.free += len(body.kept)


async def _read(receive: Receive, room: Room, body: Body) -> None:
    passed = 0
    while True:
        message = await receive()
        chunk = message.get("body", b"")
        passed += len(chunk)
        _keep(chunk, room, body)
        if not message.get("more_body") or passed > MOST_LET_GO:
            return


def _keep(chunk: bytes, room: Room, body: Body) -> None:
    if body.cut:
        return
    if len(body.kept) + len(chunk) > LARGEST_BODY:
        body.shorten(TOO_LARGE, room)
    elif room.take(len(chunk)):
        body.kept += chunk
    else:
        body.shorten(TOO_MANY, room)
