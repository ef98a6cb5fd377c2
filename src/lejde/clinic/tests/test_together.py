"""What is typed and released together: nothing goes along that was not shown, nothing is half."""

from collections import Counter

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from lejde.clinic import actions, mine
from lejde.clinic.course import Course
from lejde.clinic.doors import Opened
from lejde.clinic.tests.test_actions import RAPID, at, come
from lejde.clinic.tests.test_at_once import hands, people, session
from lejde.clinic.views import testing
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House
from lejde.kernel.errors import Conflict
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
THREE = [
    actions.Ordered("chlamydia", "first_void_urine", "naat"),
    actions.Ordered("gonorrhoea", "first_void_urine", "naat"),
    actions.Ordered("syphilis", "blood", "serology"),
]


def ordered(course: Course, *more: actions.Ordered) -> list[str]:
    """The keys of what was ordered."""
    actions.order(course, [*THREE, *more])
    return [one.key for one in course.tests()]


def asks(keys: list[str]) -> HttpRequest:
    return RequestFactory().post("/", {"test": keys})


def opened(course: Course) -> Opened:
    return Opened(course, "", "card", 0, {})


def states(course: Course) -> list[str]:
    return [one.state for one in course.tests()]


def test_what_became_reactive_since_the_page_was_drawn_does_not_go_out_as_negative(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    nurse = at(people, "nurse", one)
    keys = ordered(nurse)
    testing.enter_rest(asks(keys), opened(nurse))
    (doctor,) = hands(people, one, 1, "doctor")
    for _ in range(2):
        actions.enter(nurse, keys[0], "positive")
    with pytest.raises(Conflict):
        testing.release_negatives(asks(keys), opened(doctor))
    assert [answer["value"] for answer in mine.answers(session)] == ["negative", "negative"]
    assert states(at(people, "nurse", one)) == ["found", "released", "released"]


def test_a_button_beside_a_value_releases_that_value_alone(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    nurse, course = at(people, "nurse", one), reverse("course", args=["card", one.card])
    key = ordered(nurse)[0]
    actions.enter(nurse, key, "negative")
    desk = people.browser("doctor")
    assert '<input type="hidden" name="value" value="negative">' in desk.get(course).text
    for _ in range(2):
        actions.enter(nurse, key, "positive")
    drawn = {"test": key, "value": "negative"}
    assert desk.post(f"{course}release/", drawn).status_code == 409
    assert desk.post(f"{course}release/", {"test": key}).status_code == 409
    assert mine.answers(session) == []
    assert desk.post(f"{course}release/", {**drawn, "value": "positive"}).status_code == 302
    assert [answer["value"] for answer in mine.answers(session)] == ["positive"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_a_colleague_typed_first_stays_and_the_others_are_done(
    people: House, session: VisitorSession, place: int
) -> None:
    one = come(session)
    nurse, doctor = at(people, "nurse", one), at(people, "doctor", one)
    keys = ordered(nurse)
    actions.enter(doctor, keys[place], "positive")
    nurse.read_anew()
    with pytest.raises(Conflict):
        testing.enter_rest(asks(keys), opened(nurse))
    assert Counter(states(at(people, "nurse", one))) == {"found": 2, "typed_once": 1}
    assert at(people, "nurse", one).tests()[place].entries == [("positive", doctor.worker.user.pk)]


def test_all_that_is_asked_for_is_there_or_nothing_is_done(
    people: House, session: VisitorSession
) -> None:
    one, other = come(session), visitors.resume(visitors.make_visitor().token)
    nurse = at(people, "nurse", one)
    keys = ordered(nurse, RAPID)
    strip = keys.pop()
    foreign = ordered(at(people, "nurse", come(other)))[0]
    actions.start_rapid(nurse, strip, 1)
    for stray in (foreign, strip, "", "0.hiv"):
        with pytest.raises(Conflict):
            testing.enter_rest(asks([*keys, stray]), opened(nurse))
    assert states(at(people, "nurse", one)) == ["ordered"] * 4
    testing.enter_rest(asks(keys), opened(nurse))
    for stray in (foreign, strip, "", "0.hiv"):
        with pytest.raises(Conflict):
            testing.release_negatives(asks([*keys, stray]), opened(nurse))
    assert mine.answers(session) == mine.answers(other) == []


def test_a_test_taken_off_the_order_meanwhile_is_said_on_the_page(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    nurse, course = at(people, "nurse", one), reverse("course", args=["card", one.card])
    keys, desk = ordered(nurse), people.browser("nurse")
    actions.order(nurse, THREE[:2])
    for answer in (
        desk.post(f"{course}value/rest/", {"test": keys}),
        desk.post(f"{course}value/", {"test": keys[2], "typed": "0", "value": "negative"}),
    ):
        assert answer.status_code == 409 and keys[0] in answer.text and keys[2] not in answer.text
    assert states(at(people, "nurse", one)) == ["ordered", "ordered"]


def test_pressed_twice_or_by_five_at_once_each_answer_is_given_once(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    keys = ordered(at(people, "nurse", one))
    tabs = hands(people, one, 5)
    ended = at_once(5, lambda n: testing.enter_rest(asks([*keys, *keys]), opened(tabs[n])))
    assert ended == {"done": 5}
    assert [len(test.entries) for test in at(people, "nurse", one).tests()] == [1, 1, 1]
    tabs = hands(people, one, 5)
    # Each begins somewhere else, so that none of them can do all of it alone.
    turned = [keys[n % 3 :] + keys[: n % 3] for n in range(5)]
    at_once(5, lambda n: testing.release_negatives(asks(turned[n]), opened(tabs[n])))
    assert len(mine.answers(session)) == 3
    assert states(at(people, "nurse", one)) == ["released"] * 3
    assert people.clinic["nurse"].deposits("health", actions.SAMPLES) == []


def test_pressed_twice_behind_a_sample_leads_back_to_the_samples(
    people: House, session: VisitorSession
) -> None:
    one = come(session)
    nurse, desk = at(people, "nurse", one), people.browser("nurse")
    keys = ordered(nurse)
    testing.enter_rest(asks(keys), opened(nurse))
    number = people.clinic["nurse"].deposits("health", actions.SAMPLES)[0][0]
    address = reverse("release_negatives", args=["sample", number])
    for _ in range(2):
        answer = desk.post(address, {"test": keys})
        assert (answer.status_code, answer["Location"]) == (302, reverse("samples"))
    assert len(mine.answers(session)) == 3


def test_answers_come_after_the_visit_has_ended(people: House, session: VisitorSession) -> None:
    one = come(session)
    nurse = at(people, "nurse", one)
    keys = ordered(nurse)
    actions.save_record(nurse, str(one.slot), actions.Record("other", {}))
    actions.close(nurse, str(one.slot))
    testing.enter_rest(asks(keys), opened(nurse))
    testing.release_negatives(asks(keys), opened(nurse))
    assert len(mine.answers(session)) == 3


@pytest.mark.parametrize("button", ["value/rest/", "release/negatives/"])
def test_strangers_to_the_visit_and_lists_without_end_are_refused(
    people: House, session: VisitorSession, button: str
) -> None:
    one = come(session)
    course, keys = reverse("course", args=["card", one.card]), ordered(at(people, "nurse", one))
    for many, status in ((keys * 500, 400), (keys * 4000, 413)):
        answer = people.browser("nurse").post(f"{course}{button}", {"test": many})
        assert answer.status_code == status
    # Who has no key of health opens no card of it.
    assert people.browser("manager").post(f"{course}{button}", {"test": keys}).status_code == 404
    assert Client().post(f"{course}{button}", {"test": keys}).status_code == 302
    assert states(at(people, "nurse", one)) == ["ordered"] * 3
