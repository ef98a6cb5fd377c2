"""Short calls in turn: everybody is answered, whoever is in a hurry first, and a failure is told."""

import asyncio
import threading

import pytest

from lejde.kernel.turns import LATER, NOW, Turns


def test_whoever_is_in_a_hurry_goes_before_all_who_are_not() -> None:
    turns, door, order = Turns("test"), threading.Event(), list[str]()

    async def all_come() -> None:
        first = asyncio.create_task(turns.run(lambda _: door.wait(5), None))
        await asyncio.sleep(0.05)
        later = [asyncio.create_task(turns.run(order.append, f"later {n}", LATER)) for n in (1, 2)]
        await asyncio.sleep(0)
        hurried = asyncio.create_task(turns.run(order.append, "now", NOW))
        await asyncio.sleep(0)
        door.set()
        await asyncio.gather(first, *later, hurried)

    asyncio.run(all_come())
    assert order == ["now", "later 1", "later 2"]


def test_what_fails_is_told_to_whoever_asked_and_to_nobody_else() -> None:
    turns = Turns("test")

    async def both() -> list[object]:
        calls = [turns.run(lambda n: 6 // n, n, LATER) for n in (0, 3)]
        return await asyncio.gather(*calls, return_exceptions=True)

    failed, answered = asyncio.run(both())
    assert isinstance(failed, ZeroDivisionError)
    assert answered == 2


def test_whoever_went_away_keeps_nobody_from_their_answer() -> None:
    turns, door = Turns("test"), threading.Event()

    async def come_and_go() -> str:
        gone = asyncio.create_task(turns.run(lambda _: door.wait(5), None))
        await asyncio.sleep(0.05)
        gone.cancel()
        door.set()
        return await turns.run(lambda word: word, "answered")

    assert asyncio.run(come_and_go()) == "answered"


def test_a_hundred_who_do_not_hurry_are_all_answered() -> None:
    turns = Turns("test")

    async def all_come() -> list[int]:
        return await asyncio.gather(*(turns.run(lambda n: n, n, LATER) for n in range(100)))

    assert asyncio.run(all_come()) == list(range(100))


def test_nobody_waits_for_a_call_that_waits_itself_where_there_are_more_threads() -> None:
    turns, door = Turns("test", 2), threading.Event()

    async def both() -> str:
        waits = asyncio.create_task(turns.run(lambda _: door.wait(5), None))
        answered = await turns.run(lambda word: word, "answered")
        door.set()
        await waits
        return answered

    assert asyncio.run(both()) == "answered"


@pytest.mark.parametrize(("rank", "threads"), [(NOW, 1), (LATER, 1), (LATER, 3)])
def test_who_does_not_hurry_is_answered_on_one_thread(rank: int, threads: int) -> None:
    turns = Turns("test", threads)

    async def all_come() -> list[int]:
        calls = (turns.run(lambda _: threading.get_ident(), None, rank) for _ in range(20))
        return await asyncio.gather(*calls)

    assert len(set(asyncio.run(all_come()))) == 1
