"""A body with a file: read up to a size and a room for all, and its beginning is never lost."""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lejde.chat import actions, decoding
from lejde.chat.decoding import Remade
from lejde.chat.tests.photographs import photograph
from lejde.chat.tests.talking import people
from lejde.config import crowd, uploading
from lejde.config.asgi import application
from lejde.config.crowd import Gate
from lejde.config.uploading import LARGEST_BODY, Body, Room, reading
from lejde.identity.tests.working import House
from lejde.ui.uploads import BESIDE_FILE, TOO_LARGE, TOO_MANY, brings_file
from lejde.vault import visitors

__all__ = ["people"]
Receive = Callable[[], Awaitable[dict[str, Any]]]
WORDS = "typed beside it"
STEP = 1_000_000


def coming(chunks: list[bytes]) -> Receive:
    """A body in pieces, as a server hands it on."""
    left = iter(chunks)
    many = len(chunks)

    async def receive() -> dict[str, Any]:
        nonlocal many
        many -= 1
        return {"type": "http.request", "body": next(left), "more_body": many > 0}

    return receive


def read(chunks: list[bytes], room: Room) -> tuple[Body, int]:
    """What was kept, and how much room was left while it was."""

    async def whole() -> tuple[Body, int]:
        async with reading(coming(chunks), room) as body:
            return Body(bytearray(body.kept), body.cut), room.free

    return asyncio.run(whole())


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 400_000), min_size=1, max_size=8), st.integers(0, 2_000_000))
def test_room_is_taken_for_what_is_kept_and_all_of_it_given_back(
    sizes: list[int], free: int
) -> None:
    room, chunks = Room(free), [bytes([at]) * size for at, size in enumerate(sizes)]
    body, left = read(chunks, room)
    whole = b"".join(chunks)
    assert whole.startswith(bytes(body.kept))
    assert body.cut == ("" if len(whole) <= free else TOO_MANY)
    assert left == free - len(body.kept) and left >= 0 and room.free == free
    assert len(body.kept) == len(whole) if not body.cut else len(body.kept) <= BESIDE_FILE


def test_what_is_too_large_is_let_go_by_but_for_its_beginning() -> None:
    room = Room(3 * LARGEST_BODY)
    chunks = [b"a" * STEP] * (LARGEST_BODY // STEP + 5)
    body, left = read(chunks, room)
    assert (body.cut, len(body.kept)) == (TOO_LARGE, BESIDE_FILE)
    assert left == 3 * LARGEST_BODY - BESIDE_FILE
    endless = [b"a" * STEP] * (uploading.MOST_LET_GO // STEP + 50)
    assert read(endless, room)[0].cut == TOO_LARGE and room.free == 3 * LARGEST_BODY


def test_who_sends_nothing_more_gives_the_place_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "SECONDS", 0.05)
    room = Room(1_000_000)

    async def stalls() -> tuple[str, int]:
        first = [{"type": "http.request", "body": b"x" * 500_000, "more_body": True}]

        async def receive() -> dict[str, Any]:
            if not first:
                await asyncio.Event().wait()
            return first.pop()

        async with reading(receive, room) as body:
            return body.cut, len(body.kept)

    assert asyncio.run(stalls()) == (TOO_MANY, BESIDE_FILE)
    assert room.free == 1_000_000


def test_only_forms_to_two_addresses_bring_files() -> None:
    form, words = "multipart/form-data; boundary=b", "application/x-www-form-urlencoded"
    for path in ("/talk/0a1b/picture/", "/api/v1/conversations/123/attachments"):
        assert brings_file("POST", path, form) and not brings_file("GET", path, form)
        assert not brings_file("POST", path, words) and not brings_file("POST", path, "")
    for path in ("/talk/0a1b/", "/talk/picture/", "/talk/a/picture/1/", "/talk/a/b/picture/",
                 "/api/v1/conversations/1/messages", "/code/", "/x/talk/a/picture/"):  # fmt: skip
        assert not brings_file("POST", path, form)


@pytest.fixture
def talk(people: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """A visitor's token and the address of their talk."""
    monkeypatch.setattr(decoding, "remake", lambda raw: Remade(b"\xff\xd8\xff", 1, 1))
    token = visitors.make_visitor().token
    session = visitors.resume(token)
    row, _ = actions.begin(session, "health", "en")
    yield token, f"/api/v1/conversations/{row.pk}/attachments"
    gc.collect()


def posted(token: str, path: str, file: bytes, name: str) -> tuple[list[bytes], dict[str, Any]]:
    """A form in pieces, and the scope it comes under."""
    head = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in (("text", WORDS), ("client_id", name))
    )
    head += '--b\r\nContent-Disposition: form-data; name="picture"; filename="x.jpg"\r\n\r\n'
    whole = head.encode() + file + b"\r\n--b--\r\n"
    chunks = [whole[at : at + STEP] for at in range(0, len(whole), STEP)]
    headers = [
        (b"content-type", b"multipart/form-data; boundary=b"), (b"host", b"localhost"),
        (b"content-length", str(len(whole)).encode()),
        (b"authorization", f"Bearer {token}".encode()),
    ]  # fmt: skip
    scope = {
        "type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers,
        "http_version": "1.1",
    }  # fmt: skip
    return chunks, scope


async def answer(token: str, path: str, file: bytes, name: str = "a") -> tuple[int, bytes]:
    """Status and body through the server's own entry."""
    chunks, scope = posted(token, path, file, name)
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await application(scope, coming(chunks), send)
    return sent[0]["status"], sent[1]["body"]


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
@pytest.mark.one_database
def test_through_the_server_each_is_answered_as_it_should(talk: tuple[str, str]) -> None:
    assert asyncio.run(answer(*talk, photograph()))[0] == 201
    assert asyncio.run(answer(*talk, photograph()))[0] == 200
    status, said = asyncio.run(answer(*talk, bytes(LARGEST_BODY), "b"))
    assert status == 413 and b"picture_too_large" in said
    assert uploading.ROOM.free == 6 * LARGEST_BODY


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
@pytest.mark.one_database
def test_of_a_flood_most_are_told_to_wait_and_the_room_is_free_again(
    talk: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "PICTURES", Gate("pictures-test", 1, 2))

    async def flood() -> list[tuple[int, bytes]]:
        several = (answer(*talk, photograph(), f"p{at}") for at in range(9))
        return await asyncio.gather(*several)

    ended = sorted(status for status, _ in asyncio.run(flood()))
    assert ended == [201] * 3 + [429] * 6
    assert uploading.ROOM.free == 6 * LARGEST_BODY
