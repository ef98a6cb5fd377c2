"""The parts of a folder that a conversation's messages lie in: one more each time that it is handed
to another purpose, so that each purpose has a key of its own. Numbers go on over all of them.
"""

from collections.abc import Callable
from typing import Any

from lejde.chat.models import Conversation
from lejde.chat.threads import PART

Told = tuple[int, dict[str, Any]]


def newest(row: Conversation) -> str:
    """The part that is written in."""
    return _name(row.parts)


def names(row: Conversation) -> list[str]:
    """Every part, the oldest first."""
    return [_name(number) for number in range(1, row.parts + 1)]


def beside(row: Conversation, name: str) -> str:
    """A part of the staff's own that goes with the newest part."""
    return f"{name}/{row.parts}"


def read_after(
    read: Callable[[str, int, int | None], list[Told]],
    among: list[str],
    after: int,
    most: int | None,
) -> list[Told]:
    """Sequence and content after a number, at most so many, over parts in their order."""
    found: list[Told] = []
    for name in among:
        if most is None or len(found) < most:
            found += read(name, after, None if most is None else most - len(found))
    return found


def said_as(find: Callable[[str, str], Told | None], among: list[str], own: str) -> Told | None:
    """What a sender called so, in any of the parts; most likely in the newest."""
    found = (find(name, own) for name in reversed(among))
    return next((one for one in found if one is not None), None)


def _name(number: int) -> str:
    return PART if number == 1 else f"{PART}/{number}"
