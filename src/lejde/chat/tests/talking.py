"""People who talk, for tests: a visitor, staff at work, and many hands at the same moment."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from lejde.identity.staffing import Worker
from lejde.identity.tests.working import House, house
from lejde.kernel.errors import LejdeError
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("nurse", "doctor", "sexologist", "manager")


@pytest.fixture
def session(people: House) -> VisitorSession:
    return visitors.resume(visitors.make_visitor().token)


def at_work(people: House, name: str) -> Worker:
    return Worker(people.user(name), people.clinic[name])


def at_once(number: int, act: Callable[[int], object]) -> Counter[str]:
    """Runs `act` in as many threads that start together; how often each ended how, by code."""
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
