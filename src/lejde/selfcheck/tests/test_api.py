"""The plan for other programs: the same engine, nothing stored."""

from typing import Any

import pytest
from django.test import Client

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.one_database,
]
ADDRESS = "/api/v1/plan"


def post(client: Client, body: Any) -> Any:
    return client.post(ADDRESS, body, content_type="application/json")


def test_a_plan_comes_back_with_everything_the_contract_names() -> None:
    client = Client(enforce_csrf_checks=True)
    body = {"pack": "no", "exposures": [{"setting": "bought", "acts": [{"condom": "unsure"}]}]}
    response = post(client, body)
    assert response.status_code == 200
    assert {"pack", "tests", "advice", "left_out", "follow_up", "sources", "summary"} <= set(
        response.json()
    )
    assert not response.cookies


@pytest.mark.parametrize("body", ["", "{", "NaN", b"\xff", "[" * 50_000])
def test_what_is_not_json_is_400(client: Client, body: str) -> None:
    response = post(client, body)
    assert response.status_code == 400
    assert set(response.json()["error"]) == {"code", "message", "faults"}


def test_more_than_64_kib_is_413(client: Client) -> None:
    assert post(client, " " * (64 * 1024 + 1)).status_code == 413
    assert post(client, "{}" + " " * (64 * 1024 - 2)).status_code == 422


@pytest.mark.parametrize(
    "body", [{"pack": "no", "colour": 1}, {"pack": "no", "person": {"colour": 1}}]
)
def test_an_unknown_key_is_named(client: Client, body: dict[str, Any]) -> None:
    response = post(client, body)
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "bad_input"
    assert any("colour" in str(fault) for fault in response.json()["error"]["faults"])


@pytest.mark.parametrize(
    "body", [[], 1, None, {}, {"pack": "../no"}, {"pack": 7}, {"pack": ["no"]}]
)
def test_a_body_of_another_shape_is_422_and_never_500(client: Client, body: Any) -> None:
    import json

    assert post(client, json.dumps(body)).status_code == 422
