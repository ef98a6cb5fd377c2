"""People who talk, for tests: a visitor, staff at work, and many hands at the same moment."""

from collections.abc import Iterator

import pytest

from lejde.identity.staffing import Worker
from lejde.identity.tests.working import House, house
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
