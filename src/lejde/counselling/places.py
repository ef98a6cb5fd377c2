"""Where a record of talks belongs: the folder of a conversation or of a course of care. The rooms
that hold those say how one comes to them; nothing here knows a visit or a message.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lejde.identity.staffing import Worker
from lejde.kernel.errors import NotFound
from lejde.vault.visitors import VisitorSession


@dataclass(frozen=True)
class Place:
    """One folder in the hands of one worker, for one request. `back` is the page one came from,
    `asked_on` the ISO day on which the person was asked for a yes, or empty; `ask` asks.
    """

    worker: Worker
    purpose: str
    folder: str = field(repr=False)
    back: str
    asked_on: str
    ask: Callable[[], None]
    reason: str = ""


Opener = Callable[[Worker, str, int], Place]
# The ISO day on which the person was asked about a folder, or empty.
AskedOn = Callable[[VisitorSession, str], str]

_doors: dict[str, Opener] = {}
_asked: dict[str, AskedOn] = {}


def add_doors(doors: Iterable[str], opener: Opener) -> None:
    """Called once by a room when the house starts: by which doors its folders are reached."""
    _doors.update(dict.fromkeys(doors, opener))


def add_asking(kinds: Iterable[str], asked_on: AskedOn) -> None:
    """Called once by a room when the house starts: how the person sees that they were asked."""
    _asked.update(dict.fromkeys(kinds, asked_on))


def behind(worker: Worker, door: str, number: int) -> Place:
    """Raises NotFound when there is no such thing, or not for this person."""
    opener = _doors.get(door)
    if opener is None:
        raise NotFound("this is gone")
    return opener(worker, door, number)


def asked_on(session: VisitorSession, kind: str, folder: str) -> str:
    """The day on which the person was asked about a folder of theirs, or empty."""
    asked = _asked.get(kind)
    return asked(session, folder) if asked else ""
