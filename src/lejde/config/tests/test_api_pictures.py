"""A picture between two programs: what comes back is what the document says."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from lejde.chat import enclosing
from lejde.chat.tests.photographs import NO_PICTURES, photograph
from lejde.config.tests.test_api_document import _components, answer, signed_in, told
from lejde.identity.tests.working import house
from lejde.ui.uploads import CUT, LARGEST_FILE, TOO_MANY

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]
PATH = "/api/v1/conversations/{number}/attachments"


def send(client: Client, talk: str, token: str, raw: bytes = b"", **more: Any) -> Any:
    """A real answer to a form, held to what the document says of its status."""
    file = BytesIO(raw or photograph())
    file.name = "a.jpg"
    form = {"client_id": "p", "picture": file, **more}
    got = client.post(f"{talk}/attachments", form, headers={"authorization": f"Bearer {token}"})
    said = told(PATH)["post"]["responses"][str(got.status_code)]
    schema = {**said["content"]["application/json"]["schema"], **_components()}
    Draft202012Validator(schema).validate(got.json())
    for header in said.get("headers", ()):
        assert got[header].isdigit()
    return got


def refusals(
    client: Client, talk: str, token: str, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """Every refusal by its code, of a talk whose only picture is `p`."""
    new: dict[str, Any] = {"client_id": "new"}
    found = [
        send(client, talk, token, text="other words"), send(client, talk, ""),
        send(client, talk, token, NO_PICTURES["vector"], **new),
        send(client, talk, token, photograph()[:300], **new),
        send(client, talk, token, b"\xff" * (LARGEST_FILE + 1), **new),
        send(client, talk, token, picture="a.jpg", **new),
        send(client, talk, token, text="x" * 8001, **new),
        send(client, "/api/v1/conversations/1", token),
    ]  # fmt: skip
    client.defaults[CUT] = TOO_MANY
    found.append(send(client, talk, token, **new))
    del client.defaults[CUT]
    for name in ("MOST_BYTES", "MOST_IN_A_TALK"):
        with monkeypatch.context() as full:
            full.setattr(enclosing, name, 0)
            found.append(send(client, talk, token, **new))
    return {one.json()["error"]["code"]: one.status_code for one in found}


def test_a_picture_between_two_programs_is_as_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for people in house("nurse", "doctor"):
        token = answer(client, "post", "/api/v1/visitors").json()["token"]
        wanted = {"topic": "health", "language": "en"}
        begun = answer(client, "post", "/api/v1/conversations", wanted, token).json()
        talk = f"/api/v1/conversations/{begun['id']}"
        first = send(client, talk, token, text="Is this bad?")
        again = send(client, talk, token, text="Is this bad?")
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json() == again.json() == {"sequence": 1}
        (read,) = answer(client, "get", f"{talk}/messages", None, token).json()["messages"]
        assert read["attachment"]["width"] == 64 and not read["attachment"]["is_gone"]
        assert refusals(client, talk, token, monkeypatch) == {
            "client_id_reused": 409, "not_signed_in": 401, "not_a_picture": 415,
            "broken_picture": 422, "picture_too_large": 413, "bad_input": 422, "too_long": 413,
            "not_found": 404, "too_busy": 429, "no_room": 503, "too_many_pictures": 409,
        }  # fmt: skip
        nurse = signed_in(client, people, "nurse")
        claim = f"/api/v1/staff/conversations/{begun['id']}/claim"
        assert answer(client, "get", f"{talk}/attachments/1", None, nurse).status_code == 404
        answer(client, "post", claim, None, nurse)
        assert send(client, talk, nurse).status_code == 403
        for who in (token, nurse):
            got = client.get(f"{talk}/attachments/1", headers={"authorization": f"Bearer {who}"})
            assert got["Content-Type"] == "image/jpeg" and got["Cache-Control"] == "no-store"
            assert len(got.content) == read["attachment"]["bytes"]
        assert answer(client, "get", f"{talk}/attachments/2", None, token).status_code == 404
        assert answer(client, "get", f"{talk}/attachments/1", None, "").status_code == 401


def test_a_body_that_is_no_form_is_refused_by_its_kind(client: Client) -> None:
    made = answer(client, "post", "/api/v1/visitors").json()
    path = "/api/v1/conversations/1/attachments"
    got = answer(client, "post", path, {"client_id": "a"}, made["token"])
    assert (got.status_code, got.json()["error"]["code"]) == (415, "not_a_picture")
    long = client.post(path, "x" * 2_000_000, content_type="application/json")
    assert long.status_code == 413
    broken = client.post(
        path, b"--b\r\nbroken", content_type="multipart/form-data; boundary=\xe6",
        headers={"authorization": f"Bearer {made['token']}"},
    )  # fmt: skip
    assert broken.status_code == 400 and broken.json()["error"]["code"] == "malformed"
