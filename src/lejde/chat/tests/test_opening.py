"""When there is chat about what: hours, days that are different, nights, letters and their time."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from lejde.chat import actions, letters, opening, presence, queueing
from lejde.chat.models import Conversation, TopicDay, TopicHours, TopicTerms
from lejde.chat.tests.talking import people, session
from lejde.identity.tests.working import House
from lejde.kernel import clock
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture(autouse=True)
def wall() -> Iterator[None]:
    before = clock.wall()
    clock.hang(OSLO)
    yield
    clock.hang(before)


def at(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO, fold=fold)


def open_on(weekdays: list[int], opens: time, closes: time, topic: str = "health") -> None:
    for weekday in weekdays:
        TopicHours.objects.create(topic=topic, weekday=weekday, opens=opens, closes=closes)


def is_open(text: str, fold: int = 0, topic: str = "health") -> bool:
    moment = at(text, fold)
    return opening.book(moment.date().replace(day=1)).is_open(topic, moment)


def test_a_topic_without_hours_is_open_but_on_days_that_are_closed() -> None:
    assert is_open("2026-11-28T03:00")
    TopicDay.objects.create(day=date(2026, 11, 28))
    assert not is_open("2026-11-28T03:00") and is_open("2026-11-29T00:00")
    assert opening.book().opens_at("health", at("2026-11-28T03:00")) is None


def test_hours_holidays_closed_days_and_extra_openings() -> None:
    open_on([0, 1, 2, 3, 4], time(9), time(16))
    assert is_open("2026-12-23T12:00") and not is_open("2026-12-26T12:00")
    # Christmas Day is a Friday, and closed without being written anywhere.
    assert not is_open("2026-12-25T12:00")
    TopicTerms.objects.create(topic="health", on_holidays=True)
    assert is_open("2026-12-25T12:00")
    TopicDay.objects.create(day=date(2026, 12, 25))
    assert not is_open("2026-12-25T12:00")
    # Of its own day a topic's word goes before that for all.
    TopicDay.objects.create(day=date(2026, 12, 25), topic="health", opens=time(18), closes=time(2))
    assert not is_open("2026-12-25T12:00") and is_open("2026-12-26T01:59")
    assert not is_open("2026-12-26T02:00")
    opens = opening.book(date(2026, 12, 1)).opens_at("health", at("2026-12-24T17:00"))
    assert opens == at("2026-12-25T18:00")


def test_a_topic_that_is_off_is_never_open() -> None:
    open_on([0], time(9), time(16))
    TopicTerms.objects.create(topic="health", is_on=False)
    book = opening.book()
    assert not book.is_open("health", at("2026-11-30T12:00"))
    assert book.opens_at("health", at("2026-11-29T12:00")) is None


def test_both_nights_when_the_clocks_change_are_open_from_evening_to_morning() -> None:
    open_on([5], time(22), time(4))
    # Forward: 02:00 is 03:00, and four o'clock still closes.
    assert is_open("2026-03-29T01:59") and is_open("2026-03-29T03:00")
    assert is_open("2026-03-29T03:59") and not is_open("2026-03-29T04:00")
    # Back: both passes of two o'clock.
    assert all(is_open("2026-10-25T02:30", fold) for fold in (0, 1))
    assert is_open("2026-10-25T03:59") and not is_open("2026-10-25T04:00")
    # The night belongs to the Saturday: a closed Sunday does not cut it.
    TopicDay.objects.create(day=date(2026, 10, 25))
    assert is_open("2026-10-25T03:00")
    TopicDay.objects.create(day=date(2026, 10, 24))
    assert not is_open("2026-10-25T03:00")


@given(
    st.integers(0, 6),
    st.times(),
    st.times(),
    st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 1)),
)
def test_the_book_of_one_week_opens_only_on_its_days(
    weekday: int, opens: time, closes: time, naive: datetime
) -> None:
    row = TopicHours(topic="health", weekday=weekday, opens=opens, closes=closes)
    book = opening.Book(
        {"health": TopicTerms(topic="health", on_holidays=True)}, {"health": [row]}, {}
    )
    moment = naive.replace(tzinfo=OSLO)
    days = {weekday, (weekday + 1) % 7} if closes <= opens else {weekday}
    if book.is_open("health", moment):
        # An opening in the hour that does not exist is an hour later by the wall.
        assert moment.weekday() in days
    elif (found := book.opens_at("health", moment)) is not None:
        assert found > moment and book.is_open("health", found)


def test_live_needs_the_hours_and_somebody(people: House, session: VisitorSession) -> None:
    open_on([4], time(22), time(4))
    with time_machine.travel(at("2026-11-28T03:40"), tick=False) as moment:
        assert actions.begin(session, "health", "en")[0].state == "letterbox"
        presence.answers(people.user("nurse"), ["health"])
        row = actions.begin(session, "health", "en")[0]
        assert row.state == "waiting"
        moment.move_to(at("2026-11-28T04:00"))
        presence.acts(people.user("nurse"))
        presence.answers(people.user("nurse"), ["health"])
        assert actions.begin(session, "health", "en")[0].state == "letterbox"
        # Who stood in the queue when it closed is not sent away while somebody is there.
        queueing.settle_all()
        assert Conversation.objects.get(pk=row.pk).state == "waiting"


def test_letters_that_are_late_stand_first_then_the_queue_then_letters(
    people: House, session: VisitorSession
) -> None:
    with time_machine.travel(at("2026-11-20T15:00"), tick=False) as moment:
        late = actions.begin(session, "health", "en")[0]
        actions.say(session, late.pk, "a", "words")
        empty = actions.begin(session, "health", "en")[0]
        # Two working days after a Friday are a Tuesday; the day itself is still in time.
        moment.move_to(at("2026-11-24T23:30"))
        assert not any(one.is_overdue for one in rows())
        moment.move_to(at("2026-11-25T00:30"))
        letter = actions.begin(session, "health", "en")[0]
        actions.say(session, letter.pk, "a", "words")
        presence.answers(people.user("nurse"), ["health"])
        waiting = actions.begin(session, "health", "en")[0]
        assert [one.row.pk for one in rows()] == [late.pk, waiting.pk, letter.pk, empty.pk]
        assert [one.is_overdue for one in rows()] == [True, False, False, False]
        assert letters.how_old() == (2, 5)
        # A day that was closed meanwhile gives a day more.
        TopicDay.objects.create(day=date(2026, 11, 23))
        assert not any(one.is_overdue for one in rows())


def rows() -> list[letters.Waits]:
    return letters.arranged(list(Conversation.objects.order_by("since", "id")))
