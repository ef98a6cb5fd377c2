"""Somebody without a code comes from the first page to a talk; what must be passed on, who answers
and whether it is safe are said before a word is written, and nothing is stored on the way.
"""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from lejde import packs
from lejde.chat.models import Conversation
from lejde.chat.tests.talking import people
from lejde.identity.tests.working import House
from lejde.vault import visitors

__all__ = ["people"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def phone() -> Client:
    return Client(headers={"accept-language": "en"})


def carried(page: str) -> dict[str, str]:
    """The hidden fields of the form that begins the talk."""
    form = page.partition('action="/talk/begin/"')[2].partition("</form>")[0]
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def typed_back(page: str, told: dict[str, str]) -> dict[str, str]:
    code = re.search(r'name="code" value="([^"]+)"', page)
    assert code
    groups = code[1].split("-")
    return {**told, "code": code[1], "group_2": groups[1], "group_4": groups[3]}


def test_the_first_page_has_the_door_only_where_somebody_answers(people: House) -> None:
    assert 'href="/talk/"' in phone().get("/").text
    assert 'value="youth"' in phone().get("/").text


@pytest.mark.django_db(databases=["default", "keys"])
def test_without_anybody_who_answers_there_is_no_door() -> None:
    assert 'href="/talk/"' not in phone().get("/").text
    assert 'value="youth"' not in phone().get("/").text
    assert "Nobody answers here in writing yet." in phone().get("/talk/").text


@pytest.mark.parametrize("country", ["NO", "DK"])
@pytest.mark.parametrize("topic", ["health", "youth"])
def test_what_is_said_first_is_the_law_of_the_country_by_age_with_its_sources(
    people: House, settings: Any, country: str, topic: str
) -> None:
    settings.LEJDE_COUNTRY = country
    page = phone().post("/talk/", {"topic": topic}).text
    pack = packs.load(country.lower())
    for duty in pack.duties:
        assert escape(duty.text["en"]) in page
        assert all(escape(pack.sources[key].url) in page for key in duty.sources)
    assert {one.said for one in pack.duties} == {"must", "may", "young", "complain"}
    young = page.index(escape(next(d for d in pack.duties if d.said == "young").text["en"]))
    must = page.index(escape(next(d for d in pack.duties if d.said == "must").text["en"]))
    # The young read first what holds for them; for others it is one tap away, and no age is asked.
    assert (young < must) == (topic == "youth")
    assert ("<summary>I am under 18</summary>" in page) == (topic == "health")
    assert page.index("What you tell stays here") < must < page.index("Is it safe to write now?")
    assert not re.search(r'name="age', page)


def test_a_newcomer_goes_from_the_door_to_a_talk_and_nothing_is_made_before_the_code_is_kept(
    people: House,
) -> None:
    client = phone()
    before = client.post("/talk/", {"topic": "counselling"})
    assert before.status_code == 200 and "v" not in client.cookies
    told = carried(before.text)
    assert told["topic"] == "counselling" and told["client_id"]
    shown = client.post("/talk/begin/", {**told, "new": "1"})
    made = visitors.resume(client.cookies["v"].value)
    assert made.folders() == [] and not Conversation.objects.exists()
    kept = typed_back(shown.text, carried(shown.text))
    wrong = client.post("/talk/begin/", {**kept, "group_2": "AAAAA"})
    assert wrong.status_code == 422 and not Conversation.objects.exists()
    answer = client.post("/talk/begin/", kept)
    row = Conversation.objects.get()
    assert (row.topic, row.language) == ("counselling", "en")
    assert answer.status_code == 302 and client.get(answer["Location"]).status_code == 200
    # The button tapped twice is one talk.
    assert client.post("/talk/begin/", kept)["Location"] == answer["Location"]
    assert Conversation.objects.count() == 1


def test_whoever_has_a_code_types_it_there_and_a_wrong_one_keeps_what_it_is_about(
    people: House,
) -> None:
    client = phone()
    code = client.post("/code/new/", {}).text
    right = re.search(r'name="code" value="([^"]+)"', code)
    assert right
    other = phone()
    told = carried(other.post("/talk/", {"topic": "health"}).text)
    wrong = other.post("/talk/begin/", {**told, "code": "AAAAA-AAAAA-AAAAA-AAAAA", "have": "1"})
    assert wrong.status_code == 401 and carried(wrong.text) == told
    answer = other.post("/talk/begin/", {**told, "code": right[1], "have": "1"})
    assert answer.status_code == 302 and Conversation.objects.get().topic == "health"


def test_whoever_is_here_goes_straight_on_and_a_topic_without_a_key_is_refused(
    people: House,
) -> None:
    client = phone()
    client.post("/code/new/", {})
    told = carried(client.post("/talk/", {"topic": "youth"}).text)
    assert client.post("/talk/begin/", told).status_code == 302
    assert client.post("/talk/begin/", {**told, "topic": "legal"}).status_code == 422
    assert client.post("/talk/", {"topic": "legal"}).status_code == 422
    assert client.get("/talk/begin/").status_code == 405


def test_the_question_whether_it_is_safe_has_a_way_out_and_sends_no_answer(people: House) -> None:
    page = phone().post("/talk/", {"topic": "health"})
    question = page.text.partition("Is it safe to write now?")[2]
    assert 'href="/leave/"' in question
    fields = set(re.findall(r'name="(\w+)"', question.partition("</form>")[0]))
    carried_on = {"csrfmiddlewaretoken", "topic", "client_id"}
    assert fields - carried_on == {"new", "have", "code"}
