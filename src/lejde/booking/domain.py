"""Hours into slots, and what may happen to a slot. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lejde.kernel.hours import spell

HOLD = timedelta(minutes=10)
# How long a time that became free waits for the next on the list.
OFFER = timedelta(hours=4)
REMIND_BEFORE = timedelta(hours=24)
# Slots are made this many days ahead.
AHEAD = 28

MODES = ("clinic", "drop_in", "phone", "street")
FOR_WHOM = ("self", "with_partner", "for_partner")

OPEN, HELD, TAKEN, ARRIVED, MISSED = "open", "held", "taken", "arrived", "missed"
STATES = (OPEN, HELD, TAKEN, ARRIVED, MISSED)
# What staff may make of a slot, and from which states.
FROM = {ARRIVED: (TAKEN, MISSED), MISSED: (TAKEN, ARRIVED)}


def slots_of_day(
    day: date, opens: time, closes: time, zone: ZoneInfo, minutes: int, buffer: int
) -> Iterator[tuple[datetime, datetime]]:
    """Start and end (UTC) of each slot between two wall times; closing first is over night.

    Counted in real minutes: the night the clocks go forward has an hour less, and no slot begins
    at a wall time that does not exist.
    """
    start, end = spell(day, (opens, closes), zone)
    length, step = timedelta(minutes=minutes), timedelta(minutes=minutes + buffer)
    while start + length <= end:
        yield start, start + length
        start += step
