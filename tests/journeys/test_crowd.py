"""A flood at the door: it is answered 429, and whoever is in goes on."""

import http.client
import json
import threading
from typing import Any
from urllib.parse import urlsplit

from tests.journeys.conftest import NewPage
from tests.journeys.test_code import WORDS, get_a_code

PEOPLE = 150
WRONG = "00000-00000-00000-00000"


def flood(base: str, address: str, body: dict[str, str], told: list[tuple[int, str]]) -> None:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
    connection.request("POST", address, json.dumps(body), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    told.append((answer.status, answer.getheader("Retry-After") or ""))


def test_a_flood_of_wrong_passphrases_is_turned_away_and_a_visitor_goes_on(
    new_page: NewPage, demo: dict[str, Any]
) -> None:
    page = new_page(javascript=False)
    get_a_code(page, WORDS["en"])
    told: list[tuple[int, str]] = []
    body = {"username": "nurse", "password": "wrong", "code": "000000"}
    people = [
        threading.Thread(target=flood, args=(demo["base"], "/api/v1/staff/sessions", body, told))
        for _ in range(PEOPLE)
    ]
    for one in people:
        one.start()
    page.goto("/mine/")
    still_waiting = PEOPLE - len(told)
    for one in people:
        one.join()
    assert page.locator("h1").count() == 1
    assert still_waiting > 0
    assert {status for status, _ in told} == {401, 429}
    assert all(after.isdigit() for status, after in told if status == 429)
