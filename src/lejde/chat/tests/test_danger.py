"""A word that may mean danger raises a flag for people and shows the numbers to call; it stops
nothing, decides nothing, and no word or kind of it lies open.
"""

from typing import Any

import pytest
from django.test import Client

from lejde import packs
from lejde.chat import actions, beside, danger, desk_actions
from lejde.chat.domain import Message
from lejde.chat.models import Conversation
from lejde.chat.tests.talking import at_work, people, session
from lejde.identity.tests.working import House
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

MEANS = [
    ("I want to die", "suicide"), ("Jeg vil ikke leve", "suicide"), ("jeg har tænkt på SELVMORD", "suicide"),
    ("he has a knife", "violence"), ("Han slår meg", "violence"), ("han tæver mig", "violence"),
    ("she won’t wake up", "overdose"), ("Jeg tok for mange tabletter", "overdose"), ("han trækker ikke vejret", "overdose"),
    ("I was raped", "assault"), ("jeg ble voldtatt", "assault"), ("det var et overgreb", "assault"),
    ("he is blackmailing me", "threat"), ("de truer meg", "threat"), ("han vil slå mig ihjel\nhan truede", "threat"),
    ("I am 16", "child"), ("hun er 15 år", "child"), ("jeg er 14", "child"),
    ("they took my passport", "captive"), ("de har låst meg inne", "captive"), ("han tager mit pas", "captive"),
]  # fmt: skip
MEANS_NOTHING = [
    "I have a pimple and it itches", "is that true?", "I am 31", "it took 10 minutes", "er det true love",
    "Kan jeg teste meg for klamydia?", "Må jeg spørge om noget?", "my therapist said so", "hva koster det",
    "jeg er 30 år", "det gjør ikke vondt", "I was under a lot of stress",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), MEANS)
def test_what_may_mean_danger_is_found_in_whichever_language(text: str, kind: str) -> None:
    assert kind in danger.kinds_in(text)


@pytest.mark.parametrize("text", MEANS_NOTHING)
def test_what_means_nothing_of_the_kind_is_left_alone(text: str) -> None:
    assert danger.kinds_in(text) == ()


@pytest.mark.parametrize("iso", packs.known())
def test_every_kind_has_words_in_each_language_and_numbers_in_each_country(
    settings: Any, iso: str
) -> None:
    settings.LEJDE_COUNTRY = iso.upper()
    for kind in danger.KINDS:
        assert danger.to_call([kind]), kind
    found = danger.to_call(danger.KINDS)
    assert len({one.number for one in found}) == len(found)
    assert {kind for _, kind in MEANS} == set(danger.KINDS)


def test_the_flag_is_one_bit_that_is_gone_when_somebody_reads(
    people: House, session: VisitorSession
) -> None:
    number, nurse = int(actions.begin(session, "health", "en")[0].pk), at_work(people, "nurse")
    actions.say(session, number, "a", "hello")
    assert not Conversation.objects.get().is_flagged
    actions.say(session, number, "b", "I want to die")
    row = Conversation.objects.get()
    # What a thief of the row learns: that some word was written. Neither which nor what kind.
    assert row.is_flagged is True
    others = Conversation.objects.values_list("topic", "state", "last", "language").get()
    assert others == ("health", "letterbox", 2, "en")
    desk_actions.claim(nurse, number)
    assert Conversation.objects.get().is_flagged
    desk_actions.read_all(nurse, number)
    assert not Conversation.objects.get().is_flagged
    # The same message again is none, and raises nothing.
    assert actions.say(session, number, "b", "I want to die") == (2, False)
    assert not Conversation.objects.get().is_flagged
    # Words of the staff raise none.
    desk_actions.say(nurse, number, "c", "do you think of suicide?")
    assert not Conversation.objects.get().is_flagged
    actions.say(session, number, "d", "he has a knife")
    desk_actions.read(nurse, number, after=3)
    assert not Conversation.objects.get().is_flagged


def test_a_flag_changes_neither_order_nor_state(people: House, session: VisitorSession) -> None:
    first, later = (int(actions.begin(session, "health", "en")[0].pk) for _ in range(2))
    actions.say(session, later, "a", "I want to die")
    assert [row.pk for row in desk_actions.queue(at_work(people, "nurse"))] == [first, later]
    assert {row.state for row in Conversation.objects.all()} == {"letterbox"}


def test_a_wrong_flag_is_put_away_and_a_new_word_raises_it_again(
    people: House, session: VisitorSession
) -> None:
    number = int(actions.begin(session, "health", "en")[0].pk)
    actions.say(session, number, "a", "I could kill for a coffee; under 18 degrees here")
    browser = people.browser("nurse")
    browser.post(f"/desk/talks/{number}/claim/")
    page = browser.get(f"/desk/talks/{number}/", headers={"accept-language": "en"}).text
    assert "somebody under 18" in page
    browser.post(f"/desk/talks/{number}/beside/", {"does": "away", "upto": "1"})
    page = browser.get(f"/desk/talks/{number}/", headers={"accept-language": "en"}).text
    assert "Words that may mean danger" not in page and "no danger in the words" in page
    actions.say(session, number, "b", "he beats me")
    page = browser.get(f"/desk/talks/{number}/", headers={"accept-language": "en"}).text
    assert "message 2: violence now" in page
    held = desk_actions.find(at_work(people, "nurse"), number)
    beside.put_away(held.worker, number, 99)
    # What is not written yet cannot be put away.
    assert beside.put_away_until(beside.entries(held)) == 2


def test_whoever_writes_it_sees_the_numbers_at_once_and_is_not_stopped(people: House) -> None:
    client, made = Client(headers={"accept-language": "en"}), visitors.make_visitor()
    client.cookies["v"] = made.token
    own = visitors.resume(made.token)
    row, _ = actions.begin(own, "health", "en")
    address = f"/talk/{actions.key_of(own, row)}/"
    client.post(address, {"text": "Is it open on Monday?"})
    assert "Are you in danger" not in client.get(address).text
    answer = client.post(address, {"text": "I want to die"}, follow=True)
    assert answer.status_code == 200 and "I want to die" in answer.text
    _, _, told = answer.text.partition("Are you in danger")
    assert 'href="tel:116123"' in told and 'href="tel:113"' in told
    assert client.post(address, {"text": "one more"}).status_code == 302


def test_the_word_to_pause_is_told_to_both_until_they_write_again(
    people: House, session: VisitorSession
) -> None:
    assert danger.is_pause(" Pause. ") and not danger.is_pause("a pause would be good")
    number = int(actions.begin(session, "health", "en")[0].pk)
    actions.say(session, number, "a", "pause")
    browser = people.browser("nurse")
    browser.post(f"/desk/talks/{number}/claim/")
    told = "write nothing until they write again"
    assert told in browser.get(f"/desk/talks/{number}/", headers={"accept-language": "en"}).text
    actions.say(session, number, "b", "now I can")
    assert told not in browser.get(f"/desk/talks/{number}/", headers={"accept-language": "en"}).text
    assert not danger.is_paused([Message(1, "staff", "x", "pause", "2026-01-01T00:00:00+00:00")])
