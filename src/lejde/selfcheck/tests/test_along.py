"""Answers are kept only when a person says so, behind a code that only they have."""

import pytest
from django.test import Client
from django.urls import reverse

from lejde.selfcheck import actions, domain, folders
from lejde.vault import visitors

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]

STEP = domain.Step("age")
PACKED = actions.pack(domain.with_answer(domain.empty(), STEP, "18_24"))


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def code_on(page: str) -> str:
    return page.split('name="code" value="')[1].split('"', maxsplit=1)[0]


def test_without_a_yes_nothing_is_kept(client: Client) -> None:
    page = client.post(reverse("selfcheck:along"), {"packed": PACKED})
    assert page.status_code == 200
    assert "v" not in client.cookies


def test_with_a_new_code_the_answers_lie_behind_it(client: Client) -> None:
    page = client.post(reverse("selfcheck:along"), {"packed": PACKED, "new": "1"})
    code = code_on(page.text)
    another = Client(headers={"accept-language": "en"})
    another.post(reverse("identity:code"), {"code": code})
    mine = another.get(reverse("identity:mine")).text
    assert PACKED in mine
    shown = another.post(reverse("selfcheck:start"), {"packed": PACKED}, follow=True).text
    assert PACKED in shown


def test_with_a_code_of_ones_own_they_go_there_and_a_wrong_one_loses_nothing(
    client: Client,
) -> None:
    made = visitors.make_visitor()
    wrong = client.post(reverse("selfcheck:along"), {"packed": PACKED, "have": "1", "code": "AAAA"})
    assert wrong.status_code == 401
    assert PACKED in wrong.text
    right = client.post(
        reverse("selfcheck:along"), {"packed": PACKED, "have": "1", "code": made.return_code}
    )
    assert right.status_code == 302
    kept = folders.checks(visitors.resume(made.token))
    assert [check.packed for check in kept] == [PACKED]


def test_who_is_here_already_keeps_them_at_once_and_can_throw_them_away(client: Client) -> None:
    made = visitors.make_visitor()
    client.cookies["v"] = made.token
    assert client.post(reverse("selfcheck:along"), {"packed": PACKED}).status_code == 302
    (check,) = folders.checks(visitors.resume(made.token))
    client.post(reverse("selfcheck:forget"), {"folder": check.folder})
    assert folders.checks(visitors.resume(made.token)) == []
    client.post(reverse("selfcheck:forget"), {"folder": "nothing"})


def test_broken_answers_are_not_kept(client: Client) -> None:
    page = client.post(reverse("selfcheck:along"), {"packed": "AAAA", "new": "1"})
    assert page.status_code == 422
    assert "v" not in client.cookies


def test_another_language_in_the_middle_loses_nothing(client: Client) -> None:
    page = client.post(
        reverse("selfcheck:start"), {"packed": PACKED, "change": "age", "speak": "da"}
    )
    assert PACKED in page.text
    assert "Hvor gammel er du?" in page.text
    assert 'value="18_24"' in page.text and "checked" in page.text
