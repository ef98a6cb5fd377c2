"""Short calls on few threads, in turn, whoever is in a hurry first.

Python's threads share one interpreter. Calls that ask a database give it away at every statement
and fight for it afterwards: on several threads each took three times as long as alone.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Thread
from typing import Any

NOW, LATER = 0, 1
# So many answers that nobody hurries for are told at once: each telling wakes the loop, which takes
# the interpreter away from the calls.
TOGETHER = 16

type Call = tuple[asyncio.AbstractEventLoop, asyncio.Future[Any], Callable[[Any], Any], Any]
type Done = tuple[asyncio.Future[Any], Any, BaseException | None]


class Turns:
    """Threads that begin with the first call. Those of one rank keep their order; only one thread
    has anything to do with calls that may wait.
    """

    def __init__(self, name: str, threads: int = 1) -> None:
        self._name, self._threads, self._is_begun = name, threads, False
        self._waiting: tuple[deque[Call], deque[Call]] = (deque(), deque())
        self._some = Condition()

    async def run[T, R](self, act: Callable[[T], R], told: T, rank: int = NOW) -> R:
        """The act's answer, or what it raised."""
        if not self._is_begun:
            self._begin()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[R] = loop.create_future()
        with self._some:
            self._waiting[rank].append((loop, answer, act, told))
            self._some.notify(1 if rank == NOW else self._threads)
        return await answer

    def _begin(self) -> None:
        self._is_begun = True
        for number in range(self._threads):
            takes = (NOW, LATER) if number == 0 else (NOW,)
            Thread(target=self._work, args=(takes,), name=self._name, daemon=True).start()

    def _work(self, takes: tuple[int, ...]) -> None:
        done: list[Done] = []
        while True:
            rank, (loop, answer, act, told) = self._next(takes)
            done.append((answer, *_outcome(act, told)))
            if rank == NOW or len(done) >= TOGETHER or not self._waiting[LATER]:
                # A loop that has ended waits for nothing.
                with suppress(RuntimeError):
                    loop.call_soon_threadsafe(_settle, done)
                done = []

    def _next(self, takes: tuple[int, ...]) -> tuple[int, Call]:
        with self._some:
            while True:
                for rank in takes:
                    if self._waiting[rank]:
                        return rank, self._waiting[rank].popleft()
                self._some.wait()


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
