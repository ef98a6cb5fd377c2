"""Days, calendar months, and hours across the nights when the clocks change."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from lejde.guidelines.dates import Span, moment, span

OSLO = ZoneInfo("Europe/Oslo")


def test_weeks_are_days_and_months_are_calendar_months() -> None:
    assert span("2 weeks").after(date(2026, 3, 2)) == date(2026, 3, 16)
    assert span("6 months").after(date(2026, 8, 31)) == date(2027, 2, 28)
    assert span("3 months").after(date(2026, 11, 30)) == date(2027, 2, 28)
    assert span("12 months").after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert span("1 day") == Span(days=1)


@pytest.mark.parametrize("text", ["", "soon", "14", "-1 days", "1.5 months", "99999 days"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="length of time"):
        span(text)


def test_a_bare_day_is_an_hour_short_or_long_when_the_clocks_change() -> None:
    at = datetime(2026, 12, 1, tzinfo=UTC)
    spring = moment(date(2026, 3, 29), at, OSLO)
    autumn = moment(date(2026, 10, 25), at, OSLO)
    assert spring.earliest is not None and autumn.earliest is not None
    assert (spring.latest - spring.earliest).total_seconds() == 23 * 3600
    assert (autumn.latest - autumn.earliest).total_seconds() == 25 * 3600


def test_today_does_not_reach_into_the_future_and_unknown_is_any_time_until_now() -> None:
    at = datetime(2026, 3, 22, 11, tzinfo=UTC)
    assert moment(date(2026, 3, 22), at, OSLO).latest == at
    unknown = moment(None, at, OSLO)
    assert (unknown.day, unknown.earliest, unknown.latest) == (date(2026, 3, 22), None, at)


def test_a_moment_without_an_offset_is_in_the_packs_zone() -> None:
    at = datetime(2026, 3, 22, 11, tzinfo=UTC)
    found = moment(datetime(2026, 3, 22, 0, 30), at, OSLO)
    assert found.latest == datetime(2026, 3, 21, 23, 30, tzinfo=UTC)
    assert found.day == date(2026, 3, 22)
