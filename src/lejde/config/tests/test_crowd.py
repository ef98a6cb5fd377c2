"""A crowd at the door is turned away at once, by lot, and a place is never lost."""

import asyncio
import threading

import pytest

from lejde.config.crowd import Full, Gate, gate_of


def crowd(gate: Gate, people: int, door: threading.Event) -> tuple[int, int]:
    """How many were let in and how many turned away, when all come at once."""

    def inside(_: None) -> str:
        door.wait(10)
        return "in"

    async def all_come() -> list[object]:
        calls = [asyncio.create_task(gate.run(inside, None)) for _ in range(people)]
        await asyncio.sleep(0.05)
        door.set()
        return await asyncio.gather(*calls, return_exceptions=True)

    told = asyncio.run(all_come())
    return told.count("in"), sum(isinstance(one, Full) for one in told)


def test_those_beyond_the_queue_are_turned_away_at_once_and_the_others_get_in() -> None:
    assert crowd(Gate("test", places=2, queue=5), 40, threading.Event()) == (7, 33)


def test_who_goes_away_while_waiting_takes_no_place_along() -> None:
    gate = Gate("test", places=1, queue=5)
    door = threading.Event()

    async def come_and_go() -> str:
        first = asyncio.create_task(gate.run(lambda _: door.wait(10), None))
        others = [asyncio.create_task(gate.run(lambda _: "never", None)) for _ in range(5)]
        await asyncio.sleep(0.05)
        for one in others:
            one.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        door.set()
        await first
        return await gate.run(lambda word: word, "in")

    assert asyncio.run(come_and_go()) == "in"


def test_an_act_that_fails_gives_its_place_back() -> None:
    gate = Gate("test", places=1, queue=0)

    def fail(_: None) -> None:
        raise ValueError("full of it")

    async def twice() -> str:
        with pytest.raises(ValueError, match="full of it"):
            await gate.run(fail, None)
        return await gate.run(lambda word: word, "in")

    assert asyncio.run(twice()) == "in"


def test_reading_a_page_waits_at_no_gate() -> None:
    assert gate_of("GET", "/code/") is None
    assert gate_of("POST", "/mine/ask/") is None
    assert gate_of("POST", "/api/v1/sessions") is not gate_of("POST", "/api/v1/staff/sessions")
