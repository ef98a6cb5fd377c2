"""What a stream may look at, and what it finds there: asked for many streams at once."""

import logging
import time
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import batched

from django.db.utils import InterfaceError, OperationalError

from lejde.chat.domain import OPEN, PURPOSE_OF, WAITING
from lejde.chat.models import Conversation, Seat
from lejde.kernel import clock
from lejde.vault import lines, passes, rows
from lejde.vault.passes import Pass

log = logging.getLogger(__name__)

MOST_AT_ONCE = 400
PLACES_HOLD_SECONDS = 5
SHOWN = ("id", "last", "state", "holder", "seen_by_visitor", "seen_by_staff")


@dataclass(frozen=True, slots=True)
class Watch:
    """One conversation, or the whole desk of a worker. `side` is who looks; `after` the last number
    they have; `purposes` whose queue concerns a desk.
    """

    held_by: Pass
    side: str
    conversation: int = 0
    worker: int = 0
    after: int = 0
    purposes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """A conversation now: its last number, state, place in the queue, and who holds it."""

    last: int
    state: str
    position: int
    holder: int | None
    seen_by_visitor: int
    seen_by_staff: int


@dataclass(frozen=True, slots=True)
class Found:
    """`held`: passes that still hold; `of_worker`: the conversations on each desk, `joined` those
    of them that are a colleague's; `is_unknown` when the databases did not answer.
    """

    held: set[Pass]
    conversations: dict[int, Seen] = field(default_factory=dict)
    of_worker: dict[int, list[int]] = field(default_factory=dict)
    joined: set[tuple[int, int]] = field(default_factory=set)
    is_unknown: bool = False


def look(watches: Collection[Watch]) -> Found:
    """Everything that these may see, in a few statements, however many they are."""
    found = Found(passes.still_hold(one.held_by for one in watches))
    _add(found, "id", {one.conversation for one in watches if one.conversation})
    workers = {one.worker for one in watches if one.worker and not one.conversation}
    for number in _add(found, "holder", workers, state=OPEN):
        holder = found.conversations[number].holder
        if holder is not None:
            found.of_worker.setdefault(holder, []).append(number)
    _add_joined(found, {one.worker for one in watches if one.worker})
    return found


def _add_joined(found: Found, workers: set[int]) -> None:
    """Whoever joined a colleague's talk looks at it as its holder does."""
    for some in batched(workers, MOST_AT_ONCE):
        seats = rows.among(Seat, ("conversation", "who"), "who", some, joined=True)
        found.joined.update((number, who) for number, who in seats)
    missing = {number for number, _ in found.joined} - set(found.conversations)
    _add(found, "id", missing, state=OPEN)
    for number, worker in found.joined:
        if number in found.conversations:
            found.of_worker.setdefault(worker, []).append(number)


def look_safely(watches: Collection[Watch]) -> Found:
    """As `look`, on a thread of its own: a database that is away for a moment ends no stream."""
    lines.see_to()
    try:
        return look(watches)
    except (OperationalError, InterfaceError) as error:
        log.error("streams cannot look just now: %s", type(error).__name__)
        return Found(set(), is_unknown=True)


class _Places:
    """Everybody's place in the queue, as it was a few seconds ago: thousands ask at once."""

    def __init__(self) -> None:
        self._counted_at, self._places = 0.0, dict[int, int]()

    def now(self) -> dict[int, int]:
        """Conversation to place, from 1."""
        if time.monotonic() - self._counted_at > PLACES_HOLD_SECONDS:
            counted: Counter[str] = Counter()
            places = {}
            waiting = rows.among(Conversation, ("joined", "id", "topic"), "state", [WAITING])
            for _, number, topic in sorted(waiting):
                counted[PURPOSE_OF[topic]] += 1
                places[number] = counted[PURPOSE_OF[topic]]
            self._counted_at, self._places = time.monotonic(), places
        return self._places


_places = _Places()


def _add(found: Found, key: str, values: Iterable[int], **more: str) -> list[int]:
    added, places = [], _places.now()
    living = {"deleted_on": clock.today()}
    for some in batched(values, MOST_AT_ONCE):
        for told in rows.among(Conversation, SHOWN, key, some, above=living, **more):
            number, last, state, *others = told
            place = places.get(number, 0) if state == WAITING else 0
            found.conversations[number] = Seen(last, state, place, *others)
            added.append(number)
    return added
