"""Opening hours: local wall times on a day, as spells of real time. Pure.

A time that closes at or before it opens closes on the next day; a night belongs to the day on which
it begins. Lengths are real: the night the clocks go forward has an hour less.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Any, Protocol

# Opens, closes.
Times = tuple[time, time]
# The opening times of a day.
Hours = Callable[[date], Iterable[Times]]
Spell = tuple[datetime, datetime]
WHOLE_DAY = (time.min, time.min)
FRIDAY = 4
# No calendar has so many closed days in a row that a search for a working one needs more.
LONGEST_SEARCH = 366


class Special(Protocol):
    """A day that is different: without times it is closed."""

    opens: time | None
    closes: time | None


def spell(day: date, times: Times, zone: tzinfo) -> Spell:
    """Start and end (UTC) of one opening. A time that does not exist or comes twice is the one that
    the clocks say before their change; so an end may lie before its start: no opening.
    """
    opens, closes = times
    last = day if closes > opens else day + timedelta(days=1)
    start = datetime.combine(day, opens, zone).astimezone(UTC)
    return start, datetime.combine(last, closes, zone).astimezone(UTC)


def of_day(usual: Iterable[Times], special: Iterable[Special], *, is_closed: bool) -> list[Times]:
    """The times of one day: what is said of this very day wins over a holiday, that over the week.
    Of several such entries those that open win.
    """
    said = list(special)
    if said:
        times = ((one.opens, one.closes) for one in said)
        return [(a, b) for a, b in times if a is not None and b is not None]
    return [] if is_closed else list(usual)


def overlaps(one: Times, other: Times) -> bool:
    """Whether two opening times of one day share a minute; over night counts to midnight."""
    (a, b), (c, d) = ((x, y if y > x else time.max) for x, y in (one, other))
    return a < d and c < b


def is_open(hours: Hours, moment: datetime, zone: tzinfo) -> bool:
    """Whether a moment lies in an opening of its day, or of the night before."""
    local = moment.astimezone(zone).date()
    return any(
        start <= moment < end
        for day in (local - timedelta(days=1), local)
        for start, end in _of_one(hours, day, zone)
    )


def spells(hours: Hours, moment: datetime, zone: tzinfo, days: int) -> Iterator[Spell]:
    """Openings that end after a moment, in order, those that touch as one; looks `days` ahead."""
    first = moment.astimezone(zone).date() - timedelta(days=1)
    now_open: Spell | None = None
    for day in (first + timedelta(days=n) for n in range(days + 2)):
        for start, end in _of_one(hours, day, zone):
            if end <= moment:
                continue
            if now_open and start <= now_open[1]:
                now_open = now_open[0], max(end, now_open[1])
                continue
            if now_open:
                yield now_open
            now_open = start, end
    if now_open:
        yield now_open


def next_opening(hours: Hours, moment: datetime, zone: tzinfo, days: int) -> datetime | None:
    """When the doors open next; None when they are open now, or not within `days`."""
    start, _ = next(spells(hours, moment, zone, days), (moment, moment))
    return start if start > moment else None


def after_working_days(
    day: date, how_many: int, is_closed: Callable[[date], bool] = lambda _: False
) -> date:
    """The day that lies so many working days after one; Saturdays, Sundays and closed days do not
    count.
    """
    for _ in range(LONGEST_SEARCH):
        if how_many <= 0:
            break
        day += timedelta(days=1)
        if day.weekday() <= FRIDAY and not is_closed(day):
            how_many -= 1
    return day


def is_holiday(country: str, day: date) -> bool:
    """Whether a day is a public holiday of a country (ISO 3166-1 alpha-2)."""
    return day in _holidays(country, day.year)


def _of_one(hours: Hours, day: date, zone: tzinfo) -> list[Spell]:
    """In order; without those that the change of the clocks left nothing of."""
    found = (spell(day, times, zone) for times in hours(day))
    return sorted((start, end) for start, end in found if start < end)


@cache
def _holidays(country: str, year: int) -> Any:
    import holidays

    return holidays.country_holidays(country, years=year)
