"""The OpenAPI document says every call there is, no other, and what really comes back."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from lejde.booking.tests.opening import a_slot, holders, open_house
from lejde.config.api_document import document
from lejde.identity.tests.working import House, code_of, house
from lejde.vault.tests.founding import Clinic

databases = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
METHODS = ("get", "post", "put", "patch", "delete")
EXPOSED = {
    "pack": "no", "language": "en",
    "person": {"age": 17, "anatomy": "vagina", "pregnancy": "possible", "symptoms": ["sore"]},
    "exposures": [{"setting": "bought", "at": "2026-01-02", "acts": [{"condom": "broke"}]}],
    "events": [{"kind": "result", "infection": "hiv", "method": "lab", "value": "negative"}],
}  # fmt: skip


def told(path: str) -> dict[str, Any]:
    found: dict[str, Any] = document()["paths"][path]
    return found


def addresses(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield path
        else:
            yield from addresses(one, path)


def answer(client: Client, method: str, path: str, body: Any = None, token: str = "") -> Any:
    """A real answer, held to what the document says of its status."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    more = {} if method == "get" else {"content_type": "application/json"}
    got = getattr(client, method)(path, body, headers=headers, **more)
    pattern = re.sub(r"/appointments/\d+$", "/appointments/{slot}", path.partition("?")[0])
    pattern = re.sub(r"/conversations/\w+", "/conversations/{number}", pattern)
    pattern = re.sub(r"/attachments/\w+$", "/attachments/{sequence}", pattern)
    said = told(pattern)[method]["responses"].get(str(got.status_code))
    assert said, f"{method} {path}: {got.status_code} is not in the document"
    if said.get("content", {}).get("text/event-stream"):
        assert got["Content-Type"] == "text/event-stream"
    elif "content" in said:
        schema = {**said["content"]["application/json"]["schema"], **_components()}
        Draft202012Validator(schema).validate(got.json())
    else:
        assert got.content == b""
    for header in said.get("headers", ()):
        assert got[header].isdigit()
    return got


def _components() -> dict[str, Any]:
    return {"components": document()["components"]}


def test_the_document_is_openapi_3_1_and_is_served(client: Client) -> None:
    served = client.get("/api/v1/openapi.json")
    assert served.status_code == 200 and served.json()["openapi"].startswith("3.1")
    validate(served.json())


@databases
def test_every_call_and_method_is_in_the_document_and_nothing_else(client: Client) -> None:
    calls = {path for path in addresses(get_resolver()) if path.startswith("/api/")}
    patterns = {re.sub(r"<\w+:(\w+)>", r"{\1}", path): path for path in calls}
    assert set(patterns) == set(document()["paths"])
    for path in patterns:
        there = {
            method
            for method in METHODS
            if getattr(client, method)(re.sub(r"\{\w+\}", "1", path)).status_code != 405
        }
        assert there == set(told(path)), path


@pytest.mark.parametrize("path", sorted(document()["paths"]))
def test_a_method_that_is_not_there_is_refused_as_said(client: Client, path: str) -> None:
    got = client.put(re.sub(r"\{\w+\}", "1", path))
    assert got.status_code == 405 and got["Allow"]
    assert got.json()["error"]["code"] == "method_not_allowed"
    assert all("405" in one["responses"] for one in told(path).values())


@databases
def test_what_a_visitors_program_reads_is_as_said(client: Client) -> None:
    with Clinic() as clinic:
        holders(clinic)
        service = open_house()
        made = answer(client, "post", "/api/v1/visitors").json()
        answer(client, "post", "/api/v1/visitors", {"email": "x"})
        answer(client, "post", "/api/v1/sessions", {"return_code": "x"})
        signed = {"return_code": made["return_code"]}
        token = answer(client, "post", "/api/v1/sessions", signed).json()["token"]
        slots = answer(client, "get", f"/api/v1/slots?service={service.code}").json()["slots"]
        assert slots
        answer(client, "get", "/api/v1/slots?colour=1")
        answer(client, "get", "/api/v1/slots?service=none")
        wanted = {"slot": str(a_slot(service).id)}
        assert answer(client, "post", "/api/v1/appointments", wanted).status_code == 401
        booked = answer(client, "post", "/api/v1/appointments", wanted, token).json()
        other = answer(client, "post", "/api/v1/visitors").json()["token"]
        lost = answer(client, "post", "/api/v1/appointments", wanted, other)
        assert lost.status_code == 409 and lost.json()["error"]["nearest"]
        answer(client, "post", "/api/v1/appointments", {"slot": "x"}, other)
        assert answer(client, "delete", "/api/v1/appointments/1", None, token).status_code == 404
        answer(client, "delete", f"/api/v1/appointments/{booked['id']}", None, token)
        answer(client, "delete", "/api/v1/visitors/me", None, token)
        assert answer(client, "delete", "/api/v1/visitors/me", None, token).status_code == 401


@databases
def test_being_there_by_a_program_is_as_said(client: Client) -> None:
    for people in house("nurse", "doctor", "manager"):
        staff = {name: signed_in(client, people, name) for name in ("doctor", "manager")}
        here = "/api/v1/staff/presence"
        said = answer(client, "post", here, {"topics": ["health"], "capacity": 2}, staff["doctor"])
        assert (said.json()["topics"], said.json()["capacity"]) == (["health"], 2)
        faults: list[dict[str, Any]] = [
            {"topics": ["legal"]}, {"topics": []}, {"capacity": 0}, {"capacity": True},
            {"topics": "health"}, {"colour": 1},
        ]  # fmt: skip
        for fault in faults:
            assert answer(client, "post", here, fault, staff["doctor"]).status_code == 422
        topics = answer(client, "get", "/api/v1/topics").json()["topics"]
        assert {one["topic"]: one["live"] for one in topics} == {"health": True, "money": False}
        for method in ("post", "delete"):
            assert answer(client, method, here, {}, staff["manager"]).status_code == 403
        assert answer(client, "delete", here, None, staff["doctor"]).status_code == 204
        topics = answer(client, "get", "/api/v1/topics").json()["topics"]
        assert not any(one["live"] for one in topics)


@databases
def test_a_talk_between_two_programs_is_as_said(client: Client) -> None:
    for people in house("nurse", "doctor", "manager"):
        token = answer(client, "post", "/api/v1/visitors").json()["token"]
        staff = {name: signed_in(client, people, name) for name in ("nurse", "doctor", "manager")}
        wanted = {"topic": "health", "language": "en", "client_id": "t1"}
        begun = answer(client, "post", "/api/v1/conversations", wanted, token)
        again = answer(client, "post", "/api/v1/conversations", wanted, token)
        assert (begun.status_code, again.status_code) == (201, 200)
        assert begun.json() == again.json()
        talk = f"/api/v1/conversations/{begun.json()['id']}"
        said = {"client_id": "a", "text": "Hello \U0001f642"}
        assert answer(client, "post", f"{talk}/messages", said, token).json() == {"sequence": 1}
        assert answer(client, "post", f"{talk}/messages", said, token).status_code == 200
        queued = answer(client, "get", "/api/v1/staff/queue", None, staff["nurse"]).json()
        assert [one["id"] for one in queued["conversations"]] == [begun.json()["id"]]
        claim = f"/api/v1/staff/conversations/{begun.json()['id']}/claim"
        assert answer(client, "post", claim, None, staff["nurse"]).json()["state"] == "open"
        assert answer(client, "post", claim, None, staff["nurse"]).status_code == 200
        taken = answer(client, "post", claim, None, staff["doctor"])
        assert taken.json()["error"]["code"] == "already_claimed"
        answer(client, "post", f"{talk}/messages", {"client_id": "b", "text": "Hi"}, staff["nurse"])
        read = answer(client, "get", f"{talk}/messages?after=1", None, token).json()
        assert [one["from"] for one in read["messages"]] == ["staff"]
        streams(client, talk, token, staff)
        goes_to_others(client, talk, token, staff)
        refused = {
            "client_id_reused": ("post", f"{talk}/messages", {**said, "text": "No"}, token),
            "too_long": ("post", f"{talk}/messages", {**said, "text": "x" * 8001}, token),
            "too_large": ("post", f"{talk}/messages", {**said, "text": "x" * 100_000}, token),
            "bad_input": ("get", f"{talk}/messages?after=-1", None, token),
            "not_found": ("get", f"{talk}/messages", None, staff["doctor"]),
            "not_allowed": ("get", "/api/v1/staff/queue", None, staff["manager"]),
            "not_signed_in": ("get", f"{talk}/messages", None, ""),
        }
        for code, asked in refused.items():
            assert answer(client, *asked).json()["error"]["code"] == code
        assert answer(client, "post", f"{talk}/close", None, token).json() == {"state": "closed"}
        late = answer(client, "post", f"{talk}/messages", {**said, "client_id": "c"}, token)
        assert late.json()["error"]["code"] == "conversation_closed"


def streams(client: Client, talk: str, token: str, staff: dict[str, str]) -> None:
    assert answer(client, "post", f"{talk}/seen", {"sequence": 2}, token).status_code == 204
    answer(client, "post", f"{talk}/seen", {"sequence": 1}, token)
    answer(client, "post", f"{talk}/typing", None, staff["nurse"])
    stands = answer(client, "get", talk, None, staff["nurse"]).json()
    assert (stands["last"], stands["seen"]) == (2, {"visitor": 2, "staff": 0})
    answer(client, "get", f"{talk}/events?after=1", None, token)
    answer(client, "get", "/api/v1/staff/events", None, staff["nurse"])
    assert answer(client, "get", f"{talk}/events", None, staff["doctor"]).status_code == 404
    assert answer(client, "get", "/api/v1/staff/events", None, token).status_code == 401
    wrong = answer(client, "post", f"{talk}/seen", {"sequence": 3}, token)
    assert wrong.json()["error"]["code"] == "bad_input"


def goes_to_others(client: Client, talk: str, visitor: str, staff: dict[str, str]) -> None:
    nurse, doctor, manager = staff["nurse"], staff["doctor"], staff["manager"]
    seat = talk.replace("/v1/", "/v1/staff/") + "/seat"
    answer(client, "post", seat, {"reason": "asked_to", "writes": True}, doctor)
    assert answer(client, "delete", seat, None, doctor).status_code == 204
    offered = [
        answer(client, "post", f"{talk}/offers", {"what": "book"}, nurse) for _ in range(2)
    ]  # fmt: skip
    assert [one.status_code for one in offered] == [201, 200]
    asked = answer(client, "post", f"{talk}/transfer", {"role": "doctor"}, nurse).json()
    assert answer(client, "delete", f"{talk}/transfer", None, nurse).status_code == 204
    for told in ({**asked, "yes": True}, {**offered[0].json(), "yes": False}, {"yes": 1}):
        answer(client, "post", f"{talk}/answer", told, visitor)
    answer(client, "get", f"{talk}/messages", None, visitor)
    for path, told, token in (
        ("transfer", {"role": "pope"}, nurse), ("transfer", {}, nurse), ("offers", {}, nurse),
        ("transfer", {}, visitor), ("transfer", {"role": "nurse"}, doctor),
        ("handover", {"topic": []}, visitor), ("handover", {"topic": "safety"}, visitor),
        ("answer", {}, nurse), ("offers", {"what": "book"}, manager),
    ):  # fmt: skip
        refused = answer(client, "post", f"{talk}/{path}", told, token)
        assert refused.status_code in (401, 403, 404, 409, 422)
    assert answer(client, "post", seat, {"reason": "curious"}, doctor).status_code == 422
    answer(client, "delete", seat, None, doctor)


def signed_in(client: Client, people: House, name: str) -> str:
    both = {"username": name, "password": people.clinic.people[name].passphrase}
    told = {**both, "code": code_of(people.totp[name])}
    return str(answer(client, "post", "/api/v1/staff/sessions", told).json()["token"])


@databases
@pytest.mark.one_database
def test_what_a_staff_program_reads_is_as_said(client: Client) -> None:
    def people() -> Iterator[House]:
        yield from house("nurse", "doctor")

    for clinic in people():
        both = {"username": "nurse", "password": clinic.clinic.people["nurse"].passphrase}
        right = {**both, "code": code_of(clinic.totp["nurse"])}
        assert answer(client, "post", "/api/v1/staff/sessions", right).status_code == 201
        answer(client, "post", "/api/v1/staff/sessions", {**both, "code": "000000"})
        answer(client, "post", "/api/v1/staff/sessions", {"username": 1})


@pytest.mark.django_db(databases=["default", "keys"])
@pytest.mark.parametrize(
    ("body", "status"),
    [(EXPOSED, 200), ({"pack": "no"}, 200), ({"pack": "no", "colour": 1}, 422), ("{", 400),
     ({}, 422), (" " * 70_000, 413), ({"pack": "../no"}, 422)],
)  # fmt: skip
def test_a_plan_is_as_said(client: Client, body: Any, status: int) -> None:
    assert answer(client, "post", "/api/v1/plan", body).status_code == status


@pytest.mark.parametrize("case", ["lists", "events", "person"])
def test_what_the_document_takes_for_a_plan_is_what_the_plan_takes(case: str) -> None:
    schema = {"$ref": "#/components/schemas/Facts", **_components()}
    takes = Draft202012Validator(schema).is_valid
    assert takes(EXPOSED)
    assert not takes({**EXPOSED, "colour": 1}) and not takes({"language": "en"})
    cases: dict[str, dict[str, Any]] = {
        "lists": {"exposures": [{"acts": [{"condom": "green"}]}]},
        "events": {"events": [{"kind": "treated", "infection": "cold"}]},
        "person": {"person": {"age": 500}},
    }
    wrong = cases[case]
    assert not takes({**EXPOSED, **wrong})


@pytest.mark.parametrize(
    ("address", "status"), [("/api/v1/nothing", 404), ("/api/v1/conversations/1/none", 404)]
)
def test_a_program_is_never_answered_with_a_page(client: Client, address: str, status: int) -> None:
    got = client.get(address)
    assert got.status_code == status and got.json()["error"]["code"] == "not_found"


def test_ten_megabytes_are_refused_as_said(client: Client) -> None:
    got = client.post("/api/v1/visitors", "x" * 10_000_000, content_type="application/json")
    assert got.status_code == 413 and got.json()["error"]["code"] == "too_large"


@databases
def test_operators_read_that_it_runs_and_nothing_of_what_anybody_did(client: Client) -> None:
    assert client.get("/health/live").json() == {"live": True}
    before = client.get("/metrics").text
    for _ in range(3):
        client.post("/api/v1/visitors", content_type="application/json")
    client.post("/code/", {"code": "wrong"})
    after = client.get("/metrics")
    assert after.text == before and after["Content-Type"].startswith("text/plain")
    for line in after.text.splitlines():
        assert re.fullmatch(r'# TYPE \w+ gauge|\w+(\{\w+="[\w.]+"\})? \d+', line), line
    assert "lejde_up 1" in after.text and "lejde_ready 1" in after.text
