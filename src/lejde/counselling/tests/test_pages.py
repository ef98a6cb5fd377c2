"""The desk's form and the person's page, as a browser without JavaScript meets them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from lejde.counselling import actions
from lejde.counselling.tests.talking import (
    ENGLISH,
    comes,
    desk_of,
    form_of,
    hidden,
    mine,
    page_of,
    people,
    person,
    session,
)
from lejde.identity.tests.working import House
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "person", "session"]
pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]


def test_asked_at_the_desk_answered_on_a_phone_written_down_and_read(
    people: House, session: VisitorSession, person: tuple[Client, VisitorSession]
) -> None:
    phone, own = person
    one = comes(own)
    desk, address = people.browser("sexologist"), desk_of(one)
    visit = desk.get(reverse("course", args=["card", one.card])).text
    assert f'href="{address}"' in visit
    assert "Ask on their page" in desk.get(address, headers=ENGLISH).text
    assert desk.post(f"{address}ask/").status_code == 302
    assert "They have been asked" in desk.get(address, headers=ENGLISH).text
    assert "You are asked something" in phone.get("/mine/").text
    mine_ = page_of(own)
    assert "May those you talk with here read this" in phone.get(mine_).text
    assert phone.post(f"{mine_}say/", {"yes": "counselling"}).status_code == 302
    page = desk.get(address, headers=ENGLISH).text
    told = form_of(page, themes=["shame", "loss"], goal="to sleep", level="3", closed=["partner"])
    for _ in range(2):
        assert desk.post(address, told).status_code == 302
    read = phone.get(mine_).text
    assert read.count("to sleep") == 3  # the goal, the field to change it, the talk
    assert "shame · loss" in read
    assert "You would rather not talk about: a partner" in read
    again = desk.get(address, headers=ENGLISH).text
    assert "Not spoken about today: a partner" in re.sub(r"\s+", " ", again)
    assert 'name="themes" value="partner"' not in again


def test_nothing_typed_at_the_desk_is_lost(
    people: House, session: VisitorSession, person: tuple[Client, VisitorSession]
) -> None:
    phone, own = person
    one = comes(own)
    actions.say_yes(own, mine(own), "counselling")
    desk, address = people.browser("sexologist"), desk_of(one)
    new = desk.get(address).text
    for fault in ({"next_on": "2001-01-01"}, {"closed": ["loss"]}, {"situations": "x" * 2001},
                  {"level": "9"}):  # fmt: skip
        told = {"themes": ["loss"], "goal": "words to keep", **fault}
        page = desk.post(address, form_of(new, **told))
        assert page.status_code == 422
        assert "words to keep" in page.text
    first = form_of(new, goal="first", closed=["shame"])
    desk.post(address, first)
    # A colleague's page drawn before that: what they wrote comes back with the reason.
    page = desk.post(address, form_of(new, goal="second words"))
    assert page.status_code == 409
    assert "second words" in page.text
    assert hidden(page.text, "seen") == "1"
    assert "first" in page.text.split('class="rest"')[1]
    page = desk.post(address, form_of(desk.get(address).text, themes=["shame"], goal="third words"))
    assert page.status_code == 422
    assert "third words" in page.text
    phone.post(f"{page_of(own)}take-back/", {"purpose": "counselling"})
    page = desk.post(address, form_of(new, goal="fourth words"))
    assert page.status_code == 409
    assert "fourth words" in page.text
    assert mine(own).story.goal == "first"


def test_a_correction_stands_beside_what_was_there_before(
    people: House, session: VisitorSession, person: tuple[Client, VisitorSession]
) -> None:
    phone, own = person
    one = comes(own)
    actions.say_yes(own, mine(own), "counselling")
    desk, address = people.browser("sexologist"), desk_of(one)
    desk.post(address, form_of(desk.get(address).text, worked="old words", closed=["loss"]))
    (entry,) = mine(own).story.entries
    page = desk.get(f"{address}?correct={entry.key}").text
    assert hidden(page, "seen") == "1"
    assert "old words" in page
    desk.post(address, form_of(page, worked="new words"))
    read = phone.get(page_of(own)).text
    assert "As it stood before" in read
    assert read.index("new words") < read.index("old words")
    # Saved once more after a colleague was faster, one's own words follow theirs.
    stale = form_of(page, worked="later words")
    lost = desk.post(address, stale).text
    assert desk.post(address, form_of(lost, worked="later words")).status_code == 302
    assert [v.told.worked for v in mine(own).story.entries[0].versions] == [
        "old words", "new words", "later words",
    ]  # fmt: skip
    # What the person closed in this talk stays closed when something else is corrected.
    assert mine(own).story.closed_for(entry.key) == {"loss"}
    page = desk.get(f"{address}?correct={entry.key}").text
    desk.post(address, form_of(page, worked="new words", opened=["loss"]))
    assert mine(own).story.closed_for(entry.key) == frozenset()


def test_steps_are_added_done_and_let_go_by_buttons_alone(
    people: House, session: VisitorSession, person: tuple[Client, VisitorSession]
) -> None:
    phone, own = person
    comes(own)
    address = page_of(own)
    step = hidden(phone.get(address).text, "step")
    for _ in range(2):
        phone.post(f"{address}step/", {"text": "ring <somebody>", "step": step})
    page = phone.get(address).text
    assert page.count("<p>ring &lt;somebody&gt;</p>") == 1
    phone.post(f"{address}mark/", {"step": step, "state": "done"})
    assert "Take it up again" in phone.get(address).text
    long = phone.post(f"{address}step/", {"text": "x" * 400, "step": "b"})
    assert long.status_code == 422
    assert "x" * 400 in long.text
    assert phone.post(f"{address}mark/", {"step": "no", "state": "done"}).status_code == 404
    assert phone.post(f"{address}mark/", {"step": step, "state": "no"}).status_code == 422
    phone.post(f"{address}goal/", {"text": "more air"})
    assert "more air" in phone.get(address).text


def test_nobody_else_opens_somebodys_page(
    people: House, session: VisitorSession, person: tuple[Client, VisitorSession]
) -> None:
    phone, _ = person
    comes(session)
    address = page_of(session)
    assert phone.get(address).status_code == 404
    assert phone.post(f"{address}say/", {"yes": "counselling"}).status_code == 404
    assert Client().get(address).status_code == 302


def test_who_came_for_a_test_is_met_with_it_only_when_asked(
    people: House, session: VisitorSession, person: tuple[Client, VisitorSession]
) -> None:
    phone, own = person
    one = comes(own, "drop_in")
    assert "/goals/" not in phone.get("/mine/").text
    nurse = people.browser("nurse")
    nurse.post(f"{desk_of(one)}ask/")
    assert "/goals/" in phone.get("/mine/").text
    phone.post(f"{page_of(own, 'care')}say/", {"no": "1"})
    assert "/goals/" not in phone.get("/mine/").text


def test_above_ones_own_level_the_person_is_offered_somebody_else_and_may_say_no(
    people: House, session: VisitorSession, person: tuple[Client, VisitorSession]
) -> None:
    phone, own = person
    one = comes(own, "drop_in")
    actions.say_yes(own, mine(own, "care"), "health")
    nurse, address = people.browser("nurse"), desk_of(one)
    page = nurse.get(address).text
    assert 'name="level" value="2"' in page
    assert 'name="level" value="3"' not in page
    nurse.post(address, form_of(page, needed="4"))
    shown = nurse.get(address, headers=ENGLISH).text
    assert "offers them a talk with" in shown
    assert "Sexologist, Psychologist" in shown
    read = phone.get(page_of(own, "care")).text
    assert "Somebody else here may be able to help you better" in read
    phone.post(f"{page_of(own, 'care')}decline/", {"entry": hidden(read, "entry")})
    assert "Somebody else here" not in phone.get(page_of(own, "care")).text
    assert "said no thank you" in nurse.get(address, headers=ENGLISH).text


@pytest.mark.parametrize("door", ["card", "due", "question", "sample", "talk", "window"])
def test_a_door_that_is_not_there_opens_nothing(people: House, door: str) -> None:
    desk = people.browser("sexologist")
    for address in (f"/desk/goals/{door}/5/", f"/desk/goals/{door}/5/ask/"):
        assert desk.post(address, {}).status_code == 404
