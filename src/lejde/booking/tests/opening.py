"""Services and free times for tests. A test module takes the fixtures by name:
`clinic, service = opening.clinic, opening.service`.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest

from lejde.booking import hours, starters
from lejde.booking.models import Schedule, Service, Slot
from lejde.booking.records import KIND_OF
from lejde.vault.tests.founding import Clinic


def open_house(code: str = "first_visit", seats: int = 1) -> Service:
    """One service open every day from nine to three, its slots made."""
    starters.add()
    service = Service.objects.get(code=code)
    service.on_holidays = True
    service.save()
    for weekday in range(7):
        Schedule.objects.create(
            service=service, weekday=weekday, opens=time(9), closes=time(15), place="Room 1",
            seats=seats,
        )  # fmt: skip
    hours.fill()
    return service


def a_slot(service: Service, place: int = 0) -> Slot:
    """A free slot of the day after tomorrow."""
    day = hours.today() + timedelta(days=2)
    start = datetime.combine(day, time.min, hours.zone())
    return Slot.objects.filter(service=service, starts_at__gte=start).order_by("starts_at")[place]


def holders(clinic: Clinic) -> None:
    """Somebody who holds the purposes that can be booked."""
    clinic.found(**{"nurse": " ".join(KIND_OF), "doctor": " ".join(KIND_OF)})


@pytest.fixture
def clinic() -> Iterator[Clinic]:
    """A nurse and a doctor who hold what can be booked."""
    with Clinic() as made:
        holders(made)
        yield made


@pytest.fixture
def service(clinic: Clinic) -> Service:
    """First visits in that clinic, open every day."""
    return open_house()
