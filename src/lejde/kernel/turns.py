"""Short calls on one thread, in turn, whoever is in a hurry first.

Python's threads share one interpreter. Calls that ask a database give it away at every statement
and fight for it afterwards: on several threads each took three times as long as alone.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from queue import PriorityQueue
from threading import Thread
from typing import Any

NOW, LATER = 0, 1
# So many answers that nobody hurries for are told at once: each telling wakes the loop, which takes
# the interpreter away from the calls.
TOGETHER = 16

type Call = tuple[asyncio.AbstractEventLoop, asyncio.Future[Any], Callable[[Any], Any], Any]
type Done = tuple[asyncio.Future[Any], Any, BaseException | None]


class Turns:
    """A thread that begins with its first call. Those of one rank keep their order."""

    def __init__(self, name: str) -> None:
        self._name, self._count = name, count()
        self._calls: PriorityQueue[tuple[int, int, Call]] = PriorityQueue()
        self._thread: Thread | None = None

    async def run[T, R](self, act: Callable[[T], R], told: T, rank: int = NOW) -> R:
        """The act's answer, or what it raised."""
        if self._thread is None:
            self._thread = Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[R] = loop.create_future()
        self._calls.put((rank, next(self._count), (loop, answer, act, told)))
        return await answer

    def _work(self) -> None:
        done: list[Done] = []
        while True:
            rank, _, (loop, answer, act, told) = self._calls.get()
            done.append((answer, *_outcome(act, told)))
            if rank == NOW or len(done) >= TOGETHER or self._calls.empty():
                # A loop that has ended waits for nothing.
                with suppress(RuntimeError):
                    loop.call_soon_threadsafe(_settle, done)
                done = []


def _outcome(act: Callable[[Any], Any], told: Any) -> tuple[Any, BaseException | None]:
    try:
        return act(told), None
    except BaseException as error:
        return None, error


def _settle(done: list[Done]) -> None:
    for answer, found, error in done:
        if answer.done():
            # Whoever asked has gone.
            continue
        if error is None:
            answer.set_result(found)
        else:
            answer.set_exception(error)
