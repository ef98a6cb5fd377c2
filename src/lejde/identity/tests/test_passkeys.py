"""What a browser would never send: a passkey page that is forged opens, adds and removes nothing."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from lejde.identity.tests.working import House, code_of, house

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]
ENGLISH = {"accept-language": "en"}
# A point on P-256, as COSE: nobody has its private half.
POINT = {
    1: 2, 3: -7, -1: 1,
    -2: bytes.fromhex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
    -3: bytes.fromhex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
}  # fmt: skip
FORGED = ["", "x", "[]", "null", "5", "{}", '{"id": 1}', '{"id": "a", "rawId": "a", "response": {}}',
          '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": '
          '{"clientDataJSON": "AA", "attestationObject": "AA", "authenticatorData": "AA", '
          '"signature": "AA"}}']  # fmt: skip


@pytest.fixture
def clinic() -> Iterator[House]:
    yield from house("nurse", "doctor")


def a_passkey(clinic: House, name: str) -> Authenticator:
    """A row as it lies after a passkey was added."""
    data = AttestedCredentialData.create(bytes(16), b"credential", ES256(POINT))
    held = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG(0x41), 0, data)
    made = AttestationObject.create("none", held, {})
    told = CollectedClientData.create(type="webauthn.create", challenge=b"", origin="https://x")
    credential = {
        "id": data.credential_id.hex(), "rawId": data.credential_id.hex(), "type": "public-key",
        "response": {"clientDataJSON": told.b64, "attestationObject": _b64(bytes(made))},
    }  # fmt: skip
    return WebAuthn.add(clinic.user(name), "mine", credential).instance


def _b64(raw: bytes) -> str:
    from fido2.utils import websafe_encode

    return str(websafe_encode(raw))


@pytest.mark.parametrize("credential", FORGED)
def test_a_forged_passkey_lets_nobody_in(clinic: House, credential: str) -> None:
    a_passkey(clinic, "nurse")
    client = Client(headers=ENGLISH)
    told = {"login": "nurse", "password": clinic.clinic.people["nurse"].passphrase}
    client.post("/desk/in/", told)
    answer = client.post("/desk/second/authenticate/", {"credential": credential})
    assert answer.status_code == 200 and "This passkey opens nothing here." in answer.text
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("credential", FORGED)
def test_a_forged_passkey_confirms_and_adds_nothing(clinic: House, credential: str) -> None:
    a_passkey(clinic, "nurse")
    client = clinic.browser("nurse")
    again = client.post("/desk/second/webauthn/reauthenticate/", {"credential": credential})
    assert again.status_code == 422
    assert client.get("/desk/passphrase/").status_code == 302
    clinic.confirm(client, "nurse")
    before = Authenticator.objects.count()
    added = client.post("/desk/second/webauthn/add/", {"credential": credential, "name": "x"})
    assert added.status_code == 200 and Authenticator.objects.count() == before


def test_the_last_second_factor_stays_whichever_it_is(clinic: House) -> None:
    client = clinic.browser("nurse")
    clinic.confirm(client, "nurse")
    refused = client.post("/desk/second/totp/deactivate/", headers=ENGLISH)
    assert "It is your only second factor" in refused.text
    key = a_passkey(clinic, "nurse")
    assert client.post("/desk/second/totp/deactivate/").status_code == 302
    mine = Authenticator.objects.filter(user=clinic.user("nurse"))
    assert [one.pk for one in mine] == [key.pk]
    assert client.post(f"/desk/second/webauthn/keys/{key.pk}/remove/").status_code == 409
    assert mine.count() == 1


def test_a_passkey_of_somebody_else_cannot_be_removed(clinic: House) -> None:
    key = a_passkey(clinic, "doctor")
    client = clinic.browser("nurse")
    clinic.confirm(client, "nurse")
    assert client.post(f"/desk/second/webauthn/keys/{key.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_passkey_alone_signs_nobody_in(clinic: House) -> None:
    key = a_passkey(clinic, "nurse")
    assert Client().get("/desk/second/webauthn/login/").status_code == 404
    assert Client().post("/desk/second/authenticate/", {"credential": "{}"}).status_code == 302
    client = clinic.browser("nurse")
    assert code_of(clinic.totp["nurse"]) and client.get("/desk/").status_code == 200
    assert key.user == clinic.user("nurse")


def test_who_is_asked_again_reads_what_each_way_is(clinic: House) -> None:
    a_passkey(clinic, "nurse")
    client = clinic.browser("nurse")
    ways = {
        "again/": "Use the passphrase instead",
        "second/reauthenticate/": "Use a code from the app instead",
        "second/webauthn/reauthenticate/": "Use a passkey instead",
    }
    for place in ways:
        page = client.get(f"/desk/{place}", {"next": "/desk/second/webauthn/"}, headers=ENGLISH)
        read = {f"/desk/{way}": words for way, words in ways.items() if way != place}
        assert {
            address.partition("?")[0]: words
            for address, words in re.findall(r'<a href="([^"]+\?next[^"]+)">([^<]+)</a>', page.text)
        } == read
