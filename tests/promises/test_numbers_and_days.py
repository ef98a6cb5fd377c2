"""Numbers, days and letters that are none: said as bad input by every page and call, never met by
an error of ours.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

import lejde
from lejde.booking.models import Service
from lejde.booking.tests.opening import open_house
from lejde.identity.tests.working import House, house
from lejde.kernel.clock import day_of, moment_of
from lejde.kernel.numbers import MOST_ID, is_more, number_of
from lejde.vault import visitors

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
NO_NUMBERS = ("²", "٣", "-1", "1.5", "9" * 5000, str(MOST_ID + 1), "\x00", "", "+7", " 7")


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("nurse", "manager")


@pytest.fixture
def service(people: House) -> Service:
    return open_house()


def patient(client: Client) -> Client:
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_only_plain_digits_are_a_number(text: str) -> None:
    assert number_of(text, MOST_ID) == 0


def test_numbers_up_to_the_most_are_read() -> None:
    assert [number_of(text, 60) for text in ("60", "61", "7")] == [60, 0, 7]
    assert number_of(str(MOST_ID), MOST_ID) == MOST_ID
    assert [is_more(text, 99) for text in ("100", "9" * 5000, "0099", "²", "")] == [
        True, True, False, False, False
    ]  # fmt: skip


def test_no_other_place_reads_numbers_by_hand() -> None:
    source = Path(lejde.__file__).parent
    found = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if "tests" not in path.parts
        and ("isdigit(" in (t := path.read_text()) or "isdecimal(" in t)
    }
    assert found == {"kernel/numbers.py"}


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_every_page_that_takes_a_number_bears_what_is_none(
    text: str, service: Service, people: House
) -> None:
    visitor, nurse, manager = (
        patient(one) for one in (Client(), people.browser("nurse"), people.browser("manager"))
    )
    visitor.cookies["v"] = visitors.make_visitor().token
    told = {"service": service.code}
    asked = [
        visitor.post("/book/", {**told, "week": text}),
        visitor.post("/book/hold/", {"slot": text}),
        visitor.post("/book/take/", {"slot": text, "claim": "x"}),
        visitor.post("/book/wait/", {"service": text}),
        visitor.post("/mine/read-along/end/", {"number": text}),
        nurse.post("/desk/card/", {**told, "for_whom": "self", "slot": text}),
        nurse.get("/desk/day/", {"day": text}),
        manager.post(f"/desk/hours/{service.id}/change/", {"schedule": text}),
        visitor.post(
            "/api/v1/appointments", json.dumps({"slot": text}), "application/json",
            headers={"authorization": f"Bearer {visitor.cookies['v'].value}"},
        ),
        visitor.get("/api/v1/slots", {"service": text}),
    ]  # fmt: skip
    assert [answer.status_code for answer in asked if answer.status_code >= 500] == []


@pytest.mark.parametrize(
    "said", ["9999-12-31", "0001-01-01", "1999-12-31", "2026-W10", "20260302", "2026-W10-1T10:00"]
)
def test_slots_are_asked_for_by_days_of_this_time(said: str, service: Service) -> None:
    for key in ("from", "to"):
        answer = patient(Client()).get("/api/v1/slots", {key: said})
        assert answer.status_code == 422 and key in answer.json()["error"]["message"]


@pytest.mark.parametrize("said", ["2026-W10", "2026-W10-1", "20260302", "2026-3-2", "٢٠٢٦-03-02"])
def test_a_day_is_written_in_one_way(said: str) -> None:
    for read in (day_of, moment_of):
        with pytest.raises(ValueError, match="expected"):
            read(said)
    plan = {"pack": "no", "at": said, "exposures": []}
    answer = Client().post("/api/v1/plan", json.dumps(plan), "application/json")
    assert answer.status_code == 422
    assert day_of("2026-03-02") == moment_of("2026-03-02").date() == date(2026, 3, 2)


@pytest.mark.parametrize("broken", ["\\ud800", "\\u0000"])
@pytest.mark.parametrize("key", ["username", "password", "code"])
def test_half_a_character_is_no_text(broken: str, key: str, people: House) -> None:
    told = {"username": "nurse", "password": "x", "code": "1", key: "BROKEN"}
    body = json.dumps(told).replace("BROKEN", broken)
    answer = patient(Client()).post("/api/v1/staff/sessions", body, "application/json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "malformed")
    body = json.dumps({"return_code": "BROKEN"}).replace("BROKEN", broken)
    answer = patient(Client()).post("/api/v1/sessions", body, "application/json")
    assert answer.status_code in (400, 401)
    body = json.dumps({"pack": "BROKEN"}).replace("BROKEN", broken)
    answer = patient(Client()).post("/api/v1/plan", body, "application/json")
    assert answer.status_code == 422
