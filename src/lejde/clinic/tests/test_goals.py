"""Goals of a course of care, as the visit asks for them and the person sees who opened them."""

import pytest

from lejde.clinic import goals, mine
from lejde.clinic.doors import open_door
from lejde.counselling import actions, desk_actions
from lejde.counselling.domain import PART, Told
from lejde.counselling.tests.talking import at, comes, people, session
from lejde.counselling.tests.talking import mine as own_of
from lejde.identity.staffing import Worker
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def test_asked_by_five_hands_at_once_it_is_asked_once(
    people: House, session: VisitorSession
) -> None:
    one = comes(session)
    worker = Worker(people.user("sexologist"), people.clinic["sexologist"])
    tabs = [open_door(worker, "card", one.card).course for _ in range(5)]
    assert [len(course.records) for course in tabs] == [0] * 5
    assert at_once(5, lambda place: goals.ask(tabs[place])) == {"done": 5}
    kinds = [record["kind"] for record in open_door(worker, "card", one.card).course.records]
    assert kinds == [goals.ASKED]


def test_the_person_sees_who_opened_and_wrote_the_goals_and_takes_all_back_at_once(
    people: House, session: VisitorSession
) -> None:
    place = at(people, "sexologist", comes(session))
    actions.say_yes(session, own_of(session), "counselling")
    desk_actions.save(place, "a", 0, Told(goal="rest"))
    assert desk_actions.read(place) is not None
    verbs = {act["verb"] for act in mine.opened_by(session) if act["part"] == PART}
    assert verbs == {"wrote", "opened"}
    mine.take_back(session, own_of(session).folder, "counselling")
    assert desk_actions.read(place) is None
    assert own_of(session).given_to == []
