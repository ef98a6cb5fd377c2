"""The proof of delivery against served houses: one process, killed and started again, or three
behind one port while one is killed and the doorbell is away. Prints the outcome as JSON.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.measuring import house, run_in
from bench.talking.proof import Outcome, prove
from bench.talking.servers import Doorbell, Restarting, Served, databases, restarting, served

Disasters = list[Callable[[], Awaitable[None]]]


def filled(home: dict[str, str], talks: int, waiting: int = 0) -> dict[str, Any]:
    """A house with talks in it, and everybody's tokens."""
    target = Path(home["LEJDE_PEPPER_FILE"]).with_name("filled.json")
    run_in(home, "bench.talking.fill", str(target), str(talks), str(waiting))
    told: dict[str, Any] = json.loads(target.read_text())
    target.unlink()
    return told


def one_process(talks: int, each: int) -> Outcome:
    """SQLite; killed twice in the middle."""
    with house() as home:
        told = filled(home, talks)
        with restarting(home, told["root"]) as server:
            return asyncio.run(prove(server.port, told, each, _killed(server) * 2))


def three_processes(talks: int, each: int) -> Outcome:
    """PostgreSQL and Valkey; two of the processes killed, the doorbell away in between."""
    with ExitStack() as ends:
        bell = Doorbell()
        ends.callback(bell.away)
        home = ends.enter_context(house(**ends.enter_context(databases("postgres"))))
        told = filled(home, talks)
        server = ends.enter_context(served({**home, "LEJDE_BUS_URL": bell.url}, told["root"], 3))
        return asyncio.run(prove(server.port, told, each, _disasters(server, bell)))


def _killed(server: Restarting) -> Disasters:
    async def dies() -> None:
        await asyncio.to_thread(server.kill_and_start)

    return [dies]


def _disasters(server: Served, bell: Doorbell) -> Disasters:
    async def one_is_killed() -> None:
        server.kill_one()

    async def silent() -> None:
        await asyncio.to_thread(bell.away)

    async def rings_again() -> None:
        await asyncio.to_thread(bell.back)

    return [one_is_killed, silent, one_is_killed, rings_again]


if __name__ == "__main__":
    kinds = {"one": one_process, "three": three_processes}
    print(json.dumps(asdict(kinds[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3])))))
