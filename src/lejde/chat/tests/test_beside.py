"""What staff write beside a talk is sealed, only added to, and goes with the talk; a level of worry
ends by itself; nobody is told anything before two stand behind it.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from lejde.chat import actions, beside, desk_actions, second
from lejde.chat.second import AlreadyDecided
from lejde.chat.tests.talking import at_work, people, session
from lejde.identity.staffing import Worker
from lejde.identity.tests.hands import at_once
from lejde.identity.tests.working import House
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, NotAllowed, NotFound
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

WEIGHED: dict[str, Any] = {
    "feared": "that he comes back tonight", "endangered": "her child", "law": "section 33",
    "asked": "she said do not tell", "alternatives": "a shelter; full", "outcome": "pass_on",
    "decision": "child welfare, by phone, today", "tells": True, "text": "We call child welfare today.",
}  # fmt: skip


def claimed(people: House, session: VisitorSession, name: str = "nurse") -> tuple[int, Worker]:
    number, worker = int(actions.begin(session, "health", "nb")[0].pk), at_work(people, name)
    actions.say(session, number, "a", "he threatens us")
    desk_actions.claim(worker, number)
    return number, worker


def beside_of(worker: Worker, number: int) -> list[beside.Entry]:
    return beside.entries(desk_actions.find(worker, number))


def test_notes_are_added_with_who_and_when_and_the_visitor_sees_only_that_they_are_there(
    people: House, session: VisitorSession
) -> None:
    number, nurse = claimed(people, session)
    folder = desk_actions.find(nurse, number).row.folder
    assert not [one for one in session.shared(folder) if not one[0]]
    beside.note(nurse, number, "first")
    beside.note(nurse, number, "second")
    found = beside_of(nurse, number)
    assert [(one.number, one.content["text"]) for one in found] == [(1, "first"), (2, "second")]
    assert {(one.content["who"], one.content["role"]) for one in found} == {("nurse", "nurse")}
    assert clock.now() - found[0].moment < timedelta(minutes=1)
    assert [purpose for part, purpose, _ in session.shared(folder) if not part] == ["health"]
    assert session.read(folder, beside.PART) == []
    # They go with the talk.
    held = desk_actions.find(nurse, number)
    actions.erase(session, number)
    assert beside.entries(held) == []


def test_only_who_holds_the_talk_writes_beside_it(people: House, session: VisitorSession) -> None:
    number, _ = claimed(people, session)
    for name in ("doctor", "sexologist"):
        with pytest.raises(NotFound):
            beside.note(at_work(people, name), number, "mine")
    with pytest.raises(NotAllowed):
        beside.note(at_work(people, "manager"), number, "mine")


def test_many_hands_at_once_leave_every_note_and_one_part(
    people: House, session: VisitorSession
) -> None:
    number, nurse = claimed(people, session)
    assert at_once(8, lambda at: beside.note(nurse, number, f"note {at}")) == {"done": 8}
    texts = [one.content["text"] for one in beside_of(nurse, number)]
    assert sorted(texts) == sorted(f"note {at}" for at in range(8))


def test_a_level_of_worry_is_gone_by_itself_and_can_end_before(
    people: House, session: VisitorSession
) -> None:
    number, nurse = claimed(people, session)
    assert beside.risk_in(beside_of(nurse, number)) is None
    beside.set_risk(nurse, number, "acute", "he has the key", 2)
    risk = beside.risk_in(beside_of(nurse, number))
    assert risk is not None and (risk.level, risk.reason, risk.who) == (
        "acute", "he has the key", "nurse",
    )  # fmt: skip
    with time_machine.travel(clock.now() + timedelta(hours=2, minutes=1), tick=False):
        assert beside.risk_in(beside_of(nurse, number)) is None
    beside.set_risk(nurse, number, "none", "the lock is changed", 2)
    assert beside.risk_in(beside_of(nurse, number)) is None
    for level, hours in (("huge", 2), ("acute", 3)):
        with pytest.raises(BadInput):
            beside.set_risk(nurse, number, level, "why", hours)


def test_the_level_stands_in_the_holders_list_and_is_written_at_the_desk(
    people: House, session: VisitorSession
) -> None:
    number, _ = claimed(people, session)
    browser, english = people.browser("nurse"), {"accept-language": "en"}
    address = f"/desk/talks/{number}/beside/"
    empty = browser.post(
        address, {"does": "risk", "risk-level": "acute", "risk-hours": "8"}, headers=english
    )
    assert empty.status_code == 422 and "Nothing is written here yet." in empty.text
    told = {"does": "risk", "risk-level": "acute", "risk-hours": "8", "risk-text": "because"}
    assert browser.post(address, told).status_code == 302
    assert ">acute</span>" in browser.get("/desk/talks/", headers=english).text
    page = browser.get(f"/desk/talks/{number}/", headers=english).text
    assert "because" in page and "until" in page


def test_a_colleague_who_is_asked_reads_with_a_reason_and_answers_once(
    people: House, session: VisitorSession
) -> None:
    number, nurse = claimed(people, session)
    doctor, sexologist = at_work(people, "doctor"), at_work(people, "sexologist")
    with pytest.raises(NotFound):
        second.look(doctor, number)
    second.ask(nurse, number, "would you call?")
    assert second.asked(nurse) == [] and second.asked(sexologist) == []
    assert [one.row.pk for one in second.asked(doctor)] == [number]
    for worker in (nurse, sexologist):
        with pytest.raises(NotFound):
            second.look(worker, number)
    _, messages, entries = second.look(doctor, number)
    assert messages[0].text == "he threatens us" and entries[0].content["text"] == "would you call?"
    second.answer(doctor, number, 1, "yes, I would")
    assert beside_of(nurse, number)[-1].content["text"] == "yes, I would"
    # Answered: it is not there to be read any more.
    assert second.asked(doctor) == []
    with pytest.raises(NotFound):
        second.look(doctor, number)


def test_the_visitor_sees_that_notes_are_kept_and_that_a_colleague_read(people: House) -> None:
    from lejde.vault import visitors

    client, made = Client(headers={"accept-language": "en"}), visitors.make_visitor()
    client.cookies["v"] = made.token
    own = visitors.resume(made.token)
    number, nurse = claimed(people, own)
    address = f"/talk/{actions.key_of(own, desk_actions.find(nurse, number).row)}/"
    assert "keep notes of their own" not in client.get(address).text
    second.ask(nurse, number, "words for a colleague")
    page = client.get(address).text
    assert "keep notes of their own" in page and "words for a colleague" not in page
    assert "has read this talk" not in page
    browser = people.browser("doctor")
    assert (
        "what do you think?" in browser.get("/desk/talks/", headers={"accept-language": "en"}).text
    )
    assert "he threatens us" in browser.get(f"/desk/talks/{number}/second/").text
    assert "has read this talk (Doctor)" in client.get(address).text
    assert (
        browser.post(f"/desk/talks/{number}/second/", {"of": "1", "text": "go"}).status_code == 302
    )


def test_nobody_is_told_before_two_stand_behind_it_and_then_the_person_reads_of_it(
    people: House, session: VisitorSession
) -> None:
    number, nurse = claimed(people, session)
    doctor = at_work(people, "doctor")
    second.weigh(nurse, number, WEIGHED)
    (weighed,) = second.weighed_in(beside_of(nurse, number))
    assert weighed.decided is None and not weighed.holds
    assert len(actions.read(session, number)[1]) == 1
    # Whoever wrote it cannot be the second.
    with pytest.raises(NotFound):
        second.answer(nurse, number, 1, "me too", agrees=True)
    second.answer(doctor, number, 1, "I read all of it", agrees=True)
    (weighed,) = second.weighed_in(beside_of(nurse, number))
    assert weighed.holds and weighed.decided is not None
    assert weighed.decided.content["who"] == "doctor"
    said = actions.read(session, number)[1][-1]
    assert (said.sender, said.client_id) == ("system", "")
    # In the language of the talk, whatever the doctor's own is.
    assert said.text.startswith("To som jobber her") and said.text.endswith(WEIGHED["text"])
    with pytest.raises(NotFound):
        second.answer(doctor, number, 1, "again", agrees=False)


@pytest.mark.parametrize(("tells", "agrees"), [(False, True), (True, False)])
def test_the_person_reads_nothing_when_it_endangers_somebody_or_is_not_agreed(
    people: House, session: VisitorSession, tells: bool, agrees: bool
) -> None:
    number, nurse = claimed(people, session)
    second.weigh(nurse, number, {**WEIGHED, "tells": tells, "text": "he reads her phone"})
    second.answer(at_work(people, "doctor"), number, 1, "my reasons", agrees=agrees)
    assert len(actions.read(session, number)[1]) == 1
    (weighed,) = second.weighed_in(beside_of(nurse, number))
    assert weighed.holds is agrees
    # Why lies in the record.
    assert weighed.entry.content["text"] == "he reads her phone"


def test_of_two_colleagues_at_once_one_decides(people: House, session: VisitorSession) -> None:
    number, nurse = claimed(people, session)
    doctor = at_work(people, "doctor")
    second.weigh(nurse, number, WEIGHED)
    ended = at_once(4, lambda at: second.answer(doctor, number, 1, f"hand {at}", agrees=True))
    assert ended["done"] == 1 and ended.total() == 4
    assert set(ended) <= {"done", AlreadyDecided.code, "not_found"}
    assert len(actions.read(session, number)[1]) == 2
    decided = [one for one in beside_of(nurse, number) if one.kind == beside.DECIDED]
    assert len(decided) == 1


def test_it_can_be_weighed_after_the_talk_has_ended(people: House, session: VisitorSession) -> None:
    number, nurse = claimed(people, session)
    desk_actions.close(nurse, number)
    second.weigh(nurse, number, WEIGHED)
    second.answer(at_work(people, "doctor"), number, 1, "yes", agrees=True)
    state, read = actions.read(session, number)
    assert state == "closed" and read[-1].sender == "system"


def test_each_question_of_the_record_needs_an_answer(
    people: House, session: VisitorSession
) -> None:
    number, nurse = claimed(people, session)
    for key in (*second.TEXTS, "outcome", "tells", "text"):
        with pytest.raises(BadInput):
            second.weigh(nurse, number, {**WEIGHED, key: None})
    assert beside_of(nurse, number) == []
    browser = people.browser("nurse")
    address = f"/desk/talks/{number}/weigh/"
    told = {**WEIGHED, "tells": "yes"}
    assert browser.post(address, {**told, "law": ""}).status_code == 422
    page = browser.get(address, headers={"accept-language": "en"}).text
    assert "When a grave crime" in page
    assert browser.post(address, told).status_code == 302
    other = people.browser("doctor")
    page = other.get(f"/desk/talks/{number}/second/", headers={"accept-language": "en"}).text
    assert "that he comes back tonight" in page and "section 33" in page
    answer = {"of": "1", "weighed": "yes", "text": "why"}
    assert other.post(f"/desk/talks/{number}/second/", answer).status_code == 422
    kept = other.post(f"/desk/talks/{number}/second/", {**answer, "agrees": "yes"})
    assert kept.status_code == 302 and len(actions.read(session, number)[1]) == 2


def test_what_was_asked_about_an_erased_talk_is_gone(
    people: House, session: VisitorSession
) -> None:
    number, nurse = claimed(people, session)
    second.ask(nurse, number, "would you call?")
    actions.erase(session, number)
    assert second.asked(at_work(people, "doctor")) == []


def test_no_two_fields_of_a_page_have_the_same_id(people: House, session: VisitorSession) -> None:
    number, nurse = claimed(people, session)
    second.ask(nurse, number, "one")
    second.ask(nurse, number, "two")
    second.weigh(nurse, number, WEIGHED)
    pages = [
        people.browser("nurse").get(f"/desk/talks/{number}/{more}").text
        for more in ("", "beside/", "weigh/")
    ]
    pages.append(people.browser("doctor").get(f"/desk/talks/{number}/second/").text)
    for page in pages:
        found = re.findall(r'\sid="([^"]+)"', page)
        assert len(found) == len(set(found)) > 3
