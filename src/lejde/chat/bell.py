"""The doorbell: tells whoever streams that there is something to look at. It carries numbers and
states, never a text; one that is lost costs nothing, as everything is read from the database.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

LOOK, STATE, TYPING, SEEN, QUEUE = "look", "state", "typing", "seen", "queue"


@dataclass(frozen=True, slots=True)
class Ring:
    """`staff`: who of them streams a desk that this is for; `by`: the side that caused it, which
    need not hear of its own typing; `number`: of the last message (LOOK), or the last seen (SEEN).
    """

    kind: str
    conversation: int = 0
    number: int = 0
    staff: tuple[int, ...] = ()
    by: str = ""
    purpose: str = ""


_listeners: list[Callable[[Ring], None]] = []


def listen(heard: Callable[[Ring], None]) -> None:
    """Calls `heard` for every ring from now on, on the thread that rings."""
    _listeners.append(heard)


def unlisten(heard: Callable[[Ring], None]) -> None:
    """No more."""
    _listeners.remove(heard)


def ring(one: Ring) -> None:
    """After the commit, so that whoever looks finds it; at once outside a transaction."""
    transaction.on_commit(lambda: _tell(one), robust=True)


def _tell(one: Ring) -> None:
    for heard in _listeners:
        heard(one)
