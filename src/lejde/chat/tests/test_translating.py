"""Machine translation against a small server that speaks LibreTranslate's way: only on a press,
marked for both, the original kept; when it fails nothing is sent and nothing is lost.
"""

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.test import Client

from lejde.chat import actions, desk_actions, translating
from lejde.chat.tests.talking import at_work, people, session
from lejde.chat.translating import NotTranslated
from lejde.identity.tests.working import House
from lejde.kernel.errors import NotFound
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]

ENGLISH = {"accept-language": "en"}


@dataclass
class Machine:
    """A server that answers as it is told; `asked` is what it was asked."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    raw: bytes | None = None
    location: str = ""

    def answer(self, told: dict[str, Any]) -> bytes:
        self.asked.append(told)
        if self.raw is not None:
            return self.raw
        return json.dumps(
            {"translatedText": [f"<{told['target']}> {q}" for q in told["q"]]}
        ).encode()


@pytest.fixture
def machine(settings: Any, socket_enabled: None) -> Iterator[Machine]:
    made = Machine()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/translate"
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = made.answer(told)
            self.send_response(made.status)
            if made.location:
                self.send_header("Location", made.location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is written of what is asked."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    made.url = f"http://127.0.0.1:{server.server_port}"
    settings.LEJDE_TRANSLATE_URL = made.url
    yield made
    server.shutdown()
    server.server_close()


def claimed(people: House, session: VisitorSession) -> tuple[int, Client]:
    number = int(actions.begin(session, "health", "da")[0].pk)
    actions.say(session, number, "a", "Jeg er bange")
    browser = people.browser("nurse")
    browser.post(f"/desk/talks/{number}/claim/")
    return number, browser


def test_without_a_machine_nothing_of_it_is_there(people: House, session: VisitorSession) -> None:
    number, browser = claimed(people, session)
    page = browser.get(f"/desk/talks/{number}/", headers=ENGLISH).text
    assert "machine" not in page and "/translate/" not in page
    assert browser.post(f"/desk/talks/{number}/translate/").status_code == 404
    with pytest.raises(NotFound):
        translating.say(at_work(people, "nurse"), number, "b", "hello", "en")
    assert "machine" not in Client().post("/talk/", {"topic": "health"}, headers=ENGLISH).text


def test_what_they_wrote_is_translated_on_a_press_and_stored_nowhere(
    people: House, session: VisitorSession, machine: Machine
) -> None:
    number, browser = claimed(people, session)
    page = browser.get(f"/desk/talks/{number}/", headers=ENGLISH).text
    # Nothing is sent to it before somebody presses.
    assert machine.asked == [] and "Translate what they wrote" in page
    address = f"/desk/talks/{number}/translate/"
    page = browser.post(address, {"text": "half an answer"}, headers=ENGLISH).text
    assert "&lt;en&gt; Jeg er bange" in page and "so it can be wrong" in page
    assert "Jeg er bange</p>" in page and "half an answer</textarea>" in page
    assert machine.asked[0]["source"] == "auto" and machine.asked[0]["q"] == ["Jeg er bange"]
    assert "&lt;en&gt;" not in browser.get(f"/desk/talks/{number}/", headers=ENGLISH).text
    assert len(actions.read(session, number)[1]) == 1


def test_what_is_sent_with_a_translation_is_marked_and_keeps_the_original(
    people: House, session: VisitorSession, machine: Machine
) -> None:
    number, browser = claimed(people, session)
    told = {"text": "You are safe here", "client_id": "once", "translated": "yes"}
    for _ in range(2):
        assert browser.post(f"/desk/talks/{number}/", told, headers=ENGLISH).status_code == 302
    # Sent twice it is one, and the machine is not asked again.
    assert [one["target"] for one in machine.asked] == ["da"] and machine.asked[0]["source"] == "en"
    _, read = actions.read(session, number)
    assert [one.sender for one in read] == ["visitor", "staff"]
    assert read[1].text == (
        "Oversat af en maskine, så det kan være forkert:\n<da> You are safe here\n\n"
        "Sådan blev det skrevet her:\nYou are safe here"
    )
    # The visitor is told before.
    page = Client().post("/talk/", {"topic": "health"}, headers=ENGLISH).text
    assert "a machine on the clinic" in page


def broken(machine: Machine, how: str, settings: Any) -> None:
    if how == "status":
        machine.status = 500
    elif how == "redirect":
        machine.status, machine.location = 302, f"{machine.url}/elsewhere"
    elif how == "nobody":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            settings.LEJDE_TRANSLATE_URL = f"http://127.0.0.1:{free.getsockname()[1]}"
    elif how == "huge":
        machine.raw = b'{"translatedText": ["' + b"x" * translating.MOST_BYTES + b'"]}'
    else:
        machine.raw = how.encode()


@pytest.mark.parametrize(
    "how",
    ["status", "redirect", "nobody", "huge", "no json", "[]", '{"error": "no"}',
     '{"translatedText": "one text"}', '{"translatedText": [7]}', '{"translatedText": []}',
     '{"translatedText": [" "]}'],
)  # fmt: skip
def test_when_it_fails_it_says_so_and_nothing_is_sent_or_lost(
    people: House, session: VisitorSession, machine: Machine, settings: Any, how: str
) -> None:
    number, browser = claimed(people, session)
    broken(machine, how, settings)
    told = {"text": "You are safe here", "client_id": "once", "translated": "yes"}
    answer = browser.post(f"/desk/talks/{number}/", told, headers=ENGLISH)
    assert answer.status_code == 503 and "did not answer" in answer.text
    assert "You are safe here</textarea>" in answer.text and 'value="once"' in answer.text
    asked = browser.post(f"/desk/talks/{number}/translate/", {"text": "half"}, headers=ENGLISH)
    assert asked.status_code == 503 and "half</textarea>" in asked.text
    assert len(actions.read(session, number)[1]) == 1
    # The same form, without a translation, is sent.
    del told["translated"]
    assert browser.post(f"/desk/talks/{number}/", told).status_code == 302
    assert actions.read(session, number)[1][-1].text == "You are safe here"


def test_with_its_translation_too_long_it_is_kept_and_not_sent(
    people: House, session: VisitorSession, machine: Machine
) -> None:
    number, browser = claimed(people, session)
    told = {"text": "x" * 5000, "client_id": "once", "translated": "yes"}
    answer = browser.post(f"/desk/talks/{number}/", told, headers=ENGLISH)
    assert answer.status_code == 422 and "Send it in parts" in answer.text
    assert "x" * 5000 in answer.text and len(actions.read(session, number)[1]) == 1


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_a_name_that_leads_to_a_public_address_is_asked_nothing(
    settings: Any, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    settings.LEJDE_TRANSLATE_URL = "http://translator.example:5000"
    found = [(0, 0, 0, "", ("10.0.0.5", 5000)), (0, 0, 0, "", (address, 5000))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("a public address was called")

    monkeypatch.setattr(socket, "create_connection", never)
    with pytest.raises(NotTranslated, match="own network"):
        translating.translate(["a secret"], "en", "da")


def test_only_who_holds_the_talk_has_it_translated(
    people: House, session: VisitorSession, machine: Machine
) -> None:
    number, _ = claimed(people, session)
    for name in ("doctor", "sexologist"):
        with pytest.raises(NotFound):
            translating.for_me(at_work(people, name), number, "en")
    assert machine.asked == []
    assert desk_actions.find(at_work(people, "nurse"), number).row.language == "da"
