"""A person gets a code, keeps it, comes back, changes it, deletes everything."""

import html
import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def new_code(client: Client) -> str:
    page = client.post("/code/new/")
    return shown_code(page.content.decode())


def shown_code(page: str) -> str:
    found = re.search(r'name="code" value="([^"]+)"', page)
    assert found
    return html.unescape(found[1])


def come_back(code: str) -> Client:
    client = Client()
    client.post("/code/", {"code": code})
    return client


def is_in(client: Client) -> bool:
    return client.get("/mine/").status_code == 200


def test_the_code_is_shown_in_four_groups_of_five(client: Client) -> None:
    assert re.fullmatch(r"(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}", new_code(client))


def test_the_page_goes_on_only_when_two_groups_are_typed_back(client: Client) -> None:
    code = new_code(client)
    groups = code.split("-")
    wrong = client.post("/code/kept/", {"code": code, "group_2": groups[1], "group_4": "AAAAA"})
    assert wrong.status_code == 422
    assert shown_code(wrong.content.decode()) == code
    right = {"code": code, "group_2": groups[1].lower(), "group_4": f" {groups[3]} "}
    assert client.post("/code/kept/", right).headers["Location"] == "/mine/"


@pytest.mark.parametrize("code", [None, "", "x", "AAAAA-AAAAA"])
def test_a_form_without_the_code_is_no_fault_of_ours(client: Client, code: str | None) -> None:
    typed = {"group_2": "AAAAA", "group_4": "AAAAA"} | ({} if code is None else {"code": code})
    assert client.post("/code/kept/", typed).headers["Location"] == "/mine/"


def test_going_on_cannot_be_turned_to_another_site(client: Client) -> None:
    code = new_code(client)
    groups = code.split("-")
    posted = {"code": code, "group_2": groups[1], "group_4": groups[3]}
    answer = client.post("/code/kept/", {**posted, "goes_on_to": "https://example.org/"})
    assert answer.headers["Location"] == "/mine/"


def test_the_code_opens_from_another_telephone(client: Client) -> None:
    code = new_code(client)
    assert is_in(come_back(code))
    assert is_in(come_back(code.lower().replace("-", " ")))


@pytest.mark.parametrize(
    "code", ["", "x", "AAAAA-AAAAA-AAAAA-AAAAA", "æøå" * 20, "A" * 5000, "\x00"]
)
def test_a_wrong_code_is_said_plainly_and_opens_nothing(client: Client, code: str) -> None:
    answer = client.post("/code/", {"code": code})
    assert answer.status_code == 401
    assert "v" not in answer.cookies


def test_a_new_code_ends_the_old_one_and_its_sessions(client: Client) -> None:
    old = new_code(client)
    elsewhere = come_back(old)
    new = shown_code(client.post("/mine/code/").content.decode())
    assert not is_in(elsewhere)
    assert not is_in(come_back(old))
    assert is_in(come_back(new))
    assert is_in(client)


def test_delete_everything_asks_once_and_then_nothing_opens(client: Client) -> None:
    code = new_code(client)
    assert "cannot be undone" in client.get("/mine/delete/", headers={"accept-language": "en"}).text
    assert is_in(client)
    client.post("/mine/delete/")
    assert not is_in(client)
    assert not is_in(come_back(code))


def test_quick_exit_ends_the_session_and_goes_elsewhere(client: Client) -> None:
    new_code(client)
    token = client.cookies["v"].value
    answer = client.get("/leave/")
    assert answer.status_code == 302
    assert not answer.headers["Location"].startswith("/")
    again = Client()
    again.cookies["v"] = token
    assert not is_in(again)


def test_the_cookie_ends_with_the_browser_and_scripts_cannot_read_it(client: Client) -> None:
    client.post("/code/new/")
    cookie = client.cookies["v"]
    assert cookie["max-age"] == "" and cookie["expires"] == ""
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_private_pages_are_never_stored_by_a_browser(client: Client) -> None:
    for page in (client.post("/code/new/"), client.get("/mine/"), client.get("/code/")):
        assert "no-store" in page.headers["Cache-Control"]
