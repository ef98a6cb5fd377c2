"""Event streams, held by the server's own loop: a task each and no thread, so that thousands may
wait. A stream says only "look"; what is told is read by an ordinary request.

All that streams need to ask the databases is asked for many at once, on one thread, so that a burst
of rings costs a few statements and not a few for everybody.
"""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import suppress
from typing import Any

from lejde.chat import bell, watching
from lejde.chat.bell import Ring
from lejde.chat.domain import STAFF, VISITOR
from lejde.chat.watching import Found, Seen, Watch
from lejde.kernel.turns import Turns

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]

log = logging.getLogger(__name__)

# Every stream is looked after once in so many slices, each a second: under the 20 s that proxies
# and the contract allow.
SLICES = 15
MOMENT = 0.1
# So many are written to before others get their turn.
AT_A_TIME = 100
# Whoever is so far behind in reading is let go; reconnecting is the same as reading on.
MOST_UNREAD = 200
STILL_HERE, GONE = b":\n\n", b"event: gone\ndata: {}\n\n"


class Stream:
    """One open connection. `told` is the last number said of each conversation."""

    __slots__ = ("_is_writing", "_pending", "_send", "is_over", "slice", "state", "told", "watch")

    def __init__(self, watch: Watch, send: Send, place: int) -> None:
        self.watch, self._send, self.slice = watch, send, place
        self.told: dict[int, int] = {watch.conversation: watch.after} if watch.conversation else {}
        self.state: tuple[Any, ...] | None = None
        self.is_over = self._is_writing = False
        self._pending: list[bytes] = []

    def say(self, words: bytes, *, is_last: bool = False) -> None:
        """Writes at once while the line takes it, else as soon as it does; never waits."""
        if self.is_over:
            return
        self.is_over = is_last or len(self._pending) > MOST_UNREAD
        self._pending.append(words)
        if not self._is_writing:
            self._is_writing = True
            # Begun at once: most lines take what little is said without waiting.
            asyncio.Task(self._write(), loop=asyncio.get_running_loop(), eager_start=True)

    async def _write(self) -> None:
        try:
            while self._pending:
                words = b"".join(self._pending)
                self._pending.clear()
                await self._send({
                    "type": "http.response.body", "body": words, "more_body": not self.is_over
                })  # fmt: skip
        except OSError:
            self.is_over = True
        finally:
            self._is_writing = False


class Hub:
    """Every stream of this process, by what it watches."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._streams: list[set[Stream]] = [set() for _ in range(SLICES)]
        self._by_conversation: dict[int, set[Stream]] = defaultdict(set)
        self._by_worker: dict[int, set[Stream]] = defaultdict(set)
        self._rings: list[Ring] = []
        self._fresh: list[Stream] = []
        self._something, self._somebody = asyncio.Event(), asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._count = 0
        # Where rings go besides: to the other processes.
        self.pass_on: Callable[[Ring], None] | None = None

    def start(self) -> None:
        """Called on the loop that will hold the streams."""
        self._loop = asyncio.get_running_loop()
        rounds = self._answers(), self._looks(), self._welcomes()
        self._tasks = [asyncio.create_task(one) for one in rounds]
        bell.listen(self._from_thread)

    def stop(self) -> None:
        """Lets everybody go; they come back to whoever serves next."""
        bell.unlisten(self._from_thread)
        for task in self._tasks:
            task.cancel()
        for stream in self._all():
            stream.say(b"", is_last=True)

    async def hold(self, watch: Watch, send: Send, receive: Receive) -> None:
        """Until either side goes. The headers are sent already."""
        self._count += 1
        stream = Stream(watch, send, self._count % SLICES)
        self._add(stream)
        # Listening first, looking afterwards: what comes in between is not missed.
        self._fresh.append(stream)
        self._somebody.set()
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            stream.is_over = True
            self._remove(stream)

    def heard(self, ring: Ring) -> None:
        """A ring of this process or another; on the loop."""
        self._rings.append(ring)
        self._something.set()

    def look_at_all(self) -> None:
        """Rings may have been missed: every stream is looked after now."""
        self._fresh.extend(self._all())
        self._somebody.set()

    def _from_thread(self, ring: Ring) -> None:
        if self._loop is None:
            return
        # A server that is ending takes no more rings; what was said is stored.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._heard_here, ring)

    def _heard_here(self, ring: Ring) -> None:
        self.heard(ring)
        if self.pass_on:
            self.pass_on(ring)

    async def _answers(self) -> None:
        while True:
            await self._something.wait()
            self._something.clear()
            await _undisturbed(self._answer())

    async def _answer(self) -> None:
        rings, self._rings = self._rings, []
        concerned = {stream: None for ring in rings for stream in self._concerned(ring)}
        if not concerned:
            return
        found = await self._ask(concerned)
        for ring in rings:
            for stream in self._concerned(ring):
                _pass_on(stream, ring, found)
        await self._tell(concerned, found, only_new=True)

    async def _welcomes(self) -> None:
        while True:
            await self._somebody.wait()
            # Thousands come within seconds: those of a moment are looked after together.
            await asyncio.sleep(MOMENT)
            self._somebody.clear()
            fresh, self._fresh = self._fresh, []
            await _undisturbed(self._welcome(fresh))

    async def _welcome(self, fresh: list[Stream]) -> None:
        await self._tell(fresh, await self._ask(fresh), only_new=True)

    def _concerned(self, ring: Ring) -> set[Stream]:
        if ring.kind == bell.QUEUE:
            desks = (one for some in self._by_worker.values() for one in some)
            return {one for one in desks if ring.purpose in one.watch.purposes}
        found = set(self._by_conversation.get(ring.conversation, ()))
        for worker in ring.staff:
            found |= self._by_worker.get(worker, set())
        return found

    async def _looks(self) -> None:
        place = 0
        while True:
            await asyncio.sleep(1)
            place = (place + 1) % SLICES
            await _undisturbed(self._look_after(list(self._streams[place])))

    async def _look_after(self, due: list[Stream]) -> None:
        if due:
            await self._tell(due, await self._ask(due), only_new=False)

    async def _ask(self, streams: Iterable[Stream]) -> Found:
        watches = [one.watch for one in streams]
        return await self._turns.run(watching.look_safely, watches)

    async def _tell(self, streams: Iterable[Stream], found: Found, *, only_new: bool) -> None:
        for count, stream in enumerate(streams, 1):
            said = _words(stream, found)
            if said is None:
                stream.say(GONE, is_last=True)
            elif said or not only_new:
                stream.say(said or STILL_HERE)
            if not count % AT_A_TIME:
                await asyncio.sleep(0)

    def _add(self, stream: Stream) -> None:
        self._streams[stream.slice].add(stream)
        watch = stream.watch
        shelf, key = self._shelf(watch)
        shelf[key].add(stream)

    def _remove(self, stream: Stream) -> None:
        self._streams[stream.slice].discard(stream)
        shelf, key = self._shelf(stream.watch)
        shelf[key].discard(stream)
        if not shelf[key]:
            del shelf[key]

    def _shelf(self, watch: Watch) -> tuple[dict[int, set[Stream]], int]:
        if watch.conversation:
            return self._by_conversation, watch.conversation
        return self._by_worker, watch.worker

    def _all(self) -> list[Stream]:
        return [one for some in self._streams for one in some]


async def _undisturbed(act: Awaitable[None]) -> None:
    """One round that fails ends no other: all streams hang on these rounds."""
    try:
        await act
    except Exception as error:
        log.error("a round of the streams failed: %s", type(error).__name__)


def _words(stream: Stream, found: Found) -> bytes | None:
    """What is new to a stream, or None when it may look no more."""
    watch = stream.watch
    if found.is_unknown:
        return b""
    if watch.held_by not in found.held:
        return None
    if not watch.conversation:
        numbers = found.of_worker.get(watch.worker, [])
        return b"".join(_desk_look(stream, n, found.conversations[n].last) for n in numbers)
    seen = found.conversations.get(watch.conversation)
    if seen is None:
        return None
    is_at = seen.holder == watch.worker or (watch.conversation, watch.worker) in found.joined
    if watch.side == STAFF and not is_at:
        return None
    return _look(stream, seen) + _state(stream, seen)


def _look(stream: Stream, seen: Seen) -> bytes:
    number = stream.watch.conversation
    if seen.last <= stream.told[number]:
        return b""
    stream.told[number] = seen.last
    return b"event: look\nid: %d\ndata: {}\n\n" % seen.last


def _desk_look(stream: Stream, number: int, last: int) -> bytes:
    if stream.told.get(number, -1) >= last:
        return b""
    stream.told[number] = last
    return _event("", {"conversation": str(number), "sequence": last})


def _state(stream: Stream, seen: Seen) -> bytes:
    other = seen.seen_by_staff if stream.watch.side == VISITOR else seen.seen_by_visitor
    now = (seen.state, seen.position, other)
    if now == stream.state:
        return b""
    stream.state = now
    return _event("state", {"state": seen.state, "position": seen.position, "seen": other})


def _pass_on(stream: Stream, ring: Ring, found: Found) -> None:
    """What no later look would find: that somebody types, that the queue changed."""
    if stream.watch.held_by not in found.held:
        return
    if ring.kind == bell.TYPING and ring.by != stream.watch.side:
        at = {} if stream.watch.conversation else {"conversation": str(ring.conversation)}
        stream.say(_event("typing", {**at, "from": ring.by}))
    elif ring.kind in (bell.STATE, bell.SEEN) and not stream.watch.conversation:
        stream.say(_event("state", {"conversation": str(ring.conversation)}))
    elif ring.kind == bell.QUEUE and not stream.watch.conversation:
        stream.say(_event("queue", {}))


def _event(name: str, told: dict[str, Any]) -> bytes:
    said = f"event: {name}\n" if name else ""
    return f"{said}data: {json.dumps(told)}\n\n".encode()
