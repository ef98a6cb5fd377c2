"""Slots from schedules: made ahead, taken away when the hours change, gone when the day is past."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from lejde.booking.domain import AHEAD, OPEN, slots_of_day
from lejde.booking.models import Closure, Schedule, Slot, Waiting
from lejde.kernel import clock
from lejde.kernel import hours as wall
from lejde.kernel.clock import now
from lejde.vault import staff

# The box of the day lists' cards.
CARDS = "arrivals"


def zone() -> ZoneInfo:
    """The zone of the house's wall clocks."""
    return ZoneInfo(settings.TIME_ZONE)


def today() -> date:
    """The day on the house's wall."""
    return clock.today()


def day_of(moment: datetime) -> date:
    """The day of a moment on the house's wall: after midnight, when it is open at night, another
    one than in UTC.
    """
    return moment.astimezone(zone()).date()


def fill(days: int = AHEAD) -> int:
    """Makes the slots of the coming days that are not there yet; how many."""
    first = today()
    wanted = [
        slot
        for schedule in Schedule.objects.filter(service__is_open=True).select_related("service")
        if schedule.service.mode != "drop_in"
        for slot in _slots(schedule, first, days)
    ]
    with transaction.atomic():
        known = {_place(slot) for slot in Slot.objects.filter(starts_at__gte=now())}
        fresh = [slot for slot in wanted if _place(slot) not in known and slot.starts_at > now()]
        Slot.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _place(slot: Slot) -> tuple[Any, ...]:
    return slot.service_id, slot.place, slot.starts_at, slot.seat


def refill() -> int:
    """After the hours were changed: open slots go, taken ones stay, new ones come."""
    Slot.objects.filter(state=OPEN, starts_at__gte=now()).delete()
    return fill()


def clear() -> None:
    """Yesterday's slots and waiting are gone, and with them every claim."""
    midnight = datetime.combine(today(), datetime.min.time(), zone())
    Slot.objects.filter(ends_at__lt=midnight).delete()
    Waiting.objects.filter(until__lt=today()).delete()
    staff.remove_deposits_before(CARDS, today())


def is_open_at(schedule: Schedule, moment: datetime) -> bool:
    """Whether a schedule's doors are open at a moment; for those who come without a time."""
    return wall.is_open(lambda day: _hours(schedule, day), moment, zone())


def _slots(schedule: Schedule, first: date, days: int) -> Iterator[Slot]:
    service = schedule.service
    for day in (first + timedelta(days=n) for n in range(days)):
        for opens, closes in _hours(schedule, day):
            for start, end in slots_of_day(
                day, opens, closes, zone(), service.minutes, service.buffer
            ):
                for seat in range(schedule.seats):
                    yield Slot(
                        service=service, schedule=schedule, place=schedule.place,
                        starts_at=start, ends_at=end, seat=seat,
                    )  # fmt: skip


def _hours(schedule: Schedule, day: date) -> list[wall.Times]:
    """The opening times of a schedule on one day, exceptions and holidays seen to."""
    if day.weekday() != schedule.weekday:
        return []
    if (schedule.begins and day < schedule.begins) or (schedule.ends and day > schedule.ends):
        return []
    for_it = Q(service=schedule.service_id) | Q(service=None)
    is_holiday = wall.is_holiday(settings.LEJDE_COUNTRY, day)
    return wall.of_day(
        [(schedule.opens, schedule.closes)], Closure.objects.filter(for_it, day=day),
        is_closed=is_holiday and not schedule.service.on_holidays,
    )  # fmt: skip
