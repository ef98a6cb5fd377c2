"""A conversation has goals of its own: asked for in it, written by who holds it, gone with it."""

import pytest
from django.test import Client
from django.urls import reverse

from lejde.chat import actions as chat
from lejde.chat import desk_actions as chat_desk
from lejde.chat import goals
from lejde.chat.domain import ConversationClosed
from lejde.counselling.tests.talking import form_of, page_of, people, person, session
from lejde.identity.staffing import Worker
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "person", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def test_a_talk_in_writing_has_goals_of_its_own_and_asks_in_the_talk(
    people: House, session: VisitorSession, person: tuple[Client, VisitorSession]
) -> None:
    phone, own = person
    row = chat.begin(own, "counselling", "da")[0]
    worker = Worker(people.user("sexologist"), people.clinic["sexologist"])
    chat_desk.claim(worker, row.pk)
    desk, address = people.browser("sexologist"), reverse("goals_desk", args=["talk", row.pk])
    assert f'href="{address}"' in desk.get(reverse("desk_talk", args=[row.pk])).text
    for _ in range(2):
        assert desk.post(f"{address}ask/").status_code == 302
    (asked,) = chat.read_all(chat.find(own, row.pk))
    assert (asked.sender, asked.client_id) == ("system", "")
    talk = phone.get(reverse("chat:talk", args=[chat.key_of(own, row)])).text
    mine_ = page_of(own, "chat")
    assert f'href="{mine_}"' in talk
    assert "May those you talk with here" in phone.get(mine_).text
    phone.post(f"{mine_}say/", {"yes": "counselling"})
    desk.post(address, form_of(desk.get(address).text, goal="to be less alone"))
    assert "to be less alone" in phone.get(mine_).text
    # Who does not hold the talk finds nothing, also with the same key.
    other = people.browser("psychologist")
    assert other.get(address).status_code == 404
    assert other.post(address, {"goal": "x"}).status_code == 404
    chat.erase(own, row.pk)
    assert desk.get(address).status_code == 404
    assert phone.get(mine_).status_code == 404


def test_a_talk_about_law_has_none(
    people: House, session: VisitorSession, person: tuple[Client, VisitorSession]
) -> None:
    phone, own = person
    row = chat.begin(own, "counselling", "en")[0]
    type(row).objects.filter(pk=row.pk).update(topic="legal")
    assert "/goals/" not in phone.get(reverse("chat:talk", args=[chat.key_of(own, row)])).text


def test_asked_by_five_hands_at_once_it_stands_there_once_and_in_an_ended_talk_not_at_all(
    people: House, session: VisitorSession
) -> None:
    worker = Worker(people.user("sexologist"), people.clinic["sexologist"])
    asked, ended = (chat.begin(session, "counselling", "nb")[0] for _ in range(2))
    for row in (asked, ended):
        chat_desk.claim(worker, row.pk)
    chat.say(session, asked.pk, "a", "words")
    assert at_once(5, lambda _: goals.ask(worker, asked.pk)) == {"done": 5}
    said = chat.read_all(chat.find(session, asked.pk))
    assert [(one.sequence, one.sender) for one in said] == [(1, "visitor"), (2, "system")]
    assert said[1].text == goals.question("nb")
    chat.close(session, ended.pk)
    with pytest.raises(ConversationClosed):
        goals.ask(worker, ended.pk)
