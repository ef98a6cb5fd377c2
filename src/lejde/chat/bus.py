"""The doorbell of several server processes: Valkey, which may be restarted at any time. What is
rung while it is away is found by the next look, and all streams look as soon as it is back.
"""

import asyncio
import json
import logging
import secrets
from contextlib import suppress
from dataclasses import asdict
from typing import Any

import valkey.asyncio as valkey
from valkey.exceptions import ValkeyError

from lejde.chat.bell import Ring
from lejde.chat.streams import Hub

log = logging.getLogger(__name__)

CHANNEL = "lejde.bell"
AGAIN_AFTER_SECONDS = 0.2
MOST_WAITING = 10_000


class Bus:
    """Carries the rings of one process to the others, and theirs here."""

    def __init__(self, url: str, hub: Hub) -> None:
        self._url, self._hub = url, hub
        # So that what this process rang is not heard twice.
        self._me = secrets.token_hex(8)
        self._waiting: asyncio.Queue[Ring] = asyncio.Queue(MOST_WAITING)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Called on the hub's loop."""
        self._hub.pass_on = self._pass_on
        self._tasks = [asyncio.create_task(self._listens()), asyncio.create_task(self._rings())]

    def stop(self) -> None:
        """Rings no more."""
        for task in self._tasks:
            task.cancel()

    def _pass_on(self, ring: Ring) -> None:
        # A full queue is a bus that is away: the others look by themselves.
        with suppress(asyncio.QueueFull):
            self._waiting.put_nowait(ring)

    async def _rings(self) -> None:
        client = valkey.Valkey.from_url(self._url, socket_timeout=2, socket_connect_timeout=2)
        while True:
            ring = await self._waiting.get()
            told = json.dumps({"by": self._me, "ring": asdict(ring)})
            try:
                await client.publish(CHANNEL, told)
            except (ValkeyError, OSError) as error:
                log.error("the doorbell cannot be rung: %s", type(error).__name__)
                await asyncio.sleep(AGAIN_AFTER_SECONDS)

    async def _listens(self) -> None:
        while True:
            client = self._for_listening()
            try:
                async with client.pubsub() as ears:
                    await ears.subscribe(CHANNEL)
                    async for message in ears.listen():
                        self._heard(message)
            except (ValkeyError, OSError) as error:
                log.error("the doorbell is away: %s", type(error).__name__)
            finally:
                with suppress(ValkeyError, OSError):
                    await client.aclose()
            await asyncio.sleep(AGAIN_AFTER_SECONDS + secrets.randbelow(100) / 1000)

    def _for_listening(self) -> valkey.Valkey:
        # A house may be silent for hours, which is no sign that the doorbell is away: the library
        # gives up after five seconds, and each time everybody's streams would be looked after.
        client: valkey.Valkey = valkey.Valkey.from_url(
            self._url, socket_connect_timeout=2, socket_timeout=None, socket_keepalive=True
        )
        return client

    def _heard(self, message: dict[str, Any]) -> None:
        if message["type"] == "subscribe":
            # Whatever was rung before this is not heard any more.
            self._hub.look_at_all()
            return
        with suppress(ValueError, TypeError, KeyError):
            told = json.loads(message["data"])
            if told["by"] != self._me:
                ring = told["ring"]
                self._hub.heard(Ring(**{**ring, "staff": tuple(ring["staff"])}))
