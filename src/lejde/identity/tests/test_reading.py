"""A visitor lets somebody read along, sees them, and takes it back; the guest reads and no more."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from lejde.identity import reading
from lejde.identity.folders import CARE, TALK, new_folder
from lejde.kernel.clock import now, today
from lejde.vault import visitors
from lejde.vault.tests.founding import Clinic

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

ANSWER = {
    "infection": "hiv", "specimen": "blood", "method": "lab", "value": "negative",
    "taken_on": "2026-03-01", "sample": "12345678", "day": "2026-03-02", "strength": "conclusive",
    "again_from": None,
}  # fmt: skip


@pytest.fixture(autouse=True)
def clinic() -> Iterator[Clinic]:
    with Clinic() as made:
        yield made


def phone() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def visitor() -> Client:
    """Somebody with an answer behind their code."""
    client = phone()
    client.post("/code/new/")
    session = visitors.resume(client.cookies["v"].value)
    session.write(new_folder(session, CARE), "answers", ANSWER)
    return client


def folder_of(visitor: Client) -> str:
    return visitors.resume(visitor.cookies["v"].value).folders()[0]


def give(visitor: Client, **told: Any) -> Any:
    form = {"give": "1", "folder": folder_of(visitor), "days": "7", "parts": ["answers"]}
    return visitor.post("/mine/read-along/", {**form, **told})


def shown_code(page: str) -> str:
    groups = re.findall(r"</span> ([0-9A-Z]{5})</span>", page)
    assert len(groups) == 4
    return "-".join(groups)


def guest_with(code: str) -> Client:
    guest = phone()
    assert guest.post("/code/", {"code": code}).headers["Location"] == "/reading/"
    return guest


def test_pressure_is_spoken_of_first_and_nothing_is_given_yet(visitor: Client) -> None:
    page = visitor.post("/mine/read-along/", {"folder": folder_of(visitor)}).text
    makes, form = page.index("makes you do this"), page.index('name="parts"')
    assert makes < page.index("112") < page.index("/book/") < form
    assert page.index("cannot be taken back") < form
    assert 'name="number"' not in visitor.get("/mine/").text
    assert 'value="7" required id="id_days_1" checked' in page


def test_what_was_named_is_read_with_its_end_and_whose_decision_it_is(visitor: Client) -> None:
    page = give(visitor).text
    until = (today() + timedelta(days=7)).strftime("%-d %B %Y")
    assert until in page and "data:image/svg" in page
    read = guest_with(shown_code(page)).get("/reading/")
    assert read.status_code == 200
    assert "HIV: Negative" in read.text and until in read.text
    assert "their decision" in read.text
    assert "The appointment" not in read.text and "beforehand" not in read.text
    assert "no-store" in read.headers["Cache-Control"]
    private = {*re.findall(r'(?:href|action)="(/[^"]*)"', read.text)}
    assert {one for one in private if not one.startswith("/static/")} == {
        "/", "/leave/", "/language/", "/mine/end/", "/about/protection/",
    }  # fmt: skip


def test_the_visitor_sees_whom_they_let_in_and_takes_it_back(visitor: Client) -> None:
    guest = guest_with(shown_code(give(visitor, called="my sister").text))
    page = visitor.get("/mine/").text
    assert "my sister" in page and "Last opened" in page
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number
    told = {"folder": folder_of(visitor), "number": number[1]}
    assert visitor.post("/mine/read-along/end/", told).headers["Location"] == "/mine/"
    refused = guest.get("/reading/")
    assert refused.status_code == 401
    assert "not open any more" in refused.text and "HIV" not in refused.text
    after = visitor.get("/mine/").text
    assert 'name="number"' not in after and "my sister – Answers to tests" in after


def test_nobody_takes_back_or_gives_what_is_anothers(visitor: Client) -> None:
    give(visitor)
    mine = visitors.resume(visitor.cookies["v"].value).guests(folder_of(visitor))[0]
    stranger = Client()
    stranger.post("/code/new/")
    for number in (str(mine.number), "", "x", "-1", "9" * 40):
        told = {"folder": folder_of(visitor), "number": number}
        assert stranger.post("/mine/read-along/end/", told).status_code == 404
    form = {"give": "1", "folder": folder_of(visitor), "days": "7", "parts": ["answers"]}
    assert stranger.post("/mine/read-along/", form).status_code == 404


@pytest.mark.parametrize(
    "told",
    [{"parts": []}, {"parts": ["visit"]}, {"parts": ["guests"]}, {"parts": ["about"]},
     {"days": "91"}, {"days": "-1"}, {"days": ""}, {"called": "x" * 41}],
)  # fmt: skip
def test_only_what_is_offered_can_be_given(visitor: Client, told: dict[str, Any]) -> None:
    assert give(visitor, **told).status_code == 422
    assert visitors.resume(visitor.cookies["v"].value).guests(folder_of(visitor)) == []


def test_a_talk_has_no_answers_to_give(visitor: Client) -> None:
    session = visitors.resume(visitor.cookies["v"].value)
    talk = new_folder(session, TALK)
    assert [part for part, _ in reading.choices(session, talk)] == ["goals", "appointment"]
    assert reading.choices(session, "no such folder") == []


def test_what_a_guest_called_themselves_cannot_break_the_page(visitor: Client) -> None:
    give(visitor, called="<b>x</b>")
    assert "<b>x</b>" not in visitor.get("/mine/").text


def test_a_guest_is_idle_after_fifteen_minutes_and_leaves_quickly(
    visitor: Client, time_machine: TimeMachineFixture
) -> None:
    start = now()
    code = shown_code(give(visitor).text)
    guest = guest_with(code)
    time_machine.move_to(start + timedelta(minutes=14))
    assert guest.get("/reading/").status_code == 200
    time_machine.move_to(start + timedelta(minutes=31))
    assert guest.get("/reading/").status_code == 401
    again = guest_with(code)
    token = again.cookies["v"].value
    assert again.get("/leave/").status_code == 302
    kept = Client()
    kept.cookies["v"] = token
    assert kept.get("/reading/").status_code == 401


def test_a_new_code_ends_what_the_old_one_gave(visitor: Client) -> None:
    guest = guest_with(shown_code(give(visitor).text))
    visitor.post("/mine/code/")
    assert guest.get("/reading/").status_code == 401


def test_a_visitor_on_the_guests_page_is_shown_to_what_is_theirs(visitor: Client) -> None:
    assert visitor.get("/reading/").headers["Location"] == "/mine/"
    assert visitor.get("/mine/").status_code == 200
