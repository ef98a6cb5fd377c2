"""The pages of a talk with more than two: plain forms on both sides, and nothing that leads astray."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client

from lejde.chat import actions, asking, desk_actions, joining, offering, presence, transfer
from lejde.chat.context import COOKIE
from lejde.chat.domain import PURPOSE_OF, ConversationClosed
from lejde.chat.models import Conversation
from lejde.chat.tests.talking import at_work
from lejde.identity import cookies
from lejde.identity.tests.working import House, house
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@dataclass
class Talk:
    """A visitor's browser and session, and their talk with a nurse."""

    people: House
    browser: Client
    session: VisitorSession
    number: int

    @property
    def address(self) -> str:
        row = Conversation.objects.get(pk=self.number)
        return f"/talk/{actions.key_of(self.session, row)}/"

    def page(self, more: str = "") -> str:
        return self.browser.get(self.address + more).content.decode()

    def desk(self, name: str) -> Client:
        browser = self.people.browser(name)
        browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return browser

    def last(self) -> int:
        return int(Conversation.objects.get(pk=self.number).last)


def is_checked(page: str, value: str) -> bool:
    return re.search(rf'value="{value}"[^>]* checked', page) is not None


@pytest.fixture
def talk() -> Iterator[Talk]:
    for people in house("nurse", "doctor", "sexologist"):
        token = visitors.make_visitor().token
        browser = Client(headers={"accept-language": "en"})
        browser.cookies[cookies.COOKIE] = token
        session = visitors.resume(token)
        number = int(actions.begin(session, "health", "en")[0].pk)
        desk_actions.claim(at_work(people, "nurse"), number)
        actions.say(session, number, "a", "words of the visitor")
        yield Talk(people, browser, session, number)


def test_the_visitor_is_asked_in_the_thread_and_answers_with_a_button(talk: Talk) -> None:
    nurse = at_work(talk.people, "nurse")
    assert "A question to you" not in talk.page()
    presence.answers(talk.people.user("doctor"), list(PURPOSE_OF))
    first, _ = transfer.propose(nurse, talk.number, to="doctor")
    page = talk.page()
    assert "A question to you" in page and f'value="{first}"' in page
    # Roles are shown, and nobody's name.
    assert "Doctor" in page and "doctor" not in page.replace("A doctor", "")
    talk.browser.post(talk.address + "answer/", {"sequence": first, "yes": "no"})
    assert Conversation.objects.get(pk=talk.number).holder == nurse.user
    second, _ = transfer.propose(nurse, talk.number, to="doctor")
    # The old form, from a page that stood open, answers nothing.
    talk.browser.post(talk.address + "answer/", {"sequence": first, "yes": "yes"})
    assert Conversation.objects.get(pk=talk.number).holder == nurse.user
    talk.browser.post(talk.address + "answer/", {"sequence": second, "yes": "yes"})
    page = talk.page()
    assert "Doctor goes on here." in page and "Answer below" not in page
    assert Conversation.objects.get(pk=talk.number).holder == talk.people.user("doctor")


def test_the_desk_asks_takes_back_offers_and_keeps_what_is_typed(talk: Talk) -> None:
    nurse, at = talk.desk("nurse"), f"/desk/talks/{talk.number}/"
    nurse.post(at + "propose/", {"to": "doctor/"})
    assert "Take the question back" in nurse.get(at).content.decode()
    for _ in range(2):
        assert nurse.post(at + "withdraw/").status_code == 302
    before = talk.last()
    nurse.post(at + "propose/", {"to": "sexologist/"})
    nurse.post(at + "offer/", {"what": "tea"})
    assert talk.last() == before
    nurse.post(at + "offer/", {"what": "handover/counselling"})
    assert talk.last() == before + 1
    nurse.post(at + "keep/", {"text": "half a sentence"})
    again = talk.desk("nurse").get(at).content.decode()
    assert "half a sentence" in again and "autofocus" in again
    nurse.post(at, {"text": "a whole sentence", "client_id": "x"})
    assert "half a sentence" not in nurse.get(at).content.decode()


def test_an_offer_leads_there_in_ones_own_session_and_back(talk: Talk) -> None:
    nurse = at_work(talk.people, "nurse")
    for what, leads_to in (("book", "/book/"), ("check", "/check/")):
        sequence, _ = offering.offer(nurse, talk.number, what)
        assert f'href="step/{sequence}/"' in talk.page()
        went = talk.browser.get(f"{talk.address}step/{sequence}/")
        assert went["Location"] == leads_to
        assert "Back to your talk" in talk.browser.get("/read/").content.decode()
        assert talk.browser.get("/talk/back/")["Location"] == talk.address
        assert not talk.browser.cookies[COOKIE].value
        assert "Back to your talk" not in talk.browser.get("/read/").content.decode()
    offered, _ = offering.offer(nurse, talk.number, "handover", "counselling")
    went = talk.browser.get(f"{talk.address}step/{offered}/", follow=True)
    assert is_checked(went.content.decode(), "counselling")
    for wrong in (1, 0, 99, 10**12):
        assert talk.browser.get(f"{talk.address}step/{wrong}/").status_code == 404
    # A way back that somebody else put there leads nowhere; every way out takes it away.
    talk.browser.cookies[COOKIE] = "0" * 32
    assert talk.browser.get("/talk/back/")["Location"] == "/mine/"
    talk.browser.cookies[COOKIE] = "0" * 32
    assert talk.browser.get("/leave/").cookies[COOKIE].value == ""


def test_the_visitor_hands_the_talk_over_and_says_what_comes_along(talk: Talk) -> None:
    page = talk.page("elsewhere/")
    assert "words of the visitor" in page and is_checked(page, "nothing")
    assert 'value="health"' not in page
    told = {"topic": "counselling", "bring": "chosen"}
    assert talk.browser.post(talk.address + "elsewhere/", told).status_code == 422
    mixed = {"topic": "counselling", "bring": "nothing", "messages": ["1"]}
    assert talk.browser.post(talk.address + "elsewhere/", mixed).status_code == 422
    assert Conversation.objects.get(pk=talk.number).parts == 1
    done = {**told, "messages": ["1"], "summary": "in short"}
    talk.browser.post(talk.address + "elsewhere/", done)
    row = Conversation.objects.get(pk=talk.number)
    assert (row.topic, row.parts) == ("counselling", 2)
    sexologist = talk.desk("sexologist")
    sexologist.post(f"/desk/talks/{talk.number}/claim/")
    read = sexologist.get(f"/desk/talks/{talk.number}/").content.decode()
    assert "in short" in read and "From the talk before:" in read
    assert "stays shut" in read
    assert talk.desk("nurse").get(f"/desk/talks/{talk.number}/").status_code == 404
    assert "in short" in talk.page()


def test_whoever_joins_says_why_first_and_is_seen(talk: Talk) -> None:
    doctor, at = talk.desk("doctor"), f"/desk/talks/{talk.number}/"
    assert doctor.get(at).status_code == 404
    others = doctor.get("/desk/talks/others/").content.decode()
    assert at + "join/" in others and "words of the visitor" not in others
    assert "words of the visitor" not in doctor.get(at + "join/").content.decode()
    assert doctor.post(at + "join/", {}).status_code == 422
    assert doctor.get(at).status_code == 404
    doctor.post(at + "join/", {"reason": "asked_to"})
    page = doctor.get(at).content.decode()
    assert "words of the visitor" in page and 'name="text"' not in page
    assert "only reads" in talk.page() and "asked to by whoever answers you" in talk.page()
    assert "doctor (Doctor" in talk.desk("nurse").get(at).content.decode()
    doctor.post(at + "unjoin/")
    assert "only reads" not in talk.page()
    # Nobody joins one that they hold.
    nurse = talk.desk("nurse")
    assert nurse.get(at + "join/")["Location"] == "/desk/talks/others/"


def test_an_interpreter_comes_with_a_code_and_goes_when_it_is_taken_back(talk: Talk) -> None:
    made = talk.browser.post(talk.address + "interpreter/", {"days": "2", "called": "Her"})
    code = "-".join(made.context["groups"])
    assert "Her" in talk.page() and "has not come yet" in talk.page()
    guest = Client(headers={"accept-language": "en"})
    came = guest.post("/code/", {"code": code}, follow=True)
    assert came.redirect_chain[-1][0] == "/talk/along/"
    assert "words of the visitor" in came.content.decode()
    assert "An interpreter is here." in talk.page()
    assert guest.post("/talk/along/", {"text": " "}).status_code == 422
    guest.post("/talk/along/", {"text": "på norsk", "client_id": "g"})
    assert "på norsk" in talk.page() and "the interpreter" in talk.page()
    desk = talk.desk("nurse").get(f"/desk/talks/{talk.number}/").content.decode()
    assert "på norsk" in desk and "the interpreter" in desk
    # Nothing else of the visitor's opens, and no page of theirs.
    for address in (talk.address, "/mine/", talk.address + "elsewhere/"):
        assert guest.get(address)["Location"] == "/reading/"
    assert guest.get("/reading/")["Location"] == "/talk/along/"
    talk.browser.post(talk.address + "interpreter/end/")
    for method in (guest.get, guest.post):
        assert method("/talk/along/").status_code == 401
    assert "not here any more" in talk.page()


def test_an_ended_talk_leads_nowhere_and_lets_nobody_in(talk: Talk) -> None:
    offered, _ = offering.offer(at_work(talk.people, "nurse"), talk.number, "book")
    asked, _ = transfer.propose(at_work(talk.people, "nurse"), talk.number, "doctor")
    address = talk.address
    talk.browser.post(address + "close/")
    for more in ("elsewhere/", "interpreter/"):
        assert talk.browser.get(address + more)["Location"] == address
    talk.browser.post(address + "answer/", {"sequence": asked, "yes": "yes"})
    page = talk.page()
    assert "A question to you" not in page and "Answer below" not in page and "step/" not in page
    with pytest.raises(ConversationClosed):
        asking.answer(talk.session, talk.number, offered, False)
    assert joining.others(at_work(talk.people, "doctor")) == []


def test_pages_that_stand_open_by_themselves_keep_no_interpreter_signed_in(talk: Talk) -> None:
    made = talk.browser.post(talk.address + "interpreter/", {"days": "0"})
    guest = Client()
    guest.post("/code/", {"code": "-".join(made.context["groups"])})
    assert "still=yes" in guest.get("/talk/along/")["Refresh"]
    assert "Refresh" not in guest.get("/talk/along/?write=yes")
