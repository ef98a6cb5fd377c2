"""Many hands at the same moment, for tests."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from lejde.kernel.errors import LejdeError


def at_once(number: int, act: Callable[[int], object]) -> Counter[str]:
    """Runs `act` in as many threads that start together; how often each ended how: `done`, or the
    code of what refused it.
    """
    gate = Barrier(number)

    def one(place: int) -> str:
        gate.wait()
        try:
            act(place)
        except LejdeError as error:
            return error.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(number) as pool:
        return Counter(pool.map(one, range(number)))
