"""Another program talks as a visitor, a nurse answers at her desk: over the interface alone, with a
stream that says when to look.
"""

import http.client
import json
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.acting import AtWork, pressed
from tests.journeys.conftest import NewPage
from tests.journeys.test_talks import SEND


class Program:
    """A client of the interface; knows nothing but its addresses."""

    def __init__(self, base: str) -> None:
        self._host, self.token = str(urlsplit(base).netloc), ""

    @contextmanager
    def _asked(self, method: str, path: str, told: Any) -> Iterator[http.client.HTTPResponse]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        body = "" if told is None else json.dumps(told)
        with closing(http.client.HTTPConnection(self._host, timeout=8)) as line:
            line.request(method, f"/api/v1{path}", body, headers)
            with line.getresponse() as answer:
                yield answer

    def call(self, method: str, path: str, told: Any = None) -> tuple[int, Any]:
        """Status and body."""
        with self._asked(method, path, told) as answer:
            raw = answer.read()
            return answer.status, json.loads(raw) if raw else None

    def events(self, path: str) -> Generator[str]:
        """Each line of a stream."""
        with self._asked("GET", path, None) as answer:
            while line := answer.readline():
                yield line.decode().strip()


def test_a_program_and_a_nurse_talk_with_each_other(
    new_page: NewPage, demo: dict[str, Any]
) -> None:
    program = Program(demo["base"])
    program.token = program.call("POST", "/visitors")[1]["token"]
    wanted = {"topic": "health", "language": "en", "client_id": "mine"}
    status, begun = program.call("POST", "/conversations", wanted)
    talk = f"/conversations/{begun['id']}"
    assert (status, program.call("POST", "/conversations", wanted)) == (201, (200, begun))
    said = {"client_id": "one", "text": "Written by a program"}
    assert program.call("POST", f"{talk}/messages", said) == (201, {"sequence": 1})
    assert program.call("POST", f"{talk}/messages", said) == (200, {"sequence": 1})
    events = program.events(f"{talk}/events?after=1")
    nurse = AtWork(new_page(language="en", wide=True))
    nurse.comes_in_as("nurse")
    nurse.page.goto("/desk/talks/")
    pressed(nurse.page, nurse.page.locator("form[action$='/claim/'] button").last)
    expect(nurse.page.locator(".said li").last).to_contain_text("Written by a program")
    nurse.page.locator("textarea[name=text]").fill("Read by a person")
    nurse.page.locator(SEND).click()
    with closing(events):
        assert "id: 2" in events
    page = program.call("GET", f"{talk}/messages?after=1")[1]
    assert [(one["sequence"], one["from"], one["text"]) for one in page["messages"]] == [
        (2, "staff", "Read by a person")
    ]
    assert program.call("POST", f"{talk}/seen", {"sequence": 2})[0] == 204
    expect(nurse.page.locator(".said [data-mark]").last).to_have_text("seen")
    assert program.call("POST", f"{talk}/close") == (200, {"state": "closed"})
    late = {"client_id": "two", "text": "too late"}
    assert program.call("POST", f"{talk}/messages", late)[0] == 409
    assert program.call("DELETE", "/visitors/me")[0] == 204
    assert program.call("GET", talk)[0] == 401
