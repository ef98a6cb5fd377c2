"""The parts of a folder that a conversation's messages lie in: one more each time that it is handed
to another purpose, so that each purpose has a key of its own. Numbers go on over all of them.
"""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any

from lejde.chat.models import Conversation
from lejde.chat.threads import PART
from lejde.vault.visitors import OpenPart

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


class InParts(ABC):
    """A conversation's messages in the hands of somebody, over the parts that they may open."""

    @abstractmethod
    def _open(self) -> list[OpenPart]:
        """The oldest first; the last is written in. Raises NotFound."""

    @cached_property
    def _parts(self) -> list[OpenPart]:
        return self._open()

    def write_at(self, sequence: int, content: dict[str, Any], own: str) -> None:
        """Appends under the lock."""
        self._parts[-1].write_at(sequence, content, own)

    def read_after(self, after: int, most: int | None) -> list[Told]:
        """Sequence and content after a number, at most so many, over the parts in their order."""
        found: list[Told] = []
        for part in self._parts:
            if most is None or len(found) < most:
                found += part.read_after(after, None if most is None else most - len(found))
        return found

    def said_as(self, own: str) -> Told | None:
        """What a sender called so, in any of the parts; most likely in the newest."""
        found = (part.said_as(own) for part in reversed(self._parts))
        return next((one for one in found if one is not None), None)


def _name(number: int) -> str:
    return PART if number == 1 else f"{PART}/{number}"
