"""A stream says when to look, once it can be seen; and ends with the right to look."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import pytest
from django.db import connections

from lejde.chat import actions, bell, desk_actions
from lejde.chat.streams import Hub
from lejde.chat.tests.talking import at_work, people, session
from lejde.chat.watching import Watch
from lejde.identity import erasing
from lejde.identity.tests.working import House
from lejde.kernel.turns import Turns
from lejde.vault import passes, visitors
from lejde.vault.staff import StaffSession
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
Scene = Callable[["Listener"], Awaitable[None]]


class Listener:
    """A browser that listens: what it was told, word for word."""

    def __init__(self, hub: Hub, watch: Watch) -> None:
        self.told, self._left = "", asyncio.Event()
        self.task = asyncio.create_task(hub.hold(watch, self._send, self._receive))

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        self.told += message["body"].decode()
        if not message["more_body"]:
            self._left.set()

    async def _receive(self) -> MutableMapping[str, Any]:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def hears(self, words: str) -> None:
        async with asyncio.timeout(5):
            while words not in self.told:
                await asyncio.sleep(0.01)

    async def leaves(self) -> None:
        self._left.set()
        await self.task


def listens(watch: Watch, scene: Scene) -> str:
    """Plays a scene beside a stream; everything that it was told."""

    async def play() -> str:
        turns = Turns("test")
        hub = Hub(turns)
        hub.start()
        listener = Listener(hub, watch)
        try:
            await scene(listener)
        finally:
            await listener.leaves()
            hub.stop()
            await turns.run(lambda _: connections.close_all(), None)
        return listener.told

    return asyncio.run(play())


async def does(act: Callable[[], object]) -> None:
    """On a thread, as a request is."""

    def apart() -> None:
        try:
            act()
        finally:
            connections.close_all()

    await asyncio.to_thread(apart)


@pytest.fixture
def token(people: House) -> str:
    return visitors.make_visitor().token


def own(token: str, number: int, after: int = 0) -> Watch:
    return Watch(visitors.resume(token).as_pass(token), "visitor", number, after=after)


def test_a_look_comes_at_once_for_what_is_there_and_for_what_comes(token: str) -> None:
    mine = visitors.resume(token)
    number = actions.begin(mine, "health", "en")[0].pk
    actions.say(mine, number, "a", "first")

    async def scene(heard: Listener) -> None:
        await heard.hears("event: look\nid: 1\ndata: {}\n\n")
        await does(lambda: actions.say(mine, number, "b", "second"))
        await heard.hears("event: look\nid: 2\n")
        await does(lambda: actions.say(mine, number, "b", "second"))
        await does(lambda: actions.close(mine, number))
        await heard.hears('"state": "closed"')

    told = listens(own(token, number), scene)
    assert told.count("event: look") == 2
    assert not [word for word in ("first", "second") if word in told]
    # Whoever has it already is told nothing.
    assert "look" not in listens(own(token, number, after=2), lambda heard: heard.hears("state"))


@pytest.mark.parametrize("end", ["signs out", "new code", "everything deleted", "talk deleted"])
def test_a_stream_ends_with_the_right_to_look(token: str, end: str) -> None:
    mine = visitors.resume(token)
    number = actions.begin(mine, "health", "en")[0].pk
    ways: dict[str, Callable[[], object]] = {
        "signs out": lambda: visitors.end_session(token),
        "new code": lambda: visitors.change_code(mine),
        "everything deleted": lambda: erasing.erase_everything(mine),
        "talk deleted": lambda: actions.erase(mine, number),
    }

    async def scene(heard: Listener) -> None:
        await heard.hears("state")
        await does(ways[end])
        # Nobody rings for what ends elsewhere: the next look finds it.
        await does(lambda: bell.ring(bell.Ring(bell.LOOK, number)))
        await heard.hears("event: gone\n")

    assert "look" not in listens(own(token, number), scene)


def test_a_desk_hears_of_its_own_talks_and_of_a_claim_without_coming_anew(
    people: House, session: VisitorSession
) -> None:
    nurse = at_work(people, "nurse")
    first = actions.begin(session, "health", "en")[0].pk
    desk_actions.claim(nurse, first)
    watch = _desk(nurse.user.pk, nurse.keys)

    async def scene(heard: Listener) -> None:
        # One look on every connect, also where nothing was said yet.
        await heard.hears(f'data: {{"conversation": "{first}", "sequence": 0}}')
        begun: list[int] = []
        await does(lambda: begun.append(actions.begin(session, "health", "en")[0].pk))
        await heard.hears("event: queue\n")
        await does(lambda: desk_actions.claim(nurse, begun[0]))
        await heard.hears(f'data: {{"conversation": "{begun[0]}", "sequence": 0}}')
        await does(lambda: actions.say(session, begun[0], "a", "hello"))
        await heard.hears(f'data: {{"conversation": "{begun[0]}", "sequence": 1}}')
        await does(lambda: actions.types(session, begun[0]))
        await heard.hears("event: typing")

    told = listens(watch, scene)
    assert "id:" not in told and "hello" not in told


def test_a_queue_rings_only_where_its_key_is_held(people: House, session: VisitorSession) -> None:
    nurse = at_work(people, "nurse")

    async def scene(heard: Listener) -> None:
        await does(lambda: actions.begin(session, "counselling", "en"))
        await does(lambda: actions.begin(session, "health", "en"))
        await heard.hears("event: queue")
        await asyncio.sleep(0.1)

    assert listens(_desk(nurse.user.pk, nurse.keys), scene).count("event: queue") == 1


def _desk(worker: int, keys: StaffSession) -> Watch:
    from lejde.vault.django_sessions import SessionStore

    store = SessionStore()
    store.create()
    held = passes.for_token(str(store.session_key))
    return Watch(held, "staff", worker=worker, purposes=keys.purposes())
