"""What does not fit comes back with its text; a day that cannot be stops nothing."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lejde.booking import hours
from lejde.clinic import actions, meaning, mine
from lejde.clinic.forms import LONGEST
from lejde.clinic.tests.test_actions import HIV, RAPID, at, come
from lejde.identity.cookies import COOKIE
from lejde.identity.tests.working import House, house
from lejde.kernel.errors import BadInput
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]
IMPOSSIBLE = ("0001-01-01", "1850-06-01", "9999-12-31")


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("nurse", "doctor")


@pytest.fixture
def token(people: House) -> str:
    return visitors.make_visitor().token


@pytest.fixture
def session(token: str) -> VisitorSession:
    return visitors.resume(token)


@pytest.fixture
def phone(token: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.cookies[COOKIE] = token
    return client


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x" * (LONGEST + 1), "4000 fit"),
        ("  ", "Nothing is written"),
        ("Is it\0gone?", "cannot be sent"),
    ],
)
def test_a_question_that_does_not_fit_comes_back_with_its_text(
    session: VisitorSession, phone: Client, text: str, told: str
) -> None:
    come(session)
    answer = phone.post("/mine/ask/", {"text": text, "once": "0" * 32})
    assert answer.status_code == 422 and told in answer.text
    assert text.strip() in answer.text
    assert mine.questions(session) == []
    assert phone.post("/mine/ask/", {"text": "Is it gone?", "once": "0" * 32}).status_code == 302
    assert len(mine.questions(session)) == 1


def test_a_question_sent_twice_from_one_page_is_asked_once_and_from_two_twice(
    session: VisitorSession, phone: Client
) -> None:
    come(session)
    once = re.search(r'name="once" value="([0-9a-f]{32})"', phone.get("/mine/").text)
    assert once
    for _ in range(2):
        phone.post("/mine/ask/", {"text": "Does it hurt?", "once": once[1]})
    assert len(mine.questions(session)) == 1
    again = re.search(r'name="once" value="([0-9a-f]{32})"', phone.get("/mine/").text)
    assert again and again[1] != once[1]
    phone.post("/mine/ask/", {"text": "Does it hurt?", "once": again[1]})
    phone.post("/mine/ask/", {"text": "And then?", "once": "no token\0"})
    assert len(mine.questions(session)) == 3


def test_an_answer_sent_twice_is_given_once_and_a_colleagues_text_is_not_lost(
    people: House, session: VisitorSession
) -> None:
    come(session)
    mine.ask(session, "Does it hurt?")
    ((number, _, _),) = people.clinic["doctor"].deposits("health", mine.ASKED)
    desk, address = people.browser("doctor"), reverse("question", args=[number])
    empty = desk.post(address, {"text": ""})
    assert empty.status_code == 422
    told = {"text": "No, it does not.", "once": "a" * 32}
    assert desk.post(address, told).status_code == 302
    gone = desk.post(address, {"text": "A little, says a colleague.", "once": "b" * 32})
    assert gone.status_code == 404 and "A little, says a colleague." in gone.text
    assert [said["text"] for said in mine.questions(session)] == [
        "Does it hurt?", "No, it does not."
    ]  # fmt: skip


@pytest.mark.parametrize("day", IMPOSSIBLE)
def test_a_day_that_cannot_be_is_not_taken(
    people: House, session: VisitorSession, day: str
) -> None:
    one = come(session)
    nurse = at(people, "nurse", one)
    with pytest.raises(BadInput):
        actions.save_record(nurse, str(one.slot), actions.Record("other", {}, exposed_on=day))
    desk, course = people.browser("nurse"), reverse("course", args=["card", one.card])
    for act in ("record", "correct"):
        told = {"population": "other", "exposed_on": day, "note": "What was said."}
        answer = desk.post(f"{course}{act}/", told)
        assert answer.status_code == 422 and "What was said." in answer.text
    assert desk.post(f"{course}due/", {"what": "dose", "day": day}).status_code == 422
    assert at(people, "nurse", one).record(str(one.slot)) is None


def test_tomorrow_is_no_day_of_exposure_and_yesterday_none_to_come_back_on(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    desk, course = people.browser("nurse"), reverse("course", args=["card", one.card])
    tomorrow, yesterday = (hours.today() + timedelta(days=days) for days in (1, -1))
    told = {"population": "other", "exposed_on": tomorrow.isoformat()}
    assert desk.post(f"{course}record/", told).status_code == 422
    late = {"what": "dose", "day": yesterday.isoformat()}
    assert desk.post(f"{course}due/", late).status_code == 422
    assert desk.post(f"{course}record/", {**told, "exposed_on": yesterday}).status_code == 302
    assert desk.post(f"{course}due/", {**late, "day": tomorrow}).status_code == 302


@pytest.mark.parametrize("day", IMPOSSIBLE)
def test_a_day_that_was_once_taken_stops_no_answer(
    people: House, session: VisitorSession, day: str
) -> None:
    """As records lie that were written before days were looked at."""
    one = come(session, days=30)
    nurse, visit = at(people, "nurse", one), str(one.slot)
    bare = {"population": "other", "answers": {}, "closed": [], "opened": [], "note": ""}
    nurse.write("record", visit=visit, exposed_on=day, **bare)
    actions.order(nurse, [HIV])
    (test,) = nurse.tests()
    actions.enter(nurse, test.key, "negative")
    actions.release(nurse, test.key)
    assert [answer["strength"] for answer in mine.answers(session)] == ["early"]
    assert meaning.exposure_days(nurse) == [(hours.today() - timedelta(days=30)).isoformat()]


def test_minutes_that_are_no_number_are_refused(people: House, session: VisitorSession) -> None:
    one = come(session)
    nurse = at(people, "nurse", one)
    actions.order(nurse, [RAPID])
    (test,) = nurse.tests()
    desk, course = people.browser("nurse"), reverse("course", args=["card", one.card])
    nothing = {"test": "nothing", "value": "negative", "typed": "0"}
    assert desk.post(f"{course}value/", nothing).status_code == 409
    for minutes in ("²", "1²", "-1", "", "999999", "1e1"):
        answer = desk.post(f"{course}rapid/", {"test": test.key, "minutes": minutes})
        assert answer.status_code == 422, minutes
    assert desk.post(f"{course}rapid/", {"test": test.key, "minutes": "15"}).status_code == 302
    assert desk.post(f"{course}rapid/", {"test": test.key, "minutes": "15"}).status_code == 409
