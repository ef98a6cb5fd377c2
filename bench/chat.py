"""`lejde bench chat [short]`: thousands who wait and hundreds of talks, server and load together.

Beside the whole: the same without sealing, and a bare echo over the same server and loop.
"""

import asyncio
import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.measuring import house, machine, told
from bench.talking import load, proving
from bench.talking.servers import Doorbell, databases, peer, served


@dataclass(frozen=True)
class Size:
    """How many, how long (seconds), how fast (messages a second)."""

    talks: int
    waiting: int
    seconds: float
    pace: float
    rush: float
    rush_seconds: float
    proof_talks: int
    proof_each: int


FULL = Size(500, 5000, 20, 100, 150, 15, 10, 40)
SHORT = Size(20, 60, 3, 20, 40, 2, 3, 12)


def main(size: Size) -> None:
    print(machine())
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with peer() as port:
        _beside("a bare echo", port, size)
    with tempfile.TemporaryDirectory() as folder, peer(f"{folder}/rows") as port:
        _beside("the loop without sealing", port, size)
    _prove(size)
    print("SQLite, one process", flush=True)
    with house() as home:
        _measure(home, 1, size)
    print("PostgreSQL, Valkey, three processes", flush=True)
    bell = Doorbell()
    try:
        with databases("postgres") as environment, house(**environment) as home:
            _measure({**home, "LEJDE_BUS_URL": bell.url}, 3, size)
    finally:
        bell.away()


def _beside(name: str, port: int, size: Size) -> None:
    """The same talks at the same pace, for the ratios."""
    names = [str(number) for number in range(size.talks)]
    told_of = [{"id": one, "visitor": f"visitor:{one}", "staff": "staff:x"} for one in names]
    talks, seen = load.talks_of({"talks": told_of, "desks": ["staff:x"]}, port), load.Told()

    async def run() -> None:
        await load.open_all(port, _talking(talks))
        async with load.reading(talks, seen):
            await load.write_for(talks, seen, size.seconds, size.pace)
            await _all_read(seen)

    asyncio.run(run())
    if seen.lost():
        raise SystemExit(f"{name}: {seen.lost()} messages were never read")
    took = seen.stored_to_read()
    half, most = _at(took, 0.5), _at(took, 0.99)
    print(f"{name}: stored to read, half within {half:.1f}, 99 of 100 {most:.1f} ms", flush=True)


def _prove(size: Size) -> None:
    for name, act in (("one process", proving.one_process), ("three", proving.three_processes)):
        outcome = act(size.proof_talks, size.proof_each)
        broke = ", ".join(f"{count} {where}" for where, count in sorted(outcome.broke.items()))
        bad = f"{outcome.lost} lost, {outcome.doubled} doubled, {outcome.out_of_order} out of order"
        print(f"delivery, {name}: {outcome.sent} sent, {bad}; broke {broke}", flush=True)
        if not outcome.is_clean:
            raise SystemExit(1)


def _measure(home: dict[str, str], processes: int, size: Size) -> None:
    filled = proving.filled(home, size.talks, size.waiting)
    with served(home, filled["root"], processes) as server:
        asyncio.run(_run(server.port, server.pids, filled, size))


async def _run(port: int, pids: Any, filled: dict[str, Any], size: Size) -> None:
    talks, seen = load.talks_of(filled, port), load.Told()
    before = _memory(pids())
    start = time.perf_counter()
    waiting = await load.open_all(port, _waiting(filled))
    ears = await load.open_all(port, _talking(talks))
    streams = len(waiting) + len(ears)
    print(f"{streams:,} streams opened in {time.perf_counter() - start:.1f} s", flush=True)
    await asyncio.sleep(2)
    held = _memory(pids())
    told("memory for each stream", (held - before) * 1000 / streams, "KB", 20, at_most=True)
    async with load.reading(talks, seen):
        await _steady(talks, seen, size)
        await _rush(talks, seen, size)
        told("memory in all", _memory(pids()), "MB", 250 * len(pids()), at_most=True)
        await _again(port, filled, talks, waiting, ears)
        await load.write_for(talks, seen, 1, size.pace)
        await _all_read(seen)
    more = await load.open_all(port, _waiting(filled))
    print(f"{streams + len(more):,} streams held: {sum(not e.is_over.done() for e in more):,} new")
    _compare(talks, seen)


async def _steady(talks: list[load.Talk], seen: load.Told, size: Size) -> None:
    own = load.Told()
    await _write(talks, own, seen, size.seconds, size.pace)
    took = own.stored_to_read()
    told("stored to read, half within", _at(took, 0.5), "ms", 10, at_most=True)
    told("stored to read, 99 of 100 within", _at(took, 0.99), "ms", 50, at_most=True)
    stored = own.sent_to_stored()
    print(
        f"sent to stored: half within {_at(stored, 0.5):.1f}, 99 of 100 {_at(stored, 0.99):.1f} ms"
    )


async def _rush(talks: list[load.Talk], seen: load.Told, size: Size) -> None:
    own = load.Told()
    start = time.perf_counter()
    await _write(talks, own, seen, size.rush_seconds, size.rush)
    rate = len(own.stored) / (time.perf_counter() - start)
    told("messages a second, held", rate, "a second", size.rush * 0.97)
    told("99 of 100 then within", _at(own.stored_to_read(), 0.99), "ms", 100, at_most=True)


async def _write(
    talks: list[load.Talk], own: load.Told, seen: load.Told, seconds: float, pace: float
) -> None:
    seen.also = own
    await load.write_for(talks, own, seconds, pace)
    await _all_read(own)
    seen.also = None
    for name in ("sent", "stored", "read"):
        getattr(seen, name).update(getattr(own, name))


async def _all_read(seen: load.Told) -> None:
    for _ in range(600):
        if not seen.lost():
            return
        await asyncio.sleep(0.05)


async def _again(
    port: int, filled: dict[str, Any], talks: list[load.Talk], waiting: list[Any], ears: list[Any]
) -> None:
    """Everybody's visitors hang up and come back at once."""
    visitors = [*waiting, *(e for e in ears if not e.is_staff)]
    for ear in visitors:
        ear.close()
    await asyncio.sleep(0.5)
    start = time.perf_counter()
    paths = [*_waiting(filled), *(p for p in _talking(talks) if "staff" not in p[3])]
    await load.open_all(port, paths, at_once=len(paths))
    told(f"all {len(paths):,} again within", time.perf_counter() - start, "s", 5, at_most=True)


def _waiting(filled: dict[str, Any]) -> list[Any]:
    return [
        (f"/api/v1/conversations/{one['id']}/events?after=0", one["visitor"], _deaf, "visitor")
        for one in filled["waiting"]
    ]


def _talking(talks: list[load.Talk]) -> list[Any]:
    return [
        (f"{side.path}/events?after={side.last}", side.line.token, side.heard, side.name)
        for talk in talks
        for side in talk.sides
    ]


def _deaf(_: bytes) -> None:
    """Who waits has nothing to read."""


def _at(took: list[float], share: float) -> float:
    return took[min(len(took) - 1, int(len(took) * share))] if took else float("nan")


def _memory(pids: list[int]) -> float:
    """Resident memory of all in MB (Linux)."""
    total = 0
    for pid in pids:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        total += int(next(line.split()[1] for line in lines if line.startswith("VmRSS")))
    return total / 1024


def _compare(talks: list[load.Talk], seen: load.Told) -> None:
    """0 lost, 0 doubled, the same order on both sides; raises SystemExit."""
    lost, doubled, unlike = seen.lost(), 0, 0
    for talk in talks:
        both = [[(m["sequence"], m["client_id"]) for m in side.read] for side in talk.sides]
        doubled += sum(len(told) - len({name for _, name in told}) for told in both)
        length = min(len(one) for one in both)
        unlike += both[0][:length] != both[1][:length]
    print(f"{len(seen.stored):,} messages: {lost} lost, {doubled} doubled, {unlike} out of order")
    if lost or doubled or unlike:
        raise SystemExit(1)


if __name__ == "__main__":
    os.environ.pop("LEJDE_DEMO", None)
    main(SHORT if sys.argv[1:2] == ["short"] else FULL)
