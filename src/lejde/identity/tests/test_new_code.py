"""A code that nobody showed to have kept is said to be so on every page, until it is."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from lejde.identity.folders import TALK, new_folder
from lejde.identity.tests.keeping import hidden_fields, keep
from lejde.kernel.clock import now
from lejde.kernel.errors import NotSignedIn
from lejde.vault import visitors

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
SAID = "You have not kept your code yet"
PAGES = ("/mine/", "/", "/read/", "/check/", "/book/", "/mine/delete/", "/about/protection/")


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def says(client: Client) -> set[bool]:
    return {SAID in client.get(page).text for page in PAGES}


def test_until_two_groups_are_typed_back_every_page_says_it_and_has_the_button(
    client: Client,
) -> None:
    page = client.post("/code/new/")
    assert SAID not in page.text and says(client) == {True}
    assert client.post("/code/new/")["Location"] == "/mine/"
    mine = client.get("/mine/").text
    assert mine.index(SAID) < mine.index("What is yours")
    assert '<form method="post" action="/mine/code/">' in mine
    again = client.post("/mine/code/")
    assert SAID not in again.text and says(client) == {True}
    assert client.post("/code/", hidden_fields(page.text)).status_code == 401
    assert keep(client, again)["Location"] == "/mine/"
    assert says(client) == {False}


def test_what_was_written_down_is_what_one_comes_in_with_whichever_tap_the_cookie_is_from(
    client: Client,
) -> None:
    seen, other = client.post("/code/new/"), Client().post("/code/new/")
    client.cookies["v"] = other.cookies["v"].value
    keep(client, seen)
    session = visitors.resume(client.cookies["v"].value)
    folder = new_folder(session, TALK)
    code = hidden_fields(seen.text)["code"]
    assert visitors.resume(visitors.sign_in(code)).folders() == [folder]


def test_groups_of_a_code_that_opens_nothing_mark_nothing_as_kept(client: Client) -> None:
    client.post("/code/new/")
    typed = {"code": "AAAAA-BBBBB-CCCCC-DDDDD", "group_2": "BBBBB", "group_4": "DDDDD"}
    assert client.post("/code/kept/", typed)["Location"] == "/mine/"
    assert says(client) == {True}


def test_who_comes_with_a_code_has_kept_it_and_a_stranger_is_told_nothing(client: Client) -> None:
    assert SAID not in client.get("/").text
    made = visitors.make_visitor()
    client.post("/code/", {"code": made.return_code})
    assert says(client) == {False}
    client.post("/mine/delete/")
    assert SAID not in client.get("/").text


def test_deleting_everything_with_a_code_not_kept_says_no_more_of_it(client: Client) -> None:
    client.post("/code/new/")
    gone = client.post("/mine/delete/")
    assert gone.status_code == 200 and SAID not in gone.text


def test_a_new_code_asked_for_twice_is_the_one_seen_last_and_nobody_is_shut_out(
    client: Client,
) -> None:
    keep(client, client.post("/code/new/"))
    session = visitors.resume(client.cookies["v"].value)
    folder, token = new_folder(session, TALK), client.cookies["v"].value
    first = client.post("/mine/code/")
    client.cookies["v"] = token
    assert client.get("/mine/")["Location"] == "/code/"
    client.cookies["v"] = token
    assert client.get("/mine/code/")["Location"] == "/code/"
    client.cookies["v"] = token
    second = client.post("/mine/code/")
    codes = [hidden_fields(page.text)["code"] for page in (first, second)]
    assert Client().post("/code/", {"code": codes[0]}).status_code == 401
    keep(client, second)
    assert visitors.resume(client.cookies["v"].value).folders() == [folder]
    assert says(client) == {False}


def test_two_taps_at_once_leave_a_button_that_gives_a_code(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post("/code/new/")
    token = client.cookies["v"].value
    stale = visitors.resume(token)
    client.post("/mine/code/")
    client.cookies["v"] = token
    with monkeypatch.context() as late:
        late.setattr(visitors, "resume", lambda _, **__: stale)
        again = client.post("/mine/code/")
    assert again.status_code == 409 and 'action="/mine/code/"' in again.text
    assert keep(client, client.post("/mine/code/"))["Location"] == "/mine/"


def test_the_token_of_before_gets_a_code_for_some_minutes_and_nothing_else(
    client: Client,
) -> None:
    client.post("/code/new/")
    token = client.cookies["v"].value
    client.post("/mine/code/")
    with pytest.raises(NotSignedIn):
        visitors.resume(token)
    assert visitors.resume_for_code(token)
    with time_machine.travel(now() + timedelta(minutes=6)):
        client.cookies["v"] = token
        assert client.post("/mine/code/")["Location"] == "/code/"
