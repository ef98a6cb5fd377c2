"""Days, calendar months, and what is known of when something happened."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SPAN = re.compile(r"(\d{1,4}) (day|week|month)s?")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: whole days for days and weeks, calendar months for months."""

    days: int = 0
    months: int = 0

    def after(self, day: date) -> date:
        """The day this long after `day`; the last of the month when it has no such day."""
        if self.months:
            years, month = divmod(day.month - 1 + self.months, 12)
            last = calendar.monthrange(day.year + years, month + 1)[1]
            day = date(day.year + years, month + 1, min(day.day, last))
        return day + timedelta(days=self.days) if self.days else day


def span(text: str) -> Span:
    """`14 days`, `12 weeks`, `6 months`; raises ValueError."""
    match = SPAN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no length of time such as '14 days' or '6 months'")
    number, unit = int(match[1]), match[2]
    return Span(months=number) if unit == "month" else Span(number * (7 if unit == "week" else 1))


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened, as far as it is known: it lies in [earliest, latest]."""

    day: date
    # In UTC: two wall times of one zone are subtracted as if no clock had changed between.
    earliest: datetime | None
    latest: datetime
    # Since the latest: nobody is told that it is too late when it may not be.
    hours: float


def moment(when: date | datetime | None, at: datetime, zone: ZoneInfo) -> Moment:
    """What a stated date, moment or nothing says, seen from `at`. Unknown is any time up to `at`.

    The day of an unknown exposure is that of `at`, so that no window is thought to be over.
    """
    if when is None:
        return Moment(at.astimezone(zone).date(), None, at, 0)
    if isinstance(when, datetime):
        instant = (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)
        return Moment(instant.astimezone(zone).date(), instant, instant, _hours(instant, at))
    start, end = _bounds(when, zone)
    latest = min(end, at)
    return Moment(when, start, latest, _hours(latest, at))


def _hours(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 3600


@lru_cache(maxsize=4096)
def _bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time.min, zone)
    end = datetime.combine(day + timedelta(days=1), time.min, zone)
    return start.astimezone(UTC), end.astimezone(UTC)
