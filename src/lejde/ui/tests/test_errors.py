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


@pytest.mark.parametrize(("address", "status"), [("/no-such-page/", 404), ("/language/", 405)])
def test_an_address_that_is_not_there_has_its_status(
    client: Client, address: str, status: int
) -> None:
    assert client.get(address).status_code == status
