"""What the desk sees of times: open rows for everybody, cards only with the compartment's key."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from lejde.booking import hours
from lejde.booking.domain import ARRIVED, MISSED, TAKEN
from lejde.booking.hours import CARDS
from lejde.booking.models import Service, Slot
from lejde.booking.records import KIND_OF
from lejde.identity.staffing import Worker

HERE = (TAKEN, ARRIVED, MISSED)


@dataclass(frozen=True)
class Card:
    """One appointment in a day list; `folder` is what the compartment may open."""

    deposit: int
    purpose: str
    folder: str
    number: int
    for_whom: str
    slot: Slot


def _bounds(day: date) -> tuple[datetime, datetime]:
    start = datetime.combine(day, datetime.min.time(), hours.zone())
    return start, datetime.combine(day + timedelta(days=1), datetime.min.time(), hours.zone())


def cards(worker: Worker, day: date) -> list[Card]:
    """The appointments of a day that this person holds the key for, in order of time."""
    found = [card for card in _cards(worker, day) if day_of(card) == day]
    return sorted(found, key=lambda card: (card.slot.starts_at, card.number))


def card(worker: Worker, deposit: int) -> Card | None:
    """One card by its number, of today or to come: people come on the wrong day too."""
    return next((one for one in _cards(worker, None) if one.deposit == deposit), None)


def _cards(worker: Worker, day: date | None) -> Iterator[Card]:
    start = _bounds(day or hours.today())[0]
    rows = Slot.objects.filter(starts_at__gte=start, state__in=HERE).select_related("service")
    slots = {row.id: row for row in rows}
    for purpose in KIND_OF:
        if purpose not in worker.keys.purposes():
            continue
        for number, _, told in worker.keys.deposits(purpose, CARDS, day):
            slot = slots.get(told["slot"])
            # A card whose claim is not the slot's belongs to a time that was moved or taken anew.
            if slot is not None and slot.claim == told["claim"]:
                yield Card(number, purpose, told["folder"], told["number"], told["for_whom"], slot)


def day_of(card: Card) -> date:
    """The day of a card on the house's wall."""
    return hours.day_of(card.slot.starts_at)


def is_offered(service: str) -> bool:
    """Whether a service of this code can be booked now."""
    return Service.objects.filter(code=service, is_open=True).exists()


def week(first: date) -> list[dict[str, Any]]:
    """How many times are taken and free, a day and service; no keys needed."""
    start, end = _bounds(first)[0], _bounds(first + timedelta(days=6))[1]
    rows = (
        Slot.objects.filter(starts_at__gte=start, starts_at__lt=end)
        .values("starts_at", "service")
        .annotate(all=Count("id"), taken=Count("id", filter=Q(state__in=HERE)))
    )
    counted: dict[tuple[date, int], list[int]] = {}
    for row in rows:
        day = hours.day_of(row["starts_at"])
        both = counted.setdefault((day, row["service"]), [0, 0])
        both[0] += row["taken"]
        both[1] += row["all"]
    return [
        {"day": day, "service": service, "taken": taken, "all": whole}
        for (day, service), (taken, whole) in sorted(counted.items())
    ]
