"""Opening hours, over midnight and on the nights when the clocks change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from lejde.kernel import hours

OSLO = ZoneInfo("Europe/Oslo")
NIGHT = (time(22), time(4))


@dataclass
class Day:
    opens: time | None = None
    closes: time | None = None


def weekly(*times: hours.Times) -> hours.Hours:
    return lambda day: times


def at(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO, fold=fold)


def test_a_night_is_open_until_it_closes_on_the_next_day() -> None:
    def only_friday(day: date) -> list[hours.Times]:
        return [NIGHT] if day.weekday() == 4 else []

    assert not hours.is_open(only_friday, at("2026-11-27T21:59"), OSLO)
    assert hours.is_open(only_friday, at("2026-11-27T22:00"), OSLO)
    assert hours.is_open(only_friday, at("2026-11-28T03:59"), OSLO)
    assert not hours.is_open(only_friday, at("2026-11-28T04:00"), OSLO)
    # Saturday's own evening is not open, and Friday's early hours belong to a Thursday.
    assert not hours.is_open(only_friday, at("2026-11-28T23:00"), OSLO)
    assert not hours.is_open(only_friday, at("2026-11-27T03:00"), OSLO)


def test_the_night_the_clocks_go_forward_is_an_hour_shorter_and_back_an_hour_longer() -> None:
    for day, length in ((date(2026, 3, 28), 5), (date(2026, 10, 24), 7), (date(2026, 11, 24), 6)):
        start, end = hours.spell(day, NIGHT, OSLO)
        assert (end - start) == timedelta(hours=length)
        assert start.astimezone(OSLO).hour == 22 and end.astimezone(OSLO).hour == 4


def test_both_passes_of_the_hour_that_comes_twice_are_open() -> None:
    for fold in (0, 1):
        assert hours.is_open(weekly(NIGHT), at("2026-10-25T02:30", fold), OSLO)
        assert not hours.is_open(weekly((time(3), time(4))), at("2026-10-25T02:30", fold), OSLO)
    # The first two o'clock closes; the second is after it.
    until_half_past = weekly((time(22), time(2, 30)))
    assert hours.is_open(until_half_past, at("2026-10-25T02:29"), OSLO)
    assert not hours.is_open(until_half_past, at("2026-10-25T02:29", fold=1), OSLO)


def test_an_hour_that_does_not_exist_opens_when_the_clocks_have_moved() -> None:
    opens = hours.next_opening(weekly((time(2), time(5))), at("2026-03-29T01:30"), OSLO, 3)
    assert opens == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert opens.astimezone(OSLO).strftime("%H:%M") == "03:00"
    # What lies wholly in the missing hour is an hour later by the wall, and as long.
    missing, night = weekly((time(2, 15), time(2, 45))), datetime(2026, 3, 28, 23, tzinfo=UTC)
    moments = [night + timedelta(minutes=n) for n in range(0, 300, 5)]
    found = [moment for moment in moments if hours.is_open(missing, moment, OSLO)]
    assert [moment.astimezone(OSLO).strftime("%H:%M") for moment in (found[0], found[-1])] == [
        "03:15", "03:40",
    ]  # fmt: skip
    assert len(found) == 6


def test_next_opening_skips_what_is_closed_and_is_none_while_open_or_never() -> None:
    def monday_closed(day: date) -> list[hours.Times]:
        return [] if day.weekday() in (0, 5, 6) else [(time(9), time(16))]

    friday_evening = at("2026-11-27T17:00")
    assert hours.next_opening(monday_closed, friday_evening, OSLO, 14) == at("2026-12-01T09:00")
    assert hours.next_opening(monday_closed, at("2026-11-27T10:00"), OSLO, 14) is None
    assert hours.next_opening(weekly(), friday_evening, OSLO, 14) is None
    assert hours.next_opening(monday_closed, friday_evening, OSLO, 2) is None


def test_openings_that_touch_are_one() -> None:
    whole = weekly(hours.WHOLE_DAY)
    (only,) = hours.spells(whole, at("2026-11-27T12:00"), OSLO, 5)
    assert only[0] <= at("2026-11-27T12:00") and only[1] - only[0] >= timedelta(days=6)
    split = weekly((time(9), time(12)), (time(12), time(15)))
    first = next(hours.spells(split, at("2026-11-27T08:00"), OSLO, 1))
    assert first == (at("2026-11-27T09:00"), at("2026-11-27T15:00"))


def test_what_is_said_of_a_day_wins_over_a_holiday_and_that_over_the_week() -> None:
    usual = [(time(9), time(16))]
    assert hours.of_day(usual, [], is_closed=False) == usual
    assert hours.of_day(usual, [], is_closed=True) == []
    assert hours.of_day(usual, [Day()], is_closed=False) == []
    extra = Day(time(18), time(0))
    assert hours.of_day(usual, [extra], is_closed=True) == [(time(18), time(0))]
    assert hours.of_day([], [Day(), extra], is_closed=False) == [(time(18), time(0))]


def test_working_days_pass_over_weekends_and_closed_days() -> None:
    friday = date(2026, 12, 18)
    closed = partial(hours.is_holiday, "NO")
    assert hours.after_working_days(friday, 2) == date(2026, 12, 22)
    # Christmas Day is a Friday, and the second day of Christmas a Saturday.
    assert hours.after_working_days(date(2026, 12, 23), 2, closed) == date(2026, 12, 28)
    assert hours.after_working_days(friday, 0) == friday
    assert hours.after_working_days(friday, 1, lambda day: True) > friday


TIMES = st.tuples(st.times(), st.times()).map(
    lambda both: (
        both[0].replace(second=0, microsecond=0),
        both[1].replace(second=0, microsecond=0),
    )
)
WEEKS = st.lists(st.tuples(st.integers(0, 6), TIMES), max_size=6)
# Around both nights of a year, and any other day.
MOMENTS = st.one_of(
    st.datetimes(datetime(2026, 3, 28), datetime(2026, 3, 30)),
    st.datetimes(datetime(2026, 10, 24), datetime(2026, 10, 26)),
    st.datetimes(datetime(2025, 1, 1), datetime(2035, 1, 1)),
).map(lambda naive: naive.replace(tzinfo=UTC))  # fmt: skip


def of(week: list[tuple[int, hours.Times]]) -> hours.Hours:
    return lambda day: [times for weekday, times in week if weekday == day.weekday()]


@given(WEEKS, MOMENTS)
def test_spells_are_in_order_apart_and_agree_with_being_open(
    week: list[tuple[int, hours.Times]], moment: datetime
) -> None:
    found = list(hours.spells(of(week), moment, OSLO, 9))
    assert all(start < end and end > moment for start, end in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    is_now = bool(found) and found[0][0] <= moment
    assert hours.is_open(of(week), moment, OSLO) == is_now
    for start, end in found[:3]:
        assert hours.is_open(of(week), start, OSLO)
        assert hours.is_open(of(week), end - timedelta(seconds=1), OSLO)
        assert not hours.is_open(of(week), start - timedelta(seconds=1), OSLO) or start <= moment


@given(WEEKS, MOMENTS)
def test_the_next_opening_is_the_first_open_moment(
    week: list[tuple[int, hours.Times]], moment: datetime
) -> None:
    opens = hours.next_opening(of(week), moment, OSLO, 9)
    if opens is None:
        return
    assert hours.is_open(of(week), opens, OSLO)
    step = (opens - moment) / 24
    assert not any(hours.is_open(of(week), moment + n * step, OSLO) for n in range(24))


@given(TIMES, TIMES)
def test_overlapping_is_mutual_and_what_touches_does_not_overlap(
    one: hours.Times, other: hours.Times
) -> None:
    assert hours.overlaps(one, other) == hours.overlaps(other, one)
    if one[0] < one[1] < other[1]:
        assert not hours.overlaps(one, (one[1], other[1]))
    assert hours.overlaps((time(22), time(2)), (time(23), time(23, 30)))
