"""The only place that asks what time it is, so that tests can travel."""

import re
from datetime import UTC, date, datetime, tzinfo

_wall: list[tzinfo] = [UTC]
WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day on the house's wall, which is what people mean by a day: at half past midnight in
    Oslo it is still yesterday in UTC.
    """
    return day_at(now())


def day_at(moment: datetime) -> date:
    """The day on the house's wall at a moment."""
    return moment.astimezone(_wall[0]).date()


def wall() -> tzinfo:
    """The zone of the house's wall clocks."""
    return _wall[0]


def hang(zone: tzinfo) -> None:
    """The zone of the house's wall clocks, told once when the house starts."""
    _wall[0] = zone


def day_of(text: str) -> date:
    """A day written as `2026-03-02`; raises ValueError for every other way, weeks too."""
    if not WRITTEN_DAY.fullmatch(text):
        raise ValueError("expected a day such as 2026-03-02")
    return date.fromisoformat(text)


def moment_of(text: str) -> datetime:
    """A moment such as `2026-03-02T21:30:00+01:00`, or a day, which is its midnight; raises
    ValueError. Without an offset it has none.
    """
    if not WRITTEN_DAY.match(text):
        raise ValueError("expected a moment such as 2026-03-02T21:30:00+01:00")
    return datetime.fromisoformat(text)


def quarter_of(day: date) -> str:
    """The calendar quarter a day lies in, as `2026Q4`."""
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def month_of(day: date) -> str:
    """The month a day lies in, as `2026-11`."""
    return f"{day.year:04d}-{day.month:02d}"
