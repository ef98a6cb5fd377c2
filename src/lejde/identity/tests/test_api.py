"""The visitor's calls for other programs."""

import json

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def test_a_visitor_is_made_signs_in_and_is_deleted(client: Client) -> None:
    made = client.post("/api/v1/visitors", "{}", content_type="application/json")
    assert made.status_code == 201
    code = made.json()["return_code"]
    body = json.dumps({"return_code": code})
    signed_in = client.post("/api/v1/sessions", body, content_type="application/json")
    assert signed_in.status_code == 201
    headers = {"authorization": f"Bearer {signed_in.json()['token']}"}
    assert client.delete("/api/v1/visitors/me", headers=headers).status_code == 204
    assert client.delete("/api/v1/visitors/me", headers=headers).status_code == 401
    again = client.post("/api/v1/sessions", body, content_type="application/json")
    assert (again.status_code, again.json()["error"]["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ('{"return_code": 5}', 422),
        ('{"return_code": "x", "name": "y"}', 422),
        ('{"return_code": "x"}', 401),
        ('{"return_code": "' + "x" * 5000 + '"}', 413),
    ],
)
def test_bad_input_has_its_own_status_and_a_message(client: Client, body: str, status: int) -> None:
    answer = client.post("/api/v1/sessions", body, content_type="application/json")
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_an_unknown_key_is_named(client: Client) -> None:
    body = json.dumps({"email": "somebody"})
    answer = client.post("/api/v1/visitors", body, content_type="application/json")
    assert answer.status_code == 422
    assert "email" in answer.json()["error"]["message"]
