"""The only place that asks what time it is, so that tests can travel."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def quarter_of(day: date) -> str:
    """The calendar quarter a day lies in, as `2026Q4`."""
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def month_of(day: date) -> str:
    """The month a day lies in, as `2026-11`."""
    return f"{day.year:04d}-{day.month:02d}"
