"""A talk is counted once in the codes that staff chose, and the visitor is asked once whether it
helped; nothing of either leads back to the talk. Run on SQLite and PostgreSQL.
"""

from collections import Counter

import pytest
from django.test import Client

from lejde.chat import actions, closing, desk_actions, presence
from lejde.chat.categories import CATEGORIES, Recorded
from lejde.chat.models import Conversation, Presence
from lejde.chat.tests.talking import at_work, people, session
from lejde.events import counting
from lejde.identity.cookies import COOKIE
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House
from lejde.kernel.clock import month_of, today
from lejde.kernel.errors import BadInput, NotFound
from lejde.vault import visitors
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

TOLD = Recorded("worry", "proportion", "booking")


def answered(people: House, session: VisitorSession) -> int:
    """A talk in which both have said something."""
    number, nurse = int(actions.begin(session, "health", "en")[0].pk), at_work(people, "nurse")
    actions.say(session, number, "a", "I am afraid")
    desk_actions.claim(nurse, number)
    desk_actions.say(nurse, number, "b", "I am here")
    return number


def counted(people: House) -> Counter[tuple[str, str]]:
    facts = list(counting.facts(people.clinic["manager"]))
    assert {(one.month, one.population, one.sign) for one in facts} <= {
        (month_of(today()), "chat", 1)
    }
    return Counter((one.variable, one.value) for one in facts)


ONCE = Counter({
    ("chat", "yes"): 1, ("chat_topic", "health"): 1, ("chat_theme", "worry"): 1,
    ("chat_helped_by", "proportion"): 1, ("chat_went_on", "booking"): 1,
})  # fmt: skip


def test_ended_at_the_desk_it_is_counted_once_whoever_presses_how_often(
    people: House, session: VisitorSession
) -> None:
    number, nurse = answered(people, session), at_work(people, "nurse")
    ended = at_once(6, lambda _: closing.end(nurse, number, TOLD))
    assert ended == {"done": 6}
    closing.end(nurse, number, Recorded("loss", "heard", "none"))
    assert counted(people) == ONCE
    assert Presence.objects.get(who=nurse.user).held == 0


def test_each_category_can_be_left_and_is_then_not_recorded(
    people: House, session: VisitorSession
) -> None:
    closing.end(at_work(people, "nurse"), answered(people, session), Recorded(theme="shame"))
    found = counted(people)
    assert found["chat_theme", "shame"] == 1
    assert found["chat_helped_by", "not_asked"] == found["chat_went_on", "not_asked"] == 1
    assert found.total() == 5


def test_what_the_visitor_ended_waits_to_be_recorded_and_keeps_no_place(
    people: House, session: VisitorSession
) -> None:
    number, nurse = answered(people, session), at_work(people, "nurse")
    assert closing.uncounted(nurse) == []
    actions.close(session, number)
    assert [row.pk for row in closing.uncounted(nurse)] == [number]
    assert counted(people) == Counter()
    closing.end(nurse, number, TOLD)
    assert closing.uncounted(nurse) == []
    assert counted(people) == ONCE
    assert Presence.objects.get(who=nurse.user).held == 0


def test_codes_that_there_are_not_and_talks_of_others_are_refused(
    people: House, session: VisitorSession
) -> None:
    number = answered(people, session)
    for wrong in (Recorded("a story"), Recorded(went_on="not_asked"), Recorded(helped_by="yes")):
        with pytest.raises(BadInput):
            closing.end(at_work(people, "nurse"), number, wrong)
    with pytest.raises(NotFound):
        closing.end(at_work(people, "doctor"), number, TOLD)
    assert Conversation.objects.get().state == "open"
    assert counted(people) == Counter()


def test_no_code_of_a_closing_lies_in_the_row(people: House, session: VisitorSession) -> None:
    """The row says that it is counted, never as what."""
    number = answered(people, session)
    closing.end(at_work(people, "nurse"), number, TOLD)
    row = Conversation.objects.values().get()
    codes = {code for options in CATEGORIES.values() for code in options}
    assert not codes & {str(value) for value in row.values()}


def test_whether_it_helped_is_asked_once_and_what_was_said_is_kept_nowhere(
    people: House, session: VisitorSession
) -> None:
    number, nurse = answered(people, session), at_work(people, "nurse")
    with pytest.raises(closing.TooEarly):
        closing.answer(session, number, "yes")
    closing.end(nurse, number, TOLD)
    with pytest.raises(BadInput):
        closing.answer(session, number, "it did, because")
    own = actions.find(session, number)
    assert closing.shown(own, actions.read_all(own))["asks"]
    ended = at_once(6, lambda at: closing.answer(session, number, ("yes", "no")[at % 2]))
    assert ended == {"done": 6}
    found = counted(people)
    assert found["chat_did_it_help", "yes"] + found["chat_did_it_help", "no"] == 1
    assert session.read(own.row.folder, closing.ASKED) == [{"answered": True}]
    shown = closing.shown(own, actions.read_all(own))
    assert shown["thanks"] and not shown["asks"]
    # It lies in a part that nobody else was given.
    keys = people.clinic["nurse"]
    assert {one.name for one in keys.shares("health", own.row.folder)} == {"talk"}


def test_who_had_no_answer_is_not_asked_whether_it_helped(
    people: House, session: VisitorSession
) -> None:
    number = int(actions.begin(session, "health", "en")[0].pk)
    actions.say(session, number, "a", "is somebody there")
    actions.close(session, number)
    own = actions.find(session, number)
    assert not closing.shown(own, actions.read_all(own))["asks"]
    with pytest.raises(closing.TooEarly):
        closing.answer(session, number, "no")


def visitor_page(made: visitors.NewVisitor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.cookies[COOKIE] = made.token
    return client


@pytest.mark.one_database
def test_the_pages_end_ask_once_and_ask_before_deleting(people: House) -> None:
    made = visitors.make_visitor()
    session = visitors.resume(made.token)
    number, desk, visitor = answered(people, session), people.browser("nurse"), visitor_page(made)
    page = f"/talk/{actions.key_of(session, actions.find(session, number).row)}/"
    assert "did_it_help" not in visitor.get(page).content.decode()
    form = desk.get(f"/desk/talks/{number}/").content.decode()
    assert all(f'name="{name}"' in form for name in CATEGORIES)
    wrong = {"theme": "no such"}
    assert desk.post(f"/desk/talks/{number}/close/", wrong).status_code == 422
    ended = desk.post(f"/desk/talks/{number}/close/", {"theme": "worry", "went_on": "booking"})
    assert ended["Location"] == "/desk/talks/"
    assert "did_it_help" in visitor.get(page).content.decode()
    assert visitor.post(f"{page}helped/", {"did_it_help": "a_little"})["Location"] == page
    assert "did_it_help" not in visitor.get(page).content.decode()
    assert counted(people)["chat_did_it_help", "a_little"] == 1
    assert counted(people)["chat_theme", "worry"] == 1
    asked = visitor.get(f"{page}delete/")
    assert asked.status_code == 200 and b"cannot be undone" in asked.content
    assert Conversation.objects.count() == 1
    assert visitor.post(f"{page}delete/")["Location"] == "/mine/"
    assert not Conversation.objects.exists()
    assert visitor.post(f"{page}delete/")["Location"] == "/mine/"


@pytest.mark.one_database
def test_a_talk_that_the_visitor_ended_is_found_at_the_desk(
    people: House, session: VisitorSession
) -> None:
    number, desk = answered(people, session), people.browser("nurse")
    actions.close(session, number)
    assert f"/desk/talks/{number}/" in desk.get("/desk/talks/").content.decode()
    desk.post(f"/desk/talks/{number}/close/", {"theme": "loss"})
    assert f"/desk/talks/{number}/" not in desk.get("/desk/talks/").content.decode()


@pytest.mark.one_database
def test_no_button_of_the_desk_deletes_a_talk(people: House, session: VisitorSession) -> None:
    """Staff end, and nothing that they can post takes a talk away."""
    number = answered(people, session)
    for name in ("nurse", "manager"):
        desk = people.browser(name)
        for act in ("close", "delete", "erase", "helped"):
            desk.post(f"/desk/talks/{number}/{act}/")
        desk.post("/desk/talks/keeping/", {"health": "0"})
    assert actions.read(session, number)[1]
    assert presence.close(number).deleted_on > today()
