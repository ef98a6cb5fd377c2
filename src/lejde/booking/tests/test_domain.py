"""Hours become slots, also on the nights when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from lejde.booking.domain import slots_of_day

OSLO = ZoneInfo("Europe/Oslo")


def starts(day: date, opens: time, closes: time, minutes: int = 60) -> list[str]:
    slots = slots_of_day(day, opens, closes, OSLO, minutes, 0)
    return [start.astimezone(OSLO).strftime("%H:%M") for start, _ in slots]


def test_a_day_has_whole_slots_with_time_between_them() -> None:
    found = list(slots_of_day(date(2026, 11, 24), time(9), time(12), OSLO, 45, 15))
    assert [start.astimezone(OSLO).hour for start, _ in found] == [9, 10, 11]
    assert all(end - start == timedelta(minutes=45) for start, end in found)


def test_the_night_the_clocks_go_forward_has_an_hour_less() -> None:
    assert starts(date(2026, 3, 28), time(23), time(5)) == [
        "23:00",
        "00:00",
        "01:00",
        "03:00",
        "04:00",
    ]


def test_the_night_the_clocks_go_back_has_an_hour_more() -> None:
    night = starts(date(2026, 10, 24), time(23), time(5))
    assert night == ["23:00", "00:00", "01:00", "02:00", "02:00", "03:00", "04:00"]


def test_closing_before_opening_is_over_night() -> None:
    assert starts(date(2026, 11, 24), time(22), time(1)) == ["22:00", "23:00", "00:00"]


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.times(), st.times(),
    st.integers(5, 240), st.integers(0, 60),
)  # fmt: skip
def test_slots_never_overlap_and_never_leave_the_hours(
    day: date, opens: time, closes: time, minutes: int, buffer: int
) -> None:
    opens, closes = opens.replace(fold=0), closes.replace(fold=0)
    found = list(slots_of_day(day, opens, closes, OSLO, minutes, buffer))
    last = day if closes > opens else day + timedelta(days=1)
    edge = datetime.combine(last, closes, OSLO).astimezone(UTC)
    for (_, end), (start, _) in pairwise(found):
        assert start - end == timedelta(minutes=buffer)
    assert all(end <= edge for _, end in found)
