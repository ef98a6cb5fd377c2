"""The load: talks of two that write at a steady pace while others wait, and what it took."""

import asyncio
import contextlib
import re
import time
from dataclasses import dataclass, field
from typing import Any

from bench.talking.lines import Ear, Line, listen

LOOK = re.compile(rb"event: look\nid: (\d+)")
TEXT = "as long as a message that somebody writes on a phone " * 3


@dataclass
class Side:
    """One of the two in a talk: what it sent, what it read and when."""

    talk: "Talk"
    name: str
    line: Line
    read: list[dict[str, Any]] = field(default_factory=list)
    ear: Ear | None = None
    wakes: asyncio.Event = field(default_factory=asyncio.Event)
    newest: int = 0
    sending: int = 0

    @property
    def last(self) -> int:
        """The number of the last message it has."""
        return int(self.read[-1]["sequence"]) if self.read else 0

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.talk.number}"

    def heard(self, data: bytes) -> None:
        for number in LOOK.findall(data):
            self.newest = max(self.newest, int(number))
            self.wakes.set()

    async def says(self, name: str) -> int:
        """Sends one message; its status. What it sent it has, when nothing came in between."""
        body = {"client_id": name, "text": TEXT}
        self.sending += 1
        try:
            status, told = await self.line.call("POST", f"{self.path}/messages", body)
        finally:
            self.sending -= 1
            self.wakes.set()
        if status == 201 and told["sequence"] == self.last + 1:
            self.read.append({"sequence": self.last + 1, "client_id": name, "from": self.name})
        return status

    async def reads(self, told: "Told") -> None:
        """Reads on whenever it is told to look."""
        while True:
            await self.wakes.wait()
            self.wakes.clear()
            # Told of its own message before that is acknowledged: nothing to read.
            if self.sending or self.newest <= self.last:
                continue
            _, page = await self.line.call("GET", f"{self.path}/messages?after={self.last}")
            now = time.perf_counter()
            for one in page["messages"]:
                if one["sequence"] <= self.last:
                    continue
                self.read.append(one)
                if one["from"] != self.name:
                    told.read_at(one["client_id"], now)


@dataclass
class Talk:
    """One conversation and its two sides."""

    number: str
    sides: list[Side] = field(default_factory=list)


@dataclass
class Told:
    """When each message was sent, acknowledged and read by the other."""

    sent: dict[str, float] = field(default_factory=dict)
    stored: dict[str, float] = field(default_factory=dict)
    read: dict[str, float] = field(default_factory=dict)
    also: "Told | None" = None

    def read_at(self, name: str, now: float) -> None:
        """The other side has it now; told to whoever measures just now as well."""
        (self.also or self).read.setdefault(name, now)

    def stored_to_read(self) -> list[float]:
        """Milliseconds; one that was read before its sender heard that it was stored counts 0."""
        return sorted(
            max(0.0, self.read[name] - self.stored[name]) * 1000
            for name in self.stored
            if name in self.read
        )

    def sent_to_stored(self) -> list[float]:
        """Milliseconds."""
        return sorted((self.stored[n] - self.sent[n]) * 1000 for n in self.stored)

    def lost(self) -> int:
        """Acknowledged and never read."""
        return sum(name not in self.read for name in self.stored)


async def open_all(
    port: int, paths: list[tuple[str, str, Any, str]], at_once: int = 200
) -> list[Ear]:
    """Every stream open; `paths` are path, token, heard, side."""
    gate, ears = asyncio.Semaphore(at_once), list[Ear]()

    async def one(path: str, token: str, heard: Any, side: str) -> None:
        async with gate:
            ear = await listen(port, path, token, heard)
            ear.is_staff = side == "staff"
            ears.append(ear)

    await asyncio.gather(*(one(*told) for told in paths))
    return ears


def talks_of(filled: dict[str, Any], port: int) -> list[Talk]:
    """Both sides of each talk, with a line for requests each."""
    staff = {token: Line(port, token) for token in filled["desks"]}
    talks = []
    for told in filled["talks"]:
        talk = Talk(told["id"])
        for name, line in (
            ("visitor", Line(port, told["visitor"])),
            ("staff", staff[told["staff"]]),
        ):
            talk.sides.append(Side(talk, name, line))
        talks.append(talk)
    return talks


async def write_for(talks: list[Talk], told: Told, seconds: float, per_second: float) -> None:
    """Messages at a steady pace, from each side of each talk in turn."""
    sides = [talk.sides[turn] for turn in (0, 1) for talk in talks]
    begun, tasks, count = time.perf_counter(), set[asyncio.Task[None]](), 0

    async def say(side: Side, name: str) -> None:
        told.sent[name] = time.perf_counter()
        status = await side.says(name)
        if status != 201:
            raise SystemExit(f"a message was answered {status}")
        told.stored[name] = time.perf_counter()

    while (passed := time.perf_counter() - begun) < seconds:
        while count < passed * per_second:
            side = sides[count % len(sides)]
            task = asyncio.create_task(say(side, f"{side.name}-{begun:.6f}-{count}"))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            count += 1
        await asyncio.sleep(0.002)
    await asyncio.gather(*tasks)


@contextlib.asynccontextmanager
async def reading(talks: list[Talk], told: Told) -> Any:
    """Everybody in a talk reads as they are told to."""
    tasks = [asyncio.create_task(side.reads(told)) for talk in talks for side in talk.sides]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
