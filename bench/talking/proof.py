"""Proof of delivery: both sides write through a line that breaks, while servers are killed and the
doorbell is restarted. Every message arrives, once, in the same order on both sides.
"""

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bench.talking.lines import Ear, Line, listen
from bench.talking.proxy import BreakingLine

PATIENCE = 60


@dataclass
class Person:
    """One side of a talk, as careful as the contract lets a client be: what is not acknowledged is
    sent again under the same id, and reading goes on after the last number one has.
    """

    number: str
    name: str
    token: str
    port: int
    read: list[dict[str, Any]] = field(default_factory=list)
    acknowledged: dict[str, int] = field(default_factory=dict)
    again: int = 0

    @property
    def path(self) -> str:
        """The conversation's address."""
        return f"/api/v1/conversations/{self.number}"

    async def writes(self, many: int, lot: random.Random) -> None:
        """So many messages, each until it is acknowledged."""
        line = Line(self.port, self.token)
        for count in range(many):
            own = f"{self.name}-{count}"
            body = {"client_id": own, "text": f"{self.name} says {count}"}
            while own not in self.acknowledged:
                with contextlib.suppress(OSError, EOFError, ValueError):
                    status, told = await line.call("POST", f"{self.path}/messages", body)
                    if status in (200, 201):
                        self.acknowledged[own] = told["sequence"]
                        self.again += status == 200
                line.drop()
                await asyncio.sleep(lot.uniform(0, 0.05))

    async def reads(self) -> None:
        """Listens first, then reads on; a line that breaks begins it anew."""
        while True:
            wakes = asyncio.Event()
            ear: Ear | None = None
            with contextlib.suppress(OSError, EOFError, ValueError):
                path = f"{self.path}/events?after={self._last}"
                ear = await listen(self.port, path, self.token, _waking(wakes))
                await self._reads_on()
                while not ear.is_over.done():
                    waits = asyncio.ensure_future(wakes.wait())
                    await asyncio.wait((waits, ear.is_over), return_when=asyncio.FIRST_COMPLETED)
                    waits.cancel()
                    wakes.clear()
                    await self._reads_on()
            if ear:
                ear.close()
            await asyncio.sleep(0.02)

    @property
    def _last(self) -> int:
        return int(self.read[-1]["sequence"]) if self.read else 0

    async def _reads_on(self) -> None:
        line = Line(self.port, self.token)
        try:
            _, page = await line.call("GET", f"{self.path}/messages?after={self._last}")
            self.read.extend(page["messages"])
        finally:
            line.drop()


def _waking(event: asyncio.Event) -> Callable[[bytes], None]:
    return lambda _: event.set()


@dataclass(frozen=True)
class Outcome:
    """What became of the messages; `broke` how often the line broke, and where."""

    sent: int
    lost: int
    doubled: int
    out_of_order: int
    sent_again: int
    broke: dict[str, int]

    @property
    def is_clean(self) -> bool:
        """Nothing lost, nothing doubled, the same order on both sides."""
        return not (self.lost or self.doubled or self.out_of_order)


async def prove(
    port: int,
    filled: dict[str, Any],
    many: int,
    disasters: list[Callable[[], Awaitable[None]]],
    seed: int = 1,
) -> Outcome:
    """Both sides of every talk write `many` messages through a line of which a third breaks, while
    the disasters come one after another.
    """
    async with BreakingLine(port, seed, 0.33) as line:
        people = [
            Person(told["id"], side, told[side], line.port)
            for told in filled["talks"]
            for side in ("visitor", "staff")
        ]
        readers = [asyncio.create_task(one.reads()) for one in people]
        lots = random.Random(seed)
        writers = [
            asyncio.create_task(one.writes(many, random.Random(lots.random()))) for one in people
        ]
        for disaster in disasters:
            await asyncio.sleep(0.5)
            await disaster()
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*writers)
            line.share = 0
            await _all_there(people, 2 * many)
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
    return _outcome(people, many, dict(line.broke))


async def _all_there(people: list[Person], many: int) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(30):
            while any(len(one.read) < many for one in people):
                await asyncio.sleep(0.05)


def _outcome(people: list[Person], many: int, broke: dict[str, int]) -> Outcome:
    lost = doubled = unlike = 0
    for one, other in zip(people[::2], people[1::2], strict=True):
        sent = {f"{side.name}-{count}" for side in (one, other) for count in range(many)}
        for side in (one, other):
            names = [told["client_id"] for told in side.read]
            lost += len(sent - set(names))
            doubled += len(names) - len(set(names))
            numbers = [told["sequence"] for told in side.read]
            unlike += numbers != list(range(1, len(numbers) + 1))
            unlike += any(side.acknowledged[n] != names.index(n) + 1 for n in side.acknowledged)
        unlike += one.read != other.read
    again = sum(one.again for one in people)
    return Outcome(len(people) * many, lost, doubled, unlike, again, broke)
