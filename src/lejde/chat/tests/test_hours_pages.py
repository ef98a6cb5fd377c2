"""What visitors, staff and managers read of hours, being there and waiting."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from time_machine import Traveller

from lejde.chat import actions, desk_actions, presence
from lejde.chat.domain import AWAKE_FOR, PRESENT_FOR
from lejde.chat.models import Conversation, HourCount, Pace, TopicDay, TopicHours, TopicTerms
from lejde.chat.tests.talking import at_work, people
from lejde.identity.cookies import COOKIE
from lejde.identity.tests.working import House
from lejde.kernel import clock
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

__all__ = ["people"]
pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]

OSLO = ZoneInfo("Europe/Oslo")
# A Friday evening.
EVENING = datetime(2026, 11, 27, 20, 15, tzinfo=OSLO)


@pytest.fixture
def time_goes() -> Iterator[Traveller]:
    before = clock.wall()
    clock.hang(OSLO)
    with time_machine.travel(EVENING, tick=False) as moment:
        yield moment
    clock.hang(before)


@pytest.fixture
def token(people: House, time_goes: Traveller) -> str:
    return visitors.make_visitor().token


@pytest.fixture
def session(token: str) -> VisitorSession:
    return visitors.resume(token)


@pytest.fixture
def visitor(token: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.cookies[COOKIE] = token
    return client


def read(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def page_of(session: VisitorSession, row: Conversation) -> str:
    return f"/talk/{actions.key_of(session, row)}/"


def test_the_first_page_says_of_each_topic_whether_somebody_is_there_and_whom_to_call(
    people: House, visitor: Client
) -> None:
    page = read(visitor, "/talk/")
    assert "Nobody is here just now. You can leave a letter." in page
    assert 'href="tel:' in page and "Others you can call" in page
    TopicTerms.objects.create(topic="health", answer_days=3)
    for weekday in range(5):
        TopicHours.objects.create(topic="health", weekday=weekday, opens=time(9), closes=time(16))
        TopicHours.objects.create(topic="youth", weekday=weekday, opens=time(9), closes=time(16))
    TopicDay.objects.create(day=date(2026, 11, 28), topic="youth", opens=time(12), closes=time(14))
    page = read(visitor, "/talk/")
    assert (
        "Closed now, opens Monday 30 November at 09:00. A letter is answered within 3 working days."
    ) in page
    assert "Closed now, opens tomorrow at 12:00. You can leave a letter." in page
    # Somebody who answers while it is closed opens nothing.
    presence.answers(people.user("nurse"), ["health"])
    assert "Somebody is here now." not in read(visitor, "/talk/")
    TopicHours.objects.filter(topic="health").delete()
    assert "Somebody is here now." in read(visitor, "/talk/")
    TopicTerms.objects.update(is_on=False)
    assert "Body, tests, infections" not in read(visitor, "/talk/")


def test_who_waits_reads_their_place_and_nothing_that_is_not_known(
    people: House, visitor: Client, session: VisitorSession, time_goes: Traveller
) -> None:
    presence.answers(people.user("nurse"), ["health"])
    row = actions.begin(session, "health", "en")[0]
    actions.say(session, row.pk, "a", "words")
    page = read(visitor, page_of(session, row))
    assert "Your place: 1." in page and "We do not know how long it takes." in page
    HourCount.objects.create(month="2026-11", hour=20, purpose="health", what="wait.1", count=6)
    page = read(visitor, page_of(session, row))
    assert "At this hour it mostly takes 2 to 5 minutes." in page
    HourCount.objects.create(month="2026-11", hour=20, purpose="health", what="wait.0", count=9)
    assert "At this hour it mostly takes under 2 minutes." in read(visitor, page_of(session, row))


def test_who_waits_is_told_when_the_last_one_drops_out_and_when_somebody_is_back(
    people: House, visitor: Client, session: VisitorSession, time_goes: Traveller
) -> None:
    TopicTerms.objects.create(topic="health")
    presence.answers(people.user("nurse"), ["health"])
    row = actions.begin(session, "health", "en")[0]
    actions.say(session, row.pk, "a", "words")
    time_goes.shift(PRESENT_FOR)
    page = read(visitor, page_of(session, row) + "?still=yes")
    assert "Whoever was here has gone just now. " in page.replace("</p><p>", " ")
    assert "Your place is kept until 20:45" in page and 'href="tel:' in page
    assert "within 2 working days: at the latest Tuesday 1 December." in page
    nurse = people.browser("nurse")
    assert nurse.post("/desk/talks/here/", {"topics": ["health"], "capacity": 2}).status_code == 302
    assert "Your place: 1." in read(visitor, page_of(session, row))


def test_the_visitor_of_an_open_talk_is_told_when_whoever_answers_is_away(
    people: House, visitor: Client, session: VisitorSession, time_goes: Traveller
) -> None:
    row = actions.begin(session, "health", "en")[0]
    nurse = at_work(people, "nurse")
    desk_actions.claim(nurse, row.pk)
    actions.say(session, row.pk, "a", "words")
    assert "Somebody reads and answers." in read(visitor, page_of(session, row))
    time_goes.shift(timedelta(minutes=10))
    page = read(visitor, page_of(session, row))
    assert "has been away for some minutes" in page and 'href="tel:' in page
    presence.sign(nurse.user)
    assert "has been away" not in read(visitor, page_of(session, row))


def test_a_letter_whose_writer_is_back_can_wait(
    people: House, visitor: Client, session: VisitorSession, time_goes: Traveller
) -> None:
    TopicTerms.objects.create(topic="health")
    row = actions.begin(session, "health", "en")[0]
    actions.say(session, row.pk, "a", "words")
    address = page_of(session, row)
    assert f"{address}wait/" not in read(visitor, address)
    presence.answers(people.user("nurse"), ["health"])
    assert f"{address}wait/" in read(visitor, address)
    assert visitor.post(f"{address}wait/").status_code == 302
    assert "Your place: 1." in read(visitor, address)


def test_a_late_letter_is_told_so_and_stands_first_on_the_desk(
    people: House, time_goes: Traveller
) -> None:
    TopicTerms.objects.create(topic="health")
    made = visitors.make_visitor()
    session = visitors.resume(made.token)
    row = actions.begin(session, "health", "en")[0]
    actions.say(session, row.pk, "a", "words")
    time_goes.shift(timedelta(days=5))
    again = visitors.sign_in(made.return_code)
    client = Client(headers={"accept-language": "en"})
    client.cookies[COOKIE] = again
    page = read(client, page_of(visitors.resume(again), row))
    assert "You should have had an answer by Tuesday 1 December. We are sorry." in page
    desk = read(people.browser("nurse"), "/desk/talks/")
    assert "too late" in desk or "for sent" in desk


def test_a_desk_that_looks_again_by_itself_is_no_act_of_a_person(
    people: House, time_goes: Traveller
) -> None:
    nurse = people.browser("nurse")
    refused = nurse.post("/desk/talks/here/", {"topics": ["counselling"], "capacity": 2})
    assert refused.status_code == 422
    assert (
        nurse.post("/desk/talks/here/", {"topics": ["health"], "capacity": 99}).status_code == 422
    )
    nurse.post("/desk/talks/here/", {"topics": ["health"], "capacity": 2})
    minute = timedelta(minutes=1)
    for _ in range(int(AWAKE_FOR / minute) - 1):
        time_goes.shift(minute)
        nurse.get("/desk/talks/?still=yes")
        assert presence.somebody_for("health")
    time_goes.shift(minute)
    page = read(nurse, "/desk/talks/?still=yes")
    assert not presence.somebody_for("health") and 'role="status"' in page
    # A person is back at it, and has not said yet that they answer.
    nurse.get("/desk/talks/")
    assert not presence.somebody_for("health")
    nurse.post("/desk/talks/here/", {"topics": ["health"], "capacity": 2})
    assert presence.somebody_for("health")
    nurse.post("/desk/talks/stop/")
    assert not presence.somebody_for("health")


def test_whoever_stops_the_page_from_looking_by_itself_counts_for_a_while_and_reads_how_long(
    people: House, time_goes: Traveller
) -> None:
    nurse = people.browser("nurse")
    nurse.post("/desk/talks/here/", {"topics": ["health"], "capacity": 2})
    assert "20:30" in read(nurse, "/desk/talks/")
    page = read(nurse, "/desk/talks/?quiet=yes")
    assert "20:20" in page and "20:30" not in page
    time_goes.shift(timedelta(minutes=4))
    assert presence.somebody_for("health")
    time_goes.shift(timedelta(minutes=1))
    assert not presence.somebody_for("health")


def test_a_full_queue_is_not_called_nobody(
    people: House, visitor: Client, session: VisitorSession
) -> None:
    TopicTerms.objects.create(topic="health", longest_queue=0)
    presence.answers(people.user("nurse"), ["health"], 1)
    actions.begin(session, "health", "en")
    late = actions.begin(session, "health", "en")[0]
    assert late.state == "letterbox"
    for page in (read(visitor, "/talk/"), read(visitor, page_of(session, late))):
        assert "Many are waiting just now." in page
    assert "Nobody is here" not in read(visitor, page_of(session, late))


def test_the_pause_stands_on_the_desk_and_ends_with_a_word(
    people: House, session: VisitorSession
) -> None:
    nurse = people.browser("nurse")
    nurse.post("/desk/talks/here/", {"topics": ["health"], "capacity": 1})
    number = actions.begin(session, "health", "en")[0].pk
    nurse.post(f"/desk/talks/{number}/claim/")
    nurse.post(f"/desk/talks/{number}/close/")
    assert presence.free_places("health") == 0
    assert "/desk/talks/ready/" in read(nurse, "/desk/talks/")
    nurse.post("/desk/talks/ready/")
    assert presence.free_places("health") == 1
    assert "/desk/talks/ready/" not in read(nurse, "/desk/talks/")


def test_a_manager_keeps_hours_days_pace_and_topics(people: House, time_goes: Traveller) -> None:
    manager = people.browser("manager")
    told: dict[str, Any] = {
        "what": "hours", "hours-topics": ["health", "youth"], "hours-weekdays": ["0", "5"],
        "hours-opens": "22:00", "hours-closes": "02:00",
    }  # fmt: skip
    assert manager.post("/desk/talks/hours/", told).status_code == 302
    assert TopicHours.objects.count() == 4
    # The same again lies over what is there.
    assert manager.post("/desk/talks/hours/", told).status_code == 422
    assert TopicHours.objects.count() == 4
    day = {"what": "day", "day-day": "2026-12-24", "day-topic": ""}
    assert manager.post("/desk/talks/hours/", {**day, "day-opens": "10:00"}).status_code == 422
    assert manager.post("/desk/talks/hours/", day).status_code == 302
    pace = {"what": "pace", "pace-pause": "10", "pace-most": "2"}
    assert manager.post("/desk/talks/hours/", pace).status_code == 302
    assert manager.post("/desk/talks/hours/", {**pace, "pace-most": "0"}).status_code == 422
    assert (Pace.objects.get().pause, Pace.objects.get().most) == (10, 2)
    topic = {"longest_queue": "4", "answer_days": "1", "on_holidays": "on"}
    assert manager.post("/desk/talks/hours/topic/youth/", topic).status_code == 302
    found = TopicTerms.objects.get()
    assert (found.topic, found.is_on, found.answer_days, found.on_holidays) == (
        "youth",
        False,
        1,
        True,
    )
    assert manager.post("/desk/talks/hours/topic/nothing/", topic).status_code == 404
    row = TopicHours.objects.filter(topic="youth").first()
    assert row is not None
    for _ in range(2):
        manager.post("/desk/talks/hours/gone/", {"what": "hours", "number": row.pk})
    manager.post("/desk/talks/hours/gone/", {"what": "day", "number": TopicDay.objects.get().pk})
    assert TopicHours.objects.count() == 3 and not TopicDay.objects.exists()
    assert "22:00" in read(manager, "/desk/talks/hours/")


def test_a_manager_sees_sums_by_hour_and_no_talk(
    people: House, session: VisitorSession, time_goes: Traveller
) -> None:
    row = actions.begin(session, "health", "en")[0]
    actions.say(session, row.pk, "a", "words of a letter")
    manager = people.browser("manager")
    page = read(manager, "/desk/talks/figures/")
    assert "20–21" in page and "words" not in page and str(row.pk) not in page
    HourCount.objects.create(month="2026-10", weekday=2, hour=3, what="began", count=4)
    before = read(manager, "/desk/talks/figures/?month=2026-10")
    assert "20–21" not in before and "3–4" in before
    assert manager.get("/desk/talks/").status_code == 403
    assert people.browser("nurse").get("/desk/talks/figures/").status_code == 403
