"""Several hands on one visit at the same moment, and buttons pressed twice: each act is one act.

Run on SQLite and PostgreSQL.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from lejde.booking import hours
from lejde.booking.records import Appointment
from lejde.clinic import actions, mine
from lejde.clinic.course import Course
from lejde.clinic.tests.test_actions import HIV, at, come
from lejde.events.counting import facts
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House, house
from lejde.vault import visitors
from lejde.vault.staff import Overtaken
from lejde.vault.visitors import VisitorSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
TOLD = actions.Record("other", {"talk": ["had"]})


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("nurse", "doctor", "manager")


@pytest.fixture
def session(people: House) -> VisitorSession:
    return visitors.resume(visitors.make_visitor().token)


def hands(people: House, one: Appointment, number: int, name: str = "nurse") -> list[Course]:
    """As many tabs, each of which has read the visit as it was."""
    found = [at(people, name, one) for _ in range(number)]
    for course in found:
        assert course.records is not None
    return found


def test_a_visit_closed_by_six_at_once_is_counted_once(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    visit = str(one.slot)
    actions.save_record(at(people, "nurse", one), visit, TOLD)
    tabs = hands(people, one, 6)
    assert at_once(6, lambda place: actions.close(tabs[place], visit)) == {"done": 6}
    counted = list(facts(people.clinic["manager"]))
    assert sum(fact.variable == "visit" for fact in counted) == 1
    kinds = Counter(record["kind"] for record in at(people, "nurse", one).records)
    assert kinds["closed"] == 1


def test_an_answer_released_by_five_at_once_is_given_once(
    people: House, session: VisitorSession
) -> None:
    one = come(session, days=30)
    nurse = at(people, "nurse", one)
    actions.order(nurse, [HIV])
    (test,) = nurse.tests()
    actions.enter(nurse, test.key, "negative")
    tabs = hands(people, one, 5)
    ended = at_once(5, lambda place: actions.release(tabs[place], test.key))
    assert ended == {"done": 1, "conflict": 4}
    assert len(mine.answers(session)) == 1
    assert len(people.clinic["nurse"].deposits("health", actions.DUE)) == 1
    assert people.clinic["nurse"].deposits("health", actions.SAMPLES) == []


def test_an_order_sent_four_times_at_once_is_one_sample(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    tabs = hands(people, one, 4)
    assert at_once(4, lambda place: actions.order(tabs[place], [HIV])) == {"done": 4}
    (test,) = at(people, "nurse", one).tests()
    waiting = people.clinic["nurse"].deposits("health", actions.SAMPLES)
    assert [told["sample"] for _, _, told in waiting] == [test.sample]


def test_something_due_sent_four_times_at_once_stands_once_on_the_list(
    people: House, session: VisitorSession
) -> None:
    one, day = come(session), hours.today() + timedelta(days=9)
    tabs = hands(people, one, 4)
    ended = at_once(4, lambda place: actions.put_due(tabs[place], "dose", day))
    assert ended == {"done": 4}
    assert len(people.clinic["nurse"].deposits("health", actions.DUE)) == 1
    actions.put_due(at(people, "nurse", one), "dose", day + timedelta(days=1))
    assert len(people.clinic["nurse"].deposits("health", actions.DUE)) == 2


def test_two_records_saved_at_once_both_stay(people: House, session: VisitorSession) -> None:
    one = come(session)
    visit, tabs = str(one.slot), hands(people, one, 4)

    def save(place: int) -> None:
        actions.save_record(tabs[place], visit, actions.Record("other", {}, note=f"from {place}"))

    assert at_once(4, save) == {"done": 4}
    notes = [r["note"] for r in at(people, "nurse", one).records if r["kind"] == "record"]
    assert sorted(notes) == [f"from {place}" for place in range(4)]


def test_the_same_record_saved_at_once_is_one_note(people: House, session: VisitorSession) -> None:
    one = come(session)
    visit, tabs = str(one.slot), hands(people, one, 4)
    told = actions.Record("other", {}, note="Said once.")
    assert at_once(4, lambda place: actions.save_record(tabs[place], visit, told)) == {"done": 4}
    assert len(at(people, "nurse", one).notes()) == 1


def test_who_writes_after_somebody_else_is_told_instead_of_heard(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    left, right = hands(people, one, 2)
    left.write("due", deposits=[])
    with pytest.raises(Overtaken):
        right.write("due", deposits=[])
    right.read_anew()
    right.write("due", deposits=[])
    assert len(at(people, "nurse", one).records) == 2


def test_a_button_pressed_twice_is_one_typing(people: House, session: VisitorSession) -> None:
    one = come(session)
    actions.order(at(people, "nurse", one), [HIV])
    (test,) = at(people, "nurse", one).tests()
    desk, course = people.browser("nurse"), reverse("course", args=["card", one.card])
    drawn = {"test": test.key, "value": "positive", "typed": "0"}
    assert [desk.post(f"{course}value/", drawn).status_code for _ in range(2)] == [302, 302]
    assert at(people, "nurse", one).tests()[0].state == "typed_once"
    page = desk.get(course).text
    assert 'name="typed" value="1"' in page
    otherwise = {**drawn, "value": "negative"}
    assert desk.post(f"{course}value/", otherwise).status_code == 409
    assert desk.post(f"{course}value/", {**drawn, "typed": "²"}).status_code == 422
    assert desk.post(f"{course}value/", {**drawn, "typed": ""}).status_code == 422
    assert desk.post(f"{course}value/", {**drawn, "typed": "1"}).status_code == 302
    assert at(people, "nurse", one).tests()[0].found == "positive"


def test_a_value_posted_six_times_at_once_is_one_typing(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    actions.order(at(people, "nurse", one), [HIV])
    (test,) = at(people, "nurse", one).tests()
    tabs = hands(people, one, 6)
    ended = at_once(6, lambda place: actions.enter(tabs[place], test.key, "positive", 0))
    assert ended == {"done": 6}
    assert len(at(people, "nurse", one).tests()[0].entries) == 1


def test_a_question_sent_five_times_at_once_is_asked_once(
    people: House, session: VisitorSession
) -> None:
    come(session)
    at_once(5, lambda _: mine.ask(session, "Does it hurt?", "a" * 32))
    assert [said["text"] for said in mine.questions(session)] == ["Does it hurt?"]
    assert len(people.clinic["doctor"].deposits("health", mine.ASKED)) == 1
    mine.ask(session, "Does it hurt much?", "a" * 32)
    mine.ask(session, "Does it hurt?", "b" * 32)
    assert len(mine.questions(session)) == 3


def test_an_answer_to_a_question_sent_four_times_at_once_is_given_once(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    mine.ask(session, "Does it hurt?")
    tabs = hands(people, one, 4, "doctor")
    at_once(4, lambda place: tabs[place].reply("No.", "a" * 32))
    assert [said["text"] for said in mine.questions(session)] == ["Does it hurt?", "No."]
