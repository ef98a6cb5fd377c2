"""Promise 1: no name, number, address or e-mail is needed to enter, talk, book or read."""

import re

import pytest
from django.test import Client

PAGES = ["/", "/code/", "/about/protection/"]
IDENTIFYING = re.compile(
    r"name|navn|mail|phone|telefon|address|adresse|birth|cpr|personnummer|ssn", re.IGNORECASE
)


def asked_for(html: str) -> set[str]:
    """Names of visible form fields."""
    fields = re.findall(r"<(?:input|select|textarea)\b[^>]*>", html)
    visible = [field for field in fields if 'type="hidden"' not in field]
    names = (re.search(r'name="([^"]+)"', field) for field in visible)
    return {name[1] for name in names if name}


@pytest.mark.django_db(databases=["default", "keys"])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_asks_who_somebody_is(client: Client, page: str) -> None:
    response = client.get(page)
    assert response.status_code == 200
    assert not {name for name in asked_for(response.text) if IDENTIFYING.search(name)}


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_code_is_given_without_a_single_answer(client: Client) -> None:
    response = client.post("/code/new/")
    assert response.status_code == 200
    assert len(re.findall(r'class="return-code-group"', response.text)) == 4


def test_a_form_that_asks_for_a_telephone_number_would_be_found() -> None:
    assert asked_for('<input type="tel" name="phone">') == {"phone"}
    assert IDENTIFYING.search("phone")
