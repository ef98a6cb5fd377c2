"""The server's entry: a small raw ASGI function that hands each request to Django on a thread.

By hand instead of a general bridge: a request and its answer cross between threads once each,
which is worth half again as many pages a second. The body is read only as far as it may go.
"""

import asyncio
import gc
import io
import os
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from lejde.config import crowd, delivery, programs, uploading
from lejde.kernel import turns
from lejde.kernel.turns import Turns
from lejde.ui import uploads

if TYPE_CHECKING:
    from lejde.chat.streams import Hub
    from lejde.chat.watching import Watch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lejde.config.settings")

# Threads that draw pages wait for one another's interpreter: one alone sends nearly twice as many a
# second as eight. Whoever is signed in may write or open many folders, and has threads apart, so
# that nothing of that keeps a stranger's first page waiting; who comes in waits at a gate.
SIGNED_IN = 7
SESSIONS = (b"v=", b"s=")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Answer = tuple[int, list[tuple[bytes, bytes]], bytes, "Watch | None"]

_django = get_wsgi_application()
_public = ThreadPoolExecutor(1, "public")
_signed_in = ThreadPoolExecutor(SIGNED_IN, "signed-in")
# What a talk asks for all the time, from both sides, apart from pages; whoever comes back after a
# restart, thousands at once perhaps, does so behind it. A database in another process is waited
# for, and others can be answered meanwhile.
_talks = Turns("talks", 1 if connection.vendor == "sqlite" else 3)
EVENTS = "/events"
SMALL = (*crowd.SAID, "/said", "/seen", "/typing")
_hubs: "list[Hub]" = []


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Every request; the start and end of the server are acknowledged."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http":
        if _brings_file(scope):
            status, headers, body, watch = await _answered_with_file(scope, receive)
        else:
            environ = _environ(scope, await _body(receive))
            status, headers, body, watch = await _answered(scope, environ)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": watch is not None})
        if watch is not None:
            await _hubs[0].hold(watch, send, receive)


def _brings_file(scope: Message) -> bool:
    kinds = [value.decode("latin-1") for name, value in scope["headers"] if name == b"content-type"]
    return any(uploads.brings_file(scope["method"], scope["path"], kind) for kind in kinds)


async def _answered_with_file(scope: Message, receive: Receive) -> Answer:
    """One picture at a time; whoever finds no place reads so, with what they typed."""
    async with uploading.reading(receive) as body:
        if not body.cut:
            try:
                # Copied only when its turn has come: those who wait are in memory once.
                answer = partial(_answer_with, scope)
                return await crowd.PICTURES.run(answer, body.kept)
            except crowd.Full:
                body.shorten(uploads.TOO_MANY, uploading.ROOM)
        answer = partial(_answer_with, scope, cut=body.cut)
        return await asyncio.get_running_loop().run_in_executor(_signed_in, answer, body.kept)


async def _answered(scope: Message, environ: dict[str, Any]) -> Answer:
    path: str = scope["path"]
    if path.endswith(EVENTS):
        return await _talks.run(_answer, environ, turns.LATER)
    try:
        if gate := crowd.gate_of(scope["method"], path):
            return await gate.run(_answer, environ)
        if scope["method"] == "POST" and path.endswith(crowd.SAID):
            async with crowd.TALKING.entered():
                return await _talks.run(_answer, environ)
    except crowd.Full:
        environ["lejde.is_full"] = True
    if path.endswith(SMALL):
        return await _talks.run(_answer, environ)
    is_public = "lejde.is_full" in environ or _is_public(scope)
    threads = _public if is_public else _signed_in
    return await asyncio.get_running_loop().run_in_executor(threads, _answer, environ)


def _is_public(scope: Message) -> bool:
    """A page that anybody gets; a mistake here costs speed, never safety."""
    if scope["method"] not in ("GET", "HEAD"):
        return False
    cookies = [value for name, value in scope["headers"] if name == b"cookie"]
    return not any(name in cookie for cookie in cookies for name in SESSIONS)


async def _lifespan(receive: Receive, send: Send) -> None:
    """What must be done at the end is done here: a server that was told to end ends with the signal
    itself, and nothing after it is reached.
    """
    at = {"lifespan.startup": _begin, "lifespan.shutdown": _end}
    while True:
        message = await receive()
        at[message["type"]]()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _begin() -> None:
    from lejde.chat.bus import Bus
    from lejde.chat.streams import Hub

    delivery.open_outbox()
    _hubs[:] = [Hub(_talks)]
    _hubs[0].start()
    if settings.LEJDE_BUS_URL:
        Bus(settings.LEJDE_BUS_URL, _hubs[0]).start()
    # What was made at the start stays, and so do thousands of streams: looking through them again
    # and again took pauses.
    gc.collect()
    gc.set_threshold(50_000, 20, 50)
    gc.freeze()


def _end() -> None:
    _hubs[0].stop()
    delivery.close_outbox()


async def _body(receive: Receive) -> bytes:
    """The body, or a little more than is allowed of one that is too long: Django refuses it."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        is_over = len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if is_over or not message.get("more_body") or message["type"] == "http.disconnect":
            return bytes(body)


def _environ(scope: Message, body: bytes) -> dict[str, Any]:
    """The request as WSGI (PEP 3333) has it."""
    server = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"], "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0], "SERVER_PORT": str(server[1]),
        "wsgi.version": (1, 0), "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr, "wsgi.multithread": True,
        "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip
    for raw_name, raw_value in scope["headers"]:
        name, value = (
            raw_name.decode("latin-1").upper().replace("-", "_"),
            raw_value.decode("latin-1"),
        )
        key = name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    # A body without an announced length is as long as what was read of it.
    environ.setdefault("CONTENT_LENGTH", str(len(body)))
    return environ


def _answer_with(scope: Message, kept: bytearray, cut: str = "") -> Answer:
    environ = _environ(scope, bytes(kept))
    environ[uploads.CUT] = cut
    return _answer(environ)


def _answer(environ: dict[str, Any]) -> Answer:
    """The answer, whole. An event stream is one whose view says what it watches: Django looks who
    comes, the loop holds it.
    """
    if environ["PATH_INFO"].startswith(programs.BELOW):
        answer = programs.answer(environ)
        status, headers, body = answer.status_code, list(answer.items()), b"".join(answer)
    else:
        status, headers, body, answer = _page(environ)
    watch = getattr(answer, "watch", None)
    told = [(name.lower(), value) for name, value in headers if name.lower() != "content-length"]
    if watch is None:
        told.append(("content-length", str(len(body))))
    return status, [(k.encode("latin-1"), v.encode("latin-1")) for k, v in told], body, watch


def _page(environ: dict[str, Any]) -> tuple[int, list[tuple[str, str]], bytes, Any]:
    begun: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
        begun[:] = [int(status.split(" ", 1)[0]), headers]

    answer = _django(environ, start)  # type: ignore[arg-type]
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return begun[0], begun[1], body, answer
