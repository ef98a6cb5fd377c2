"""The keys away, a disk that is full: said as what it is, in the reader's language, and nothing is
lost or half written.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.db import connection, connections
from django.db.utils import OperationalError
from django.test import Client
from django.test.utils import override_settings

from lejde.booking import actions, records, taking
from lejde.booking.models import Service, Slot
from lejde.booking.tests import opening
from lejde.booking.tests.opening import a_slot
from lejde.config import pages
from lejde.vault import visitors

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
clinic, service = opening.clinic, opening.service
WORDS = {
    "nb": "Ingenting av ditt er tapt",
    "da": "Intet af dit er tabt",
    "en": "Nothing of yours is",
}


@contextmanager
def away(alias: str) -> Iterator[None]:
    """A database that does not answer."""

    def refuse(*_: Any) -> Any:
        raise OperationalError("no route to host, with secrets in it")

    with connections[alias].execute_wrapper(refuse):
        yield


PAGES_LEFT = 12


@contextmanager
def full_disk() -> Iterator[None]:
    """A few pages more fit into the main database: the disk is full in the middle of an act."""
    with connection.cursor() as cursor:
        # Pages that earlier tests left free would let many acts in before the disk is full.
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + PAGES_LEFT}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("alias", ["default", "keys"])
def test_a_database_away_is_said_with_its_status(language: str, alias: str) -> None:
    made = visitors.make_visitor()
    client = Client(headers={"accept-language": language}, raise_request_exception=False)
    client.cookies["v"] = made.token
    with away(alias):
        page = client.get("/mine/")
        program = client.post("/api/v1/visitors", content_type="application/json")
        ready = client.get("/health/ready")
    assert page.status_code == 503 and WORDS[language] in page.text
    assert "secrets" not in page.text
    assert (program.status_code, program.json()["error"]["code"]) == (503, "unavailable")
    assert ready.status_code == 503 and ready.json()["silent"] == [alias]
    assert {int(one["Retry-After"]) for one in (page, program, ready)} == {120}
    assert client.get("/mine/").status_code == 200


def test_a_full_disk_leaves_no_half_appointment(service: Service) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's disk cannot be filled from here")
    made = visitors.make_visitor()
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    client.cookies["v"] = made.token
    slot = a_slot(service)
    with full_disk():
        answer = _until_it_is_full(client, slot, made.token)
    assert answer.status_code == 503 and WORDS["en"] in answer.text
    row = Slot.objects.get(id=slot.id)
    booked = [
        one for one in records.appointments(visitors.resume(made.token)) if actions.is_to_come(one)
    ]
    assert len(booked) == (row.state == "taken")
    for one in booked:
        assert client.post("/book/cancel/", {"appointment": one.key}).status_code == 302
    taking.hold(slot.id, "claim")
    again = client.post("/book/take/", {"slot": slot.id, "claim": "claim"})
    assert again.status_code == 302 and Slot.objects.get(id=slot.id).state == "taken"


def _until_it_is_full(client: Client, slot: Slot, token: str) -> Any:
    """Books and cancels until one of the two is refused."""
    told = {"slot": slot.id, "claim": "claim"}
    for _ in range(200):
        with suppress(OperationalError):
            taking.hold(slot.id, "claim")
        answer = client.post("/book/take/", told)
        if answer.status_code == 503:
            return answer
        answer = client.post("/book/cancel/", {"appointment": _booked(token)})
        if answer.status_code == 503:
            return answer
    raise AssertionError("the disk was never full")


def _booked(token: str) -> str:
    mine = records.appointments(visitors.resume(token))
    return next(one.key for one in mine if actions.is_to_come(one))


def test_many_at_once_are_told_to_wait_a_little(monkeypatch: pytest.MonkeyPatch) -> None:
    from lejde.kernel.errors import TooBusy

    def busy(*_: Any) -> Any:
        raise TooBusy("many", retry_after=3)

    monkeypatch.setattr(visitors, "make_mailbox", busy)
    answer = Client(headers={"accept-language": "en"}).post("/code/new/")
    assert (answer.status_code, answer["Retry-After"]) == (429, "3")
    assert "Nothing is lost" in answer.text


def test_a_full_disk_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's disk is its own server's to watch")
    assert Client().get("/health/ready").json() == {"ready": True, "silent": [], "full": []}
    usage = shutil.disk_usage(tempfile.gettempdir())
    monkeypatch.setattr(pages, "disk_usage", lambda _: usage._replace(free=pages.LEAST_ROOM - 1))
    answer = Client().get("/health/ready")
    assert answer.status_code == 503 and answer.json()["full"] == ["default", "keys"]
    assert "lejde_ready 0" in Client().get("/metrics").text
    assert Client().get("/health/live").status_code == 200


def test_keys_that_nobody_signed_are_said_to_programs_with_when_to_come_again(
    service: Service,
) -> None:
    token, slot = visitors.make_visitor().token, a_slot(service)
    with override_settings(LEJDE_ROOT_KEY="00" * 32):
        answer = Client().post(
            "/api/v1/appointments", {"slot": str(slot.id)}, "application/json",
            headers={"authorization": f"Bearer {token}"},
        )  # fmt: skip
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "broken_chain")
    assert int(answer["Retry-After"]) == 120
