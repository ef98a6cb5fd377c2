"""What goes wrong is said plainly, with its status, in the reader's language."""

import pytest
from django.test import Client

WORDS = {"nb": "Det ble for langt", "da": "Det blev for langt", "en": "That was too long"}


@pytest.mark.parametrize("language", WORDS)
def test_ten_megabytes_in_a_field_are_refused_before_they_are_read(language: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(
        "/code/", {"code": "a" * 10_000_000}, headers={"accept-language": language}
    )
    assert answer.status_code == 413
    assert WORDS[language] in answer.text


@pytest.mark.parametrize("address", ["/code/", "/desk/", "/desk/samples/"])
def test_what_is_refused_at_the_gate_is_a_page_at_the_desk_too(
    client: Client, address: str
) -> None:
    many = client.post(address, {"test": ["a"] * 10_000}, headers={"accept-language": "en"})
    assert many.status_code == 400 and "Something went wrong" in many.text
    long = client.post(address, {"test": "a" * 2_000_000}, headers={"accept-language": "en"})
    assert long.status_code == 413 and WORDS["en"] in long.text
    client.defaults["lejde.is_full"] = "1"
    full = client.get(address, headers={"accept-language": "en"})
    assert full.status_code == 429 and "Very many people" in full.text


@pytest.mark.parametrize(("address", "status"), [("/no-such-page/", 404), ("/language/", 405)])
def test_an_address_that_is_not_there_has_its_status(
    client: Client, address: str, status: int
) -> None:
    assert client.get(address).status_code == status
