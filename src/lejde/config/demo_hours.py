"""The demo's opening hours: free times on every day, and doors that are always open."""

from datetime import time

from lejde.booking import hours, starters
from lejde.booking.models import Schedule, Service
from lejde.chat.domain import PURPOSE_OF
from lejde.chat.models import TopicTerms

# Service: weekdays, opens, closes, place, seats.
HOURS = {
    "first_visit": (range(5), time(9), time(15), "Rom 1", 2),
    "control": (range(5), time(9), time(16), "Rom 2", 1),
    "talk": (range(6), time(10), time(18), "Rom 3", 1),
    "drop_in": (range(7), time(0), time(23, 59), "Mottaket", 1),
    "phone": (range(7), time(16), time(22), "Telefon 00 00 00 00", 1),
    "street": ((4, 5), time(21), time(2), "Bussen ved torget", 1),
}


def fill() -> None:
    """Services and hours once, slots at every start. The chat has no hours here: there is one as
    soon as somebody of the made-up staff answers.
    """
    for topic in PURPOSE_OF:
        TopicTerms.objects.get_or_create(topic=topic)
    starters.add()
    if not Schedule.objects.exists():
        for service in Service.objects.all():
            weekdays, opens, closes, place, seats = HOURS[service.code]
            Service.objects.filter(pk=service.pk).update(on_holidays=True)
            for weekday in weekdays:
                Schedule.objects.create(
                    service=service, weekday=weekday, opens=opens, closes=closes, place=place,
                    seats=seats,
                )  # fmt: skip
    hours.clear()
    hours.fill()
