"""Somebody who talks with a sexologist, and somebody who came for a test, for tests."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from lejde.booking import queueing
from lejde.booking.models import Schedule, Service
from lejde.booking.records import Appointment
from lejde.booking.tests.opening import open_house
from lejde.counselling import places, queries
from lejde.counselling.places import Place
from lejde.counselling.queries import Own
from lejde.identity.cookies import COOKIE
from lejde.identity.staffing import Worker
from lejde.identity.tests.working import House, house
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("sexologist", "nurse", "psychologist", "manager")


@pytest.fixture
def session(people: House) -> VisitorSession:
    open_house("drop_in")
    Service.objects.filter(code="talk").update(mode="drop_in")
    service = Service.objects.get(code="talk")
    for weekday in range(7):
        Schedule.objects.create(
            service=service, weekday=weekday, opens="00:00", closes="23:59", place="Room 9"
        )
    return visitors.resume(visitors.make_visitor().token)


def comes(session: VisitorSession, code: str = "talk") -> Appointment:
    return queueing.arrive(session, Service.objects.get(code=code))


def at(people: House, name: str, one: Appointment) -> Place:
    """As the worker comes to it: by the card of the day."""
    worker = Worker(people.user(name), people.clinic[name])
    return places.behind(worker, "card", one.card)


def mine(session: VisitorSession, kind: str = "talk") -> Own:
    return next(one for one in queries.own(session) if one.kind == kind)


def desk_of(one: Appointment) -> str:
    return reverse("goals_desk", args=["card", one.card])


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def form_of(page: str, **told: object) -> dict[str, object]:
    return {"entry": hidden(page, "entry"), "seen": hidden(page, "seen"), **told}


@pytest.fixture
def person() -> tuple[Client, VisitorSession]:
    client, made = Client(headers=ENGLISH), visitors.make_visitor()
    client.cookies[COOKIE] = made.token
    return client, visitors.resume(made.token)


def page_of(session: VisitorSession, kind: str = "talk") -> str:
    key = queries.key_of(session, mine(session, kind).folder)
    return reverse("counselling:mine", args=[key])
