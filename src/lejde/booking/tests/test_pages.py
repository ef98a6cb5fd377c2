"""Booking as a browser without scripts does it, and as a program does it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lejde.booking import actions, hours, records, taking
from lejde.booking.models import Schedule, Service, Slot
from lejde.booking.tests.opening import a_slot, open_house
from lejde.events.counting import facts
from lejde.identity.tests.keeping import keep
from lejde.identity.tests.working import House, house
from lejde.kernel.clock import now
from lejde.selfcheck import actions as check
from lejde.selfcheck import domain
from lejde.vault import visitors

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
PACKED = check.pack(domain.with_answer(domain.empty(), domain.Step("age"), "18_24"))


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("nurse", "doctor", "sexologist", "manager", "administrator")


@pytest.fixture
def service(people: House) -> Service:
    return open_house()


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def hold(client: Client, slot: Slot, **told: str) -> str:
    answer = client.post(reverse("booking:hold"), {"slot": slot.id, **told})
    assert answer.status_code == 200
    return hidden(answer.text, "claim")


def book(client: Client, slot: Slot, **told: str) -> Any:
    """With a new code, which is typed back."""
    claim = hold(client, slot)
    told = {"slot": str(slot.id), "claim": claim, "new": "1", **told}
    page = client.post(reverse("booking:book"), told)
    assert keep(client, page)["Location"] == reverse("identity:mine")
    return page


def coming(client: Client) -> list[records.Appointment]:
    """What this browser's visitor has to come."""
    session = visitors.resume(client.cookies["v"].value)
    return [one for one in records.appointments(session) if actions.is_to_come(one)]


def test_from_the_first_page_to_a_code_without_a_word_about_oneself(
    client: Client, service: Service
) -> None:
    page = client.post(reverse("booking:start"), {"service": "first_visit", "packed": PACKED})
    assert PACKED in page.text
    slot = a_slot(service)
    answer = book(client, slot, packed=PACKED)
    code = hidden(answer.text, "code")
    (one,) = records.appointments(visitors.resume(client.cookies["v"].value))
    assert one.slot == slot.id
    another = Client(headers={"accept-language": "en"})
    another.post(reverse("identity:code"), {"code": code})
    mine = another.get(reverse("identity:mine")).text
    assert f">{one.number}<" in mine
    assert one.folder not in another.get(reverse("identity:mine")).request["PATH_INFO"]


def test_a_time_lost_to_another_shows_the_nearest(client: Client, service: Service) -> None:
    slot = a_slot(service)
    taking.hold(slot.id, "another")
    answer = client.post(reverse("booking:hold"), {"slot": slot.id})
    assert answer.status_code == 409
    assert "nearest" in answer.text


@pytest.mark.parametrize("slot", ["", "x", "0", "9" * 30, "-1"])
def test_a_time_that_does_not_exist_leads_back_to_the_services(
    client: Client, service: Service, slot: str
) -> None:
    assert client.post(reverse("booking:hold"), {"slot": slot}).status_code == 409


def test_a_wrong_code_loses_neither_the_time_nor_the_form(client: Client, service: Service) -> None:
    slot = a_slot(service)
    claim = hold(client, slot)
    told = {
        "slot": slot.id,
        "claim": claim,
        "have": "1",
        "code": "AAAAA",
        "for_whom": "for_partner",
    }
    answer = client.post(reverse("booking:book"), told)
    assert claim in answer.text and "for_partner" in answer.text
    made = visitors.make_visitor()
    client.post(reverse("booking:book"), {**told, "code": made.return_code})
    (one,) = records.appointments(visitors.resume(made.token))
    assert (one.slot, one.for_whom) == (slot.id, "for_partner")


def test_an_address_that_is_none_is_said_and_nothing_is_lost(
    client: Client, service: Service
) -> None:
    slot = a_slot(service)
    told = {"slot": slot.id, "claim": hold(client, slot), "new": "1"}
    answer = client.post(reverse("booking:book"), {**told, "address": "not an address"})
    assert answer.status_code == 422
    assert "neither" in answer.text


def test_the_calendar_file_says_nothing(client: Client, service: Service) -> None:
    book(client, a_slot(service))
    (one,) = coming(client)
    answer = client.post(reverse("booking:calendar"), {"appointment": one.key})
    text = answer.content.decode()
    assert "SUMMARY:Appointment" in text
    assert "LOCATION" not in text and "First" not in text and "Room" not in text


def test_move_wait_accept_and_cancel_by_buttons_alone(client: Client, service: Service) -> None:
    book(client, a_slot(service))
    (one,) = coming(client)
    page = client.post(reverse("booking:move"), {"appointment": one.key})
    assert f'value="{one.key}"' in page.text
    other = a_slot(service, 1)
    claim = hold(client, other, moving=one.key)
    told = {"slot": other.id, "claim": claim, "moving": one.key}
    client.post(reverse("booking:book"), told)
    (moved,) = coming(client)
    assert moved.slot == other.id
    # The key of a time that was moved in another tab names what it was moved to.
    client.post(reverse("booking:cancel"), {"appointment": one.key})
    assert coming(client) == []
    for _ in range(2):
        client.post(reverse("booking:wait"), {"service": "first_visit"})
    assert [each.state for each in coming(client)] == ["waiting"]


def test_without_a_time_a_number_only_while_it_is_open(client: Client, people: House) -> None:
    open_house("drop_in")
    told = {"service": "drop_in", "new": "1"}
    Schedule.objects.update(opens="00:00", closes="23:59")
    keep(client, client.post(reverse("booking:queue"), told))
    client.post(reverse("booking:queue"), told)
    (one,) = records.appointments(visitors.resume(client.cookies["v"].value))
    assert Slot.objects.get(id=one.slot).state == "arrived"
    assert f">{one.number}<" in client.get(reverse("identity:mine")).text
    Schedule.objects.all().delete()
    assert Client().post(reverse("booking:queue"), told).status_code == 409


def test_the_desk_finds_somebody_by_time_and_number(
    client: Client, service: Service, people: House
) -> None:
    book(client, a_slot(service), for_whom="with_partner")
    (one,) = coming(client)
    nurse = people.browser("nurse")
    address = f"{reverse('day')}?day={one.start.astimezone(hours.zone()).date()}"
    page = nurse.get(address, headers={"accept-language": "en"}).text
    assert str(one.number) in page and "with a partner" in page
    sexologist = people.browser("sexologist").get(address).text
    assert f"<strong>{one.number}</strong>" not in sexologist
    assert people.browser("administrator").get(address).status_code == 403


def today_card(people: House, client: Client) -> tuple[Client, int, records.Appointment]:
    open_house("drop_in")
    Schedule.objects.update(opens="00:00", closes="23:59")
    keep(client, client.post(reverse("booking:queue"), {"service": "drop_in", "new": "1"}))
    (one,) = records.appointments(visitors.resume(client.cookies["v"].value))
    return people.browser("nurse"), one.card, one


def test_who_did_not_come_is_counted_and_forgotten(client: Client, people: House) -> None:
    nurse, card, one = today_card(people, client)
    Slot.objects.filter(id=one.slot).update(state="taken")
    assert nurse.post(reverse("missed", args=[card])).status_code == 302
    assert Slot.objects.get(id=one.slot).state == "missed"
    found = list(facts(people.clinic["manager"]))
    assert [(fact.variable, fact.value) for fact in found] == [("attendance", "missed")]
    assert one.folder not in str(found)
    assert people.clinic["nurse"].deposits("health", hours.CARDS) == []


def test_arrived_twice_is_once_and_a_card_of_nobody_is_not_found(
    client: Client, people: House
) -> None:
    nurse, card, one = today_card(people, client)
    assert nurse.post(reverse("arrived", args=[card])).status_code == 302
    assert nurse.post(reverse("arrived", args=[12345])).status_code == 404
    assert Slot.objects.get(id=one.slot).state == "arrived"


def test_somebody_without_a_phone_leaves_with_a_card_that_asks_to_be_changed(
    service: Service, people: House
) -> None:
    nurse = people.browser("nurse")
    slot = a_slot(service)
    answer = nurse.post(
        reverse("without_phone"), {"service": "first_visit", "for_whom": "self", "slot": slot.id}
    )
    groups = [
        part.split("</span>")[1].strip() for part in answer.text.split("return-code-number")[1:]
    ]
    code = "-".join(groups)
    phone = Client(headers={"accept-language": "en"})
    assert phone.post(reverse("identity:code"), {"code": code}).status_code == 302
    assert "printed at the clinic" in phone.get(reverse("identity:mine")).text
    phone.post(reverse("identity:change_code"))
    assert "printed at the clinic" not in phone.get(reverse("identity:mine")).text
    later = Client().post(reverse("identity:code"), {"code": code})
    assert later.status_code == 401


def test_two_services_cannot_have_one_room_at_once(service: Service, people: House) -> None:
    manager = people.browser("manager")
    other = Service.objects.get(code="control")
    told = {"weekday": 0, "opens": "10:00", "closes": "11:00", "place": "Room 1", "seats": 1}
    address = reverse("service_hours", args=[other.id])
    assert manager.post(address, told).status_code == 422
    assert manager.post(address, {**told, "place": "Room 2"}).status_code == 302
    assert taking.open_slots(other.id, now(), a_slot(other, -1 % 2).ends_at)
    assert people.browser("nurse").get(reverse("hours")).status_code == 403


def api(client: Client, token: str, method: str, path: str, data: Any = None) -> Any:
    return client.generic(
        method, path, json.dumps(data) if data is not None else "",
        content_type="application/json", headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip


def test_a_program_books_loses_and_gives_back(client: Client, service: Service) -> None:
    made, other = visitors.make_visitor(), visitors.make_visitor()
    found = client.get("/api/v1/slots?service=first_visit").json()["slots"]
    assert set(found[0]) == {"id", "service", "mode", "place", "starts_at", "ends_at"}
    told = {"slot": found[0]["id"]}
    booked = api(client, made.token, "POST", "/api/v1/appointments", told)
    assert booked.status_code == 201
    lost = api(client, other.token, "POST", "/api/v1/appointments", told)
    assert (lost.status_code, lost.json()["error"]["code"]) == (409, "slot_taken")
    assert lost.json()["error"]["nearest"]
    path = f"/api/v1/appointments/{booked.json()['id']}"
    assert api(client, other.token, "DELETE", path).status_code == 404
    assert api(client, made.token, "DELETE", path).status_code == 204
    again = client.get("/api/v1/slots?service=first_visit").json()["slots"]
    assert again == found


@pytest.mark.parametrize(
    ("query", "status"),
    [("from=never", 422), ("service=nothing", 404), ("frm=2026-01-01", 422),
     ("from=2026-01-01&to=2027-01-01", 422), ("from=2026-12-01T10:00:00%2B01:00", 200)],
)  # fmt: skip
def test_bad_questions_for_slots_name_the_key(
    client: Client, service: Service, query: str, status: int
) -> None:
    assert client.get(f"/api/v1/slots?{query}").status_code == status
