"""A line that breaks: between client and server, it drops connections where it hurts most."""

import asyncio
import contextlib
import random
from collections import Counter

from bench.talking.lines import header

# Where a request's line breaks, and what then has happened to the message.
BEFORE_SENDING = "before sending"  # the server never hears of it
AFTER_COMMIT = "after commit"  # stored, and nobody is there to be told
BEFORE_ACKNOWLEDGEMENT = "before the acknowledgement"  # the answer is cut in its middle
WHILE_RECONNECTING = "while reconnecting"  # a stream ends before or just after its headers
EVENTS = b"/events"


class BreakingLine:
    """Forwards to `target`; `share` of the requests break, each kind in turn by lot."""

    def __init__(self, target: int, seed: int, share: float) -> None:
        self._target, self.share = target, share
        self._lot = random.Random(seed)
        self.broke: Counter[str] = Counter()

    async def __aenter__(self) -> "BreakingLine":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, EOFError, asyncio.CancelledError):
            await self._one(reader, writer)
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request a connection, so that each breaks by itself."""
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(int(header(head, b"content-length") or 0))
        breaks = self._lot.random() < self.share
        is_stream = EVENTS in head.split(b"\r\n", 1)[0]
        kinds = (BEFORE_SENDING, AFTER_COMMIT, BEFORE_ACKNOWLEDGEMENT)
        kind = WHILE_RECONNECTING if is_stream else self._lot.choice(kinds)
        if breaks:
            self.broke[kind] += 1
            if kind == BEFORE_SENDING or (is_stream and self._lot.random() < 0.5):
                return
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        try:
            back.write(head + body)
            await back.drain()
            if breaks and kind == AFTER_COMMIT:
                await there.readexactly(1)
                return
            if is_stream:
                await self._stream(there, writer, breaks=breaks)
            else:
                await self._answer(there, writer, breaks=breaks)
        finally:
            back.close()

    async def _answer(
        self, there: asyncio.StreamReader, writer: asyncio.StreamWriter, *, breaks: bool
    ) -> None:
        head = await there.readuntil(b"\r\n\r\n")
        if breaks:
            writer.write(head[: len(head) // 2])
            await writer.drain()
            return
        length = int(header(head, b"content-length") or 0)
        head = head.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n")
        writer.write(head + await there.readexactly(length))
        await writer.drain()

    async def _stream(
        self, there: asyncio.StreamReader, writer: asyncio.StreamWriter, *, breaks: bool
    ) -> None:
        lives = 0.01 if breaks else self._lot.uniform(0.2, 2.0)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(lives if self.share else None):
                while data := await there.read(4096):
                    writer.write(data)
                    await writer.drain()
