"""A small HTTP client for many lines at once: what parses more takes the server's own time."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any, cast

# The server closes what has been idle for five seconds.
KEPT_SECONDS = 4


class Line:
    """One kept connection for requests, one at a time; opened anew when it broke."""

    def __init__(self, port: int, token: str) -> None:
        self._port, self.token = port, token
        self._pair: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._turn, self._used = asyncio.Lock(), 0.0

    async def call(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and JSON; raises OSError, EOFError when the line broke."""
        async with self._turn:
            try:
                return await self._call(method, path, body)
            except BaseException:
                self.drop()
                raise

    async def _call(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        if time.monotonic() - self._used > KEPT_SECONDS:
            self.drop()
        self._used = time.monotonic()
        if self._pair is None:
            self._pair = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._pair
        sent = b"" if body is None else json.dumps(body).encode()
        writer.write(_request(method, path, self.token, sent))
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(header(head, b"content-length") or 0)
        told = await reader.readexactly(length)
        return int(head[9:12]), json.loads(told) if told else None

    def drop(self) -> None:
        """The next call opens a new one."""
        if self._pair:
            self._pair[1].close()
            self._pair = None


class Ear(asyncio.Protocol):
    """One event stream; `heard(name, number)` for each event. Reads only what it must."""

    def __init__(self, path: str, token: str, heard: Callable[[bytes], None]) -> None:
        self._asked = _request("GET", path, token, b"")
        self._heard, self._buffer = heard, b""
        self.is_open = asyncio.get_running_loop().create_future()
        self.is_staff = False
        self.is_over = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.WriteTransport, transport)
        self.transport.write(self._asked)

    def data_received(self, data: bytes) -> None:
        if not self.is_open.done():
            self._buffer += data
            head, end, data = self._buffer.partition(b"\r\n\r\n")
            if not end:
                return
            self._buffer = b""
            self.is_open.set_result(int(head[9:12]))
        if len(data) > 12:
            self._heard(data)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.is_open.done():
            self.is_open.set_result(0)
        if not self.is_over.done():
            self.is_over.set_result(None)

    def close(self) -> None:
        """Hangs up."""
        self.transport.abort()


async def listen(port: int, path: str, token: str, heard: Callable[[bytes], None]) -> Ear:
    """A stream that is open; raises OSError for one that is refused."""
    loop = asyncio.get_running_loop()
    _, ear = await loop.create_connection(lambda: Ear(path, token, heard), "127.0.0.1", port)
    status = await ear.is_open
    if status != 200:
        ear.close()
        raise OSError(f"{path}: {status}")
    return ear


def _request(method: str, path: str, token: str, body: bytes) -> bytes:
    kind = "Content-Type: application/json\r\n" if body else ""
    return (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"{kind}Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def header(head: bytes, name: bytes) -> bytes:
    """The value of one header of a request or an answer; empty when there is none."""
    for line in head.split(b"\r\n"):
        if line.lower().startswith(name + b":"):
            return line.split(b":", 1)[1].strip()
    return b""
