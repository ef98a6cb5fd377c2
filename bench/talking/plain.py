"""What the chat is measured beside: the same calls over the same server and loop, once as a bare
echo from memory, once stored in plain rows, unsealed, with no rights, no audit and no queue.
"""

import asyncio
import json
import os
import sqlite3
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

Told = dict[str, Any]


class Memory:
    """A bare echo."""

    def __init__(self) -> None:
        self._talks: dict[str, list[Told]] = defaultdict(list)

    async def store(self, talk: str, told: Told) -> int:
        """Sequence."""
        self._talks[talk].append({**told, "sequence": len(self._talks[talk]) + 1})
        return len(self._talks[talk])

    async def after(self, talk: str, number: int) -> list[Told]:
        """In order."""
        return self._talks[talk][number:]


class Rows:
    """One row a message, committed to the disk before it is answered."""

    def __init__(self, path: str) -> None:
        self._thread, self._path = ThreadPoolExecutor(1), path
        self._thread.submit(self._open).result()

    def _open(self) -> None:
        self._rows = sqlite3.connect(self._path)
        self._rows.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE said (talk TEXT, sequence INTEGER, told TEXT, UNIQUE (talk, sequence))"
        )

    async def store(self, talk: str, told: Told) -> int:
        """Sequence."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._put, talk, told)

    def _put(self, talk: str, told: Told) -> int:
        found = self._rows.execute("SELECT max(sequence) FROM said WHERE talk = ?", (talk,))
        number = int(found.fetchone()[0] or 0) + 1
        raw = json.dumps({**told, "sequence": number})
        self._rows.execute("INSERT INTO said VALUES (?, ?, ?)", (talk, number, raw))
        self._rows.commit()
        return number

    async def after(self, talk: str, number: int) -> list[Told]:
        """In order."""
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, self._read, talk, number
        )

    def _read(self, talk: str, number: int) -> list[Told]:
        found = self._rows.execute(
            "SELECT told FROM said WHERE talk = ? AND sequence > ? ORDER BY sequence",
            (talk, number),
        )
        return [json.loads(row[0]) for row in found]


kept: Memory | Rows = Rows(os.environ["BENCH_ROWS"]) if "BENCH_ROWS" in os.environ else Memory()
streams: dict[str, set[asyncio.Event]] = defaultdict(set)
newest: dict[str, int] = defaultdict(int)


async def application(scope: Any, receive: Any, send: Any) -> None:
    """`/health/ready`, and the three calls of a talk."""
    if scope["type"] != "http":
        return
    body = (await receive()).get("body", b"")
    parts = scope["path"].split("/")
    if parts[1] == "health":
        await _answer(send, 200, {})
    elif scope["path"].endswith("/events"):
        await _stream(parts[4], receive, send)
    elif scope["method"] == "GET":
        number = int(parse_qs(scope["query_string"].decode())["after"][0])
        await _answer(send, 200, {"state": "open", "messages": await kept.after(parts[4], number)})
    else:
        sender = dict(scope["headers"])[b"authorization"].decode().split()[1].partition(":")[0]
        number = await kept.store(parts[4], {**json.loads(body), "from": sender, "at": ""})
        newest[parts[4]] = number
        for wakes in streams[parts[4]]:
            wakes.set()
        await _answer(send, 201, {"sequence": number})


async def _answer(send: Any, status: int, told: Told) -> None:
    raw = json.dumps(told).encode()
    headers = [(b"content-length", str(len(raw)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": raw})


async def _stream(talk: str, receive: Any, send: Any) -> None:
    wakes = asyncio.Event()
    streams[talk].add(wakes)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b":\n\n", "more_body": True})
    left = asyncio.ensure_future(receive())
    while not left.done():
        wakened = asyncio.ensure_future(wakes.wait())
        await asyncio.wait((left, wakened), return_when=asyncio.FIRST_COMPLETED)
        wakes.clear()
        words = b"event: look\nid: %d\ndata: {}\n\n" % newest[talk]
        await send({"type": "http.response.body", "body": words, "more_body": True})
    streams[talk].discard(wakes)
