"""Counts by hour: what is counted once, what an estimate is made of, and what is not kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from time_machine import Traveller

from lejde.chat import actions, desk_actions, figures, presence, queueing
from lejde.chat.models import EVERY_DAY, HourCount
from lejde.chat.tests.talking import at_work, people, session
from lejde.identity import erasing
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House
from lejde.kernel import clock
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

OSLO = ZoneInfo("Europe/Oslo")
# A Tuesday.
EVENING = datetime(2026, 11, 24, 20, 15, tzinfo=OSLO)


@pytest.fixture
def time_goes() -> Iterator[Traveller]:
    before = clock.wall()
    clock.hang(OSLO)
    with time_machine.travel(EVENING, tick=False) as moment:
        yield moment
    clock.hang(before)


def counted(**of: object) -> dict[str, int]:
    rows = HourCount.objects.filter(**of)
    return dict(rows.values_list("what", "count"))


def test_each_is_counted_at_the_hour_it_began_and_the_sums_fit_together(
    people: House, session: VisitorSession, time_goes: Traveller
) -> None:
    nurse = at_work(people, "nurse")
    letter = actions.begin(session, "health", "en")[0]
    presence.answers(nurse.user, ["health"])
    stays, leaves, erased, forgotten = (actions.begin(session, "health", "en")[0] for _ in range(4))
    other = visitors.resume(visitors.make_visitor().token)
    actions.begin(other, "health", "en")
    time_goes.shift(timedelta(minutes=12))
    actions.close(session, leaves.pk)
    actions.close(session, leaves.pk)
    actions.erase(session, erased.pk)
    erasing.erase_everything(other)
    time_goes.shift(timedelta(minutes=50))
    presence.answers(nurse.user, ["health"])
    queueing.settle_all()
    queueing.settle_all()
    assert forgotten.pk
    desk_actions.claim(nurse, letter.pk)
    presence.answers(nurse.user, ["health"])
    row = actions.begin(session, "health", "en")[0]
    time_goes.shift(timedelta(minutes=7))
    desk_actions.claim(nurse, row.pk)
    desk_actions.claim(nurse, row.pk)
    evening = figures.of_month("2026-11")
    assert evening[(1, 20)] == {
        figures.LETTER: 1, figures.BEGAN: 5, figures.GAVE_UP: 5, "age.0": 1,
    }  # fmt: skip
    assert evening[(1, 21)] == {figures.BEGAN: 1, "wait.2": 1}
    assert figures.answered(evening[(1, 21)]) == 1
    assert figures.waits_of_month("2026-11") == {"health": {figures.GAVE_UP: 5, "wait.2": 1}}
    assert stays.pk


def test_a_letters_age_is_counted_in_days(
    people: House, session: VisitorSession, time_goes: Traveller
) -> None:
    nurse = at_work(people, "nurse")
    rows = [actions.begin(session, "health", "en")[0] for _ in range(3)]
    for row, days in zip(rows, (0, 3, 29), strict=True):
        time_goes.move_to(EVENING + timedelta(days=days))
        desk_actions.claim(nurse, row.pk)
        desk_actions.close(nurse, row.pk)
    assert counted(month="2026-11") == {figures.LETTER: 3, "age.0": 1, "age.3": 1, "age.4": 1}


def fill(hour: int = 20, month: str = "2026-11", **counts: int) -> None:
    for what, count in counts.items():
        HourCount.objects.create(
            month=month, hour=hour, purpose="health", what=what.replace("wait", "wait."),
            count=count,
        )  # fmt: skip


def test_how_long_it_takes_is_the_median_of_what_was_seen_at_this_hour_or_unknown(
    time_goes: Traveller,
) -> None:
    now = clock.now()
    assert figures.usual_wait("health", now) is None
    fill(wait1=2, wait2=2)
    assert figures.usual_wait("health", now) is None
    fill(month="2026-10", wait2=2)
    assert figures.usual_wait("health", now) == (5, 15)
    assert figures.usual_wait("legal", now) is None
    assert figures.usual_wait("health", now + timedelta(hours=1)) is None
    # As many left as were answered: who is answered soon says nothing of the others.
    fill(gave_up=9)
    assert figures.usual_wait("health", now) is None


def test_the_longest_band_has_no_end_and_is_not_named(
    time_goes: Traveller,
) -> None:
    fill(wait5=9)
    assert figures.usual_wait("health", clock.now()) is None


@given(st.lists(st.integers(0, 50), min_size=1, max_size=8))
def test_the_median_lies_where_half_is_passed(counts: list[int]) -> None:
    place = figures._median(counts)
    if sum(counts) < figures.FEWEST:
        assert place is None
        return
    assert place is not None
    assert sum(counts[:place]) < sum(counts) / 2 <= sum(counts[: place + 1])


def test_no_row_has_a_weekday_and_a_purpose(time_goes: Traveller) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        HourCount.objects.create(month="2026-11", weekday=1, hour=3, purpose="health", what="began")
    assert EVERY_DAY not in range(7)


def test_many_at_once_are_counted_each(people: House, time_goes: Traveller) -> None:
    guests = [visitors.resume(visitors.make_visitor().token) for _ in range(6)]
    assert at_once(6, lambda at: actions.begin(guests[at], "health", "en")) == {"done": 6}
    assert counted() == {figures.LETTER: 6}


def test_only_the_last_months_are_kept(time_goes: Traveller) -> None:
    for month in ("2026-11", "2026-10", "2026-09", "2026-08", "2025-12"):
        fill(month=month, wait1=1)
    figures.forget()
    assert figures.months() == ["2026-11", "2026-10", "2026-09"]
